// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/creatememberjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CreateMemberJob::CreateMemberJob(GoogleApi &api, const CreateMemberRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreateMemberJob::build(const Endpoints &endpoints, const CreateMemberRequest &request)
{
    QJsonObject body{
        {u"member"_s, QJsonObject{{u"name"_s, QString(u"users/"_s + request.email)}, {u"type"_s, u"HUMAN"_s}}}};
    if (request.from)
        body.insert(u"createTime"_s, toRfc3339(*request.from));
    if (request.to)
        body.insert(u"deleteTime"_s, toRfc3339(*request.to));
    ApiRequest call = apiRequest(ApiMethod::MembersCreate, request.identity, "POST",
                                 apiUrl(endpoints.chat, u"/v1/"_s + request.space + u"/members"_s), body);
    call.later = request.later;
    return call;
}

Result<ChatMembership> CreateMemberJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MembersCreate, reply);
    if (!object)
        return object.error();
    return ChatMembership::from(ApiMethod::MembersCreate, *object);
}

} // namespace chatferry
