// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "engine/run/dispatcher.h"
#include "engine/run/idpool.h"
#include "engine/run/meter.h"
#include "engine/run/operationfeed.h"
#include "engine/run/outage.h"
#include "engine/snapshot.h"
#include "store/journalwriter.h"
#include "target/target.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace chatferry {

class Project;

/// Carries out what its feeds hand out, by the dispatcher's order: journals the intent, marks the row as sent,
/// performs, journals the outcome, and only then lets go what depends on it. Grades errors, retries, holds refused
/// accounts, waits out a dead network, asks whether a space still lives. One runner serves one activity; everything is
/// on the engine's thread.
///
///     fed -> (reserve ids) -> intent on disk -> waits in the dispatcher -> "sent" on disk -> performed -> outcome on
///     disk
class Runner : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        Activity activity = Activity::Import;
        int mostInFlight = 64;
        /// An account known to work: tells an account that is refused from a project that is.
        QString helper;
        /// Added to every back-off; 0 to 1,000 ms. Empty: random.
        std::function<std::chrono::milliseconds()> jitter;
    };

    /// All references outlive the runner.
    Runner(Target &target, Project &project, JournalWriter &writer, Pacer &pacer, Clock &clock, Options options,
           QObject *parent = nullptr);
    ~Runner() override;

    void addFeed(std::unique_ptr<OperationFeed> feed);
    /// Ends in finished(), through the event loop.
    void start();
    void pause(); ///< Nothing more is sent; calls under way still finish.
    void resume();
    void cancel(); ///< Calls under way get most of a second, then finished() comes with Cancelled.
    bool isPaused() const { return m_paused; }

    Snapshot snapshot() const;
    /// Valid from finished() on: why it did not go through to its end.
    const std::optional<Error> &stopped() const { return m_stopped; }
    qint64 failedItems() const { return m_failedItems; }

Q_SIGNALS:
    void progress(const chatferry::Snapshot &snapshot); ///< At most ten times a second.
    void laneEnded(qint64 space);
    void finished();

private:
    struct Lane
    {
        std::shared_ptr<OperationFeed> feed;
        bool active = false;
        bool fetching = false; ///< Until what was fetched is in the dispatcher.
        bool ending = false;   ///< finish() is on its way to the disk.
        bool ended = false;
        OperationFeed::After after = OperationFeed::After::More;
        qint64 open = 0; ///< In the dispatcher, or with an end that is not on disk yet.
        bool checking = false;
        std::optional<Dispatcher::Time> checkedAt;
        SpaceProgress progress;
        Meter meter;
    };
    /// What is remembered of an operation that had an unhappy end.
    struct Trouble
    {
        int tries = 0;         ///< That count against it.
        int triesInOutage = 0; ///< All of them.
        bool mayHaveActed = false;
        quint64 verdicts = 0; ///< Of the outage watch, at its last end.
    };
    struct Call
    {
        ResultJob<OperationOutcome> *job = nullptr;
        Dispatcher::Time started{};
    };
    struct Limbo
    {
        OperationKey key;
        Error error;
    };

    // runner.cpp: the wheel.
    void schedulePump();
    void pump();
    void wakeBy(Dispatcher::Time at);
    void activateNext();
    void endLane(Lane &lane);
    void stop(Error error);
    void endWhenQuiet();
    void changed();
    bool isQuiet() const;
    int limit() const;
    Lane *laneOf(qint64 space);

    // runner_intake.cpp: from the feed into the dispatcher.
    void fetch(Lane &lane);
    void takeIn(qint64 space, OperationFeed::Batch batch);
    void journalIntents(qint64 space, OperationFeed::Batch batch);
    void admit(qint64 space, std::vector<Operation> operations, OperationFeed::After after);
    void failRefused(qint64 space, const std::vector<Identity> &identities);
    Dispatcher::Known lookUp(const OperationKey &key) const;

    // runner_calls.cpp: one operation's way out and its end.
    void begin(const Operation &operation);
    void perform(const OperationKey &key);
    void ended(const OperationKey &key);
    void succeeded(const OperationKey &key, const OperationOutcome &outcome);
    void wentWrong(const OperationKey &key, const Error &error);
    void judge(const OperationKey &key, const Error &error);
    void tryAgain(const OperationKey &key, const Error &error);
    void failItem(const OperationKey &key, const Error &error);
    void settleFailed(std::vector<Dispatcher::Dropped> dropped, const Error &error);
    void settle(qint64 lane, Operation operation, OperationRow row);
    void refuse(const OperationKey &key, const Error &error);
    void confirmRefusal(const Identity &identity, int tries);
    void refusalChecked(const Identity &identity, const Result<bool> &helper, int tries);
    void checkSpace(Lane &lane, const OperationKey &key, const Error &error);
    void spaceChecked(qint64 space, const Result<SpaceState> &state);
    void loseSpace(qint64 space, const SpaceState &state);
    void count(const std::vector<JournalWriter::CountDelta> &deltas);
    QString waitingFor() const;
    std::chrono::milliseconds jitter() const;

    Target &m_target;
    Project &m_project;
    JournalWriter &m_writer;
    Pacer &m_pacer;
    Clock &m_clock;
    Options m_options;
    Dispatcher m_dispatcher;
    IdPool m_ids;
    Outage m_outage;
    Meter m_messages;
    Meter m_operations;
    std::map<qint64, Lane> m_lanes;
    QHash<OperationKey, Call> m_calls;
    QHash<OperationKey, Trouble> m_troubles;
    QSet<OperationKey> m_marked; ///< Their row says "sent".
    QHash<qint64, std::vector<Limbo>> m_limbo;
    /// Account and lane (0: everywhere) that may not write, and why. What is not confirmed yet is only held.
    struct Refusal
    {
        Error error;
        bool confirmed = false;
    };
    std::map<std::pair<QString, qint64>, Refusal> m_refusals;
    mutable QCache<OperationKey, OperationOutcome> m_outcomes{4096};
    int m_active = 0;  ///< From leaving the dispatcher to the end of the call.
    int m_commits = 0; ///< Callbacks of the writer that are still to come.
    int m_waits = 0;   ///< Other answers that are awaited: spaces, accounts, ids, feeds.
    bool m_pumping = false;
    bool m_started = false;
    bool m_paused = false;
    bool m_stopping = false;
    bool m_finished = false;
    std::optional<Error> m_stopped;
    std::optional<Dispatcher::Time> m_wakeAt;
    std::optional<Dispatcher::Time> m_shownAt;
    bool m_showing = false;
    qint64 m_failedItems = 0;
    qint64 m_settled = 0;
    qint64 m_total = 0;
};

} // namespace chatferry
