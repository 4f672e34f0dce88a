// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct GetMessageRequest
{
    QString message; ///< "spaces/A/messages/M".
};

/// Reads a message that the app wrote. Source: Google Chat API, spaces.messages.get.
class GetMessageJob final : public ApiJob<ChatMessage>
{
public:
    GetMessageJob(GoogleApi &api, const GetMessageRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const GetMessageRequest &request);
    static Result<ChatMessage> parse(const HttpReply &reply);
};

} // namespace chatferry
