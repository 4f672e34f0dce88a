// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/ledgerbook.h"

#include "store/itemtable.h"
#include "store/project.h"

namespace chatferry {

void LedgerBook::add(const QString &code, LedgerRow::Fate fate, bool messages, qint64 item, qint64 count)
{
    Entry &entry = m_entries[code];
    entry.fate = fate;
    entry.messages = messages;
    entry.count += count;
    if (entry.item == 0)
        entry.item = item;
}

void LedgerBook::add(const QString &code, LedgerRow::Fate fate, bool messages, const QString &example, qint64 count)
{
    Entry &entry = m_entries[code];
    entry.fate = fate;
    entry.messages = messages;
    entry.count += count;
    if (entry.example.isEmpty())
        entry.example = example;
}

std::vector<LedgerRow> LedgerBook::rows(Project &project) const
{
    std::vector<LedgerRow> rows;
    for (const auto &[code, entry] : m_entries) {
        if (entry.count == 0)
            continue;
        LedgerRow row{m_conversation, code, entry.fate, entry.count, entry.messages, entry.example};
        if (entry.item != 0) {
            const auto item = ItemTable(project).byId(entry.item);
            row.example = item ? item->sourceId : QString();
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace chatferry
