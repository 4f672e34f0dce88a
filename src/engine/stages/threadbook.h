// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/itemorder.h"

#include <QCache>
#include <QHash>

#include <optional>

namespace chatferry {

class Project;

/// Knows which thread a reply goes into: its root's, until that is full, then one that continues it (README,
/// "Threads"). What was decided is found again in the journal, by the number of parts each message got there.
class ThreadBook
{
public:
    /// All outlive it. @p most: replies that a thread takes.
    ThreadBook(Project &project, const MessageWishes &wishes, const ItemOrder &order, int most);

    /// Where a reply belongs.
    struct Seat
    {
        qint64 opener = 0;      ///< Item whose message opens the thread.
        bool continues = false; ///< The reply itself is that item, and continues a full thread.
    };
    /// For a reply that the journal knows already.
    Seat seatOf(qint64 root, qint64 item);
    /// For the next reply in the order of the conversation.
    Seat nextSeat(qint64 root, qint64 item);
    /// @p parts messages went to @p seat. Of a root: its own item is the opener.
    void taken(qint64 root, const Seat &seat, qint64 item, qint64 parts);

private:
    struct Thread
    {
        qint64 opener; // Without initialisers: an optional member of the same class holds one.
        qint64 given;
    };
    struct Replayed
    {
        Thread last;
        QHash<qint64, Seat> seats;
    };
    Thread &threadOf(qint64 root);
    Replayed replay(qint64 root) const;

    Project &m_project;
    const MessageWishes &m_wishes;
    const ItemOrder &m_order;
    int m_most;
    QCache<qint64, Thread> m_threads{20000};
    std::optional<std::pair<qint64, Replayed>> m_replayed;
};

} // namespace chatferry
