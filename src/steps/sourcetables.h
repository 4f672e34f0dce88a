// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/problem.h"
#include "steps/steptable.h"
#include "store/rows.h"

namespace chatferry {

// The rows behind the figures of the page Source.

/// The conversations of the export as they were read. Chips: "public", "private", "direct", "group".
class HoldingsTable final : public RowsTable<ConversationRow>
{
    Q_OBJECT
public:
    using RowsTable::RowsTable;
    QString key() const override { return QStringLiteral("source-conversations"); }
    QString name() const override { return tr("Conversations read table"); }
    QList<TableColumn> columns() const override;
    qint64 rowId(int row) const override { return at(row).id; }
    TableCell cell(int row, int column) const override;
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override { return tr("This export holds no conversation."); }
};

/// What is odd in the export.
class OdditiesTable final : public RowsTable<Problem>
{
    Q_OBJECT
public:
    using RowsTable::RowsTable;
    QString key() const override { return QStringLiteral("source-oddities"); }
    QString name() const override { return tr("Oddities table"); }
    QList<TableColumn> columns() const override;
    qint64 rowId(int row) const override { return row + 1; }
    TableCell cell(int row, int column) const override;
    QString rowSentence(int row) const override;
    QString emptyText() const override { return tr("Nothing odd was found."); }
};

/// How many records became no message, and why.
struct SetAsideRow
{
    QString reason; ///< Stable key, see Source.
    qint64 count = 0;
};

class SetAsideTable final : public RowsTable<SetAsideRow>
{
    Q_OBJECT
public:
    using RowsTable::RowsTable;
    QString key() const override { return QStringLiteral("source-set-aside"); }
    QString name() const override { return tr("Set aside table"); }
    QList<TableColumn> columns() const override;
    qint64 rowId(int row) const override { return row + 1; }
    TableCell cell(int row, int column) const override;
    QString rowSentence(int row) const override;
    QString emptyText() const override { return tr("Every record becomes a message."); }
};

} // namespace chatferry
