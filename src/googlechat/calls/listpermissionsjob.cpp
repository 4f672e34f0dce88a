// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/listpermissionsjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ListPermissionsJob::ListPermissionsJob(GoogleApi &api, const ListPermissionsRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest ListPermissionsJob::build(const Endpoints &endpoints, const ListPermissionsRequest &request)
{
    ApiQuery query{{"supportsAllDrives"_L1, u"true"_s},
                   {"pageSize"_L1, u"100"_s},
                   {"fields"_L1, u"nextPageToken,permissions(id,type,role,emailAddress,domain)"_s}};
    if (!request.pageToken.isEmpty())
        query.emplace_back("pageToken"_L1, request.pageToken);
    return apiRequest(
        ApiMethod::PermissionsList, request.identity, "GET",
        apiUrl(endpoints.drive, u"/drive/v3/files/"_s + pathPart(request.file) + u"/permissions"_s, query));
}

Result<Page<DrivePermission>> ListPermissionsJob::parse(const HttpReply &reply)
{
    return pageIn<DrivePermission>(ApiMethod::PermissionsList, reply, "permissions"_L1,
                                   [](ApiMethod, const QJsonObject &object) -> Result<DrivePermission> {
                                       const QString address =
                                           object["emailAddress"_L1].toString(object["domain"_L1].toString());
                                       return DrivePermission{object["id"_L1].toString(), object["type"_L1].toString(),
                                                              object["role"_L1].toString(), address.toLower()};
                                   });
}

} // namespace chatferry
