// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/messagecontent.h"

#include "simulator/plaintext.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr qsizetype kLargest = 32000;

const QStringList kExtras = {u"cardsV2"_s, u"cards"_s, u"fallbackText"_s, u"accessoryWidgets"_s,
                             u"quotedMessageMetadata"_s};

QJsonObject reactionSummary(const QString &emoji, int count)
{
    return {{u"emoji"_s, QJsonObject{{u"unicode"_s, emoji}}}, {u"reactionCount"_s, count}};
}

QJsonArray summaries(const Message &message)
{
    std::vector<std::pair<QString, int>> counts;
    for (const Reaction &reaction : message.reactions) {
        auto found =
            std::find_if(counts.begin(), counts.end(), [&](const auto &c) { return c.first == reaction.emoji; });
        if (found == counts.end())
            counts.emplace_back(reaction.emoji, 1);
        else
            ++found->second;
    }
    QJsonArray array;
    for (const auto &[emoji, count] : counts)
        array.append(reactionSummary(emoji, count));
    return array;
}

QJsonObject attachmentJson(const QString &messageName, const Upload &upload)
{
    return {{u"name"_s, messageName + u"/attachments/"_s + upload.id},
            {u"contentName"_s, upload.fileName},
            {u"contentType"_s, upload.mimeType},
            {u"source"_s, u"UPLOADED_CONTENT"_s},
            {u"attachmentDataRef"_s, QJsonObject{{u"resourceName"_s, upload.resourceName()}}},
            {u"downloadUri"_s, u"https://chat.google.com/api/get_attachment_url?content_type="_s + upload.mimeType}};
}

} // namespace

MessageContent::MessageContent(Context &context)
    : m_context(context)
{
}

Answer MessageContent::readText(const Call &call, Message &message) const
{
    const QJsonObject &body = call.body;
    message.text = body[u"text"_s].toString();
    message.markup = body[u"markupSyntax"_s].toString();
    for (const QString &name : kExtras) {
        if (body.contains(name))
            message.extra.insert(name, body[name]);
    }
    const bool hasCards =
        body.contains(u"cardsV2"_s) || body.contains(u"cards"_s) || body.contains(u"accessoryWidgets"_s);
    if (hasCards && !call.who.isApp())
        return Answer::invalid(u"Messages with cards need app authentication."_s);
    return {};
}

Answer MessageContent::readAttachments(const Call &call, const Space &space, Message &message,
                                       const std::vector<Upload> &before) const
{
    message.attachments.clear();
    const QJsonArray given = call.body[u"attachment"_s].toArray();
    if (!given.isEmpty() && call.who.isApp())
        return Answer::invalid(u"Attachments need user authentication."_s);
    for (const QJsonValue &one : given) {
        const QJsonObject reference = one[u"attachmentDataRef"_s].toObject();
        const QString token = reference[u"attachmentUploadToken"_s].toString();
        const QString resource = reference[u"resourceName"_s].toString();
        const auto kept = std::find_if(before.begin(), before.end(), [&](const Upload &upload) {
            return token.isEmpty() && !resource.isEmpty() && upload.resourceName() == resource;
        });
        if (kept != before.end()) {
            message.attachments.push_back(*kept);
            continue;
        }
        const auto upload = m_context.world.uploads.find(token);
        const bool twice = std::any_of(message.attachments.begin(), message.attachments.end(),
                                       [&](const Upload &other) { return other.token == token; });
        if (upload == m_context.world.uploads.end() || upload->second.used || twice ||
            upload->second.space != space.id || upload->second.user != call.who.user)
            return Answer::invalid(u"Invalid attachment upload token."_s);
        message.attachments.push_back(upload->second);
    }
    return {};
}

Answer MessageContent::checkWhole(const Message &message)
{
    const bool hasCards = message.extra.contains(u"cardsV2"_s) || message.extra.contains(u"cards"_s);
    if (message.text.trimmed().isEmpty() && message.attachments.empty() && !hasCards)
        return Answer::invalid(u"Message cannot be empty. Discarding empty message."_s);
    qsizetype size = message.text.toUtf8().size();
    if (!message.extra.isEmpty())
        size += toBytes(message.extra).size();
    if (size > kLargest)
        return Answer::invalid(u"Message exceeds the maximum size of 32,000 bytes."_s);
    return {};
}

void MessageContent::useUploads(const Message &message)
{
    for (const Upload &upload : message.attachments) {
        const auto found = m_context.world.uploads.find(upload.token);
        if (found == m_context.world.uploads.end() || found->second.used)
            continue;
        found->second.used = true;
        m_context.world.changed.uploads.insert(upload.token);
    }
}

QJsonObject MessageContent::tombstone(const Space &space, const Message &message) const
{
    return {{u"name"_s, space.name() + u"/messages/"_s + message.id},
            {u"createTime"_s, protoTime(message.createTime)},
            {u"deleteTime"_s, protoTime(message.deleted.value_or(message.createTime))},
            {u"deletionMetadata"_s, QJsonObject{{u"deletionType"_s, u"CREATOR"_s}}},
            {u"thread"_s, QJsonObject{{u"name"_s, space.name() + u"/threads/"_s + message.thread}}},
            {u"space"_s, QJsonObject{{u"name"_s, space.name()}}}};
}

QJsonObject MessageContent::json(const Space &space, const Message &message) const
{
    if (message.deleted)
        return tombstone(space, message);
    const QString name = space.name() + u"/messages/"_s + message.id;
    const bool human = message.sender != "app"_L1 && message.sender != "webhook"_L1;
    QJsonObject json{{u"name"_s, name},
                     {u"sender"_s, QJsonObject{{u"name"_s, u"users/"_s + message.sender},
                                               {u"type"_s, human ? u"HUMAN"_s : u"BOT"_s}}},
                     {u"createTime"_s, protoTime(message.createTime)},
                     {u"thread"_s, QJsonObject{{u"name"_s, space.name() + u"/threads/"_s + message.thread}}},
                     {u"space"_s, QJsonObject{{u"name"_s, space.name()}}}};
    if (!message.text.isEmpty()) {
        const bool plain = m_context.options.plainText && message.markup != "MARKUP_SYNTAX_MARKDOWN"_L1;
        json.insert(u"text"_s, plain ? plainText(message.text, m_context.accounts) : message.text);
        json.insert(u"formattedText"_s, message.text);
    }
    for (auto it = message.extra.begin(); it != message.extra.end(); ++it)
        json.insert(it.key(), it.value());
    if (!message.clientId.isEmpty())
        json.insert(u"clientAssignedMessageId"_s, message.clientId);
    if (message.reply)
        json.insert(u"threadReply"_s, true);
    if (message.updated)
        json.insert(u"lastUpdateTime"_s, protoTime(*message.updated));
    if (!message.reactions.empty())
        json.insert(u"emojiReactionSummaries"_s, summaries(message));
    if (!message.attachments.empty()) {
        QJsonArray attachments;
        for (const Upload &upload : message.attachments)
            attachments.append(attachmentJson(name, upload));
        json.insert(u"attachment"_s, attachments);
    }
    return json;
}

} // namespace chatferry::sim
