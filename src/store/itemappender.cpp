// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/itemappender.h"

#include "store/itemcolumns.h"
#include "store/statement.h"
#include "store/words.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace chatferry {

ItemAppender::ItemAppender(Project &project)
    : m_project(&project)
{
    Statement ask(project, "SELECT next FROM item_number");
    if (ask.next())
        m_next = ask.integer();
}

Result<bool> ItemAppender::add(ItemRow &row)
{
    if (m_next < 1)
        return Error{.kind = Error::Kind::Bug, .detail = u"item_number is missing"_s};
    {
        Statement insert(*m_project,
                         "INSERT INTO item(id, conversation, source, locator, time, author, root, flags, reactions,"
                         " attachments, content) VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING");
        insert << m_next;
        bindItem(insert, row);
        if (const auto done = insert.run(); !done)
            return done.error();
    }
    if (sqlite3_changes(m_project->handle()) == 1) {
        row.id = m_next++;
        return true;
    }
    if (timeFromId(row.sourceId) == row.time) {
        Statement twin(*m_project, "SELECT id FROM item WHERE conversation = ? AND time = ? AND source IS NULL");
        twin << row.conversation << row.time;
        row.id = twin.next() ? twin.integer() : 0;
    } else {
        Statement twin(*m_project, "SELECT id FROM item WHERE conversation = ? AND source = ? AND source IS NOT NULL");
        twin << row.conversation << row.sourceId;
        row.id = twin.next() ? twin.integer() : 0;
    }
    return false;
}

Result<void> ItemAppender::replacePlaceholder(const ItemRow &row)
{
    {
        Statement change(*m_project,
                         "UPDATE item SET conversation = ?, source = ?, locator = ?, time = ?, author = ?, root = ?,"
                         " flags = ?, reactions = ?, attachments = ?, content = ? WHERE id = ?");
        bindItem(change, row);
        change << row.id;
        if (const auto done = change.run(); !done)
            return done;
    }
    if (row.root == 0)
        return {};
    Statement follow(*m_project, "UPDATE item SET root = ? WHERE root = ? AND root IS NOT NULL");
    follow << row.root << row.id;
    return follow.run();
}

Result<void> ItemAppender::addFlags(qint64 item, int flags)
{
    Statement change(*m_project, "UPDATE item SET flags = flags | ? WHERE id = ?");
    change << flags << item;
    return change.run();
}

Result<void> ItemAppender::removeDetails(qint64 item)
{
    {
        Statement reactions(*m_project, "DELETE FROM reaction WHERE item = ?");
        reactions << item;
        if (const auto done = reactions.run(); !done)
            return done;
    }
    Statement attachments(*m_project, "DELETE FROM attachment WHERE item = ?");
    attachments << item;
    return attachments.run();
}

Result<void> ItemAppender::addDetails(std::span<const ReactionRow> reactions,
                                      std::span<const AttachmentRow> attachments)
{
    Words &words = m_project->words();
    if (!reactions.empty()) {
        Statement insert(*m_project,
                         "INSERT OR REPLACE INTO reaction(item, number, person, emoji, count) VALUES(?,?,?,?,?)");
        for (const ReactionRow &row : reactions) {
            const auto emoji = words.numberOf(row.emoji);
            if (!emoji)
                return emoji.error();
            insert << row.item << row.number << row.person << *emoji << row.count;
            if (const auto done = insert.run(); !done)
                return done;
        }
    }
    if (!attachments.empty()) {
        Statement insert(*m_project,
                         "INSERT OR REPLACE INTO attachment(item, number, place, reason, size) VALUES(?,?,?,?,?)");
        for (const AttachmentRow &row : attachments) {
            const auto reason = words.numberOf(row.reason);
            if (!reason)
                return reason.error();
            insert << row.item << row.number << row.place << *reason << row.sizeBytes;
            if (const auto done = insert.run(); !done)
                return done;
        }
    }
    return {};
}

Result<void> ItemAppender::finish()
{
    Statement keep(*m_project, "UPDATE item_number SET next = ?");
    keep << m_next;
    return keep.run();
}

} // namespace chatferry
