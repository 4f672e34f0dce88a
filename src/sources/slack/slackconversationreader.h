// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackexport.h"
#include "sources/slack/slackfile.h"
#include "sources/slack/slackversions.h"

#include <map>
#include <unordered_set>

namespace chatferry::slack {

/// Where a record stands: file of its conversation, place in the file, and which of its `ts` it is.
struct Locator
{
    qint64 file = 0;
    qint64 place = 0;
    int twin = 1;

    qint64 packed() const;
    static Locator unpacked(qint64 value);
};

/// Reads one conversation from end to end; used once.
///
/// Files whose times overlap are held and sorted together, so that versions of one message in neighbouring files are
/// found and the better one kept. Versions in files further apart are found by reading the earlier file again.
class SlackConversationReader
{
public:
    SlackConversationReader(const Archive &archive, const SlackExport &slack, std::size_t conversation,
                            RecordSink &sink, const ReadOptions &options, const CancelToken &cancel);
    Result<void> run();

private:
    struct Entry
    {
        qint64 micros = 0;
        Locator where;
        SlackRecord record;
    };
    struct Range
    {
        qint64 from = 0;
        qint64 to = 0;
    };
    /// A stretch that has been parsed and waits for those its times overlap with.
    struct Held
    {
        std::size_t file = 0;
        std::unique_ptr<Stretch> stretch;
        std::vector<Entry> entries; ///< Those with a time.
        Range range;
        qint64 records = 0;
        qint64 bytes = 0;
    };
    /// A stretch that is done with: its times tell whether it may hold the same message again.
    struct Done
    {
        Range range;
        std::size_t file = 0;
        qint64 first = 0;
        qint64 records = 0;
    };

    Result<void> readFile(std::size_t file);
    Result<void> take(std::size_t file, std::unique_ptr<Stretch> stretch);
    Held hold(std::size_t file, std::unique_ptr<Stretch> stretch);
    Result<void> flush();
    Result<std::vector<Version>> earlierVersions(const Range &range);
    void emitRun(std::span<Entry> run, std::span<const Version> earlier);
    void emitEntry(const Entry &entry);
    void emitMessage(const Entry &entry);
    void emitMembership(const Entry &entry, MembershipEvent::What what);
    void skip(const QString &reason);
    void skipWithProblem(const QString &reason, std::size_t file, qint64 place, const QString &text);
    void fileProblem(std::size_t file, const QString &code, const QString &text);

    const Archive &m_archive;
    const SlackExport &m_slack;
    const std::vector<ArchiveEntry> &m_days;
    RecordSink &m_sink;
    ReadOptions m_options;
    CancelToken m_cancel;
    SlackMessageReader m_reader;

    std::vector<Held> m_held;
    Range m_heldRange;
    qint64 m_heldBytes = 0;
    std::vector<Done> m_done;
    Range m_covered{std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()};
    qint64 m_latest = std::numeric_limits<qint64>::min(); ///< Of all that is done with.
    /// Deleted messages and calls wait here for a reply that hangs on them; by their time.
    std::map<qint64, std::pair<Message, Fate>> m_waiting;
    /// Roots whose replies stand before them.
    std::unordered_set<qint64> m_repliedBefore;
    int m_problems = 0;
};

} // namespace chatferry::slack
