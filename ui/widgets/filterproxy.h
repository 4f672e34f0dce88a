// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace chatferry {

/// Rows that hold every word of the filter and belong to the chosen chip; sorted stably; each row named in a sentence.
class FilterProxy final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString &text);
    void setChip(const QString &id); ///< Empty: all rows.
    const QString &chip() const { return m_chip; }
    QVariant data(const QModelIndex &index, int role) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
    QString m_chip;
};

/// The sentence of a row: "Anna Berg, mapped, 12,310 messages" or what the model says.
QString rowSentence(const QModelIndex &index);

} // namespace chatferry
