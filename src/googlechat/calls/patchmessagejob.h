// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct PatchMessageRequest
{
    Identity identity;
    QString message;
    QString text;
};

/// Writes the text of a message again, as the identity that wrote it first. Source: Google Chat API,
/// spaces.messages.patch; markupSyntax as in CreateMessageJob.
class PatchMessageJob final : public ApiJob<ChatMessage>
{
public:
    PatchMessageJob(GoogleApi &api, const PatchMessageRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const PatchMessageRequest &request,
                            bool withoutMarkupSyntax = false);
    static Result<ChatMessage> parse(const HttpReply &reply);

protected:
    std::optional<ApiRequest> otherForm(const ApiRequest &refused, const HttpReply &reply) override;

private:
    PatchMessageRequest m_wish;
};

} // namespace chatferry
