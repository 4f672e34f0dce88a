// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanwriter.h"

#include "engine/plan/membershiprules.h"
#include "markup/emoji.h"
#include "store/itemappender.h"
#include "store/itemtable.h"
#include "store/project.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// A text of about this size may need a second message (src/engine/README.md, "Parts"); the exact border is known only
/// when the text is written.
constexpr qint64 kLongText = 29'000;

} // namespace

Result<void> ScanWriter::takeBatch(ScanBatch &batch, ItemAppender &appender)
{
    ScanReading &reading = m_state.readings[batch.conversation];
    m_state.bytes += batch.bytes;
    reading.counts.records += batch.records;
    for (auto reason = batch.skipped.cbegin(); reason != batch.skipped.cend(); ++reason)
        reading.skipped[reason.key()] += reason.value();
    std::move(batch.events.begin(), batch.events.end(), std::back_inserter(reading.events));
    std::move(batch.problems.begin(), batch.problems.end(), std::back_inserter(reading.problems));
    for (Person &person : batch.people) {
        m_state.people.idOf(person.id);
        reading.people.push_back(std::move(person));
    }
    for (ScannedMessage &scanned : batch.messages) {
        if (const auto taken = takeMessage(reading, scanned, appender); !taken)
            return taken;
    }
    if (!batch.last)
        return {};
    --m_state.open;
    // What closes a conversation reads the item table: numbers given so far must be kept first.
    if (const auto kept = appender.finish(); !kept)
        return kept;
    if (const auto closed = closeConversation(reading); !closed)
        return closed;
    m_state.summary.messages += reading.counts.messages;
    return {};
}

Result<void> ScanWriter::takeMessage(ScanReading &reading, ScannedMessage &scanned, ItemAppender &appender)
{
    const Message &message = scanned.message;
    const auto root = rootOf(reading, message, appender);
    if (!root)
        return root.error();

    ItemRow row;
    row.conversation = reading.id;
    row.sourceId = message.id.value;
    row.locator = message.locator;
    row.time = message.time;
    row.author = m_state.people.idOf(message.author);
    row.root = *root;
    row.flags = (message.kind == Message::Kind::Bot ? ItemRow::Bot : 0) |
                (message.kind == Message::Kind::Deleted ? ItemRow::Deleted : 0) |
                (message.alsoInConversation ? ItemRow::AlsoInConversation : 0) |
                (message.editedAt ? ItemRow::Edited : 0) | (message.oddities.empty() ? 0 : ItemRow::Odd) |
                (message.lostPreviews > 0 ? ItemRow::LostPreview : 0) |
                (scanned.textBytes + 200 * qint64(message.attachments.size()) > kLongText ? ItemRow::Long : 0);
    for (const Reaction &reaction : message.reactions)
        row.reactions += std::max(reaction.count, int(reaction.people.size()));
    row.attachments = int(message.attachments.size());
    row.contentHash = message.contentHash;

    const auto added = appender.add(row);
    if (!added)
        return added.error();
    if (!*added) {
        const auto there = ItemTable(m_project).byId(row.id);
        if (!there || !(there->flags & ItemRow::PlaceholderRoot)) {
            ++reading.skipped[u"duplicate"_s];
            return {};
        }
        // Its replies came first. When it turns out to be a reply itself, they follow it to its own root.
        if (row.root == row.id)
            row.root = 0;
        if (row.root == 0)
            row.flags |= ItemRow::HasThread;
        if (const auto replaced = appender.replacePlaceholder(row); !replaced)
            return replaced;
    }
    reading.sawDeleted |= message.kind == Message::Kind::Deleted;
    ConversationCounts &counts = reading.counts;
    counts.reactions += row.reactions;
    counts.attachments += row.attachments;
    counts.textBytes += scanned.textBytes;
    for (const Attachment &attachment : message.attachments) {
        if (attachment.place == Attachment::Place::InArchive || attachment.place == Attachment::Place::Remote)
            counts.attachmentBytes += std::max<qint64>(0, attachment.sizeBytes);
    }
    counts.first = counts.first ? std::min(*counts.first, row.time) : row.time;
    counts.last = counts.last ? std::max(*counts.last, row.time) : row.time;
    return takeDetails(message, row.id, appender);
}

Result<qint64> ScanWriter::rootOf(ScanReading &reading, const Message &message, ItemAppender &appender)
{
    if (!message.threadRoot || *message.threadRoot == message.id)
        return 0;
    const auto there = ItemTable(m_project).bySourceId(reading.id, message.threadRoot->value);
    if (there && there->root != 0)
        return there->root; // A reply to a reply belongs to the thread that one is in.
    if (there) {
        if (!(there->flags & ItemRow::HasThread)) {
            if (const auto flagged = appender.addFlags(there->id, ItemRow::HasThread); !flagged)
                return flagged.error();
        }
        return there->id;
    }
    ItemRow placeholder;
    placeholder.conversation = reading.id;
    placeholder.sourceId = message.threadRoot->value;
    placeholder.locator = -1;
    placeholder.time = message.threadRootTime.value_or(message.time);
    placeholder.flags = ItemRow::PlaceholderRoot | ItemRow::HasThread;
    const auto added = appender.add(placeholder);
    if (!added)
        return added.error();
    return placeholder.id;
}

Result<void> ScanWriter::takeDetails(const Message &message, qint64 item, ItemAppender &appender)
{
    std::vector<ReactionRow> reactions;
    for (const Reaction &reaction : message.reactions) {
        QString emoji = reaction.unicode.isEmpty() ? emojiUnicode(reaction.name) : reaction.unicode;
        if (emoji.isEmpty())
            emoji = u':' + reaction.name + u':';
        for (const PersonId &person : reaction.people) {
            const qint64 id = m_state.people.idOf(person);
            ++m_state.people.reactions[id];
            reactions.push_back({item, int(reactions.size()), id, emoji, 1});
        }
        const int unnamed = reaction.count - int(reaction.people.size());
        if (unnamed > 0)
            reactions.push_back({item, int(reactions.size()), 0, emoji, unnamed});
    }
    std::vector<AttachmentRow> attachments;
    for (const Attachment &attachment : message.attachments)
        attachments.push_back(
            {item, int(attachments.size()), int(attachment.place), attachment.reason, attachment.sizeBytes});
    return appender.addDetails(reactions, attachments);
}

Result<void> ScanWriter::closeConversation(ScanReading &reading)
{
    ItemTable items(m_project);
    if (reading.sawDeleted) {
        const auto removed = items.removeLoneDeleted(reading.id);
        if (!removed)
            return removed.error();
        if (*removed > 0)
            reading.skipped[u"deleted"_s] += *removed;
    }
    const ItemTable::Sum sum = items.sum(reading.id);
    reading.counts.messages = sum.items - sum.placeholders;
    reading.counts.threads = sum.threads;
    reading.counts.replies = sum.replies;
    for (const MembershipEvent &event : reading.events) {
        reading.counts.joins += event.what == MembershipEvent::What::Joined ? 1 : 0;
        reading.counts.leaves += event.what == MembershipEvent::What::Left ? 1 : 0;
        m_state.people.idOf(event.person);
    }

    std::vector<OwnActivity> authors;
    for (const ItemTable::AuthorSum &author : items.authors(reading.id)) {
        m_state.people.messages[author.author] += author.messages;
        authors.push_back({m_state.people.person(author.author), author.first, author.last});
    }
    std::sort(authors.begin(), authors.end(), [](const OwnActivity &left, const OwnActivity &right) {
        return std::tie(left.first, left.person) < std::tie(right.first, right.person);
    });
    const Conversation &conversation = m_source.conversations()[size_t(&reading - m_state.readings.data())];
    reading.members = todaysMembers(conversation, reading.events);
    reading.counts.members = qint64(reading.members.size());
    for (const PersonId &member : reading.members)
        m_state.people.idOf(member);
    reading.intervals = membershipIntervals(conversation, reading.members, reading.events, authors);
    reading.events = {};
    return {};
}

} // namespace chatferry
