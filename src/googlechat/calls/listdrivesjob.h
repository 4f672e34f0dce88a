// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct ListDrivesRequest
{
    Identity identity;
    QString pageToken;
};

/// Lists the shared drives of the account, a page at a time. Source: Drive API, drives.list.
class ListDrivesJob final : public ApiJob<Page<SharedDrive>>
{
public:
    ListDrivesJob(GoogleApi &api, const ListDrivesRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const ListDrivesRequest &request);
    static Result<Page<SharedDrive>> parse(const HttpReply &reply);
};

} // namespace chatferry
