// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/recogniser.h"

#include "sources/slack/slacklayout.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Recogniser", text);
}

Error refuse(const QString &path, const QString &what, const QString &remedy)
{
    return {.kind = Error::Kind::Input, .what = what.arg(QFileInfo(path).fileName()), .remedy = remedy};
}

Error foreign(const QString &path, const QString &program)
{
    return refuse(path, tr("“%1” is an export of %2, which this version does not read.").arg(u"%1"_s, program),
                  tr("This version reads Slack exports."));
}

Error slackdumpForm(const QString &path)
{
    return refuse(path, tr("“%1” was made with slackdump, but as a dump or archive and not as an export."),
                  tr("Convert it with “slackdump convert -f export”, or make it with “slackdump export”."));
}

/// The first bytes of an entry; empty when it cannot be read.
QByteArray headOf(const Archive &archive, const ArchiveEntry &entry)
{
    const auto device = archive.stream(entry);
    return device ? (*device)->read(4096) : QByteArray();
}

bool isDiscord(const QByteArray &head)
{
    return head.contains("\"guild\"") && head.contains("\"channel\"");
}

bool isMattermost(const QByteArray &head)
{
    return head.startsWith('{') && head.contains("\"type\"") && head.contains("\"version\"");
}

bool isSlackId(QStringView text)
{
    return text.size() >= 9 && (text[0] == u'C' || text[0] == u'D' || text[0] == u'G') &&
           std::all_of(text.begin(), text.end(),
                       [](QChar c) { return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'); });
}

QStringView fileNameOf(const ArchiveEntry &entry)
{
    return QStringView(entry.name).mid(entry.name.lastIndexOf(u'/') + 1);
}

bool hasFile(const Archive &archive, QLatin1StringView name)
{
    return std::any_of(archive.entries().begin(), archive.entries().end(),
                       [&](const ArchiveEntry &entry) { return fileNameOf(entry) == name; });
}

bool hasEnding(const Archive &archive, QLatin1StringView ending)
{
    return std::any_of(archive.entries().begin(), archive.entries().end(),
                       [&](const ArchiveEntry &entry) { return entry.name.endsWith(ending); });
}

/// Slack's single-user export: three folders of text files.
bool isTextExport(const Archive &archive)
{
    bool talks = false;
    for (const ArchiveEntry &entry : archive.entries()) {
        if (entry.name.endsWith(".json"_L1))
            return false;
        const bool inFolder = entry.name.startsWith("channels/"_L1) || entry.name.startsWith("dms/"_L1);
        talks = talks || (inFolder && entry.name.endsWith(".txt"_L1));
    }
    return talks;
}

bool isSlackdump(const Archive &archive)
{
    if (hasFile(archive, "slackdump.sqlite"_L1) || hasFile(archive, "channels.json.gz"_L1) ||
        hasFile(archive, "users.json.gz"_L1) || hasEnding(archive, "chunks.jsonl.gz"_L1))
        return true;
    return std::any_of(archive.entries().begin(), archive.entries().end(), [](const ArchiveEntry &entry) {
        const QStringView name = fileNameOf(entry);
        return (name.endsWith(".json"_L1) && isSlackId(name.chopped(5))) ||
               (name.endsWith(".json.gz"_L1) && isSlackId(name.chopped(8)));
    });
}

} // namespace

Error whatItIsInstead(const Archive &archive, const QString &path)
{
    const QString whole = tr("Choose the zip file of a Slack export, or the folder it was unpacked to.");
    if (archive.entries().empty()) {
        return refuse(path, archive.isFolder() ? tr("The folder “%1” is empty.") : tr("The zip file “%1” is empty."),
                      whole);
    }
    if (isTextExport(archive)) {
        return refuse(path,
                      tr("“%1” is Slack's export of a single user in text files, which holds too little to be moved."),
                      tr("Ask Slack for an export of the workspace in JSON."));
    }
    if (isSlackdump(archive))
        return slackdumpForm(path);
    if (hasFile(archive, "rocketchat_message.bson"_L1))
        return foreign(path, u"Rocket.Chat"_s);
    if (hasFile(archive, "realm.json"_L1))
        return foreign(path, u"Zulip"_s);
    if (hasFile(archive, "usersList.json"_L1) || hasFile(archive, "teamsList.json"_L1))
        return foreign(path, u"Microsoft Teams"_s);
    for (const ArchiveEntry &entry : archive.entries()) {
        const bool isLines = entry.name.endsWith(".jsonl"_L1);
        if (!isLines && !entry.name.endsWith(".json"_L1))
            continue;
        const QByteArray head = headOf(archive, entry).trimmed();
        if (isMattermost(head))
            return foreign(path, u"Mattermost"_s);
        if (!isLines && isDiscord(head))
            return foreign(path, u"Discord"_s);
        if (fileNameOf(entry) == "result.json"_L1 && head.contains("\"messages\""))
            return foreign(path, u"Telegram"_s);
    }
    if (archive.find(u"users.json"_s) || archive.find(u"integration_logs.json"_s)) {
        return refuse(path, tr("“%1” has the lists of a Slack export, but no conversations."),
                      tr("Parts of it are missing. Download the export again."));
    }
    return refuse(path, tr("“%1” is no chat export that is known."), whole);
}

std::optional<Error> whatFileItIs(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray head = file.read(4096);
    const QByteArray start = head.startsWith("\xEF\xBB\xBF") ? head.mid(3).trimmed() : head.trimmed();
    if (head.startsWith("PK"))
        return {};
    if (head.startsWith("SQLite format 3")) {
        if (QFileInfo(path).suffix() == u"chatferry"_s) {
            return refuse(path, tr("“%1” is a project of this program and no export."), tr("Open it as a project."));
        }
        return refuse(path, tr("“%1” is a database, perhaps one of slackdump's, and no export."),
                      tr("Convert it with “slackdump convert -f export”."));
    }
    if (head.startsWith("\x1F\x8B") || head.startsWith("7z\xBC\xAF") || head.startsWith("Rar!") ||
        head.sliced(std::min<qsizetype>(257, head.size())).startsWith("ustar")) {
        return refuse(path, tr("“%1” is packed, but not as a zip file."), tr("Unpack it and choose the folder."));
    }
    if (start.startsWith('{') || start.startsWith('[')) {
        if (isDiscord(start))
            return foreign(path, u"Discord"_s);
        if (isMattermost(start) || path.endsWith(".jsonl"_L1))
            return foreign(path, u"Mattermost"_s);
        const QString name = QFileInfo(path).fileName();
        if (isSlackId(QFileInfo(path).completeBaseName()) && start.contains("\"messages\""))
            return slackdumpForm(path);
        if (slack::SlackLayout::isKnownList(name) || slack::SlackLayout::isDayFile(name)) {
            return refuse(path, tr("“%1” is a single file of a Slack export."),
                          tr("Choose the zip file of the export, or the folder it was unpacked to."));
        }
    }
    return {};
}

} // namespace chatferry
