// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct DeleteSpaceRequest
{
    Identity identity;
    QString space;
};

/// Deletes a space that is still in import mode, with everything in it. Source: Google Chat API, spaces.delete.
class DeleteSpaceJob final : public ApiJob<bool>
{
public:
    DeleteSpaceJob(GoogleApi &api, const DeleteSpaceRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const DeleteSpaceRequest &request);
    static Result<bool> parse(const HttpReply &reply);
};

} // namespace chatferry
