// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QHash>
#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace chatferry::sim {

struct Reaction
{
    QString id = {};
    QString emoji = {};
    QString user = {}; ///< Account id.
};

/// A file that was uploaded to Chat.
struct Upload
{
    QString id = {};    ///< Also the last part of the attachment's name.
    QString token = {}; ///< The attachmentUploadToken.
    QString space = {};
    QString user = {}; ///< Who uploaded it.
    QString fileName = {};
    QString mimeType = {};
    qint64 size = 0;
    QByteArray sha256 = {}; ///< Hex.
    bool used = false;

    QString resourceName() const { return QStringLiteral("attachments/") + id; }
};

struct Message
{
    QString id = {};       ///< "THREAD.MESSAGE", as in the name.
    QString clientId = {}; ///< "client-..." or empty.
    QString requestId = {};
    UtcTime sent = {};   ///< When the call came.
    QString sender = {}; ///< Account id, "app" or "webhook".
    UtcTime createTime = {};
    std::optional<UtcTime> updated = {};
    std::optional<UtcTime> deleted = {};
    bool lost = false; ///< Sabotage: no trace but its time.
    QString thread = {};
    QString threadKey = {}; ///< "OWNER/KEY" when this message opened the thread under that key.
    bool reply = false;
    QString text = {}; ///< As sent.
    QString markup = {};
    QJsonObject extra = {}; ///< cardsV2, fallbackText, quotedMessageMetadata: kept as sent.
    std::vector<Reaction> reactions = {};
    std::vector<Upload> attachments = {};

    bool isThere() const { return !deleted && !lost; }
};

struct Member
{
    QString user = {}; ///< Account id, an outsider's address, "app" or "groups/ID"; the key.
    QString role = QStringLiteral("ROLE_MEMBER");
    QString state = QStringLiteral("JOINED");
    UtcTime since = {};

    bool isGroup() const { return user.startsWith(QLatin1String("groups/")); }
};

struct PastMember
{
    QString user = {};
    UtcTime from = {};
    UtcTime to = {};
};

/// A space with all that is in it.
class Space
{
public:
    QString id;
    QString displayName;
    QString type;
    bool importMode = false;
    bool bornInImport = false;
    UtcTime createTime;
    UtcTime firstCall;
    std::optional<UtcTime> expires;
    std::optional<UtcTime> deletedAt;
    std::optional<UtcTime> completedAt;
    QString completedBy;
    QString creator;
    QString requestId;
    QString description;
    QString guidelines;
    QString history;
    QString audience;
    QString predefined;
    QJsonObject permissionSettings;
    QJsonObject accessPermissionSettings;
    bool external = false;
    std::map<QString, Member> members;
    std::map<QString, PastMember> past;

    QString name() const { return QStringLiteral("spaces/") + id; }
    bool isNamed() const { return type == QLatin1String("SPACE"); }
    /// Neither deleted nor run out while in import mode.
    bool isAlive(UtcTime now) const { return !deletedAt && !(importMode && expires && now >= *expires); }
    bool isManager(const QString &user) const;
    bool isJoined(const QString &user) const;

    const std::vector<Message> &messages() const { return m_messages; }
    Message &message(qsizetype index) { return m_messages[std::size_t(index)]; }
    /// By system id or client id; -1 when there is none or it is lost. Deleted ones are found.
    qsizetype indexOf(const QString &messageId) const;
    /// The message made with this request id; -1 when none.
    qsizetype indexOfRequest(const QString &request) const;
    bool isTaken(UtcTime time) const { return m_byTime.contains(toMicros(time)); }
    const std::map<qint64, qsizetype> &byTime() const { return m_byTime; }
    qsizetype add(Message message);
    /// Replaces message number @p index, which must be there or be the next one (reading a state file).
    void put(qsizetype index, Message message);
    void lose(qsizetype index);

    /// How many messages of the thread are there, root included.
    int threadSize(const QString &thread) const;
    std::vector<qsizetype> threadReplies(const QString &thread) const;
    /// The thread that a key stands for; empty when none. As Message::threadKey: keys are private to their owner.
    QString threadOfKey(const QString &ownedKey) const { return m_threadKeys.value(ownedKey); }

private:
    void index(qsizetype index);

    std::vector<Message> m_messages; ///< In the order of the calls.
    std::map<qint64, qsizetype> m_byTime;
    QHash<QString, qsizetype> m_byId;
    QHash<QString, qsizetype> m_byRequest;
    QHash<QString, std::vector<qsizetype>> m_threads;
    QHash<QString, QString> m_threadKeys;
};

} // namespace chatferry::sim
