// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/source.h"

#include <QBuffer>

#include <map>

namespace chatferry {

/// An export in memory. A message's locator is its place in its conversation.
class FakeSource : public Source
{
public:
    SourceDescription what;
    std::vector<Conversation> rooms;
    std::vector<Person> persons;
    std::map<QString, std::vector<Message>> messages;

    const SourceDescription &description() const override { return what; }
    const std::vector<Conversation> &conversations() const override { return rooms; }
    const std::vector<Person> &people() const override { return persons; }
    const std::vector<Problem> &problems() const override { return m_problems; }
    const std::vector<Leftover> &leftovers() const override { return m_leftovers; }
    qint64 totalBytes(const ConversationId &) const override { return 1; }
    Result<void> read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &,
                      const CancelToken &) const override
    {
        const auto found = messages.find(conversation.value);
        if (found != messages.end()) {
            for (const Message &message : found->second)
                sink.message(Message(message));
            sink.fileDone(static_cast<qint64>(found->second.size()), 1);
        }
        return {};
    }
    Result<std::vector<Message>> load(const ConversationId &conversation,
                                      std::span<const qint64> locators) const override
    {
        std::vector<Message> loaded;
        for (const qint64 locator : locators)
            loaded.push_back(messages.at(conversation.value).at(static_cast<std::size_t>(locator)));
        return loaded;
    }
    Result<std::unique_ptr<QIODevice>> openAttachment(const Attachment &attachment) const override
    {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(attachment.archivePath.toUtf8());
        buffer->open(QIODevice::ReadOnly);
        return std::unique_ptr<QIODevice>(std::move(buffer));
    }

private:
    std::vector<Problem> m_problems;
    std::vector<Leftover> m_leftovers;
};

} // namespace chatferry
