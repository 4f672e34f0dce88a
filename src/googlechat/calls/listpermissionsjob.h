// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct ListPermissionsRequest
{
    Identity identity;
    QString file;
    QString pageToken;
};

/// Lists who a folder is shared with, a page at a time. Source: Drive API, permissions.list.
class ListPermissionsJob final : public ApiJob<Page<DrivePermission>>
{
public:
    ListPermissionsJob(GoogleApi &api, const ListPermissionsRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const ListPermissionsRequest &request);
    static Result<Page<DrivePermission>> parse(const HttpReply &reply);
};

} // namespace chatferry
