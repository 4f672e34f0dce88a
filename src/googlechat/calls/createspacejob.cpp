// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createspacejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CreateSpaceJob::CreateSpaceJob(GoogleApi &api, const CreateSpaceRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreateSpaceJob::build(const Endpoints &endpoints, const CreateSpaceRequest &request)
{
    QJsonObject body{{u"spaceType"_s, request.groupChat ? u"GROUP_CHAT"_s : u"SPACE"_s},
                     {u"importMode"_s, true},
                     {u"createTime"_s, toRfc3339(request.createTime)}};
    // A group chat is named by its members.
    if (!request.groupChat)
        body.insert(u"displayName"_s, request.displayName);
    if (request.externalAllowed)
        body.insert(u"externalUserAllowed"_s, true);
    QJsonObject details;
    if (!request.description.isEmpty())
        details.insert(u"description"_s, request.description);
    if (!request.guidelines.isEmpty())
        details.insert(u"guidelines"_s, request.guidelines);
    if (!details.isEmpty())
        body.insert(u"spaceDetails"_s, details);
    return apiRequest(ApiMethod::SpacesCreate, request.identity, "POST",
                      apiUrl(endpoints.chat, u"/v1/spaces"_s, {{"requestId"_L1, request.requestId}}), body);
}

Result<ChatSpace> CreateSpaceJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::SpacesCreate, reply);
    if (!object)
        return object.error();
    auto space = ChatSpace::from(ApiMethod::SpacesCreate, *object);
    if (space && !space->importMode)
        return badReply(ApiMethod::SpacesCreate, "importMode"_L1);
    return space;
}

} // namespace chatferry
