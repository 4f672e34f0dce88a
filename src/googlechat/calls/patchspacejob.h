// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct PatchSpaceRequest
{
    Identity identity;
    bool later = false; ///< The space is completed.
    QString space;
    std::optional<QString> displayName;
    struct Details
    {
        QString description;
        QString guidelines;
    };
    std::optional<Details> details;
};

/// Changes display name, description and guidelines; what is not set stays. Description and guidelines go together.
///
/// Errors: Conflict (a space has this name). Source: Google Chat API, spaces.patch.
class PatchSpaceJob final : public ApiJob<ChatSpace>
{
public:
    PatchSpaceJob(GoogleApi &api, const PatchSpaceRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const PatchSpaceRequest &request);
    static Result<ChatSpace> parse(const HttpReply &reply);
};

} // namespace chatferry
