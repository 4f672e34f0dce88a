// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/messagecontent.h"
#include "simulator/router.h"
#include "simulator/threads.h"

namespace chatferry::sim {

/// spaces.messages: create, get, list, patch, update, delete.
class ChatMessages
{
public:
    explicit ChatMessages(Context &context);
    void addRoutes(Router &router);

    /// Puts a checked message into the space: ids, thread and, where none is set, the time of now.
    const Message &store(Space &space, Message message, const ThreadChoice &choice, UtcTime now);
    const MessageContent &content() const { return m_content; }

private:
    Answer create(Call &call);
    Answer createIn(const Call &call, Space &space, const QString &messageId);
    Answer get(Call &call);
    Answer list(Call &call);
    Answer patch(Call &call);
    Answer remove(Call &call);

    Answer replayed(const Call &call, const Space &space, qsizetype index) const;
    Answer readTime(const Call &call, const Space &space, Message &message) const;
    Answer patchFields(const Call &call, const Space &space, Message &message) const;
    QString writeQuota(const Call &call, bool creating) const;

    Context &m_context;
    MessageContent m_content;
};

} // namespace chatferry::sim
