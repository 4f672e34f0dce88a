// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackmessage.h"

#include "sources/contenthash.h"
#include "sources/slack/slacktext.h"

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

constexpr std::string_view kNobody = "unknown";
constexpr std::string_view kNamedOnly = "bot:";

std::string_view nestedText(const SlackRecord &record, SlackRecord::Field field, std::string_view key)
{
    return record.has(field) ? textOf(record[field], key) : std::string_view();
}

/// Everything that can be read in a tree of blocks, in order; ids that only Slack sees and secrets in addresses left
/// out.
void addTree(ContentHash &hash, const Element &element)
{
    simdjson::dom::array array;
    simdjson::dom::object object;
    if (element.get(array) == simdjson::SUCCESS) {
        for (const Element entry : array)
            addTree(hash, entry);
    } else if (element.get(object) == simdjson::SUCCESS) {
        for (const auto &[key, value] : object) {
            if (key == "block_id" || key == "action_id")
                continue;
            hash.add(key);
            addTree(hash, value);
        }
    } else if (const std::string_view text = textOf(element); !text.empty()) {
        const bool isAddress = text.starts_with("http://") || text.starts_with("https://");
        hash.add(isAddress ? text.substr(0, text.find('?')) : text);
    } else if (int64_t number = 0; element.get(number) == simdjson::SUCCESS) {
        hash.add(static_cast<qint64>(number));
    } else if (bool flag = false; element.get(flag) == simdjson::SUCCESS) {
        hash.add(static_cast<qint64>(flag));
    }
}

void addBlocks(ContentHash &hash, const SlackRecord &record)
{
    simdjson::dom::array blocks;
    if (!record.has(SlackRecord::Blocks) || record[SlackRecord::Blocks].get(blocks) != simdjson::SUCCESS)
        return;
    // Text that people typed stands in `text` as well.
    const bool textCounts = !record.text(SlackRecord::Text).empty();
    for (const Element block : blocks) {
        if (!textCounts || textOf(block, "type") != "rich_text")
            addTree(hash, block);
    }
}

void addAttachments(ContentHash &hash, const SlackRecord &record)
{
    simdjson::dom::array attachments;
    if (!record.has(SlackRecord::Attachments) || record[SlackRecord::Attachments].get(attachments) != simdjson::SUCCESS)
        return;
    for (const Element attachment : attachments) {
        if (isPreview(attachment))
            continue;
        hash.add("attachment");
        for (const std::string_view key :
             {"fallback", "pretext", "author_name", "author_id", "title", "title_link", "text", "footer"})
            hash.add(textOf(attachment, key));
        for (const std::string_view key : {"fields", "actions", "blocks", "message_blocks"}) {
            if (const auto value = find(attachment, key))
                addTree(hash, *value);
        }
        const std::string_view image = textOf(attachment, "image_url");
        hash.add(image.substr(0, image.find('?')));
        forEach(attachment, "files", [&](const Element &file) { hash.add(textOf(file, "id")); });
    }
}

void addFiles(ContentHash &hash, const SlackRecord &record)
{
    const auto take = [&](const Element &file) {
        if (!file.is_object())
            return;
        hash.add("file");
        for (const std::string_view key : {"id", "name", "title", "mode"})
            hash.add(textOf(file, key));
        if (const auto comment = find(file, "initial_comment"))
            hash.add(textOf(*comment, "comment"));
    };
    simdjson::dom::array files;
    if (record.has(SlackRecord::Files) && record[SlackRecord::Files].get(files) == simdjson::SUCCESS) {
        for (const Element file : files)
            take(file);
    } else if (record.has(SlackRecord::File)) {
        take(record[SlackRecord::File]);
    }
}

void countPreviews(const SlackRecord &record, Message &message)
{
    simdjson::dom::array attachments;
    if (!record.has(SlackRecord::Attachments) || record[SlackRecord::Attachments].get(attachments) != simdjson::SUCCESS)
        return;
    for (const Element attachment : attachments) {
        if (isPreview(attachment))
            ++message.lostPreviews;
    }
}

} // namespace

SlackMessageReader::SlackMessageReader(const SlackPeople &people, const SlackFileIndex &files)
    : m_people(&people)
    , m_files(&files)
{
}

PersonId SlackMessageReader::personId(std::string_view id)
{
    const auto known = m_ids.find(id);
    if (known != m_ids.end())
        return known->second;
    return m_ids.emplace(std::string(id), PersonId{toQString(id)}).first->second;
}

SlackMessageReader::Author SlackMessageReader::authorOf(const SlackRecord &record) const
{
    const Fate fate = record.fate();
    const auto byKind = [this](std::string_view id) {
        const Person *person = m_people->find(id);
        return id == SlackPeople::kSlackbot ||
               (person && (person->kind == Person::Kind::Bot || person->kind == Person::Kind::System));
    };
    if (fate == Fate::FileComment) {
        const std::string_view user = nestedText(record, SlackRecord::Comment, "user");
        if (!user.empty())
            return {user, byKind(user)};
    }
    if (fate == Fate::Call) {
        const std::string_view starter = nestedText(record, SlackRecord::Room, "created_by");
        if (!starter.empty())
            return {starter, byKind(starter)};
    }
    const std::string_view user = record.text(SlackRecord::User);
    const std::string_view botId = record.text(SlackRecord::BotId);
    const bool isBotMessage = record.text(SlackRecord::Subtype) == "bot_message";
    if (!user.empty() && !isBotMessage && (botId.empty() || m_people->find(user)))
        return {user, fate == Fate::BotMessage || byKind(user)};
    if (!botId.empty()) {
        const std::string_view listed = m_people->personOfBot(botId);
        return {listed.empty() ? botId : listed, true};
    }
    if (const std::string_view name = record.text(SlackRecord::Username); !name.empty())
        return {name, true, true};
    if (!user.empty())
        return {user, true};
    const std::string_view owner = nestedText(record, SlackRecord::File, "user");
    return {owner.empty() ? kNobody : owner, fate == Fate::BotMessage || byKind(owner)};
}

QString SlackMessageReader::shownName(const SlackRecord &record, const Author &author) const
{
    if (!author.isBot)
        return {};
    QString name = toQString(record.text(SlackRecord::Username)).simplified();
    if (name.isEmpty())
        name = toQString(nestedText(record, SlackRecord::BotProfile, "name")).simplified();
    // Somebody in no list may be called differently by every conversation, so their messages keep their own name.
    const Person *person = m_people->find(author.id);
    return person && person->name == name ? QString() : name;
}

Message SlackMessageReader::read(const SlackRecord &record, qint64 micros, int twin, bool wantText)
{
    Message message;
    message.id.value = tsOf(micros);
    if (twin > 1)
        message.id.value += u'+' + QString::number(twin);
    message.time = fromMicros(micros);
    const Author author = authorOf(record);
    message.author =
        author.isNameOnly ? PersonId{QString::fromLatin1(kNamedOnly) + toQString(author.id)} : personId(author.id);
    message.authorName = shownName(record, author);
    const Fate fate = record.fate();
    message.kind = fate == Fate::Deleted ? Message::Kind::Deleted
                   : author.isBot        ? Message::Kind::Bot
                                         : Message::Kind::Human;
    if (const auto root = record.rootMicros(micros)) {
        message.threadRoot = ItemId{tsOf(*root)};
        message.threadRootTime = fromMicros(*root);
        message.alsoInConversation = fate == Fate::Broadcast || fate == Fate::OldBroadcast;
    }
    if (const auto edited = record.editedMicros())
        message.editedAt = fromMicros(*edited);
    addReactions(record, message);
    if (fate == Fate::UnknownSubtype)
        message.oddities.push_back(u"unknown-subtype"_s);
    if (fate != Fate::Deleted) {
        message.attachments = attachmentsOf(record, *m_files);
        countPreviews(record, message);
        if (wantText)
            message.text = richTextOf(record, message.oddities);
    }
    message.contentHash = contentHash(record);
    return message;
}

void SlackMessageReader::addReactions(const SlackRecord &record, Message &message)
{
    simdjson::dom::array reactions;
    if (!record.has(SlackRecord::Reactions) || record[SlackRecord::Reactions].get(reactions) != simdjson::SUCCESS)
        return;
    for (const Element element : reactions) {
        Reaction reaction;
        reaction.name = stringOf(element, "name");
        forEach(element, "users", [&](const Element &user) {
            const std::string_view text = textOf(user);
            if (text.empty())
                return;
            PersonId id = personId(text);
            if (std::find(reaction.people.begin(), reaction.people.end(), id) == reaction.people.end())
                reaction.people.push_back(std::move(id));
        });
        constexpr qint64 kMany = 1'000'000'000;
        reaction.count = static_cast<int>(std::max(static_cast<qint64>(reaction.people.size()),
                                                   std::clamp<qint64>(numberOf(element, "count"), 0, kMany)));
        if (!reaction.name.isEmpty() && reaction.count > 0)
            message.reactions.push_back(std::move(reaction));
    }
}

qint64 SlackMessageReader::contentHash(const SlackRecord &record, bool withEdit)
{
    ContentHash hash;
    if (record.fate() == Fate::FileComment)
        hash.add(nestedText(record, SlackRecord::Comment, "comment"));
    else
        hash.add(record.text(SlackRecord::Text));
    if (withEdit)
        hash.add(record.editedMicros().value_or(0));
    if (record.fate() == Fate::Deleted)
        hash.add("deleted");
    addBlocks(hash, record);
    addAttachments(hash, record);
    addFiles(hash, record);
    return hash.value();
}

Person SlackMessageReader::strangerOf(const SlackRecord &record, const Author &author) const
{
    const bool foundByRecord = author.id == record.text(SlackRecord::User);
    const Element *profile =
        foundByRecord && record.has(SlackRecord::UserProfile) ? &record[SlackRecord::UserProfile] : nullptr;
    if (!author.isBot || author.id == SlackPeople::kSlackbot) {
        std::string_view team = foundByRecord ? record.text(SlackRecord::UserTeam) : std::string_view();
        if (team.empty() && foundByRecord)
            team = record.text(SlackRecord::SourceTeam);
        if (team.empty() && profile)
            team = textOf(*profile, "team");
        return m_people->fromProfile(author.id, profile, team);
    }
    Person person = m_people->fromProfile(author.id, nullptr, {});
    person.kind = Person::Kind::Bot;
    QString name = toQString(nestedText(record, SlackRecord::BotProfile, "name")).simplified();
    if (name.isEmpty())
        name = m_people->integrationName(author.id);
    if (name.isEmpty())
        name = toQString(record.text(SlackRecord::Username)).simplified();
    if (!name.isEmpty())
        person.name = name;
    if (author.isNameOnly)
        person.id.value.prepend(QString::fromLatin1(kNamedOnly));
    return person;
}

void SlackMessageReader::meet(Person person)
{
    const auto [place, isNew] = m_met.try_emplace(person.id.value.toStdString(), person.kind);
    const bool saysMore = !isNew && place->second == Person::Kind::Unknown && person.kind != Person::Kind::Unknown;
    if (!isNew && !saysMore)
        return;
    place->second = person.kind;
    m_found.push_back(std::move(person));
}

void SlackMessageReader::meetAuthor(Person person, bool isListed)
{
    if (!isListed || person.kind != Person::Kind::Unknown)
        meet(std::move(person));
}

void SlackMessageReader::meetId(std::string_view id)
{
    if (!id.empty() && !m_people->find(id) && m_met.find(id) == m_met.end())
        meet(m_people->fromProfile(id, nullptr, {}));
}

void SlackMessageReader::collectMembers(const Element &members)
{
    simdjson::dom::array array;
    if (members.get(array) != simdjson::SUCCESS)
        return;
    for (const Element member : array)
        meetId(textOf(member));
}

void SlackMessageReader::collectStrangers(const SlackRecord &record)
{
    // Unknown members are in the list already; what it says of them is nothing, so a record can say more.
    const Author author = authorOf(record);
    const Person *listed = author.isNameOnly ? nullptr : m_people->find(author.id);
    if (!listed || listed->kind == Person::Kind::Unknown) {
        const auto met = m_met.find(author.id);
        if (met == m_met.end() || met->second == Person::Kind::Unknown)
            meetAuthor(strangerOf(record, author), listed != nullptr);
    }
    if (record.has(SlackRecord::Reactions)) {
        simdjson::dom::array reactions;
        if (record[SlackRecord::Reactions].get(reactions) == simdjson::SUCCESS) {
            for (const Element reaction : reactions)
                forEach(reaction, "users", [&](const Element &user) { meetId(textOf(user)); });
        }
    }
    const std::string_view text = record.text(SlackRecord::Text);
    for (std::size_t at = text.find("<@"); at != std::string_view::npos; at = text.find("<@", at + 2)) {
        const std::string_view id = text.substr(at + 2, text.find_first_of("|>", at) - at - 2);
        if (id.starts_with('U') || id.starts_with('W') || id.starts_with('B'))
            meetId(id);
    }
}

} // namespace chatferry::slack
