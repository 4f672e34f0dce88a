// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateMemberRequest
{
    Identity identity;
    bool later = false;
    QString space;
    QString email;
    std::optional<UtcTime> from; ///< Historical only.
    std::optional<UtcTime> to;   ///< Historical: when they left.
};

/// Adds somebody: in import mode as one who has left (with @c to), after completion as a member.
///
/// Errors: Conflict (is a member already), Forbidden, BadRequest. Source: Google Chat API, spaces.members.create.
class CreateMemberJob final : public ApiJob<ChatMembership>
{
public:
    CreateMemberJob(GoogleApi &api, const CreateMemberRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateMemberRequest &request);
    static Result<ChatMembership> parse(const HttpReply &reply);
};

} // namespace chatferry
