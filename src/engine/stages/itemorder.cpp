// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/itemorder.h"

#include "store/project.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace chatferry {

namespace {

constexpr int kRowsAtOnce = 512;

} // namespace

ItemOrder::ItemOrder(Project &project, const MessageWishes &wishes)
    : m_project(project)
    , m_wishes(wishes)
    , m_items(project)
{
}

bool ItemOrder::comesBefore(const Entry &left, const Entry &right)
{
    return std::tie(left.effective, left.author, left.item.id) < std::tie(right.effective, right.author, right.item.id);
}

UtcTime ItemOrder::clamped(UtcTime time) const
{
    const SpaceRow &space = m_wishes.space();
    time = std::max(time, space.createTime);
    return space.firstAttempt ? std::min(time, *space.firstAttempt) : time;
}

UtcTime ItemOrder::effectiveTime(const ItemRow &item) const
{
    const UtcTime own = clamped(item.time);
    if (item.root == 0)
        return own;
    if (const UtcTime *known = m_rootTimes.object(item.root))
        return std::max(own, *known + Micros(1));
    const auto row = m_items.byId(item.root);
    const UtcTime root = clamped(row ? row->time : item.time - Micros(1));
    m_rootTimes.insert(item.root, new UtcTime(root));
    return std::max(own, root + Micros(1));
}

ItemOrder::Entry ItemOrder::entryOf(const ItemRow &item, MessageWishes::Fate fate) const
{
    Entry entry{.item = item, .fate = fate};
    // A root outside the space's dates stands where it stood; a placeholder is nobody's.
    entry.effective = effectiveTime(item);
    if (fate == MessageWishes::Fate::Carried)
        entry.author = m_wishes.plan().roleOf(item.author).id.value;
    return entry;
}

std::vector<ItemOrder::Entry> ItemOrder::next(std::size_t limit)
{
    if (!m_begun) {
        m_begun = true;
        if (m_wishes.space().from || m_wishes.space().to)
            addRootsOutside();
    }
    std::vector<Entry> entries;
    while (entries.size() < limit) {
        // What is still unread may come before what waits, unless it is clearly later.
        while (!m_atEnd && (m_waiting.empty() || clamped(m_place.time) <= m_waiting.top().effective))
            readMore();
        if (m_waiting.empty())
            break;
        entries.push_back(m_waiting.top());
        m_waiting.pop();
    }
    return entries;
}

void ItemOrder::readMore()
{
    const SpaceRow &space = m_wishes.space();
    const auto rows = m_items.next(m_wishes.conversation().id, m_place, kRowsAtOnce, space.from, space.to);
    m_atEnd = static_cast<int>(rows.size()) < kRowsAtOnce;
    for (const ItemRow &row : rows) {
        const auto fate = m_wishes.fateOf(row);
        if (fate != MessageWishes::Fate::Left)
            m_waiting.push(entryOf(row, fate));
    }
    if (!rows.empty())
        m_place = {rows.back().time, rows.back().id};
}

/// Replies inside the dates whose root lies outside get a placeholder root.
void ItemOrder::addRootsOutside()
{
    const SpaceRow &space = m_wishes.space();
    QSet<qint64> roots;
    ItemTable::Place place;
    for (;;) {
        const auto rows = m_items.next(m_wishes.conversation().id, place, kRowsAtOnce, space.from, space.to);
        for (const ItemRow &row : rows) {
            if (row.root != 0 && m_wishes.fateOf(row) == MessageWishes::Fate::Carried)
                roots.insert(row.root);
        }
        if (static_cast<int>(rows.size()) < kRowsAtOnce)
            break;
        place = {rows.back().time, rows.back().id};
    }
    for (const qint64 root : std::as_const(roots)) {
        const auto row = m_items.byId(root);
        if (row && !m_wishes.isInside(*row))
            m_waiting.push(entryOf(*row, MessageWishes::Fate::Placeholder));
    }
}

} // namespace chatferry
