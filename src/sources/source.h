// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "base/result.h"
#include "model/conversation.h"
#include "model/membership.h"
#include "model/message.h"
#include "model/person.h"
#include "model/problem.h"

#include <QIODevice>

#include <functional>
#include <memory>
#include <span>

namespace chatferry {

/// What an export is, before anything of it is counted.
struct SourceDescription
{
    QString path;
    QString format;              ///< Stable key: "slack".
    QString formatName;          ///< For people: "Slack".
    QString variant;             ///< Stable key: "public-channels", "all-conversations", "slackdump", "enterprise".
    QString variantName;         ///< For people: "all conversations".
    bool coversPrivate = false;  ///< Whether private and direct talks can be in it at all.
    QByteArray fingerprint;      ///< Of the archive; 32 bytes.
    std::optional<UtcTime> made; ///< When it was made, as far as the file tells.
};

/// Takes what a reader finds, in the order it finds it. Calls for one conversation never overlap.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual void message(Message &&message) = 0;
    /// Evidence of somebody coming or going, beside skipped("join") or skipped("leave") for the record itself.
    virtual void membership(const MembershipEvent &event) = 0;
    /// A record that becomes no message. @p reason is a stable key ("join", "channel-state", "unreadable", ...).
    virtual void skipped(const QString &reason) = 0;
    /// Somebody the list of people does not have, or about whom a record says more.
    virtual void person(const Person &person) = 0;
    virtual void problem(Problem &&problem) = 0;
    /// @p recordsRead: every record of the file just finished; @p bytes: its unpacked size.
    virtual void fileDone(qint64 recordsRead, qint64 bytes) = 0;
    /// At the end of a conversation: the times of its first and its last record, whatever became of them. Not called
    /// for one without any. What a newer export does not hold between them is gone; outside nobody can tell.
    virtual void covered(UtcTime first, UtcTime last)
    {
        Q_UNUSED(first);
        Q_UNUSED(last);
    }
};

struct ReadOptions
{
    bool wantText = true; ///< False when only counts matter: Message::text stays empty, contentHash is still set.
};

/// An opened export of any format. Reading is const and may run for several conversations on several threads at once.
class Source
{
public:
    /// Recognises the format and opens it. Errors: Input with the sentence that says what the file is instead, File.
    static Result<std::unique_ptr<Source>> open(const QString &path);
    virtual ~Source() = default;

    virtual const SourceDescription &description() const = 0;
    virtual const std::vector<Conversation> &conversations() const = 0;
    virtual const std::vector<Person> &people() const = 0;
    virtual const std::vector<Problem> &problems() const = 0; ///< Found while opening; missing files, unknown entries.
    virtual const std::vector<Leftover> &leftovers() const = 0; ///< Of no one conversation (lists, user groups).
    virtual qint64 totalBytes(const ConversationId &conversation) const = 0; ///< Unpacked; for progress.

    /// Reads one conversation from end to end in flat memory. Every record of it ends in exactly one of message() and
    /// skipped(); a broken one costs itself. Message order is that of the files; times rise nearly always.
    /// Errors: Cancelled, File (the export vanished). Never fails for content.
    virtual Result<void> read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &options,
                              const CancelToken &cancel) const = 0;

    /// The messages at these locators, in the same order, with text. Errors: File, Input (the export is another one
    /// now).
    virtual Result<std::vector<Message>> load(const ConversationId &conversation,
                                              std::span<const qint64> locators) const = 0;

    /// An attachment with place InArchive, ready for reading. Errors: File, Input.
    virtual Result<std::unique_ptr<QIODevice>> openAttachment(const Attachment &attachment) const = 0;
};

} // namespace chatferry
