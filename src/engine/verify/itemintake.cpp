// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/itemintake.h"

#include "engine/verify/conversationcomparison.h"
#include "sources/layeredsource.h"
#include "store/itemtable.h"
#include "store/project.h"

namespace chatferry {

namespace {
/// About the size at which a text may need a second message; as the scanner has it.
constexpr qint64 kLongText = 29'000;
} // namespace

ItemIntake::ItemIntake(Project &project, qint64 conversation, int layer, const QHash<PersonId, qint64> &people,
                       bool isNew)
    : m_project(project)
    , m_conversation(conversation)
    , m_layer(layer)
    , m_people(people)
    , m_isNew(isNew)
    , m_appender(project)
{
}

Result<qint64> ItemIntake::take(const Message &message, qint64 textBytes)
{
    const ItemTable items(m_project);
    const auto known = items.bySourceId(m_conversation, message.id.value);
    const bool isPlaceholder = known && (known->flags & ItemRow::PlaceholderRoot);
    if (isPlaceholder && !m_isNew)
        return qint64(0);
    const auto root = known && !isPlaceholder ? Result<qint64>(known->root) : rootOf(message);
    if (!root)
        return root.error();

    ItemRow row;
    row.conversation = m_conversation;
    row.sourceId = message.id.value;
    row.locator = LayeredSource::locatorIn(m_layer, message.locator);
    row.time = message.time;
    row.author = m_people.value(message.author);
    row.root = *root;
    row.flags = (message.kind == Message::Kind::Bot ? ItemRow::Bot : 0) |
                (message.kind == Message::Kind::Deleted ? ItemRow::Deleted : 0) |
                (message.alsoInConversation ? ItemRow::AlsoInConversation : 0) |
                (message.editedAt ? ItemRow::Edited : 0) | (message.oddities.empty() ? 0 : ItemRow::Odd) |
                (message.lostPreviews > 0 ? ItemRow::LostPreview : 0) | (textBytes > kLongText ? ItemRow::Long : 0);
    for (const Reaction &reaction : message.reactions)
        row.reactions += std::max(reaction.count, static_cast<int>(reaction.people.size()));
    row.attachments = static_cast<int>(message.attachments.size());
    row.contentHash = message.contentHash;
    if (isPlaceholder) {
        row.id = known->id;
        row.flags |= row.root == 0 ? ItemRow::HasThread : 0;
        if (const auto replaced = m_appender.replacePlaceholder(row); !replaced)
            return replaced.error();
    } else if (known) {
        row.id = known->id;
        row.time = known->time;
        row.flags |= known->flags & ItemRow::HasThread;
        // What was deleted keeps the author whose message it was.
        if (message.kind == Message::Kind::Deleted)
            row.author = known->author;
        if (const auto updated = ItemTable(m_project).update(row); !updated)
            return updated.error();
        if (const auto removed = m_appender.removeDetails(row.id); !removed)
            return removed.error();
    } else if (const auto added = m_appender.add(row); !added) {
        return added.error();
    }
    if (const auto taken = takeDetails(message, row.id); !taken)
        return taken.error();
    return row.id;
}

Result<qint64> ItemIntake::rootOf(const Message &message)
{
    if (!message.threadRoot || *message.threadRoot == message.id)
        return qint64(0);
    const auto there = ItemTable(m_project).bySourceId(m_conversation, message.threadRoot->value);
    if (there && there->root != 0)
        return there->root; // A reply to a reply belongs to the thread that one is in.
    if (there) {
        if (!(there->flags & ItemRow::HasThread)) {
            if (const auto flagged = m_appender.addFlags(there->id, ItemRow::HasThread); !flagged)
                return flagged.error();
        }
        return there->id;
    }
    ItemRow placeholder;
    placeholder.conversation = m_conversation;
    placeholder.sourceId = message.threadRoot->value;
    placeholder.locator = -1;
    placeholder.time = message.threadRootTime.value_or(message.time);
    placeholder.flags = ItemRow::PlaceholderRoot | ItemRow::HasThread;
    if (const auto added = m_appender.add(placeholder); !added)
        return added.error();
    return placeholder.id;
}

Result<void> ItemIntake::takeDetails(const Message &message, qint64 item)
{
    std::vector<ReactionRow> reactions;
    for (const Reaction &reaction : message.reactions) {
        const QString emoji = keptEmoji(reaction);
        for (const PersonId &person : reaction.people)
            reactions.push_back({item, static_cast<int>(reactions.size()), m_people.value(person), emoji, 1});
        const int unnamed = reaction.count - static_cast<int>(reaction.people.size());
        if (unnamed > 0)
            reactions.push_back({item, static_cast<int>(reactions.size()), 0, emoji, unnamed});
    }
    std::vector<AttachmentRow> attachments;
    for (const Attachment &attachment : message.attachments) {
        attachments.push_back({item, static_cast<int>(attachments.size()), static_cast<int>(attachment.place),
                               attachment.reason, attachment.sizeBytes});
    }
    return m_appender.addDetails(reactions, attachments);
}

} // namespace chatferry
