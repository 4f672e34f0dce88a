// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/getuserjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

GetUserJob::GetUserJob(GoogleApi &api, const GetUserRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest GetUserJob::build(const Endpoints &endpoints, const GetUserRequest &request)
{
    return apiRequest(
        ApiMethod::UsersGet, request.identity, "GET",
        apiUrl(endpoints.directory, u"/admin/directory/v1/users/"_s + pathPart(request.user),
               {{"projection"_L1, u"basic"_s},
                {"viewType"_L1, u"admin_view"_s},
                {"fields"_L1,
                 u"id,primaryEmail,aliases,nonEditableAliases,emails,name,suspended,archived,isGuestUser"_s}}));
}

Result<Account> GetUserJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::UsersGet, reply);
    if (!object)
        return object.error();
    return accountFrom(ApiMethod::UsersGet, *object);
}

} // namespace chatferry
