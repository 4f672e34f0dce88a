// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct GetUserRequest
{
    Identity identity;
    QString user;
};

/// Reads one account by address, alias or id. Errors: NotFound. Source: Directory API, users.get.
class GetUserJob final : public ApiJob<Account>
{
public:
    GetUserJob(GoogleApi &api, const GetUserRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const GetUserRequest &request);
    static Result<Account> parse(const HttpReply &reply);
};

} // namespace chatferry
