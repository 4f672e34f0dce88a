// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/getspacejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

GetSpaceJob::GetSpaceJob(GoogleApi &api, const GetSpaceRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest GetSpaceJob::build(const Endpoints &endpoints, const GetSpaceRequest &request)
{
    return apiRequest(ApiMethod::SpacesGet, Identity::app(), "GET", apiUrl(endpoints.chat, u"/v1/"_s + request.space));
}

Result<ChatSpace> GetSpaceJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::SpacesGet, reply);
    if (!object)
        return object.error();
    return ChatSpace::from(ApiMethod::SpacesGet, *object);
}

} // namespace chatferry
