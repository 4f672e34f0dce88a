// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createmessagejob.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry {

CreateMessageJob::CreateMessageJob(GoogleApi &api, const CreateMessageRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request, api.withoutMarkupSyntax), parse, parent)
    , m_wish(request)
{
}

ApiRequest CreateMessageJob::build(const Endpoints &endpoints, const CreateMessageRequest &request,
                                   bool withoutMarkupSyntax)
{
    QJsonObject body{{u"text"_s, request.text}, {u"createTime"_s, toRfc3339(request.createTime)}};
    if (!withoutMarkupSyntax)
        body.insert(u"markupSyntax"_s, u"MARKUP_SYNTAX_CHAT"_s);
    ApiQuery query{{"messageId"_L1, request.messageId},
                   {"requestId"_L1, request.messageId},
                   {"fields"_L1, u"name,createTime,thread/name,clientAssignedMessageId"_s}};
    if (!request.thread.isEmpty()) {
        body.insert(u"thread"_s, QJsonObject{{u"name"_s, request.thread}});
        query.emplace_back("messageReplyOption"_L1, u"REPLY_MESSAGE_OR_FAIL"_s);
    }
    if (!request.attachments.empty()) {
        QJsonArray attachments;
        for (const QJsonObject &attachment : request.attachments)
            attachments.append(attachment);
        body.insert(u"attachment"_s, attachments);
    }
    return apiRequest(ApiMethod::MessagesCreate, request.identity, "POST",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.space + u"/messages"_s, query), body);
}

Result<ChatMessage> CreateMessageJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MessagesCreate, reply);
    if (!object)
        return object.error();
    return ChatMessage::from(ApiMethod::MessagesCreate, *object);
}

std::optional<ApiRequest> CreateMessageJob::otherForm(const ApiRequest &, const HttpReply &reply)
{
    if (m_api.withoutMarkupSyntax || !isUnknownField(reply, "markupSyntax"_L1))
        return {};
    m_api.withoutMarkupSyntax = true;
    return build(m_api.endpoints, m_wish, true);
}

} // namespace chatferry
