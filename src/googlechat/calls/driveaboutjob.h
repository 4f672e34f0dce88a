// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct DriveAboutRequest
{
    Identity identity;
};

struct DriveState
{
    bool canCreateDrives = false;
    std::optional<qint64> freeBytes; ///< Empty: no limit.
};

/// Whether the account may create shared drives, and how much room there is. Source: Drive API, about.get.
class DriveAboutJob final : public ApiJob<DriveState>
{
public:
    DriveAboutJob(GoogleApi &api, const DriveAboutRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const DriveAboutRequest &request);
    static Result<DriveState> parse(const HttpReply &reply);
};

} // namespace chatferry
