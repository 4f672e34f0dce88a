// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/getfilejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

GetFileJob::GetFileJob(GoogleApi &api, const GetFileRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest GetFileJob::build(const Endpoints &endpoints, const GetFileRequest &request)
{
    return apiRequest(ApiMethod::FilesGet, request.identity, "GET",
                      apiUrl(endpoints.drive, u"/drive/v3/files/"_s + pathPart(request.id),
                             {{"supportsAllDrives"_L1, u"true"_s}, {"fields"_L1, DriveFile::kFields}}));
}

Result<DriveFile> GetFileJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::FilesGet, reply);
    if (!object)
        return object.error();
    return DriveFile::from(ApiMethod::FilesGet, *object);
}

} // namespace chatferry
