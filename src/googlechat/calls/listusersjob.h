// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct ListUsersRequest
{
    Identity identity;
    QString pageToken;
    int pageSize = 500; ///< The service gives at most 500.
};

/// Lists the accounts of the organisation, a page at a time. @c identity has to be an administrator.
///
/// Source: Directory API, users.list.
class ListUsersJob final : public ApiJob<Page<Account>>
{
public:
    ListUsersJob(GoogleApi &api, const ListUsersRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const ListUsersRequest &request);
    static Result<Page<Account>> parse(const HttpReply &reply);
};

} // namespace chatferry
