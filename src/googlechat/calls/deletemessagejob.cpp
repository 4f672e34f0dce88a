// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/deletemessagejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

DeleteMessageJob::DeleteMessageJob(GoogleApi &api, const DeleteMessageRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest DeleteMessageJob::build(const Endpoints &endpoints, const DeleteMessageRequest &request)
{
    ApiQuery query;
    if (request.force)
        query.emplace_back("force"_L1, u"true"_s);
    return apiRequest(ApiMethod::MessagesDelete, request.identity, "DELETE",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.message, query));
}

Result<bool> DeleteMessageJob::parse(const HttpReply &reply)
{
    return doneIn(ApiMethod::MessagesDelete, reply);
}

} // namespace chatferry
