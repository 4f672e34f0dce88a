// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/errormapping.h"
#include "target/target.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace chatferry {

// What Google's answers hold, as far as this program uses it. Unknown fields are passed over, missing ones that are
// needed make BadReply. Source: discovery documents of Chat v1, Drive v3 and Directory v1.

struct ChatSpace
{
    QString name; ///< "spaces/A".
    QString displayName;
    QString type; ///< "SPACE", "GROUP_CHAT".
    QString uri;
    bool importMode = false;
    std::optional<UtcTime> createTime;
    std::optional<UtcTime> expires; ///< importModeExpireTime.

    static Result<ChatSpace> from(ApiMethod method, const QJsonObject &object);
    /// Where people open it.
    QString webAddress() const;
};

struct ChatMessage
{
    QString name;     ///< As the service names it.
    QString clientId; ///< "client-..." when the client chose one.
    QString thread;   ///< "spaces/A/threads/T".
    QString text;
    QString formattedText;
    QString sender; ///< "users/1".
    bool senderIsApp = false;
    bool deleted = false; ///< A tombstone.
    UtcTime createTime{};
    std::vector<ListedMessage::ReactionCount> reactions;
    int attachments = 0;

    static Result<ChatMessage> from(ApiMethod method, const QJsonObject &object);
    /// The name by the client's id where there is one.
    QString stableName() const;
};

struct ChatMembership
{
    QString name;   ///< "spaces/A/members/M".
    QString member; ///< "users/1"; empty for groups.
    bool isApp = false;
    QString role;
    QString state;
    std::optional<UtcTime> createTime;
    std::optional<UtcTime> deleteTime;

    static Result<ChatMembership> from(ApiMethod method, const QJsonObject &object);
};

struct SharedDrive
{
    QString id;
    QString name;
    std::optional<UtcTime> createdTime;

    static Result<SharedDrive> from(ApiMethod method, const QJsonObject &object);
};

struct DriveFile
{
    QString id;
    QString name;
    QString mimeType;
    QString parent;
    qint64 sizeBytes = -1; ///< -1 when the answer does not say (folders).
    QByteArray md5;        ///< Hex; empty when the answer does not say.
    bool trashed = false;

    static Result<DriveFile> from(ApiMethod method, const QJsonObject &object);
    bool isFolder() const { return mimeType == kFolderType; }
    static constexpr QLatin1String kFolderType{"application/vnd.google-apps.folder"};
    static constexpr QLatin1String kFields{"id,name,mimeType,parents,size,md5Checksum,trashed"};
};

struct DrivePermission
{
    QString id;
    QString type; ///< "user", "group", "domain".
    QString role;
    QString address; ///< Mail address or domain, lower case.
};

/// An account as the Directory shows it. Errors: BadReply.
Result<Account> accountFrom(ApiMethod method, const QJsonObject &object);

/// The object in a reply's body. Errors: BadReply.
Result<QJsonObject> objectIn(ApiMethod method, const HttpReply &reply);

/// Of a call that answers nothing but success: an empty body or any object. Errors: BadReply.
Result<bool> doneIn(ApiMethod method, const HttpReply &reply);

/// Reads a page whose entries are in @p list; an absent list is an empty page.
template<typename T, typename Read>
Result<Page<T>> pageIn(ApiMethod method, const HttpReply &reply, QLatin1String list, Read read)
{
    const auto object = objectIn(method, reply);
    if (!object)
        return object.error();
    Page<T> page;
    page.next = object->value(QLatin1String("nextPageToken")).toString();
    const QJsonArray entries = object->value(list).toArray();
    page.entries.reserve(static_cast<std::size_t>(entries.size()));
    for (const QJsonValue &entry : entries) {
        auto value = read(method, entry.toObject());
        if (!value)
            return value.error();
        page.entries.push_back(std::move(*value));
    }
    return page;
}

} // namespace chatferry
