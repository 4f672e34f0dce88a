// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/patchmessagejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

PatchMessageJob::PatchMessageJob(GoogleApi &api, const PatchMessageRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request, api.withoutMarkupSyntax), parse, parent)
    , m_wish(request)
{
}

ApiRequest PatchMessageJob::build(const Endpoints &endpoints, const PatchMessageRequest &request,
                                  bool withoutMarkupSyntax)
{
    QJsonObject body{{u"text"_s, request.text}};
    if (!withoutMarkupSyntax)
        body.insert(u"markupSyntax"_s, u"MARKUP_SYNTAX_CHAT"_s);
    return apiRequest(
        ApiMethod::MessagesPatch, request.identity, "PATCH",
        apiUrl(endpoints.chat, u"/v1/"_s + request.message,
               {{"updateMask"_L1, u"text"_s}, {"fields"_L1, u"name,createTime,thread/name,clientAssignedMessageId"_s}}),
        body);
}

Result<ChatMessage> PatchMessageJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MessagesPatch, reply);
    if (!object)
        return object.error();
    return ChatMessage::from(ApiMethod::MessagesPatch, *object);
}

std::optional<ApiRequest> PatchMessageJob::otherForm(const ApiRequest &, const HttpReply &reply)
{
    if (m_api.withoutMarkupSyntax || !isUnknownField(reply, "markupSyntax"_L1))
        return {};
    m_api.withoutMarkupSyntax = true;
    return build(m_api.endpoints, m_wish, true);
}

} // namespace chatferry
