// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/patchmemberjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

PatchMemberJob::PatchMemberJob(GoogleApi &api, const PatchMemberRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest PatchMemberJob::build(const Endpoints &endpoints, const PatchMemberRequest &request)
{
    ApiRequest call = apiRequest(ApiMethod::MembersPatch, request.identity, "PATCH",
                                 apiUrl(endpoints.chat, u"/v1/"_s + request.membership, {{"updateMask"_L1, u"role"_s}}),
                                 {{u"role"_s, request.role}});
    call.later = request.later;
    return call;
}

Result<ChatMembership> PatchMemberJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MembersPatch, reply);
    if (!object)
        return object.error();
    return ChatMembership::from(ApiMethod::MembersPatch, *object);
}

} // namespace chatferry
