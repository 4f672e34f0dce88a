// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/deletereactionjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

DeleteReactionJob::DeleteReactionJob(GoogleApi &api, const DeleteReactionRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest DeleteReactionJob::build(const Endpoints &endpoints, const DeleteReactionRequest &request)
{
    return apiRequest(ApiMethod::ReactionsDelete, request.identity, "DELETE",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.reaction));
}

Result<bool> DeleteReactionJob::parse(const HttpReply &reply)
{
    return doneIn(ApiMethod::ReactionsDelete, reply);
}

} // namespace chatferry
