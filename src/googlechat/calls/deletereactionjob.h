// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct DeleteReactionRequest
{
    Identity identity;
    QString reaction; ///< "spaces/A/messages/M/reactions/R".
};

/// Takes an emoji away again, as the account that put it there. Source: Google Chat API,
/// spaces.messages.reactions.delete.
class DeleteReactionJob final : public ApiJob<bool>
{
public:
    DeleteReactionJob(GoogleApi &api, const DeleteReactionRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const DeleteReactionRequest &request);
    static Result<bool> parse(const HttpReply &reply);
};

} // namespace chatferry
