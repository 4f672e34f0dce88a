// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/patchspacejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

PatchSpaceJob::PatchSpaceJob(GoogleApi &api, const PatchSpaceRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest PatchSpaceJob::build(const Endpoints &endpoints, const PatchSpaceRequest &request)
{
    QStringList mask;
    QJsonObject body;
    if (request.displayName) {
        mask.append(u"displayName"_s);
        body.insert(u"displayName"_s, *request.displayName);
    }
    if (request.details) {
        mask.append(u"spaceDetails"_s);
        body.insert(u"spaceDetails"_s, QJsonObject{{u"description"_s, request.details->description},
                                                   {u"guidelines"_s, request.details->guidelines}});
    }
    ApiRequest call =
        apiRequest(ApiMethod::SpacesPatch, request.identity, "PATCH",
                   apiUrl(endpoints.chat, u"/v1/"_s + request.space, {{"updateMask"_L1, mask.join(u',')}}), body);
    call.later = request.later;
    return call;
}

Result<ChatSpace> PatchSpaceJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::SpacesPatch, reply);
    if (!object)
        return object.error();
    return ChatSpace::from(ApiMethod::SpacesPatch, *object);
}

} // namespace chatferry
