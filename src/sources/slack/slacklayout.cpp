// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slacklayout.h"

#include <QHash>

#include <array>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

constexpr std::array kLists = {"users.json"_L1,
                               "org_users.json"_L1,
                               "channels.json"_L1,
                               "groups.json"_L1,
                               "dms.json"_L1,
                               "mpims.json"_L1,
                               "canvases.json"_L1,
                               "lists.json"_L1,
                               "integration_logs.json"_L1,
                               "file_conversations.json"_L1,
                               "huddle_transcripts.json"_L1,
                               "content_flags.json"_L1};
constexpr std::array kTalkLists = {"channels.json"_L1, "groups.json"_L1, "dms.json"_L1, "mpims.json"_L1};

/// "teams/NAME/" when the entry lies in a workspace of an organisation's export.
QStringView baseOf(QStringView name)
{
    if (!name.startsWith("teams/"_L1))
        return {};
    const qsizetype slash = name.indexOf(u'/', 6);
    return slash < 0 ? QStringView() : name.left(slash + 1);
}

bool isBundled(QStringView name)
{
    return name.startsWith("__uploads/"_L1) || name.contains("/__uploads/"_L1) || name.contains("/attachments/"_L1);
}

} // namespace

bool SlackLayout::isDayFile(QStringView fileName)
{
    if (fileName.size() != 15 || !fileName.endsWith(".json"_L1) || fileName[4] != u'-' || fileName[7] != u'-')
        return false;
    for (const qsizetype digit : {0, 1, 2, 3, 5, 6, 8, 9}) {
        if (fileName[digit] < u'0' || fileName[digit] > u'9')
            return false;
    }
    return true;
}

bool SlackLayout::isKnownList(QStringView fileName)
{
    return std::find(kLists.begin(), kLists.end(), fileName) != kLists.end();
}

bool SlackLayout::isSlackExport(const Archive &archive)
{
    for (const ArchiveEntry &entry : archive.entries()) {
        const QStringView name = QStringView(entry.name).mid(baseOf(entry.name).size());
        if (std::find(kTalkLists.begin(), kTalkLists.end(), name) != kTalkLists.end())
            return true;
        const qsizetype slash = name.indexOf(u'/');
        if (slash > 0 && isDayFile(name.mid(slash + 1)))
            return true;
    }
    return false;
}

SlackLayout SlackLayout::of(const Archive &archive)
{
    SlackLayout layout;
    layout.bases.push_back({});
    QHash<QString, std::size_t> folders;
    for (const ArchiveEntry &entry : archive.entries()) {
        const QString base = baseOf(entry.name).toString();
        const QStringView name = QStringView(entry.name).mid(base.size());
        const qsizetype slash = name.indexOf(u'/');
        const QStringView file = name.mid(slash + 1);
        const bool isDay = slash > 0 && isDayFile(file);
        const bool isCanvas = slash > 0 && file == "canvas_in_the_conversation.json"_L1;
        if (!isDay && isBundled(entry.name)) {
            layout.bundled.push_back(entry);
            continue;
        }
        if (name.startsWith("__avatars/"_L1)) {
            layout.hasAvatars = true;
            continue;
        }
        if (!base.isEmpty() && layout.bases.back() != base)
            layout.bases.push_back(base);
        if (!isDay && !isCanvas) {
            if (!file.startsWith(u'.') && (slash > 0 || !isKnownList(name)))
                layout.unknown += entry.name;
            continue;
        }
        const QString folder = base + name.left(slash).toString();
        if (!folders.contains(folder)) {
            folders.insert(folder, layout.folders.size());
            layout.folders.push_back({.base = base, .name = name.left(slash).toString(), .days = {}, .canvases = {}});
        }
        SlackFolder &target = layout.folders[folders.value(folder)];
        (isCanvas ? target.canvases : target.days).push_back(entry);
    }
    return layout;
}

} // namespace chatferry::slack
