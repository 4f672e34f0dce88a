// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreatePermissionRequest
{
    Identity identity;
    QString file;
    QString type;    ///< "user", "group" or "domain".
    QString address; ///< Mail address, or the domain.
};

/// Lets a person, group or domain read a folder and what is in it; nobody gets a mail. Doing it twice changes nothing.
///
/// Source: Drive API, permissions.create.
class CreatePermissionJob final : public ApiJob<QString>
{
public:
    CreatePermissionJob(GoogleApi &api, const CreatePermissionRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreatePermissionRequest &request);
    static Result<QString> parse(const HttpReply &reply);
};

} // namespace chatferry
