// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct ListMembersRequest
{
    Identity identity;
    bool later = false;
    QString space;
    QString pageToken;
    int pageSize = 1000; ///< The service gives at most 1,000.
    bool invited = true; ///< Those too who have not joined yet.
};

/// Lists a space's members, in import mode the historical ones, a page at a time. Source: Google Chat API,
/// spaces.members.list.
class ListMembersJob final : public ApiJob<Page<ChatMembership>>
{
public:
    ListMembersJob(GoogleApi &api, const ListMembersRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const ListMembersRequest &request);
    static Result<Page<ChatMembership>> parse(const HttpReply &reply);
};

} // namespace chatferry
