// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct PatchMemberRequest
{
    Identity identity;
    bool later = false;
    QString membership;
    QString role; ///< "ROLE_MANAGER", "ROLE_MEMBER".
};

/// Gives a member another role; only possible after they were added. Source: Google Chat API, spaces.members.patch.
class PatchMemberJob final : public ApiJob<ChatMembership>
{
public:
    PatchMemberJob(GoogleApi &api, const PatchMemberRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const PatchMemberRequest &request);
    static Result<ChatMembership> parse(const HttpReply &reply);
};

} // namespace chatferry
