// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

namespace chatferry::sim {

/// What a message consists of: read from a request, checked, and shown in an answer.
class MessageContent
{
public:
    explicit MessageContent(Context &context);

    /// Takes text, cards and markup over into @p message.
    Answer readText(const Call &call, Message &message) const;
    /// Takes the attachments over. Upload tokens are good once, in their space, for who uploaded. @p before: what the
    /// message had, whose files may be named again by resourceName.
    Answer readAttachments(const Call &call, const Space &space, Message &message,
                           const std::vector<Upload> &before) const;
    /// Whether the message may stand: neither empty nor too large.
    static Answer checkWhole(const Message &message);
    /// Marks the upload tokens of @p message as used.
    void useUploads(const Message &message);

    QJsonObject json(const Space &space, const Message &message) const;
    QJsonObject tombstone(const Space &space, const Message &message) const;

private:
    Context &m_context;
};

} // namespace chatferry::sim
