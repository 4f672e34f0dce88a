// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"
#include "model/conversation.h"
#include "model/problem.h"
#include "sources/slack/slackattachments.h"
#include "sources/slack/slacklayout.h"
#include "sources/slack/slackpeople.h"
#include "sources/source.h"

namespace chatferry::slack {

/// Everything of a Slack export but its messages: read once while opening, then only looked at, from any thread.
class SlackExport
{
public:
    static SlackExport read(const Archive &archive, const QString &path);

    /// The day files of a conversation, by name; of several folders those of one day follow each other.
    const std::vector<ArchiveEntry> &days(std::size_t conversation) const { return m_days[conversation]; }
    std::optional<std::size_t> indexOf(const ConversationId &id) const;

    SourceDescription description;
    std::vector<Conversation> conversations;
    SlackPeople people;
    SlackFileIndex files;
    std::vector<Problem> problems;
    std::vector<Leftover> leftovers;

private:
    friend class SlackExportReader;
    std::vector<std::vector<ArchiveEntry>> m_days; ///< As conversations.
    QHash<ConversationId, std::size_t> m_byId;
};

} // namespace chatferry::slack
