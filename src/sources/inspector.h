// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "base/job.h"
#include "sources/source.h"

#include <QJsonObject>
#include <QMap>
#include <QThreadPool>

#include <functional>

namespace chatferry {

/// What there is to count in one conversation, or in all.
struct InspectedCounts
{
    qint64 messages = 0; ///< All that the plan would carry, replies included.
    qint64 threads = 0;  ///< Roots that at least one reply of the export hangs on, missing ones included.
    qint64 replies = 0;
    qint64 reactions = 0; ///< One per person and emoji.
    qint64 attachments = 0;
    qint64 members = 0;
    qint64 joins = 0;
    qint64 leaves = 0;
    qint64 records = 0; ///< Every record read: messages and all that were skipped.
    std::optional<UtcTime> first;
    std::optional<UtcTime> last;

    void add(const InspectedCounts &other);
};

struct InspectedConversation
{
    ConversationId id;
    QString name; ///< As the source says; empty for direct talks.
    Conversation::Kind kind = Conversation::Kind::Private;
    InspectedCounts counts;
    QMap<QString, qint64> skipped; ///< By reason.
};

/// An export, counted from end to end.
struct Inspection
{
    QString format;
    QString variant;
    std::vector<InspectedConversation> conversations; ///< As the source lists them.
    struct People
    {
        qint64 total = 0;
        qint64 withEmail = 0;
        qint64 bots = 0;
        qint64 unknown = 0;
    };
    People people;
    InspectedCounts totals;
    QMap<QString, qint64> skipped;
    std::vector<Problem> problems;
};

/// Counts @p source on @p threads threads (0: as many as the computer has) and blocks until it is done: for worker
/// threads and the command line. @p progress hears bytes done and in all, from any of the threads, one call at a time.
/// Errors: Cancelled, File.
Result<Inspection> inspect(const Source &source, const CancelToken &cancel,
                           const std::function<void(qint64, qint64)> &progress, int threads = 0);

/// The form that `chatferry-cli inspect --json` prints; its keys are a contract.
QJsonObject toJson(const Inspection &inspection);

/// inspect() beside the event loop. Progress is in bytes, at most ten times a second.
class InspectJob final : public ResultJob<Inspection>
{
    Q_OBJECT
public:
    /// @p source must live until finished(), or until this job is destroyed, which waits for the threads to stop.
    /// @p threads: 0 for as many as the computer has.
    explicit InspectJob(const Source &source, int threads = 0, QObject *parent = nullptr);
    ~InspectJob() override;

protected:
    void run() override;
    void stop() override;

private:
    const Source *m_source;
    int m_threads;
    CancelToken m_cancel;
    QThreadPool m_pool;
};

} // namespace chatferry
