// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/webhooks.h"

#include "simulator/chatmessages.h"
#include "simulator/schemas.h"

#include "base/digest.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

Webhooks::Webhooks(Context &context, ChatMessages &messages)
    : m_context(context)
    , m_messages(messages)
{
}

bool Webhooks::isPost(const Call &call)
{
    return call.http.method == "POST" && call.path.startsWith("/v1/spaces/"_L1) && call.path.endsWith("/messages"_L1) &&
           call.query.contains(u"key"_s) && call.query.contains(u"token"_s) && !call.http.hasHeader("authorization");
}

QString Webhooks::query(const QString &spaceId, quint32 seed)
{
    const QByteArray token = digest({spaceId.toUtf8(), QByteArray::number(seed)})
                                 .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return u"key=webhook-key&token=%1"_s.arg(QString::fromLatin1(token));
}

Answer Webhooks::post(Call &call)
{
    const QString id = call.vars.value(0);
    const QString wanted = query(id, m_context.options.seed);
    const QString given = u"key=%1&token=%2"_s.arg(call.query.value(u"key"_s), call.query.value(u"token"_s));
    Space *space = m_context.world.space(id);
    if (given != wanted)
        return Answer::invalid(u"Request contains an invalid argument."_s);
    if (!m_context.options.webhooksAllowed)
        return Answer::denied();
    if (id != standIn() && (!space || !space->isAlive(call.now) || space->importMode))
        return Answer::missing(u"Webhook not found."_s);
    call.body = QJsonDocument::fromJson(call.http.body).object();
    if (call.body.isEmpty())
        return Answer::invalid(u"Invalid JSON payload received."_s);
    if (const auto problem = Schemas::problem(u"Message"_s, call.body, m_context.options.markupSyntaxKnown))
        return Answer::invalid(*problem);
    if (call.body.contains(u"createTime"_s))
        return Answer::invalid(u"message.create_time can only be set in import mode spaces."_s);
    Message message{.sender = u"webhook"_s,
                    .text = call.body[u"text"_s].toString(),
                    .markup = call.body[u"markupSyntax"_s].toString()};
    if (call.body.contains(u"cardsV2"_s))
        message.extra.insert(u"cardsV2"_s, call.body[u"cardsV2"_s]);
    if (Answer bad = MessageContent::checkWhole(message); bad.isError())
        return bad;
    QJsonObject thread = call.body[u"thread"_s].toObject();
    QString option = call.query.value(u"messageReplyOption"_s);
    if (call.query.contains(u"threadKey"_s)) {
        thread.insert(u"threadKey"_s, call.query.value(u"threadKey"_s));
        option = u"REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"_s; // the older form always groups
    }
    const WebhookPost post{u"spaces/"_s + id, call.now, message.text, thread[u"threadKey"_s].toString()};
    QJsonObject answer = call.body;
    if (space) {
        Answer refusal;
        const auto choice = ThreadChoice::make(*space, thread, option, u"webhook"_s, space->isNamed(), refusal);
        if (refusal.isError())
            return refusal;
        const Message &stored = m_messages.store(*space, std::move(message), choice, call.now);
        answer.insert(u"name"_s, space->name() + u"/messages/"_s + stored.id);
        answer.insert(u"thread"_s, QJsonObject{{u"name"_s, space->name() + u"/threads/"_s + stored.thread}});
    } else {
        const QString own = m_context.world.newId();
        answer.insert(u"name"_s, u"spaces/%1/messages/%2.%2"_s.arg(id, own));
        answer.insert(u"thread"_s, QJsonObject{{u"name"_s, u"spaces/%1/threads/%2"_s.arg(id, own)}});
    }
    m_context.world.posts.push_back(post);
    m_context.world.changed.posts.insert(m_context.world.posts.size() - 1);
    return Answer::ok(answer);
}

} // namespace chatferry::sim
