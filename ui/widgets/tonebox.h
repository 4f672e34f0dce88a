// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/tone.h"

#include <QFrame>

namespace chatferry {

/// A band on the tint of its tone with a mark at its leading edge; in high contrast with a 2 px border instead.
class ToneBox : public QFrame
{
    Q_OBJECT
public:
    explicit ToneBox(Tone tone, QWidget *parent = nullptr);
    void setTone(Tone tone);
    Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
};

/// An icon in its tone, 16, 20 or 32 px at 100 %. Says nothing to a screen reader: a word always stands beside it.
class ToneIcon : public QWidget
{
    Q_OBJECT
public:
    ToneIcon(const QString &name, Tone tone, int pixels = 16, QWidget *parent = nullptr);
    void set(const QString &name, Tone tone);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QString name() const { return m_name; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    Tone m_tone;
    int m_pixels;
};

} // namespace chatferry
