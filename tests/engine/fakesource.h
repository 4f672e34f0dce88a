// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/source.h"

#include <atomic>
#include <map>
#include <thread>

namespace chatferry::test {

/// An export made in the test: each conversation is a list of records, read in order.
class FakeSource : public Source
{
public:
    struct Record
    {
        std::optional<Message> message;
        QString skipped; ///< When it is no message.
        std::optional<MembershipEvent> event;
        std::optional<Person> person;
    };

    SourceDescription about{.path = QStringLiteral("/export.zip"),
                            .format = QStringLiteral("fake"),
                            .formatName = QStringLiteral("Fake"),
                            .variant = QStringLiteral("all"),
                            .variantName = QStringLiteral("all"),
                            .coversPrivate = true,
                            .fingerprint = QByteArray(32, 'a')};
    std::vector<Conversation> list;
    std::vector<Person> folk;
    std::vector<Problem> found;
    std::vector<Leftover> loose;
    std::map<QString, std::vector<Record>> records;
    QString unreadable;                          ///< A conversation whose reading ends in an error half-way.
    std::function<void(const QString &)> onRead; ///< Called on the reader's thread before each conversation.
    mutable std::atomic<int> reads{0};

    const SourceDescription &description() const override { return about; }
    const std::vector<Conversation> &conversations() const override { return list; }
    const std::vector<Person> &people() const override { return folk; }
    const std::vector<Problem> &problems() const override { return found; }
    const std::vector<Leftover> &leftovers() const override { return loose; }
    qint64 totalBytes(const ConversationId &conversation) const override
    {
        const auto one = records.find(conversation.value);
        return one == records.end() ? 0 : qint64(one->second.size()) * 100;
    }
    Result<void> read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &,
                      const CancelToken &cancel) const override
    {
        ++reads;
        if (onRead)
            onRead(conversation.value);
        const auto one = records.find(conversation.value);
        if (one == records.end())
            return {};
        size_t count = 0;
        for (const Record &record : one->second) {
            if (cancel.isCancelled())
                return Error{.kind = Error::Kind::Cancelled, .what = QStringLiteral("Stopped.")};
            if (conversation.value == unreadable && ++count > one->second.size() / 2)
                return Error{.kind = Error::Kind::File, .what = QStringLiteral("The export vanished.")};
            if (record.person)
                sink.person(*record.person);
            if (record.event)
                sink.membership(*record.event);
            if (record.message)
                sink.message(Message(*record.message));
            else
                sink.skipped(record.skipped);
        }
        sink.fileDone(qint64(one->second.size()), qint64(one->second.size()) * 100);
        return {};
    }
    Result<std::vector<Message>> load(const ConversationId &, std::span<const qint64>) const override
    {
        return std::vector<Message>();
    }
    Result<std::unique_ptr<QIODevice>> openAttachment(const Attachment &) const override
    {
        return Error{.kind = Error::Kind::Input, .what = QStringLiteral("No files.")};
    }

    // Making one.
    Conversation &conversation(const QString &id, Conversation::Kind kind = Conversation::Kind::Public,
                               const QString &name = {})
    {
        Conversation made;
        made.id = {id};
        made.kind = kind;
        made.name = name;
        list.push_back(made);
        records[id];
        return list.back();
    }
    void person(const QString &id, const QString &email = {}, Person::Kind kind = Person::Kind::Human)
    {
        folk.push_back({{id}, QStringLiteral("Name ") + id, id.toLower(), email, kind, true});
    }
    Message &add(const QString &conversation, const QString &id, UtcTime time, const QString &author,
                 const QString &root = {}, std::optional<UtcTime> rootTime = {})
    {
        Message message;
        message.id = {id};
        message.time = time;
        message.author = {author};
        if (!root.isEmpty()) {
            message.threadRoot = ItemId{root};
            message.threadRootTime = rootTime;
        }
        records[conversation].push_back({.message = message});
        return *records[conversation].back().message;
    }
    void skip(const QString &conversation, const QString &reason, std::optional<MembershipEvent> event = {})
    {
        records[conversation].push_back({.skipped = reason, .event = event});
    }
};

} // namespace chatferry::test
