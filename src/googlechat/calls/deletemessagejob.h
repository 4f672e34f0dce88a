// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct DeleteMessageRequest
{
    Identity identity;
    QString message;
    bool force = false;
};

/// Deletes a message. One that has replies is deleted only with @c force, and they go with it. Source: Google Chat API,
/// spaces.messages.delete.
class DeleteMessageJob final : public ApiJob<bool>
{
public:
    DeleteMessageJob(GoogleApi &api, const DeleteMessageRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const DeleteMessageRequest &request);
    static Result<bool> parse(const HttpReply &reply);
};

} // namespace chatferry
