// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/listusersjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ListUsersJob::ListUsersJob(GoogleApi &api, const ListUsersRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest ListUsersJob::build(const Endpoints &endpoints, const ListUsersRequest &request)
{
    ApiQuery query{{"customer"_L1, u"my_customer"_s},
                   {"maxResults"_L1, QString::number(request.pageSize)},
                   {"projection"_L1, u"basic"_s},
                   {"viewType"_L1, u"admin_view"_s}};
    if (!request.pageToken.isEmpty())
        query.emplace_back("pageToken"_L1, request.pageToken);
    query.emplace_back("fields"_L1,
                       u"nextPageToken,users(id,primaryEmail,aliases,nonEditableAliases,emails,name,suspended,archived,"
                       "isGuestUser)"_s);
    return apiRequest(ApiMethod::UsersList, request.identity, "GET",
                      apiUrl(endpoints.directory, u"/admin/directory/v1/users"_s, query));
}

Result<Page<Account>> ListUsersJob::parse(const HttpReply &reply)
{
    return pageIn<Account>(ApiMethod::UsersList, reply, "users"_L1, accountFrom);
}

} // namespace chatferry
