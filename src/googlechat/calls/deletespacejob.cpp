// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/deletespacejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

DeleteSpaceJob::DeleteSpaceJob(GoogleApi &api, const DeleteSpaceRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest DeleteSpaceJob::build(const Endpoints &endpoints, const DeleteSpaceRequest &request)
{
    return apiRequest(ApiMethod::SpacesDelete, request.identity, "DELETE",
                      apiUrl(endpoints.chat, u"/v1/"_s + request.space));
}

Result<bool> DeleteSpaceJob::parse(const HttpReply &reply)
{
    return doneIn(ApiMethod::SpacesDelete, reply);
}

} // namespace chatferry
