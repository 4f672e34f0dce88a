// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/journal.h"

#include "store/statement.h"
#include "store/words.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// OperationKind::CreateMessage, which a lower room knows by its number only.
constexpr int kCreateMessage = 3;
// Column flags; see schema.cpp.
constexpr int kSent = 1;
constexpr int kMoved = 2;
constexpr int kGeneration = 4;
/// Between the rare texts of a row, which share one column.
constexpr QChar kSeparator(0x1f);

QString packedRest(const OperationRow &row)
{
    if (row.reserved.isEmpty() && row.extra.isEmpty() && row.errorKind.isEmpty() && row.error.isEmpty())
        return {};
    QStringList parts{row.reserved, row.extra, row.errorKind, row.error};
    for (QString &part : parts)
        part.replace(kSeparator, u' ');
    while (parts.last().isEmpty())
        parts.removeLast();
    return parts.join(kSeparator);
}

void unpackRest(const QString &rest, OperationRow &row)
{
    const QStringList parts = rest.split(kSeparator);
    row.reserved = parts.value(0);
    row.extra = parts.value(1);
    row.errorKind = parts.value(2);
    row.error = parts.value(3);
}

OperationRow readRow(Words &words, Statement &row)
{
    OperationRow result;
    result.space = row.integer();
    result.kind = row.number();
    result.item = row.integer();
    result.part = row.integer();
    result.state = OperationRow::State(row.number());
    const int flags = row.number();
    result.sent = flags & kSent;
    result.generation = flags / kGeneration;
    result.time = row.time();
    result.identity = words.text(row.integer());
    result.remote = unpack(words, row);
    result.thread = unpack(words, row);
    unpackRest(row.text(), result);
    return result;
}

} // namespace

Journal::Journal(Project &project)
    : m_project(&project)
{
}

Result<void> Journal::put(const OperationRow &row)
{
    return m_project->transaction([&]() -> Result<void> {
        Words &words = m_project->words();
        const auto identity = words.numberOf(row.identity);
        if (!identity)
            return identity.error();
        const auto remote = words.pack(row.remote);
        if (!remote)
            return remote.error();
        const auto thread = words.pack(row.thread);
        if (!thread)
            return thread.error();

        std::optional<int> before;
        {
            Statement old(*m_project,
                          "SELECT state FROM journal WHERE space = ? AND kind = ? AND item = ? AND part = ?");
            old << row.space << row.kind << row.item << row.part;
            if (old.next())
                before = old.number();
        }
        const bool timed = row.kind == kCreateMessage && row.time != UtcTime{};
        bool moved = false;
        if (timed) {
            Statement own(*m_project,
                          "SELECT 1 FROM item JOIN space ON space.id = ? AND space.conversation = item.conversation"
                          " WHERE item.id = ? AND item.time = ?");
            own << row.space << row.item << row.time;
            moved = !own.next();
        }
        {
            Statement put(*m_project, "INSERT OR REPLACE INTO journal(space, kind, item, part, state, flags, time,"
                                      " identity, remote_head, remote, thread_head, thread, rest)"
                                      " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)");
            put << row.space << row.kind << row.item << row.part << int(row.state)
                << ((row.sent ? kSent : 0) | (moved ? kMoved : 0) | row.generation * kGeneration) << row.time
                << *identity << *remote << *thread;
            const QString rest = packedRest(row);
            if (rest.isEmpty())
                put << nullptr;
            else
                put << rest;
            if (const auto written = put.run(); !written)
                return written;
        }
        if (before != int(row.state)) {
            Statement count(*m_project,
                            "INSERT INTO journal_count(space, kind, state, count) VALUES(?, ?, ?, ?)"
                            " ON CONFLICT(space, kind, state) DO UPDATE SET count = count + excluded.count");
            count << row.space << row.kind << int(row.state) << 1;
            if (const auto counted = count.run(); !counted)
                return counted;
            if (before) {
                count << row.space << row.kind << *before << -1;
                if (const auto counted = count.run(); !counted)
                    return counted;
            }
        }
        if (timed) {
            Statement last(*m_project, "INSERT INTO journal_last(space, time) VALUES(?, ?) ON CONFLICT(space)"
                                       " DO UPDATE SET time = excluded.time WHERE excluded.time > time");
            last << row.space << row.time;
            return last.run();
        }
        return {};
    });
}

std::optional<OperationRow> Journal::find(qint64 space, int kind, qint64 item, qint64 part) const
{
    Statement select(*m_project, "SELECT * FROM journal WHERE space = ? AND kind = ? AND item = ? AND part = ?");
    select << space << kind << item << part;
    if (!select.next())
        return std::nullopt;
    return readRow(m_project->words(), select);
}

std::vector<OperationRow> Journal::ofItem(qint64 space, qint64 item) const
{
    // The kinds that the space has at all, so that the primary key serves although it has the kind before the item.
    std::vector<OperationRow> rows;
    Statement select(*m_project, "SELECT * FROM journal WHERE space = ?1 AND item = ?2 AND kind IN"
                                 " (SELECT kind FROM journal_count WHERE space = ?1) ORDER BY kind, part");
    select << space << item;
    while (select.next())
        rows.push_back(readRow(m_project->words(), select));
    return rows;
}

std::vector<OperationRow> Journal::ofKind(qint64 space, int kind) const
{
    std::vector<OperationRow> rows;
    Statement select(*m_project, "SELECT * FROM journal WHERE space = ? AND kind = ? ORDER BY item, part");
    select << space << kind;
    while (select.next())
        rows.push_back(readRow(m_project->words(), select));
    return rows;
}

std::vector<OperationRow> Journal::failed(qint64 space) const
{
    std::vector<OperationRow> rows;
    const auto collect = [&](Statement &select) {
        while (select.next())
            rows.push_back(readRow(m_project->words(), select));
    };
    if (space == 0) {
        Statement select(*m_project, "SELECT * FROM journal WHERE state = 3 ORDER BY space, kind, item, part");
        collect(select);
    } else {
        Statement select(*m_project, "SELECT * FROM journal WHERE space = ? AND state = 3 ORDER BY kind, item, part");
        select << space;
        collect(select);
    }
    return rows;
}

qint64 Journal::count(qint64 space, int kind, OperationRow::State state) const
{
    Statement select(*m_project, "SELECT count FROM journal_count WHERE space = ? AND kind = ? AND state = ?");
    select << space << kind << int(state);
    return select.next() ? select.integer() : 0;
}

std::optional<UtcTime> Journal::lastTime(qint64 space) const
{
    Statement select(*m_project, "SELECT time FROM journal_last WHERE space = ?");
    select << space;
    if (!select.next())
        return std::nullopt;
    return select.time();
}

bool Journal::isTimeTaken(qint64 space, UtcTime time) const
{
    {
        Statement moved(*m_project, "SELECT 1 FROM journal WHERE space = ? AND time = ? AND flags & 2");
        moved << space << time;
        if (moved.next())
            return true;
    }
    Statement own(*m_project,
                  "SELECT 1 FROM item JOIN journal ON journal.space = ?1 AND journal.kind = 3"
                  " AND journal.item = item.id AND journal.time = item.time"
                  " WHERE item.conversation = (SELECT conversation FROM space WHERE id = ?1) AND item.time = ?2");
    own << space << time;
    return own.next();
}

qint64 Journal::repliesGiven(qint64 space, qint64 rootItem) const
{
    Statement select(*m_project,
                     "SELECT (SELECT count(*) FROM journal WHERE space = ?1 AND kind = 3 AND item = ?2 AND part > 0)"
                     " + (SELECT count(*) FROM item CROSS JOIN journal ON journal.space = ?1 AND journal.kind = 3"
                     " AND journal.item = item.id WHERE item.root = ?2)");
    select << space << rootItem;
    return select.next() ? select.integer() : 0;
}

Result<void> Journal::removeSpace(qint64 space)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement rows(*m_project, "DELETE FROM journal WHERE space = ?");
        Statement counts(*m_project, "DELETE FROM journal_count WHERE space = ?");
        Statement last(*m_project, "DELETE FROM journal_last WHERE space = ?");
        for (Statement *statement : {&rows, &counts, &last}) {
            *statement << space;
            if (const auto removed = statement->run(); !removed)
                return removed;
        }
        return {};
    });
}

} // namespace chatferry
