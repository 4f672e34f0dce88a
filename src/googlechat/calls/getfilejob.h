// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct GetFileRequest
{
    Identity identity;
    QString id;
};

/// Reads what is known of a file or folder, not its bytes. Source: Drive API, files.get.
class GetFileJob final : public ApiJob<DriveFile>
{
public:
    GetFileJob(GoogleApi &api, const GetFileRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const GetFileRequest &request);
    static Result<DriveFile> parse(const HttpReply &reply);
};

} // namespace chatferry
