// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"

#include <map>
#include <vector>

namespace chatferry {

class Project;

/// Collects the ledger of one conversation: a count for each code, and the first thing it was found at.
class LedgerBook
{
public:
    explicit LedgerBook(qint64 conversation)
        : m_conversation(conversation)
    {
    }
    /// At an item, whose source id becomes the example.
    void add(const QString &code, LedgerRow::Fate fate, bool messages, qint64 item, qint64 count = 1);
    void add(const QString &code, LedgerRow::Fate fate, bool messages, const QString &example, qint64 count = 1);
    /// By code; those with a count only.
    std::vector<LedgerRow> rows(Project &project) const;

private:
    struct Entry
    {
        LedgerRow::Fate fate = LedgerRow::Fate::Left;
        bool messages = false;
        qint64 count = 0;
        qint64 item = 0;
        QString example;
    };
    qint64 m_conversation;
    std::map<QString, Entry> m_entries;
};

} // namespace chatferry
