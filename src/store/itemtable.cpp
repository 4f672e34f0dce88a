// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/itemtable.h"

#include "store/itemcolumns.h"
#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

ItemRow readRow(Statement &row)
{
    ItemRow result;
    result.id = row.integer();
    result.conversation = row.integer();
    const bool derived = row.isNull();
    result.sourceId = row.text();
    result.locator = row.integer();
    result.time = row.time();
    result.author = row.integer();
    result.root = row.integer();
    result.flags = row.number();
    result.reactions = row.number();
    result.attachments = row.number();
    result.contentHash = row.integer();
    if (derived)
        result.sourceId = idFromTime(result.time);
    return result;
}

} // namespace

ItemTable::ItemTable(Project &project)
    : m_project(&project)
{
}

Result<void> ItemTable::add(std::vector<ItemRow> &rows)
{
    const auto added = m_project->transaction([&]() -> Result<void> {
        // Numbers are never given twice, even when the newest item is removed: the journal refers to them.
        qint64 next = 0;
        {
            Statement ask(*m_project, "SELECT next FROM item_number");
            if (ask.next())
                next = ask.integer();
        }
        if (next < 1)
            return Error{.kind = Error::Kind::Bug, .detail = u"item_number is missing"_s};
        Statement insert(*m_project, "INSERT INTO item(id, conversation, source, locator, time, author, root, flags,"
                                     " reactions, attachments, content) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
        for (ItemRow &row : rows) {
            row.id = next++;
            insert << row.id;
            bindItem(insert, row);
            if (const auto inserted = insert.run(); !inserted)
                return inserted;
        }
        Statement keep(*m_project, "UPDATE item_number SET next = ?");
        keep << next;
        return keep.run();
    });
    if (!added) {
        for (ItemRow &row : rows)
            row.id = 0;
    }
    return added;
}

Result<void> ItemTable::update(const ItemRow &row)
{
    return m_project->transaction([&]() -> Result<void> {
        const auto before = byId(row.id);
        if (before && (before->time != row.time || before->conversation != row.conversation)) {
            // The journal keeps the times it gave; they are now found by its own index instead of the item's.
            Statement move(*m_project, "UPDATE journal SET flags = flags | 2 WHERE kind = 3 AND item = ?1 AND time <> 0"
                                       " AND space IN (SELECT id FROM space WHERE conversation = ?2)");
            move << row.id << before->conversation;
            if (const auto moved = move.run(); !moved)
                return moved;
        }
        Statement change(*m_project,
                         "UPDATE item SET conversation = ?, source = ?, locator = ?, time = ?, author = ?, root = ?,"
                         " flags = ?, reactions = ?, attachments = ?, content = ? WHERE id = ?");
        bindItem(change, row);
        change << row.id;
        return change.run();
    });
}

Result<void> ItemTable::remove(std::span<const qint64> ids)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement move(*m_project,
                       "UPDATE journal SET flags = flags | 2 WHERE kind = 3 AND item = ?1 AND time <> 0 AND space IN"
                       " (SELECT id FROM space WHERE conversation = (SELECT conversation FROM item WHERE id = ?1))");
        Statement remove(*m_project, "DELETE FROM item WHERE id = ?");
        Statement reactions(*m_project, "DELETE FROM reaction WHERE item = ?");
        Statement attachments(*m_project, "DELETE FROM attachment WHERE item = ?");
        for (const qint64 id : ids) {
            move << id;
            if (const auto moved = move.run(); !moved)
                return moved;
            for (Statement *statement : {&reactions, &attachments, &remove}) {
                *statement << id;
                if (const auto removed = statement->run(); !removed)
                    return removed;
            }
        }
        return {};
    });
}

std::optional<ItemRow> ItemTable::byId(qint64 id) const
{
    Statement select(*m_project, "SELECT * FROM item WHERE id = ?");
    select << id;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::optional<ItemRow> ItemTable::bySourceId(qint64 conversation, const QString &sourceId) const
{
    if (const auto time = timeFromId(sourceId)) {
        Statement select(*m_project, "SELECT * FROM item WHERE conversation = ? AND time = ? AND source IS NULL");
        select << conversation << *time;
        if (select.next())
            return readRow(select);
    }
    Statement select(*m_project, "SELECT * FROM item WHERE conversation = ? AND source = ? AND source IS NOT NULL");
    select << conversation << sourceId;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::vector<ItemRow> ItemTable::next(qint64 conversation, Place after, int limit, std::optional<UtcTime> from,
                                     std::optional<UtcTime> to) const
{
    if (from && after.time < *from)
        after = {*from, 0};
    std::vector<ItemRow> rows;
    Statement select(*m_project, "SELECT * FROM item WHERE conversation = ?1 AND time >= ?2 AND (time > ?2 OR id > ?3)"
                                 " AND time < ?4 ORDER BY time, id LIMIT ?5");
    select << conversation << after.time << after.id << (to ? toMicros(*to) : std::numeric_limits<qint64>::max())
           << limit;
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

std::vector<ItemRow> ItemTable::repliesOf(qint64 root) const
{
    std::vector<ItemRow> rows;
    Statement select(*m_project, "SELECT * FROM item WHERE root = ? AND root IS NOT NULL ORDER BY time, id");
    select << root;
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

qint64 ItemTable::count(qint64 conversation) const
{
    Statement select(*m_project, "SELECT count(*) FROM item WHERE conversation = ?");
    select << conversation;
    return select.next() ? select.integer() : 0;
}

ItemTable::Sum ItemTable::sum(qint64 conversation) const
{
    Statement select(*m_project, "SELECT count(*), total(flags & 4 <> 0), total(flags & 64 <> 0), count(root) FROM item"
                                 " WHERE conversation = ?");
    select << conversation;
    Sum sum;
    if (select.next()) {
        sum.items = select.integer();
        sum.placeholders = select.integer();
        sum.threads = select.integer();
        sum.replies = select.integer();
    }
    return sum;
}

std::vector<ItemTable::AuthorSum> ItemTable::authors(qint64 conversation) const
{
    std::vector<AuthorSum> sums;
    Statement select(*m_project, "SELECT author, count(*), min(time), max(time) FROM item WHERE conversation = ?"
                                 " AND author <> 0 AND flags & 6 = 0 GROUP BY author ORDER BY author");
    select << conversation;
    while (select.next()) {
        AuthorSum sum;
        sum.author = select.integer();
        sum.messages = select.integer();
        sum.first = select.time();
        sum.last = select.time();
        sums.push_back(sum);
    }
    return sums;
}

Result<qint64> ItemTable::removeLoneDeleted(qint64 conversation)
{
    std::vector<qint64> lone;
    {
        Statement select(*m_project, "SELECT id FROM item WHERE conversation = ? AND flags & 2 AND NOT flags & 64");
        select << conversation;
        while (select.next())
            lone.push_back(select.integer());
    }
    if (const auto removed = remove(lone); !removed)
        return removed.error();
    return qint64(lone.size());
}

Result<qint64> ItemTable::removeUnowned(int limit)
{
    // From conversation to conversation through the index; a plain NOT IN would read every item.
    std::vector<qint64> unowned;
    qint64 conversation = std::numeric_limits<qint64>::min();
    for (;;) {
        Statement next(*m_project, "SELECT min(conversation) FROM item WHERE conversation > ?");
        next << conversation;
        if (!next.next() || next.isNull())
            break;
        conversation = next.integer();
        Statement owned(*m_project, "SELECT 1 FROM conversation WHERE id = ?");
        owned << conversation;
        if (owned.next())
            continue;
        Statement select(*m_project, "SELECT id FROM item WHERE conversation = ? LIMIT ?");
        select << conversation << limit - qint64(unowned.size());
        while (select.next())
            unowned.push_back(select.integer());
        if (qint64(unowned.size()) >= limit)
            break;
    }
    const auto removed = m_project->transaction([&]() -> Result<void> {
        Statement reactions(*m_project, "DELETE FROM reaction WHERE item = ?");
        Statement attachments(*m_project, "DELETE FROM attachment WHERE item = ?");
        Statement items(*m_project, "DELETE FROM item WHERE id = ?");
        for (const qint64 id : unowned) {
            for (Statement *statement : {&reactions, &attachments, &items}) {
                *statement << id;
                if (const auto done = statement->run(); !done)
                    return done;
            }
        }
        return {};
    });
    if (!removed)
        return removed.error();
    return qint64(unowned.size());
}

void ItemTable::forEach(qint64 conversation, const std::function<void(const Brief &)> &take) const
{
    Statement select(*m_project,
                     "SELECT id, time, author, root, flags FROM item WHERE conversation = ? ORDER BY time, id");
    select << conversation;
    Brief brief;
    while (select.next()) {
        brief.id = select.integer();
        brief.time = select.time();
        brief.author = select.integer();
        brief.root = select.integer();
        brief.flags = select.number();
        take(brief);
    }
}

} // namespace chatferry
