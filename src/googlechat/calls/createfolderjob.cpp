// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/createfolderjob.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry {

CreateFolderJob::CreateFolderJob(GoogleApi &api, const CreateFolderRequest &request, QObject *parent)
    : ApiJob(api, build(api.endpoints, request), parse, parent)
{
}

ApiRequest CreateFolderJob::build(const Endpoints &endpoints, const CreateFolderRequest &request)
{
    return apiRequest(ApiMethod::FilesCreate, request.identity, "POST",
                      apiUrl(endpoints.drive, u"/drive/v3/files"_s,
                             {{"supportsAllDrives"_L1, u"true"_s}, {"fields"_L1, DriveFile::kFields}}),
                      {{u"id"_s, request.id},
                       {u"name"_s, request.name},
                       {u"mimeType"_s, DriveFile::kFolderType},
                       {u"parents"_s, QJsonArray{request.parent}}});
}

Result<DriveFile> CreateFolderJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::FilesCreate, reply);
    if (!object)
        return object.error();
    return DriveFile::from(ApiMethod::FilesCreate, *object);
}

} // namespace chatferry
