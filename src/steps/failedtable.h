// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbench.h"

namespace chatferry {

/// The operations that failed for good and wait for a person, one row each.
class FailedTable : public RowsTable<OperationRow>
{
    Q_OBJECT
public:
    explicit FailedTable(Workbench &bench, QObject *parent);

    QString key() const override { return QStringLiteral("failed"); }
    QString name() const override { return tr("Needs you list"); }
    QList<TableColumn> columns() const override;
    TableCell cell(int row, int column) const override;
    qint64 rowId(int row) const override { return row; }
    QString rowSentence(int row) const override;
    QString emptyText() const override { return tr("Nothing needs you."); }

    /// The rows at these places, or all of them.
    std::vector<OperationRow> picked(const QList<qint64> &rows) const;

private:
    void reload();
    QString spaceName(qint64 space) const;
    Workbench &m_bench;
};

} // namespace chatferry
