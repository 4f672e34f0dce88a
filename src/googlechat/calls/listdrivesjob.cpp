// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/listdrivesjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ListDrivesJob::ListDrivesJob(GoogleApi &api, const ListDrivesRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest ListDrivesJob::build(const Endpoints &endpoints, const ListDrivesRequest &request)
{
    ApiQuery query{{"pageSize"_L1, u"100"_s}, {"fields"_L1, u"nextPageToken,drives(id,name,createdTime)"_s}};
    if (!request.pageToken.isEmpty())
        query.emplace_back("pageToken"_L1, request.pageToken);
    return apiRequest(ApiMethod::DrivesList, request.identity, "GET",
                      apiUrl(endpoints.drive, u"/drive/v3/drives"_s, query));
}

Result<Page<SharedDrive>> ListDrivesJob::parse(const HttpReply &reply)
{
    return pageIn<SharedDrive>(ApiMethod::DrivesList, reply, "drives"_L1, SharedDrive::from);
}

} // namespace chatferry
