// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/getmessagejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

GetMessageJob::GetMessageJob(GoogleApi &api, const GetMessageRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest GetMessageJob::build(const Endpoints &endpoints, const GetMessageRequest &request)
{
    return apiRequest(ApiMethod::MessagesGet, Identity::app(), "GET",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.message));
}

Result<ChatMessage> GetMessageJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MessagesGet, reply);
    if (!object)
        return object.error();
    return ChatMessage::from(ApiMethod::MessagesGet, *object);
}

} // namespace chatferry
