// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbench.h"

namespace chatferry {

/// Everything that arrives changed or stays behind, one row for each kind and conversation.
class PlanLedgerTable : public RowsTable<LedgerRow>
{
    Q_OBJECT
public:
    explicit PlanLedgerTable(Workbench &bench, QObject *parent);

    QString key() const override { return QStringLiteral("ledger"); }
    QString name() const override { return tr("Ledger"); }
    QList<TableColumn> columns() const override;
    TableCell cell(int row, int column) const override;
    qint64 rowId(int row) const override { return row; }
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override { return tr("Nothing is changed and nothing stays behind."); }

    qint64 items() const;
    int kinds() const;

private:
    void reload();
    QString conversationName(qint64 id) const;
    Workbench &m_bench;
};

} // namespace chatferry
