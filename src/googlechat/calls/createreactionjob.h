// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateReactionRequest
{
    Identity identity;
    QString message;
    QString unicode;
};

/// Adds an emoji to a message, as the account that acts. Answers the name of the reaction.
///
/// Errors: Conflict (this account has put it there already), BadRequest (not an emoji Chat knows). Source: Google Chat
/// API, spaces.messages.reactions.create.
class CreateReactionJob final : public ApiJob<QString>
{
public:
    CreateReactionJob(GoogleApi &api, const CreateReactionRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateReactionRequest &request);
    static Result<QString> parse(const HttpReply &reply);
};

} // namespace chatferry
