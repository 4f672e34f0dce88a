// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "store/rows.h"

#include <QSet>

namespace chatferry {

class PeopleStep;

/// What a person is to the plan; every row is under exactly one.
enum class PersonStanding { Mapped, Departed, Guest, Bot, Unknown, Undecided };
PersonStanding standingOf(const PersonRow &row);

/// The people of the export and under whose name each writes. Chips: "mapped", "departed", "guests", "bots", "unknown",
/// "undecided", and "same" while accounts are given twice.
class PeopleTable final : public RowsTable<PersonRow>
{
    Q_OBJECT
public:
    enum Column { Name, State, SourceEmail, Becomes, AccountColumn, Messages, Reactions };

    explicit PeopleTable(PeopleStep &step);
    QString key() const override { return QStringLiteral("people"); }
    QString name() const override { return tr("People table"); }
    QList<TableColumn> columns() const override;
    qint64 rowId(int row) const override { return at(row).id; }
    TableCell cell(int row, int column) const override;
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override;
    void edit(qint64 row, int column, const QString &text) override;

    /// Shows these rows; @p placeholder: who writes for those with that policy.
    void show(std::vector<PersonRow> rows, const QString &placeholder);
    /// Accounts that more than one person of the export is mapped to.
    const QHash<QString, int> &sameAccounts() const { return m_same; }

private:
    TableCell state(const PersonRow &row) const;
    TableCell account(const PersonRow &row) const;
    QString becomes(const PersonRow &row) const;

    PeopleStep &m_step;
    QString m_placeholder;
    QHash<QString, int> m_same;
};

} // namespace chatferry
