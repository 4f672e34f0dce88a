// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/chattypes.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

std::optional<UtcTime> timeAt(const QJsonObject &object, QLatin1String name)
{
    return fromRfc3339(object[name].toString());
}

} // namespace

Result<QJsonObject> objectIn(ApiMethod method, const HttpReply &reply)
{
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    if (!document.isObject())
        return badReply(method, "JSON object"_L1);
    return document.object();
}

Result<bool> doneIn(ApiMethod method, const HttpReply &reply)
{
    if (reply.body.trimmed().isEmpty())
        return true;
    const auto object = objectIn(method, reply);
    if (!object)
        return object.error();
    return true;
}

Result<ChatSpace> ChatSpace::from(ApiMethod method, const QJsonObject &object)
{
    ChatSpace space;
    space.name = object["name"_L1].toString();
    if (!space.name.startsWith("spaces/"_L1))
        return badReply(method, "name"_L1);
    space.displayName = object["displayName"_L1].toString();
    space.type = object["spaceType"_L1].toString();
    space.uri = object["spaceUri"_L1].toString();
    space.importMode = object["importMode"_L1].toBool();
    space.createTime = timeAt(object, "createTime"_L1);
    space.expires = timeAt(object, "importModeExpireTime"_L1);
    return space;
}

QString ChatSpace::webAddress() const
{
    return uri.isEmpty() ? u"https://mail.google.com/chat/u/0/#chat/space/"_s + name.mid(7) : uri;
}

Result<ChatMessage> ChatMessage::from(ApiMethod method, const QJsonObject &object)
{
    ChatMessage message;
    message.name = object["name"_L1].toString();
    if (!message.name.startsWith("spaces/"_L1))
        return badReply(method, "name"_L1);
    message.clientId = object["clientAssignedMessageId"_L1].toString();
    message.thread = object["thread"_L1]["name"_L1].toString();
    message.text = object["text"_L1].toString();
    message.formattedText = object["formattedText"_L1].toString();
    message.sender = object["sender"_L1]["name"_L1].toString();
    message.senderIsApp = object["sender"_L1]["type"_L1].toString() == "BOT"_L1;
    message.deleted = object.contains("deleteTime"_L1);
    message.createTime = timeAt(object, "createTime"_L1).value_or(UtcTime{});
    const QJsonArray reactions = object["emojiReactionSummaries"_L1].toArray();
    for (const QJsonValue &value : reactions) {
        const QString unicode = value["emoji"_L1]["unicode"_L1].toString();
        if (!unicode.isEmpty())
            message.reactions.push_back({unicode, value["reactionCount"_L1].toInt()});
    }
    message.attachments = static_cast<int>(object["attachment"_L1].toArray().size());
    return message;
}

QString ChatMessage::stableName() const
{
    if (clientId.isEmpty())
        return name;
    return name.left(name.lastIndexOf(u'/') + 1) + clientId;
}

Result<ChatMembership> ChatMembership::from(ApiMethod method, const QJsonObject &object)
{
    ChatMembership membership;
    membership.name = object["name"_L1].toString();
    if (!membership.name.startsWith("spaces/"_L1))
        return badReply(method, "name"_L1);
    membership.member = object["member"_L1]["name"_L1].toString();
    membership.isApp = object["member"_L1]["type"_L1].toString() == "BOT"_L1;
    membership.role = object["role"_L1].toString();
    membership.state = object["state"_L1].toString();
    membership.createTime = timeAt(object, "createTime"_L1);
    membership.deleteTime = timeAt(object, "deleteTime"_L1);
    return membership;
}

Result<SharedDrive> SharedDrive::from(ApiMethod method, const QJsonObject &object)
{
    SharedDrive drive{object["id"_L1].toString(), object["name"_L1].toString(), timeAt(object, "createdTime"_L1)};
    if (drive.id.isEmpty())
        return badReply(method, "id"_L1);
    return drive;
}

Result<DriveFile> DriveFile::from(ApiMethod method, const QJsonObject &object)
{
    DriveFile file;
    file.id = object["id"_L1].toString();
    if (file.id.isEmpty())
        return badReply(method, "id"_L1);
    file.name = object["name"_L1].toString();
    file.mimeType = object["mimeType"_L1].toString();
    file.parent = object["parents"_L1][0].toString();
    // 64-bit numbers are strings in Google's JSON.
    bool isNumber = false;
    const qint64 size = object["size"_L1].toVariant().toLongLong(&isNumber);
    file.sizeBytes = isNumber ? size : -1;
    file.md5 = object["md5Checksum"_L1].toString().toLatin1().toLower();
    file.trashed = object["trashed"_L1].toBool();
    return file;
}

Result<Account> accountFrom(ApiMethod method, const QJsonObject &object)
{
    Account account;
    const QString id = object["id"_L1].toString();
    account.email = object["primaryEmail"_L1].toString().toLower();
    if (id.isEmpty() || account.email.isEmpty())
        return badReply(method, "primaryEmail"_L1);
    account.id = u"users/"_s + id;
    account.name = object["name"_L1]["fullName"_L1].toString();
    const auto add = [&account](const QString &address) {
        const QString lower = address.toLower();
        if (!lower.isEmpty() && lower != account.email &&
            std::find(account.aliases.begin(), account.aliases.end(), lower) == account.aliases.end())
            account.aliases.push_back(lower);
    };
    for (const auto &list : {"aliases"_L1, "nonEditableAliases"_L1}) {
        const QJsonArray aliases = object[list].toArray();
        for (const QJsonValue &alias : aliases)
            add(alias.toString());
    }
    const QJsonArray emails = object["emails"_L1].toArray();
    for (const QJsonValue &email : emails)
        add(email["address"_L1].toString());
    account.active = !object["suspended"_L1].toBool() && !object["archived"_L1].toBool();
    account.guest = object["isGuestUser"_L1].toBool();
    return account;
}

} // namespace chatferry
