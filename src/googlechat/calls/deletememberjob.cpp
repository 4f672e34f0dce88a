// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/deletememberjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

DeleteMemberJob::DeleteMemberJob(GoogleApi &api, const DeleteMemberRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest DeleteMemberJob::build(const Endpoints &endpoints, const DeleteMemberRequest &request)
{
    ApiRequest call = apiRequest(ApiMethod::MembersDelete, request.identity, "DELETE",
                                 apiUrl(endpoints.chat, u"/v1/"_s + request.membership));
    call.later = request.later;
    return call;
}

Result<bool> DeleteMemberJob::parse(const HttpReply &reply)
{
    return doneIn(ApiMethod::MembersDelete, reply);
}

} // namespace chatferry
