// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackexport.h"
#include "sources/slack/slackfilecache.h"

namespace chatferry::slack {

/// A Slack export in any of its variants.
class SlackSource final : public Source
{
public:
    /// @p archive is known to be a Slack export.
    SlackSource(std::unique_ptr<Archive> archive, const QString &path);

    const SourceDescription &description() const override { return m_slack.description; }
    const std::vector<Conversation> &conversations() const override { return m_slack.conversations; }
    const std::vector<Person> &people() const override { return m_slack.people.all(); }
    const std::vector<Problem> &problems() const override { return m_slack.problems; }
    const std::vector<Leftover> &leftovers() const override { return m_slack.leftovers; }
    qint64 totalBytes(const ConversationId &conversation) const override;
    Result<void> read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &options,
                      const CancelToken &cancel) const override;
    Result<std::vector<Message>> load(const ConversationId &conversation,
                                      std::span<const qint64> locators) const override;
    Result<std::unique_ptr<QIODevice>> openAttachment(const Attachment &attachment) const override;

private:
    Result<void> loadFile(const ArchiveEntry &day, std::span<const std::size_t> wanted,
                          std::span<const qint64> locators, std::vector<Message> &messages) const;

    std::unique_ptr<Archive> m_archive;
    SlackExport m_slack;
    mutable SlackFileCache m_cache;
};

} // namespace chatferry::slack
