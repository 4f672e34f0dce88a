// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CompleteImportRequest
{
    Identity identity;
    QString space;
};

struct CompletedImport
{
    ChatSpace space;
    QByteArray response; ///< As it came, for the audit trail.
};

/// Ends import mode for good; the account that asks becomes a manager of the space.
///
/// Errors: Precondition, BadRequest or Forbidden when it is not in import mode any more. Source: Google Chat API,
/// spaces.completeImport.
class CompleteImportJob final : public ApiJob<CompletedImport>
{
public:
    CompleteImportJob(GoogleApi &api, const CompleteImportRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CompleteImportRequest &request);
    static Result<CompletedImport> parse(const HttpReply &reply);
};

} // namespace chatferry
