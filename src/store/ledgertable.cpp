// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ledgertable.h"

#include "store/statement.h"

namespace chatferry {

LedgerTable::LedgerTable(Project &project)
    : m_project(&project)
{
}

Result<void> LedgerTable::replace(qint64 conversation, const std::vector<LedgerRow> &rows)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement remove(*m_project, "DELETE FROM ledger WHERE conversation = ?");
        remove << conversation;
        if (const auto removed = remove.run(); !removed)
            return removed;
        Statement insert(*m_project,
                         "INSERT INTO ledger(conversation, code, fate, count, messages, example) VALUES(?,?,?,?,?,?)");
        for (const LedgerRow &row : rows) {
            insert << conversation << row.code << int(row.fate) << row.count << row.messages << row.example;
            if (const auto added = insert.run(); !added)
                return added;
        }
        return {};
    });
}

std::vector<LedgerRow> LedgerTable::all() const
{
    std::vector<LedgerRow> rows;
    Statement select(*m_project, "SELECT conversation, code, fate, count, messages, example FROM ledger"
                                 " ORDER BY conversation, code, fate");
    while (select.next()) {
        LedgerRow row;
        row.conversation = select.integer();
        row.code = select.text();
        row.fate = LedgerRow::Fate(select.number());
        row.count = select.integer();
        row.messages = select.flag();
        row.example = select.text();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace chatferry
