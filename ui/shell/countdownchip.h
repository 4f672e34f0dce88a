// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/countdown.h"

#include <QAbstractButton>

namespace chatferry {

/// The countdown in the header: icon and words on the tone's ground, in two lines where one is too long. Hidden while
/// there is no clock. A press opens the limits list.
class CountdownChip final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit CountdownChip(QWidget *parent = nullptr);
    void setCountdown(const Countdown &countdown);
    const Countdown &countdown() const { return m_countdown; }
    void setBrief(bool brief); ///< The short words, for the narrow header.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString words() const;
    QStringList lines() const;
    Countdown m_countdown;
    bool m_brief = false;
};

} // namespace chatferry
