// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateSpaceRequest
{
    Identity identity;
    QString requestId; ///< A UUID; the same for every attempt.
    QString displayName;
    bool groupChat = false;
    UtcTime createTime{};
    bool externalAllowed = false;
    QString description;
    QString guidelines;
};

/// Creates a space in import mode.
///
/// requestId makes it safe to repeat: the same account gets the same space back. Errors beside those of every call:
/// Conflict (a space has this name), BadRequest (createTime, name), Precondition (the answer is no space in import
/// mode). Source: Google Chat API, spaces.create.
class CreateSpaceJob final : public ApiJob<ChatSpace>
{
public:
    CreateSpaceJob(GoogleApi &api, const CreateSpaceRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateSpaceRequest &request);
    static Result<ChatSpace> parse(const HttpReply &reply);
};

} // namespace chatferry
