// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apijob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct CreateMessageRequest
{
    Identity identity;
    QString space;
    QString messageId; ///< "client-..."; also the requestId.
    QString text;
    UtcTime createTime{};
    QString thread;                       ///< Of a reply: the name of its thread.
    std::vector<QJsonObject> attachments; ///< As media.upload answered them.
};

/// Writes a message with a time of the past. A reply goes into its thread or nowhere.
///
/// messageId and requestId make it safe to repeat: the first message is answered again. Errors: Conflict (messageId or
/// createTime taken), NotFound (thread gone), BadRequest (time, size, text). Source: Google Chat API,
/// spaces.messages.create; REPLY_MESSAGE_OR_FAIL. markupSyntax is newer than the discovery document: a service that
/// does not know it is asked again without.
class CreateMessageJob final : public ApiJob<ChatMessage>
{
public:
    CreateMessageJob(GoogleApi &api, const CreateMessageRequest &request, QObject *parent);
    static ApiRequest build(const Endpoints &endpoints, const CreateMessageRequest &request,
                            bool withoutMarkupSyntax = false);
    static Result<ChatMessage> parse(const HttpReply &reply);

protected:
    std::optional<ApiRequest> otherForm(const ApiRequest &refused, const HttpReply &reply) override;

private:
    CreateMessageRequest m_wish;
};

} // namespace chatferry
