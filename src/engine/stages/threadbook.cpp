// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/threadbook.h"

#include "store/journal.h"
#include "store/project.h"

#include <algorithm>

namespace chatferry {

namespace {

qint64 partsOf(const Journal &journal, qint64 space, qint64 item)
{
    const auto rows = journal.ofItem(space, item);
    return std::count_if(rows.begin(), rows.end(), [](const OperationRow &row) {
        return row.kind == static_cast<int>(OperationKind::CreateMessage);
    });
}

} // namespace

ThreadBook::ThreadBook(Project &project, const MessageWishes &wishes, const ItemOrder &order, int most)
    : m_project(project)
    , m_wishes(wishes)
    , m_order(order)
    , m_most(most)
{
}

ThreadBook::Seat ThreadBook::nextSeat(qint64 root, qint64 item)
{
    const Thread &thread = threadOf(root);
    if (thread.given >= m_most)
        return {item, true};
    return {thread.opener, false};
}

void ThreadBook::taken(qint64 root, const Seat &seat, qint64 item, qint64 parts)
{
    Thread &thread = threadOf(root);
    if (seat.opener == item)
        thread = {item, parts - 1};
    else
        thread.given += parts;
}

ThreadBook::Seat ThreadBook::seatOf(qint64 root, qint64 item)
{
    if (Journal(m_project).repliesGiven(m_wishes.space().id, root) <= m_most)
        return {root, false};
    if (!m_replayed || m_replayed->first != root || !m_replayed->second.seats.contains(item))
        m_replayed.emplace(root, replay(root));
    return m_replayed->second.seats.value(item, {root, false});
}

ThreadBook::Thread &ThreadBook::threadOf(qint64 root)
{
    if (Thread *known = m_threads.object(root))
        return *known;
    const qint64 given = Journal(m_project).repliesGiven(m_wishes.space().id, root);
    auto *thread = new Thread(given < m_most ? Thread{root, given} : replay(root).last);
    m_threads.insert(root, thread);
    return *thread;
}

/// Goes through what the journal holds of a thread as it was given out.
ThreadBook::Replayed ThreadBook::replay(qint64 root) const
{
    const Journal journal(m_project);
    const qint64 space = m_wishes.space().id;
    std::vector<ItemOrder::Entry> replies;
    for (const ItemRow &row : ItemTable(m_project).repliesOf(root))
        replies.push_back(m_order.entryOf(row, MessageWishes::Fate::Carried));
    std::sort(replies.begin(), replies.end(), ItemOrder::comesBefore);
    Replayed replayed;
    Thread &thread = replayed.last;
    thread = {root, std::max<qint64>(0, partsOf(journal, space, root) - 1)};
    for (const ItemOrder::Entry &reply : replies) {
        const qint64 parts = partsOf(journal, space, reply.item.id);
        if (parts == 0)
            continue;
        const bool continues = thread.given >= m_most;
        if (continues)
            thread = {reply.item.id, parts - 1};
        else
            thread.given += parts;
        replayed.seats.insert(reply.item.id, {thread.opener, continues});
    }
    return replayed;
}

} // namespace chatferry
