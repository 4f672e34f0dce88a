// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackexportreader.h"

#include "markup/mrkdwn.h"
#include "markup/plaintext.h"
#include "sources/slack/slackfile.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

/// Before Slack was public; a placeholder (0, 1) of tools.
constexpr qint64 kFirstCreated = 1356998400; // 2013-01-01

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("SlackSource", text, nullptr, n);
}

/// Names for topics and purposes, before there is a project.
class ExportNames final : public TextNames
{
public:
    explicit ExportNames(const SlackExport &out)
        : m_out(&out)
    {
    }
    QString accountId(const PersonId &) const override { return {}; }
    QString personName(const PersonId &person) const override
    {
        const Person *found = m_out->people.find(person.value.toStdString());
        return found ? found->name : QString();
    }
    QString conversationName(const ConversationId &conversation) const override
    {
        const auto index = m_out->indexOf(conversation);
        return index ? m_out->conversations[*index].name : QString();
    }

private:
    const SlackExport *m_out;
};

QString titleOf(const Element &file)
{
    const QString title = stringOf(file, "title");
    return !title.isEmpty() ? title : !stringOf(file, "name").isEmpty() ? stringOf(file, "name") : stringOf(file, "id");
}

void addLeftover(std::vector<Leftover> &leftovers, const QString &kind, const QString &name)
{
    const bool known = std::any_of(leftovers.begin(), leftovers.end(),
                                   [&](const Leftover &other) { return other.kind == kind && other.name == name; });
    if (!known)
        leftovers.push_back({kind, name});
}

/// Of "mpdm-alice--bob--carol-1".
QStringList handlesIn(const QString &groupName)
{
    if (!groupName.startsWith("mpdm-"_L1))
        return {};
    return groupName.sliced(5, std::max<qsizetype>(groupName.lastIndexOf(u'-') - 5, 0))
        .split("--"_L1, Qt::SkipEmptyParts);
}

/// Pins, tabs and bookmarks that a conversation's own entry names.
std::vector<Leftover> leftoversOf(const Element &row)
{
    std::vector<Leftover> leftovers;
    forEach(row, "pins", [&](const Element &pin) {
        const auto id = find(pin, "id");
        const auto micros = id ? microsOf(*id) : std::nullopt;
        leftovers.push_back({u"pin"_s, micros ? tsOf(*micros) : stringOf(pin, "id")});
    });
    forEach(row, "bookmarks", [&](const Element &bookmark) {
        leftovers.push_back({u"bookmark"_s, titleOf(bookmark)});
    });
    const auto properties = find(row, "properties");
    if (!properties)
        return leftovers;
    if (const auto canvas = find(*properties, "canvas"); canvas && !textOf(*canvas, "file_id").empty())
        addLeftover(leftovers, u"canvas"_s, stringOf(*canvas, "file_id"));
    forEach(*properties, "tabs", [&](const Element &tab) {
        const std::string_view type = textOf(tab, "type");
        const QString label = stringOf(tab, "label");
        const QString name = label.isEmpty() ? stringOf(tab, "id") : label;
        if (type == "list")
            addLeftover(leftovers, u"list"_s, name);
        else if (type == "bookmarks" || type == "folder")
            addLeftover(leftovers, u"bookmark"_s, name);
        else if (type != "files" && type != "canvas" && type != "channel_canvas" && !label.isEmpty())
            addLeftover(leftovers, u"tab"_s, label);
    });
    return leftovers;
}

} // namespace

SlackExportReader::SlackExportReader(const Archive &archive, SlackExport &out)
    : m_archive(archive)
    , m_out(out)
    , m_layout(SlackLayout::of(archive))
    , m_owner(m_layout.folders.size(), -1)
{
    for (std::size_t i = 0; i < m_layout.folders.size(); ++i)
        m_folders.insert(m_layout.folders[i].base + m_layout.folders[i].name, i);
}

void SlackExportReader::read(const QString &path)
{
    for (const ArchiveEntry &entry : m_layout.bundled) {
        if (!m_out.files.take(entry))
            m_layout.unknown += entry.name;
    }
    readPeople();
    readConversations();
    readUnlistedFolders();
    sortDays();
    for (const Conversation &conversation : m_out.conversations) {
        for (const PersonId &member : conversation.members)
            m_out.people.addUnknown(member.value.toStdString());
    }
    settleText();
    readLeftovers();
    describe(path);
    if (!m_layout.unknown.isEmpty()) {
        note(Problem::Severity::Note, u"unknown-file"_s, m_layout.unknown.first(),
             tr("%n file(s) of the export are of a kind that is not known and are not read.",
                static_cast<int>(m_layout.unknown.size())));
    }
}

void SlackExportReader::note(Problem::Severity severity, const QString &code, const QString &where, const QString &text)
{
    m_out.problems.push_back({severity, code, where, text});
}

void SlackExportReader::parse(const QString &name, Parsed &parsed)
{
    if (const ArchiveEntry *entry = m_archive.find(name))
        parse(*entry, parsed);
}

void SlackExportReader::parse(const ArchiveEntry &entry, Parsed &parsed)
{
    parsed.exists = true;
    auto bytes = m_archive.read(entry);
    if (!bytes) {
        note(Problem::Severity::Warning, u"unreadable-file"_s, entry.name, bytes.error().what);
        return;
    }
    parsed.bytes = std::move(bytes).value();
    const ParsedArray array = parseArray(parsed.bytes, parsed.parser, "\"id\"");
    if (array.isBroken) {
        note(Problem::Severity::Warning, u"broken-file"_s, entry.name,
             tr("The file is damaged; what could be read of it is used."));
    }
    // [""] stands for an empty list.
    for (const Element &element : array.entries) {
        if (element.is_object())
            parsed.entries.push_back(element);
    }
}

void SlackExportReader::readPeople()
{
    bool anyList = false;
    for (const QString &base : m_layout.bases) {
        for (const auto name : {"org_users.json"_L1, "users.json"_L1}) {
            Parsed users;
            parse(base + name, users);
            anyList = anyList || !users.entries.empty();
            for (const Element &row : users.entries)
                m_out.people.addUser(row);
        }
        Parsed integrations;
        parse(base + u"integration_logs.json"_s, integrations);
        for (const Element &row : integrations.entries)
            m_out.people.addIntegration(row);
    }
    m_out.people.finishUsers();
    if (!anyList) {
        note(Problem::Severity::Warning, u"no-users"_s, u"users.json"_s,
             tr("The export has no list of people. Names are taken from the messages where they give them; the rest "
                "are ids."));
        return;
    }
    const std::vector<Person> &all = m_out.people.all();
    const bool anyMail =
        std::any_of(all.begin(), all.end(), [](const Person &person) { return !person.email.isEmpty(); });
    if (!anyMail) {
        note(Problem::Severity::Note, u"no-emails"_s, u"users.json"_s,
             tr("The export names no mail addresses, so people cannot be matched by them. Use a people map."));
    }
}

void SlackExportReader::readConversations()
{
    static constexpr std::array<List, 4> kLists = {{{"channels.json"_L1, Conversation::Kind::Public},
                                                    {"groups.json"_L1, Conversation::Kind::Private},
                                                    {"mpims.json"_L1, Conversation::Kind::GroupDirect},
                                                    {"dms.json"_L1, Conversation::Kind::Direct}}};
    for (const List &list : kLists) {
        for (const QString &base : m_layout.bases) {
            Parsed parsed;
            parse(base + list.name, parsed);
            for (const Element &row : parsed.entries)
                takeConversation(row, list.kind, base);
        }
    }
}

Conversation::Kind SlackExportReader::kindOf(const Element &row, Conversation::Kind listKind)
{
    if (flagOf(row, "is_im"))
        return Conversation::Kind::Direct;
    if (flagOf(row, "is_mpim"))
        return Conversation::Kind::GroupDirect;
    if (flagOf(row, "is_private") && listKind == Conversation::Kind::Public)
        return Conversation::Kind::Private;
    return listKind;
}

Conversation SlackExportReader::conversationOf(const Element &row, Conversation::Kind kind) const
{
    Conversation conversation;
    conversation.kind = kind;
    conversation.id.value = stringOf(row, "id");
    if (kind != Conversation::Kind::Direct)
        conversation.name = stringOf(row, "name");
    if (conversation.id.isEmpty())
        conversation.id.value = conversation.name;
    const qint64 created = numberOf(row, "created");
    constexpr qint64 kLastCreated = 253402300799; // 9999-12-31
    if (created >= kFirstCreated && created <= kLastCreated)
        conversation.created = UtcTime(std::chrono::seconds(created));
    conversation.creator.value = stringOf(row, "creator");
    conversation.archived = flagOf(row, "is_archived");
    const auto addMember = [&](const QString &id) {
        const PersonId person{id};
        if (!id.isEmpty() &&
            std::find(conversation.members.begin(), conversation.members.end(), person) == conversation.members.end())
            conversation.members.push_back(person);
    };
    forEach(row, "members", [&](const Element &member) { addMember(toQString(textOf(member))); });
    if (kind == Conversation::Kind::Direct)
        addMember(stringOf(row, "user"));
    if (kind == Conversation::Kind::GroupDirect && conversation.members.empty()) {
        for (const QString &handle : handlesIn(conversation.name)) {
            if (const Person *person = m_out.people.findHandle(handle))
                addMember(person->id.value);
        }
    }
    if (const auto topic = find(row, "topic"))
        conversation.topic = stringOf(*topic, "value");
    if (const auto purpose = find(row, "purpose"))
        conversation.purpose = stringOf(*purpose, "value");
    conversation.leftovers = leftoversOf(row);
    return conversation;
}

void SlackExportReader::takeConversation(const Element &row, Conversation::Kind listKind, const QString &base)
{
    Conversation conversation = conversationOf(row, kindOf(row, listKind));
    if (conversation.id.isEmpty()) {
        note(Problem::Severity::Warning, u"nameless-conversation"_s, base,
             tr("An entry of a list of conversations has neither id nor name."));
        return;
    }
    const auto known = m_out.indexOf(conversation.id);
    const std::size_t index = known.value_or(m_out.conversations.size());
    const QString name = stringOf(row, "name").normalized(QString::NormalizationForm_C);
    if (!known) {
        m_out.m_byId.insert(conversation.id, index);
        m_out.conversations.push_back(std::move(conversation));
        m_out.m_days.emplace_back();
    } else {
        Conversation &first = m_out.conversations[index];
        if (first.members.empty())
            first.members = std::move(conversation.members);
        if (first.topic.isEmpty())
            first.topic = conversation.topic;
        if (first.purpose.isEmpty())
            first.purpose = conversation.purpose;
        if (!first.created)
            first.created = conversation.created;
        for (const Leftover &leftover : conversation.leftovers)
            addLeftover(first.leftovers, leftover.kind, leftover.name);
    }
    const QString &id = m_out.conversations[index].id.value;
    auto folder = m_folders.constFind(base + name);
    if (name.isEmpty() || folder == m_folders.constEnd())
        folder = m_folders.constFind(base + id);
    if (folder != m_folders.constEnd())
        takeFolder(index, *folder);
}

void SlackExportReader::takeFolder(std::size_t conversation, std::size_t folder)
{
    const SlackFolder &taken = m_layout.folders[folder];
    if (m_owner[folder] == static_cast<int>(conversation))
        return;
    if (m_owner[folder] >= 0) {
        note(Problem::Severity::Warning, u"folder-of-two"_s, taken.base + taken.name,
             tr("Two conversations of the export share this folder. Its messages are counted for the first of them."));
        return;
    }
    m_owner[folder] = static_cast<int>(conversation);
    std::vector<ArchiveEntry> &days = m_out.m_days[conversation];
    days.insert(days.end(), taken.days.begin(), taken.days.end());
    takeCanvases(taken, conversation);
}

void SlackExportReader::takeCanvases(const SlackFolder &folder, std::size_t conversation)
{
    for (const ArchiveEntry &entry : folder.canvases) {
        Parsed canvases;
        parse(entry, canvases);
        for (const Element &canvas : canvases.entries)
            addLeftover(m_out.conversations[conversation].leftovers, u"canvas"_s, titleOf(canvas));
    }
}

void SlackExportReader::readUnlistedFolders()
{
    for (std::size_t i = 0; i < m_layout.folders.size(); ++i) {
        const SlackFolder &folder = m_layout.folders[i];
        if (m_owner[i] >= 0 || folder.days.empty())
            continue;
        // The id that an entry without a folder of its own name may have been renamed from.
        if (const auto byId = m_out.indexOf({folder.name})) {
            takeFolder(*byId, i);
            continue;
        }
        Conversation conversation;
        conversation.id.value = folder.name;
        const bool isId = folder.name.size() >= 9 && folder.name == folder.name.toUpper();
        if (isId && folder.name.startsWith(u'D'))
            conversation.kind = Conversation::Kind::Direct;
        else if (folder.name.startsWith("mpdm-"_L1))
            conversation.kind = Conversation::Kind::GroupDirect;
        if (conversation.kind != Conversation::Kind::Direct)
            conversation.name = folder.name;
        note(Problem::Severity::Warning, u"unlisted-folder"_s, folder.base + folder.name,
             tr("No list of the export names this folder. It is taken for a private conversation unless you change "
                "that."));
        const std::size_t index = m_out.conversations.size();
        m_out.m_byId.insert(conversation.id, index);
        m_out.conversations.push_back(std::move(conversation));
        m_out.m_days.emplace_back();
        takeFolder(index, i);
    }
}

void SlackExportReader::sortDays()
{
    const auto dayOf = [](const ArchiveEntry &entry) { return QStringView(entry.name).last(15); };
    for (std::vector<ArchiveEntry> &days : m_out.m_days) {
        std::stable_sort(days.begin(), days.end(),
                         [&](const ArchiveEntry &a, const ArchiveEntry &b) { return dayOf(a) < dayOf(b); });
    }
}

void SlackExportReader::settleText()
{
    const ExportNames names(m_out);
    for (Conversation &conversation : m_out.conversations) {
        if (!conversation.topic.isEmpty())
            conversation.topic = toPlainText(parseMrkdwn(conversation.topic), &names);
        if (!conversation.purpose.isEmpty())
            conversation.purpose = toPlainText(parseMrkdwn(conversation.purpose), &names);
    }
}

void SlackExportReader::readLeftovers()
{
    for (const QString &base : m_layout.bases) {
        for (const auto &[file, kind] : {std::pair{u"canvases.json"_s, u"canvas"_s}, {u"lists.json"_s, u"list"_s}}) {
            Parsed parsed;
            parse(base + file, parsed);
            for (const Element &row : parsed.entries) {
                m_out.leftovers.push_back({kind, titleOf(row)});
                const qint64 exported = numberOf(row, "export_timestamp");
                if (exported >= kFirstCreated)
                    m_out.description.made =
                        std::max(m_out.description.made.value_or(UtcTime{}), UtcTime(std::chrono::seconds(exported)));
            }
        }
        Parsed transcripts;
        parse(base + u"huddle_transcripts.json"_s, transcripts);
        for (const Element &row : transcripts.entries)
            m_out.leftovers.push_back({u"transcript"_s, titleOf(row)});
    }
}

bool SlackExportReader::looksLikeSlackdump() const
{
    if (!m_out.files.isEmpty() || m_layout.hasAvatars)
        return true;
    // Without files only the form of its records gives it away.
    for (const std::vector<ArchiveEntry> &days : m_out.m_days) {
        if (days.empty())
            continue;
        const auto bytes = m_archive.read(days.front());
        if (bytes && bytes->size() > 2)
            return bytes->contains("\"replace_original\"") && bytes->contains("\"delete_original\"");
    }
    return false;
}

void SlackExportReader::describe(const QString &path)
{
    SourceDescription &description = m_out.description;
    description.path = path;
    description.format = u"slack"_s;
    description.formatName = u"Slack"_s;
    description.fingerprint = m_archive.fingerprint();
    const auto hasAny = [&](std::initializer_list<QLatin1StringView> names) {
        for (const QString &base : m_layout.bases) {
            for (const auto name : names) {
                if (m_archive.find(base + name))
                    return true;
            }
        }
        return false;
    };
    description.coversPrivate = hasAny({"groups.json"_L1, "dms.json"_L1, "mpims.json"_L1});
    if (looksLikeSlackdump()) {
        description.variant = u"slackdump"_s;
        description.variantName = tr("made with slackdump");
        note(Problem::Severity::Note, u"one-view"_s, {},
             tr("This export was made with slackdump: it holds what one person could see, not the whole workspace."));
    } else if (m_layout.bases.size() > 1 || m_archive.find(u"org_users.json"_s)) {
        description.variant = u"enterprise"_s;
        description.variantName = tr("whole organisation");
    } else if (description.coversPrivate) {
        description.variant = u"all-conversations"_s;
        description.variantName = tr("all conversations");
    } else {
        description.variant = u"public-channels"_s;
        description.variantName = tr("public channels");
        note(Problem::Severity::Note, u"public-only"_s, {},
             tr("This export holds public channels only: no private channels and no direct talks."));
    }
}

} // namespace chatferry::slack
