// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateFolderRequest
{
    Identity identity;
    QString id; ///< Reserved by GenerateIdsJob.
    QString name;
    QString parent; ///< Folder or shared drive.
};

/// Creates a folder under a reserved id. Errors: Conflict when the id is in use. Source: Drive API, files.create.
class CreateFolderJob final : public ApiJob<DriveFile>
{
public:
    CreateFolderJob(GoogleApi &api, const CreateFolderRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateFolderRequest &request);
    static Result<DriveFile> parse(const HttpReply &reply);
};

} // namespace chatferry
