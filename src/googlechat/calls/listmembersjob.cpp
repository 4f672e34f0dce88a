// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/listmembersjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ListMembersJob::ListMembersJob(GoogleApi &api, const ListMembersRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest ListMembersJob::build(const Endpoints &endpoints, const ListMembersRequest &request)
{
    ApiQuery query{{"pageSize"_L1, QString::number(request.pageSize)}};
    if (request.invited)
        query.emplace_back("showInvited"_L1, u"true"_s);
    if (!request.pageToken.isEmpty())
        query.emplace_back("pageToken"_L1, request.pageToken);
    ApiRequest call = apiRequest(ApiMethod::MembersList, request.identity, "GET",
                                 apiUrl(endpoints.chat, u"/v1/"_s + request.space + u"/members"_s, query));
    call.later = request.later;
    return call;
}

Result<Page<ChatMembership>> ListMembersJob::parse(const HttpReply &reply)
{
    return pageIn<ChatMembership>(ApiMethod::MembersList, reply, "memberships"_L1, ChatMembership::from);
}

} // namespace chatferry
