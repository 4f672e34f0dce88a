// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/records.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

QJsonValue timeOrNull(const std::optional<UtcTime> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

static std::optional<UtcTime> timeOf(const QJsonValue &value)
{
    return value.isString() ? fromRfc3339(value.toString()) : std::nullopt;
}

static UtcTime timeOr(const QJsonValue &value)
{
    return timeOf(value).value_or(UtcTime{});
}

QString userName(const QString &id)
{
    return id.startsWith("groups/"_L1) ? id : u"users/"_s + id;
}

// One pair of functions for each record: they carry every field, so the state file and state() cannot differ.

QJsonObject toJson(const Upload &upload)
{
    return {{u"id"_s, upload.id},
            {u"token"_s, upload.token},
            {u"space"_s, upload.space},
            {u"user"_s, upload.user},
            {u"contentName"_s, upload.fileName},
            {u"contentType"_s, upload.mimeType},
            {u"size"_s, upload.size},
            {u"sha256"_s, QString::fromLatin1(upload.sha256)},
            {u"resourceName"_s, upload.resourceName()},
            {u"used"_s, upload.used}};
}

Upload uploadOf(const QJsonObject &json)
{
    return {.id = json[u"id"_s].toString(),
            .token = json[u"token"_s].toString(),
            .space = json[u"space"_s].toString(),
            .user = json[u"user"_s].toString(),
            .fileName = json[u"contentName"_s].toString(),
            .mimeType = json[u"contentType"_s].toString(),
            .size = json[u"size"_s].toInteger(),
            .sha256 = json[u"sha256"_s].toString().toLatin1(),
            .used = json[u"used"_s].toBool()};
}

QJsonObject toJson(const Message &message)
{
    QJsonArray reactions;
    for (const Reaction &reaction : message.reactions)
        reactions.append(QJsonArray{reaction.id, reaction.emoji, reaction.user});
    QJsonArray attachments;
    for (const Upload &upload : message.attachments)
        attachments.append(toJson(upload));
    return {{u"id"_s, message.id},
            {u"clientId"_s, message.clientId},
            {u"requestId"_s, message.requestId},
            {u"sent"_s, toRfc3339(message.sent)},
            {u"sender"_s, message.sender},
            {u"createTime"_s, toRfc3339(message.createTime)},
            {u"updated"_s, timeOrNull(message.updated)},
            {u"deleted"_s, timeOrNull(message.deleted)},
            {u"lost"_s, message.lost},
            {u"thread"_s, message.thread},
            {u"threadKey"_s, message.threadKey},
            {u"reply"_s, message.reply},
            {u"text"_s, message.text},
            {u"markup"_s, message.markup},
            {u"extra"_s, message.extra},
            {u"reactions"_s, reactions},
            {u"attachments"_s, attachments}};
}

Message messageOf(const QJsonObject &json)
{
    Message message{.id = json[u"id"_s].toString(),
                    .clientId = json[u"clientId"_s].toString(),
                    .requestId = json[u"requestId"_s].toString(),
                    .sent = timeOr(json[u"sent"_s]),
                    .sender = json[u"sender"_s].toString(),
                    .createTime = timeOr(json[u"createTime"_s]),
                    .updated = timeOf(json[u"updated"_s]),
                    .deleted = timeOf(json[u"deleted"_s]),
                    .lost = json[u"lost"_s].toBool(),
                    .thread = json[u"thread"_s].toString(),
                    .threadKey = json[u"threadKey"_s].toString(),
                    .reply = json[u"reply"_s].toBool(),
                    .text = json[u"text"_s].toString(),
                    .markup = json[u"markup"_s].toString(),
                    .extra = json[u"extra"_s].toObject(),
                    .reactions = {},
                    .attachments = {}};
    const QJsonArray reactions = json[u"reactions"_s].toArray();
    for (const QJsonValue &reaction : reactions)
        message.reactions.push_back({reaction[0].toString(), reaction[1].toString(), reaction[2].toString()});
    const QJsonArray attachments = json[u"attachments"_s].toArray();
    for (const QJsonValue &attachment : attachments)
        message.attachments.push_back(uploadOf(attachment.toObject()));
    return message;
}

QJsonObject toJson(const Space &space)
{
    return {{u"id"_s, space.id},
            {u"displayName"_s, space.displayName},
            {u"spaceType"_s, space.type},
            {u"importMode"_s, space.importMode},
            {u"bornInImport"_s, space.bornInImport},
            {u"createTime"_s, toRfc3339(space.createTime)},
            {u"firstCreateCall"_s, toRfc3339(space.firstCall)},
            {u"expireTime"_s, timeOrNull(space.expires)},
            {u"deletedAt"_s, timeOrNull(space.deletedAt)},
            {u"completedAt"_s, timeOrNull(space.completedAt)},
            {u"completedBy"_s, space.completedBy},
            {u"creator"_s, space.creator},
            {u"requestId"_s, space.requestId},
            {u"description"_s, space.description},
            {u"guidelines"_s, space.guidelines},
            {u"history"_s, space.history},
            {u"audience"_s, space.audience},
            {u"predefined"_s, space.predefined},
            {u"permissionSettings"_s, space.permissionSettings},
            {u"accessPermissionSettings"_s, space.accessPermissionSettings},
            {u"externalUserAllowed"_s, space.external}};
}

void fillSpace(Space &space, const QJsonObject &json)
{
    space.id = json[u"id"_s].toString();
    space.displayName = json[u"displayName"_s].toString();
    space.type = json[u"spaceType"_s].toString();
    space.importMode = json[u"importMode"_s].toBool();
    space.bornInImport = json[u"bornInImport"_s].toBool();
    space.createTime = timeOr(json[u"createTime"_s]);
    space.firstCall = timeOr(json[u"firstCreateCall"_s]);
    space.expires = timeOf(json[u"expireTime"_s]);
    space.deletedAt = timeOf(json[u"deletedAt"_s]);
    space.completedAt = timeOf(json[u"completedAt"_s]);
    space.completedBy = json[u"completedBy"_s].toString();
    space.creator = json[u"creator"_s].toString();
    space.requestId = json[u"requestId"_s].toString();
    space.description = json[u"description"_s].toString();
    space.guidelines = json[u"guidelines"_s].toString();
    space.history = json[u"history"_s].toString();
    space.audience = json[u"audience"_s].toString();
    space.predefined = json[u"predefined"_s].toString();
    space.permissionSettings = json[u"permissionSettings"_s].toObject();
    space.accessPermissionSettings = json[u"accessPermissionSettings"_s].toObject();
    space.external = json[u"externalUserAllowed"_s].toBool();
}

QJsonObject toJson(const Member &member)
{
    return {{u"user"_s, member.user},
            {u"role"_s, member.role},
            {u"state"_s, member.state},
            {u"createTime"_s, toRfc3339(member.since)}};
}

QJsonObject toJson(const PastMember &member)
{
    return {
        {u"user"_s, member.user}, {u"createTime"_s, toRfc3339(member.from)}, {u"deleteTime"_s, toRfc3339(member.to)}};
}

static QJsonArray toJson(const std::vector<Permission> &permissions)
{
    QJsonArray array;
    for (const Permission &permission : permissions) {
        array.append(QJsonObject{{u"id"_s, permission.id},
                                 {u"type"_s, permission.type},
                                 {u"role"_s, permission.role},
                                 {u"emailAddress"_s, permission.email},
                                 {u"domain"_s, permission.domain},
                                 {u"notified"_s, permission.notified}});
    }
    return array;
}

static std::vector<Permission> permissionsOf(const QJsonValue &value)
{
    std::vector<Permission> permissions;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array) {
        permissions.push_back({.id = one[u"id"_s].toString(),
                               .type = one[u"type"_s].toString(),
                               .role = one[u"role"_s].toString(),
                               .email = one[u"emailAddress"_s].toString(),
                               .domain = one[u"domain"_s].toString(),
                               .notified = one[u"notified"_s].toBool()});
    }
    return permissions;
}

QJsonObject toJson(const SharedDrive &drive)
{
    return {{u"id"_s, drive.id},
            {u"name"_s, drive.name},
            {u"requestId"_s, drive.requestId},
            {u"creator"_s, drive.creator},
            {u"createdTime"_s, toRfc3339(drive.created)},
            {u"permissions"_s, toJson(drive.permissions)}};
}

QJsonObject toJson(const DriveFile &file)
{
    return {{u"id"_s, file.id},
            {u"name"_s, file.name},
            {u"mimeType"_s, file.mimeType},
            {u"description"_s, file.description},
            {u"parents"_s, QJsonArray{file.parent}},
            {u"driveId"_s, file.driveId},
            {u"owner"_s, file.owner},
            {u"createdTime"_s, toRfc3339(file.created)},
            {u"modifiedTime"_s, toRfc3339(file.modified)},
            {u"hasContent"_s, file.hasContent},
            {u"size"_s, file.size},
            {u"sha256"_s, QString::fromLatin1(file.sha256)},
            {u"sha1"_s, QString::fromLatin1(file.sha1)},
            {u"md5"_s, QString::fromLatin1(file.md5)},
            {u"appProperties"_s, file.appProperties},
            {u"properties"_s, file.properties},
            {u"trashed"_s, file.trashed},
            {u"permissions"_s, toJson(file.permissions)}};
}

DriveFile fileOf(const QJsonObject &json)
{
    return {.id = json[u"id"_s].toString(),
            .name = json[u"name"_s].toString(),
            .mimeType = json[u"mimeType"_s].toString(),
            .description = json[u"description"_s].toString(),
            .parent = json[u"parents"_s][0].toString(),
            .driveId = json[u"driveId"_s].toString(),
            .owner = json[u"owner"_s].toString(),
            .created = timeOr(json[u"createdTime"_s]),
            .modified = timeOr(json[u"modifiedTime"_s]),
            .hasContent = json[u"hasContent"_s].toBool(),
            .size = json[u"size"_s].toInteger(),
            .sha256 = json[u"sha256"_s].toString().toLatin1(),
            .sha1 = json[u"sha1"_s].toString().toLatin1(),
            .md5 = json[u"md5"_s].toString().toLatin1(),
            .appProperties = json[u"appProperties"_s].toObject(),
            .properties = json[u"properties"_s].toObject(),
            .trashed = json[u"trashed"_s].toBool(),
            .permissions = permissionsOf(json[u"permissions"_s])};
}

QJsonObject toJson(const WebhookPost &post)
{
    return {{u"space"_s, post.space},
            {u"time"_s, toRfc3339(post.time)},
            {u"text"_s, post.text},
            {u"thread"_s, post.thread}};
}

Member memberOf(const QJsonObject &json)
{
    return {.user = json[u"user"_s].toString(),
            .role = json[u"role"_s].toString(),
            .state = json[u"state"_s].toString(),
            .since = timeOr(json[u"createTime"_s])};
}

PastMember pastMemberOf(const QJsonObject &json)
{
    return {
        .user = json[u"user"_s].toString(), .from = timeOr(json[u"createTime"_s]), .to = timeOr(json[u"deleteTime"_s])};
}

SharedDrive driveOf(const QJsonObject &json)
{
    return {.id = json[u"id"_s].toString(),
            .name = json[u"name"_s].toString(),
            .requestId = json[u"requestId"_s].toString(),
            .creator = json[u"creator"_s].toString(),
            .created = timeOr(json[u"createdTime"_s]),
            .permissions = permissionsOf(json[u"permissions"_s])};
}

WebhookPost postOf(const QJsonObject &json)
{
    return {.space = json[u"space"_s].toString(),
            .time = timeOr(json[u"time"_s]),
            .text = json[u"text"_s].toString(),
            .thread = json[u"thread"_s].toString()};
}

} // namespace chatferry::sim
