// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct ListMessagesRequest
{
    Identity identity;
    QString space;
    QString pageToken;
    int pageSize = 1000;         ///< The service gives at most 1,000.
    std::optional<UtcTime> from; ///< Only those at or after this time.
    std::optional<UtcTime> to;   ///< Only those at or before this time.
};

/// Lists a space's messages by time, a page at a time. Source: Google Chat API, spaces.messages.list.
class ListMessagesJob final : public ApiJob<Page<ChatMessage>>
{
public:
    ListMessagesJob(GoogleApi &api, const ListMessagesRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const ListMessagesRequest &request);
    static Result<Page<ChatMessage>> parse(const HttpReply &reply);
};

} // namespace chatferry
