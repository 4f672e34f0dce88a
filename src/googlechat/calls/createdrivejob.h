// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateDriveRequest
{
    Identity identity;
    QString requestId; ///< A UUID.
    QString name;
};

/// Creates a shared drive. Errors: Conflict when this requestId made one already. Source: Drive API, drives.create.
class CreateDriveJob final : public ApiJob<SharedDrive>
{
public:
    CreateDriveJob(GoogleApi &api, const CreateDriveRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateDriveRequest &request);
    static Result<SharedDrive> parse(const HttpReply &reply);
};

} // namespace chatferry
