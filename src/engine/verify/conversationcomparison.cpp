// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/conversationcomparison.h"

#include "engine/verify/memberchanges.h"
#include "markup/emoji.h"
#include "store/conversationtable.h"
#include "store/detailtable.h"
#include "store/journal.h"
#include "store/persontable.h"
#include "store/project.h"
#include "target/operation.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Reactions = std::vector<std::pair<QString, PersonId>>;

/// Whether a person or an earlier comparison took this item out of its space again.
bool isGone(const Journal &journal, qint64 space, qint64 item)
{
    const auto row = journal.find(space, static_cast<int>(OperationKind::CreateMessage), item, 0);
    return row && row->state == OperationRow::State::Left;
}

} // namespace

bool areComparable(const QString &variant, const QString &otherVariant)
{
    return (variant == u"slackdump") == (otherVariant == u"slackdump");
}

QString keptEmoji(const Reaction &reaction)
{
    const QString emoji = reaction.unicode.isEmpty() ? emojiUnicode(reaction.name) : reaction.unicode;
    return emoji.isEmpty() ? u':' + reaction.name + u':' : emoji;
}

QString reactionDetail(const Reactions &reactions)
{
    QStringList parts;
    for (const auto &[emoji, person] : reactions)
        parts += emoji + u' ' + person.value;
    return parts.join(", "_L1);
}

Reactions reactionsInDetail(const QString &detail)
{
    Reactions reactions;
    for (const QString &part : detail.split(", "_L1, Qt::SkipEmptyParts)) {
        const qsizetype space = part.indexOf(u' ');
        if (space > 0)
            reactions.emplace_back(part.left(space), PersonId{part.mid(space + 1)});
    }
    return reactions;
}

ConversationComparison::ConversationComparison(Project &project, Given given, Found found)
    : m_project(project)
    , m_given(std::move(given))
    , m_found(std::move(found))
{
}

qint64 ConversationComparison::spaceAt(UtcTime time) const
{
    for (const SpaceRow &space : m_given.spaces) {
        if ((!space.from || time >= *space.from) && (!space.to || time < *space.to))
            return space.id;
    }
    return 0;
}

void ConversationComparison::report(DifferenceRow row, const QString &what, const QString &proposal)
{
    row.origin = u"newer-export"_s;
    row.what = what;
    row.proposal = proposal;
    row.state = row.deletion ? DifferenceRow::State::Found : DifferenceRow::State::Ticked;
    m_found(std::move(row));
}

qint64 ConversationComparison::personRow(const PersonId &person)
{
    const auto known = m_rows.constFind(person);
    if (known != m_rows.constEnd())
        return *known;
    const auto row = PersonTable(m_project).bySourceId(person);
    return *m_rows.insert(person, row ? row->id : 0);
}

PersonId ConversationComparison::personId(qint64 row)
{
    const auto known = m_people.constFind(row);
    if (known != m_people.constEnd())
        return *known;
    const auto person = PersonTable(m_project).byId(row);
    return *m_people.insert(row, person ? person->source.id : PersonId());
}

void ConversationComparison::message(Message &&message)
{
    if (message.kind != Message::Kind::Deleted) {
        const auto [author, isNew] = m_newAuthors.try_emplace(message.author, message.time, message.time);
        author->second.first = std::min(author->second.first, message.time);
        author->second.second = std::max(author->second.second, message.time);
    }
    const auto item = ItemTable(m_project).bySourceId(m_given.conversation.id, message.id.value);
    if (item) {
        m_seen.push_back(item->id);
        if (!(item->flags & ItemRow::PlaceholderRoot))
            compare(*item, message);
        return;
    }
    const qint64 space = spaceAt(message.time);
    if (space == 0)
        return;
    DifferenceRow row;
    row.space = space;
    row.detail = message.id.value;
    row.written = message.kind == Message::Kind::Deleted ? u"app"_s : m_given.writer(message.author, 0);
    report(std::move(row), u"new-message"_s, u"send"_s);
}

void ConversationComparison::compare(const ItemRow &item, const Message &message)
{
    const qint64 space = spaceAt(item.time);
    if (space == 0 || isGone(Journal(m_project), space, item.id))
        return;
    const bool isDeleted = message.kind == Message::Kind::Deleted;
    const bool wasDeleted = (item.flags & ItemRow::Deleted) != 0;
    const bool hasChanged = m_given.comparable ? item.contentHash != message.contentHash
                                               : message.editedAt && !(item.flags & ItemRow::Edited);
    if (isDeleted && !wasDeleted) {
        DifferenceRow row{.space = space, .item = item.id, .detail = message.id.value, .deletion = true};
        row.written = m_given.writer(message.author, 0);
        // Replies hang on it, so its place stays and says what happened.
        report(std::move(row), u"deleted-message"_s, u"patch"_s);
        return;
    }
    if (hasChanged && !(isDeleted && wasDeleted)) {
        DifferenceRow row{.space = space, .item = item.id, .detail = message.id.value};
        row.written = m_given.writer(personId(item.author), item.flags);
        report(std::move(row), u"edited-message"_s, u"patch"_s);
    }
    compareReactions(item, message);
}

void ConversationComparison::compareReactions(const ItemRow &item, const Message &message)
{
    if (item.reactions == 0 && message.reactions.empty())
        return;
    // One emoji has several names; what it is kept as counts once for a person.
    std::set<std::pair<QString, PersonId>> before;
    for (const ReactionRow &row : DetailTable(m_project).reactionsOf(item.id)) {
        if (row.person != 0)
            before.emplace(row.emoji, personId(row.person));
    }
    std::set<std::pair<QString, PersonId>> now;
    for (const Reaction &reaction : message.reactions) {
        for (const PersonId &person : reaction.people)
            now.emplace(keptEmoji(reaction), person);
    }
    Reactions added;
    Reactions gone;
    std::set_difference(now.begin(), now.end(), before.begin(), before.end(), std::back_inserter(added));
    std::set_difference(before.begin(), before.end(), now.begin(), now.end(), std::back_inserter(gone));
    const qint64 space = spaceAt(item.time);
    if (!added.empty()) {
        DifferenceRow row{.space = space, .item = item.id, .detail = reactionDetail(added), .written = u"any"_s};
        report(std::move(row), u"reaction-missing"_s, u"send"_s);
    }
    if (!gone.empty() && m_given.comparable) {
        DifferenceRow row{.space = space, .item = item.id, .detail = reactionDetail(gone), .written = u"any"_s};
        report(std::move(row), u"reaction-extra"_s, u"delete"_s);
    }
}

void ConversationComparison::finish()
{
    findDeleted();
    compareMembers();
}

void ConversationComparison::findDeleted()
{
    if (!m_covered || !m_given.comparable)
        return;
    std::sort(m_seen.begin(), m_seen.end());
    std::vector<ItemTable::Brief> absent;
    ItemTable(m_project).forEach(m_given.conversation.id, [&](const ItemTable::Brief &item) {
        const bool isInside = item.time >= m_covered->first && item.time <= m_covered->second;
        if (isInside && !(item.flags & ItemRow::PlaceholderRoot) &&
            !std::binary_search(m_seen.begin(), m_seen.end(), item.id))
            absent.push_back(item);
    });
    const Journal journal(m_project);
    for (const ItemTable::Brief &item : absent) {
        const qint64 space = spaceAt(item.time);
        const auto row = ItemTable(m_project).byId(item.id);
        if (space == 0 || !row || isGone(journal, space, item.id))
            continue;
        const bool hasReplies = (item.flags & ItemRow::HasThread) != 0;
        // A deleted root that says so already has nothing left to be deleted.
        if (hasReplies && (item.flags & ItemRow::Deleted))
            continue;
        DifferenceRow found{.space = space, .item = item.id, .detail = row->sourceId, .deletion = true};
        found.written = hasReplies ? m_given.writer(personId(item.author), item.flags) : u"any"_s;
        report(std::move(found), u"deleted-message"_s, hasReplies ? u"patch"_s : u"delete"_s);
    }
}

void ConversationComparison::compareMembers()
{
    std::map<PersonId, std::pair<UtcTime, UtcTime>> active = m_newAuthors;
    for (const ItemTable::AuthorSum &author : ItemTable(m_project).authors(m_given.conversation.id)) {
        const auto [known, isNew] = active.try_emplace(personId(author.author), author.first, author.last);
        known->second.first = std::min(known->second.first, author.first);
        known->second.second = std::max(known->second.second, author.last);
    }
    std::vector<OwnActivity> authors;
    for (const auto &[person, span] : active)
        authors.push_back({person, span.first, span.second});
    const auto before = ConversationTable(m_project).intervals(m_given.conversation.id);
    const MergedMembers after = mergeMembers(before, m_given.newer, m_events, authors);
    using What = MemberChange::What;
    for (const MemberChange &change : memberChanges(m_given.conversation.source.members, before, after)) {
        DifferenceRow row{.space = m_given.spaces.front().id, .detail = change.person.value, .written = u"any"_s};
        if (change.what == What::NewPast)
            report(std::move(row), u"member-missing"_s, u"send"_s);
        else if (change.what == What::NoPast)
            report(std::move(row), u"extra-member"_s, u"delete"_s);
        else if (change.what == What::OtherPast)
            report(std::move(row), u"member-differs"_s, u"none"_s);
        else
            report(std::move(row), u"member-differs"_s, u"send"_s);
    }
}

} // namespace chatferry
