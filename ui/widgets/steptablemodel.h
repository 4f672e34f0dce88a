// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"

#include <QAbstractTableModel>

namespace chatferry {

/// A StepTable as the model of a FilterTable: every answer is the table's own.
class StepTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// @p table outlives the model.
    explicit StepTableModel(StepTable &table, QObject *parent = nullptr);
    StepTable &table() const { return m_table; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

private:
    StepTable &m_table;
    void readChips();
    QList<TableColumn> m_columns;
    QStringList m_chips; ///< Keys; chips() counts all rows, too dear to ask per row.
};

} // namespace chatferry
