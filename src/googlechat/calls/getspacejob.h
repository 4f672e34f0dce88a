// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct GetSpaceRequest
{
    QString space; ///< "spaces/A".
};

/// Reads a space; in import mode the app itself has to ask.
///
/// Forbidden stands for "deleted, expired or foreign". Source: Google Chat API, spaces.get.
class GetSpaceJob final : public ApiJob<ChatSpace>
{
public:
    GetSpaceJob(GoogleApi &api, const GetSpaceRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const GetSpaceRequest &request);
    static Result<ChatSpace> parse(const HttpReply &reply);
};

} // namespace chatferry
