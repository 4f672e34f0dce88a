// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/messagewishes.h"
#include "store/itemtable.h"

#include <QCache>

#include <queue>
#include <vector>

namespace chatferry {

class Project;

/// What is carried of one space's conversation, in the order in which times are given (README, "Order"), read in
/// pieces.
class ItemOrder
{
public:
    struct Entry
    {
        ItemRow item;
        MessageWishes::Fate fate = MessageWishes::Fate::Carried;
        UtcTime effective{};
        QString author; ///< What ties are broken by; empty for a placeholder.
    };

    /// Both outlive it.
    ItemOrder(Project &project, const MessageWishes &wishes);
    /// At most @p limit more; empty at the end. May read up to some thousand rows.
    std::vector<Entry> next(std::size_t limit);

    /// The moment before the clamps of this space that an item counts for.
    UtcTime effectiveTime(const ItemRow &item) const;
    static bool comesBefore(const Entry &left, const Entry &right);
    /// Entry of an item that is known to be carried.
    Entry entryOf(const ItemRow &item, MessageWishes::Fate fate) const;

private:
    struct Later
    {
        bool operator()(const Entry &left, const Entry &right) const { return comesBefore(right, left); }
    };
    UtcTime clamped(UtcTime time) const;
    void readMore();
    void addRootsOutside();

    Project &m_project;
    const MessageWishes &m_wishes;
    ItemTable m_items;
    std::priority_queue<Entry, std::vector<Entry>, Later> m_waiting;
    ItemTable::Place m_place;
    bool m_begun = false;
    bool m_atEnd = false;
    mutable QCache<qint64, UtcTime> m_rootTimes{8192};
};

} // namespace chatferry
