// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/itemtable.h"

#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// The id that is nothing but the message's time, as Slack's is: "1710500968.450909". Empty for times before 1970.
QString idFromTime(UtcTime time)
{
    const qint64 micros = toMicros(time);
    if (micros < 0)
        return {};
    return QString::number(micros / 1'000'000) + u'.' + QString::number(micros % 1'000'000).rightJustified(6, u'0');
}

/// The time that @p id is, when it is one in exactly that form.
std::optional<UtcTime> timeFromId(const QString &id)
{
    const qsizetype point = id.size() - 7;
    if (point < 1 || point > 12 || id.at(point) != u'.')
        return std::nullopt;
    bool first = false;
    bool second = false;
    const qint64 seconds = QStringView(id).left(point).toLongLong(&first);
    const qint64 micros = QStringView(id).mid(point + 1).toLongLong(&second);
    if (!first || !second)
        return std::nullopt;
    const UtcTime time = fromMicros(seconds * 1'000'000 + micros);
    return idFromTime(time) == id ? std::optional(time) : std::nullopt;
}

void bindValues(Statement &statement, const ItemRow &row)
{
    statement << row.conversation;
    if (row.sourceId == idFromTime(row.time))
        statement << nullptr;
    else
        statement << row.sourceId;
    statement << row.locator << row.time << row.author;
    if (row.root == 0)
        statement << nullptr;
    else
        statement << row.root;
    statement << row.flags << row.reactions << row.attachments << row.contentHash;
}

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
            bindValues(insert, row);
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
        bindValues(change, row);
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
        for (const qint64 id : ids) {
            move << id;
            if (const auto moved = move.run(); !moved)
                return moved;
            remove << id;
            if (const auto removed = remove.run(); !removed)
                return removed;
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

} // namespace chatferry
