// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QAbstractButton;

namespace chatferry {

/// A sentence whose marked counts are doors (see door() in steps/humanwords.h). Wraps like text.
class Sentence final : public QWidget
{
    Q_OBJECT
public:
    explicit Sentence(QWidget *parent = nullptr);

    /// Several sentences stand in a row, parted by a middle dot. Keeps the focus on a door whose id stays.
    void setSentences(const QStringList &sentences);
    void setSentence(const QString &sentence) { setSentences({sentence}); }
    QString plainText() const { return m_plain; }
    QAbstractButton *doorButton(const QString &id) const;

Q_SIGNALS:
    void doorOpened(const QString &id);

private:
    bool updateInPlace(const QStringList &sentences);
    QList<QWidget *> m_parts;
    QStringList m_sentences;
    QString m_plain;
};

} // namespace chatferry
