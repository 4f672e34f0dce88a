// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createdrivejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

CreateDriveJob::CreateDriveJob(GoogleApi &api, const CreateDriveRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreateDriveJob::build(const Endpoints &endpoints, const CreateDriveRequest &request)
{
    return apiRequest(ApiMethod::DrivesCreate, request.identity, "POST",
                      apiUrl(endpoints.drive, u"/drive/v3/drives"_s,
                             {{"requestId"_L1, request.requestId}, {"fields"_L1, u"id,name,createdTime"_s}}),
                      {{u"name"_s, request.name}});
}

Result<SharedDrive> CreateDriveJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::DrivesCreate, reply);
    if (!object)
        return object.error();
    return SharedDrive::from(ApiMethod::DrivesCreate, *object);
}

} // namespace chatferry
