// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createpermissionjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CreatePermissionJob::CreatePermissionJob(GoogleApi &api, const CreatePermissionRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreatePermissionJob::build(const Endpoints &endpoints, const CreatePermissionRequest &request)
{
    QJsonObject body{{u"type"_s, request.type}, {u"role"_s, u"reader"_s}};
    ApiQuery query{{"supportsAllDrives"_L1, u"true"_s}, {"fields"_L1, u"id"_s}};
    if (request.type == "domain"_L1) {
        body.insert(u"domain"_s, request.address);
    } else {
        body.insert(u"emailAddress"_s, request.address);
        // Not allowed for a domain.
        query.emplace_back("sendNotificationEmail"_L1, u"false"_s);
    }
    return apiRequest(
        ApiMethod::PermissionsCreate, request.identity, "POST",
        apiUrl(endpoints.drive, u"/drive/v3/files/"_s + pathPart(request.file) + u"/permissions"_s, query), body);
}

Result<QString> CreatePermissionJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::PermissionsCreate, reply);
    if (!object)
        return object.error();
    const QString id = object->value("id"_L1).toString();
    if (id.isEmpty())
        return badReply(ApiMethod::PermissionsCreate, "id"_L1);
    return id;
}

} // namespace chatferry
