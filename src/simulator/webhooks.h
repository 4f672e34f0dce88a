// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

namespace chatferry::sim {

class ChatMessages;

/// Incoming webhooks: a post without a bearer token, whose address is the secret.
class Webhooks
{
public:
    Webhooks(Context &context, ChatMessages &messages);

    /// Whether the call is one: messages.create with key and token and without authorization.
    static bool isPost(const Call &call);
    Answer post(Call &call);
    /// "key=...&token=..." of a space's webhook. @p spaceId: without "spaces/".
    static QString query(const QString &spaceId, quint32 seed);
    /// The id of the space that takes webhook posts and nothing else.
    static QString standIn() { return QStringLiteral("WEBHOOKONLY"); }

private:
    Context &m_context;
    ChatMessages &m_messages;
};

} // namespace chatferry::sim
