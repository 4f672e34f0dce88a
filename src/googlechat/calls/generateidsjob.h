// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct GenerateIdsRequest
{
    Identity identity;
    int count = 1;
};

/// Reserves ids for files and folders, at most 1,000 at once. Source: Drive API, files.generateIds.
class GenerateIdsJob final : public ApiJob<std::vector<QString>>
{
public:
    GenerateIdsJob(GoogleApi &api, const GenerateIdsRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const GenerateIdsRequest &request);
    static Result<std::vector<QString>> parse(const HttpReply &reply);
};

} // namespace chatferry
