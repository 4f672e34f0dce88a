// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/statejson.h"

#include "simulator/accounts.h"
#include "simulator/records.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

QJsonObject stateOf(const Space &space, const Message &message)
{
    std::vector<std::pair<QString, QJsonArray>> byEmoji;
    for (const Reaction &reaction : message.reactions) {
        auto found =
            std::find_if(byEmoji.begin(), byEmoji.end(), [&](const auto &e) { return e.first == reaction.emoji; });
        if (found == byEmoji.end())
            found = byEmoji.insert(byEmoji.end(), {reaction.emoji, {}});
        found->second.append(userName(reaction.user));
    }
    QJsonArray reactions;
    for (const auto &[emoji, users] : byEmoji)
        reactions.append(QJsonObject{{u"emoji"_s, emoji}, {u"users"_s, users}});
    QJsonArray attachments;
    for (const Upload &upload : message.attachments)
        attachments.append(toJson(upload));
    return {{u"name"_s, space.name() + u"/messages/"_s + message.id},
            {u"clientAssignedMessageId"_s, message.clientId},
            {u"sender"_s, userName(message.sender)},
            {u"createTime"_s, toRfc3339(message.createTime)},
            {u"thread"_s, space.name() + u"/threads/"_s + message.thread},
            {u"reply"_s, message.reply},
            {u"text"_s, message.text},
            {u"markupSyntax"_s, message.markup},
            {u"lastUpdateTime"_s, timeOrNull(message.updated)},
            {u"reactions"_s, reactions},
            {u"attachments"_s, attachments},
            {u"deleted"_s, !message.isThere()},
            {u"lost"_s, message.lost}};
}

} // namespace

QJsonObject stateJson(const World &world, const Accounts &accounts, UtcTime now)
{
    QJsonArray spaces;
    for (const auto &space : world.spaces()) {
        QJsonObject json = toJson(*space);
        for (const QString &internal : {u"id"_s, u"bornInImport"_s, u"history"_s, u"predefined"_s})
            json.remove(internal);
        json.insert(u"name"_s, space->name());
        json.insert(u"spaceHistoryState"_s, space->history);
        json.insert(u"deleted"_s, !space->isAlive(now));
        json.insert(u"expired"_s, !space->deletedAt && !space->isAlive(now));
        QJsonArray messages;
        for (const auto &[time, index] : space->byTime())
            messages.append(stateOf(*space, space->messages()[std::size_t(index)]));
        json.insert(u"messages"_s, messages);
        const auto withNames = [](QJsonObject member) {
            member[u"user"_s] = userName(member[u"user"_s].toString());
            return member;
        };
        QJsonArray members;
        for (const auto &[user, member] : space->members)
            members.append(withNames(toJson(member)));
        json.insert(u"members"_s, members);
        QJsonArray past;
        for (const auto &[user, member] : space->past)
            past.append(withNames(toJson(member)));
        json.insert(u"historicalMembers"_s, past);
        spaces.append(json);
    }
    QJsonArray drives;
    for (const auto &[id, drive] : world.drive.drives)
        drives.append(toJson(drive));
    QJsonArray folders;
    QJsonArray files;
    for (const auto &[id, file] : world.drive.files)
        (file.isFolder() ? folders : files).append(toJson(file));
    QJsonArray posts;
    for (const WebhookPost &post : world.posts)
        posts.append(toJson(post));
    QJsonArray people;
    for (const SimulatorAccount &account : accounts.all())
        people.append(QJsonObject{{u"user"_s, userName(account.id)}, {u"email"_s, account.email}});
    return {{u"spaces"_s, spaces},
            {u"drive"_s, QJsonObject{{u"drives"_s, drives}, {u"folders"_s, folders}, {u"files"_s, files}}},
            {u"webhookPosts"_s, posts},
            {u"people"_s, people},
            {u"now"_s, toRfc3339(now)}};
}

} // namespace chatferry::sim
