// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/detailtable.h"

#include "store/statement.h"
#include "store/words.h"

namespace chatferry {

namespace {

ItemTable::Brief readBrief(Statement &row)
{
    ItemTable::Brief brief;
    brief.id = row.integer();
    brief.time = row.time();
    brief.author = row.integer();
    brief.root = row.integer();
    brief.flags = row.number();
    return brief;
}

ReactionRow readReaction(Words &words, Statement &row)
{
    ReactionRow result;
    result.item = row.integer();
    result.number = row.number();
    result.person = row.integer();
    result.emoji = words.text(row.integer());
    result.count = row.number();
    return result;
}

AttachmentRow readAttachment(Words &words, Statement &row)
{
    AttachmentRow result;
    result.item = row.integer();
    result.number = row.number();
    result.place = row.number();
    result.reason = words.text(row.integer());
    result.sizeBytes = row.integer();
    return result;
}

} // namespace

DetailTable::DetailTable(Project &project)
    : m_project(&project)
{
}

std::vector<ReactionRow> DetailTable::reactionsOf(qint64 item) const
{
    std::vector<ReactionRow> rows;
    Statement select(*m_project,
                     "SELECT item, number, person, emoji, count FROM reaction WHERE item = ? ORDER BY number");
    select << item;
    while (select.next())
        rows.push_back(readReaction(m_project->words(), select));
    return rows;
}

std::vector<AttachmentRow> DetailTable::attachmentsOf(qint64 item) const
{
    std::vector<AttachmentRow> rows;
    Statement select(*m_project,
                     "SELECT item, number, place, reason, size FROM attachment WHERE item = ? ORDER BY number");
    select << item;
    while (select.next())
        rows.push_back(readAttachment(m_project->words(), select));
    return rows;
}

void DetailTable::forEachReaction(qint64 conversation,
                                  const std::function<void(const Brief &, const ReactionRow &)> &take) const
{
    Statement select(*m_project,
                     "SELECT item.id, item.time, item.author, item.root, item.flags, r.item, r.number, r.person,"
                     " r.emoji, r.count FROM item CROSS JOIN reaction AS r ON r.item = item.id"
                     " WHERE item.conversation = ? AND item.reactions > 0");
    select << conversation;
    while (select.next()) {
        const Brief brief = readBrief(select);
        take(brief, readReaction(m_project->words(), select));
    }
}

void DetailTable::forEachAttachment(qint64 conversation,
                                    const std::function<void(const Brief &, const AttachmentRow &)> &take) const
{
    Statement select(*m_project,
                     "SELECT item.id, item.time, item.author, item.root, item.flags, a.item, a.number, a.place,"
                     " a.reason, a.size FROM item CROSS JOIN attachment AS a ON a.item = item.id"
                     " WHERE item.conversation = ? AND item.attachments > 0");
    select << conversation;
    while (select.next()) {
        const Brief brief = readBrief(select);
        take(brief, readAttachment(m_project->words(), select));
    }
}

} // namespace chatferry
