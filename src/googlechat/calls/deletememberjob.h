// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct DeleteMemberRequest
{
    Identity identity;
    bool later = false;
    QString membership; ///< "spaces/A/members/M"; M may be a mail address.
};

/// Ends a membership: a historical one in import mode, a member's after completion. Source: Google Chat API,
/// spaces.members.delete.
class DeleteMemberJob final : public ApiJob<bool>
{
public:
    DeleteMemberJob(GoogleApi &api, const DeleteMemberRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const DeleteMemberRequest &request);
    static Result<bool> parse(const HttpReply &reply);
};

} // namespace chatferry
