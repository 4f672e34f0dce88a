// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"

#include "base/logging.h"
#include "engine/run/grading.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QDateTime>
#include <QPointer>
#include <QRandomGenerator>

#include <cmath>
#include <limits>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

/// Lanes that are open from the start; more follow when the service would take more.
constexpr int kLanesAtFirst = 4;
/// A lane is fed again when it has fewer messages than this, unless other kinds pile up in it.
constexpr qint64 kLowWater = 96;
constexpr qint64 kHighWater = 2000;
/// Over all lanes, so that memory stays flat.
constexpr qint64 kMostPending = 20000;
constexpr auto kGrace = 800ms;
constexpr auto kShowEvery = 100ms;

QString clockTime(UtcTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toMicros(time) / 1000).toString(u"HH:mm"_s);
}

} // namespace

Runner::Runner(Target &target, Project &project, JournalWriter &writer, Pacer &pacer, Clock &clock, Options options,
               QObject *parent)
    : QObject(parent)
    , m_target(target)
    , m_project(project)
    , m_writer(writer)
    , m_pacer(pacer)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_dispatcher(pacer, target.quotas())
    , m_ids(target, clock, this)
{
}

Runner::~Runner()
{
    // Entries of the writer reach into the lanes; they are committed while those still stand.
    m_writer.flush();
}

void Runner::addFeed(std::unique_ptr<OperationFeed> feed)
{
    Q_ASSERT(!m_started);
    const qint64 space = feed->space();
    Lane &lane = m_lanes[space];
    const WorkLeft left = feed->workLeft();
    m_total += feed->settledBefore() + std::accumulate(left.begin(), left.end(), qint64(0));
    m_settled += feed->settledBefore();
    lane.feed = std::move(feed);
    const SpaceTable table(m_project);
    if (const auto row = table.byId(space))
        lane.progress.stage = row->stage;
    lane.progress.space = space;
    lane.progress.messages = table.counts(space, CountClass::Messages);
    lane.progress.reactions = table.counts(space, CountClass::Reactions);
    lane.progress.attachments = table.counts(space, CountClass::Attachments);
    lane.progress.memberships = table.counts(space, CountClass::Memberships);
    lane.progress.members = table.counts(space, CountClass::Members);
    m_dispatcher.openLane(space, left);
}

void Runner::start()
{
    m_started = true;
    for (int i = 0; i < kLanesAtFirst; ++i)
        activateNext();
    schedulePump();
}

void Runner::pause()
{
    m_paused = true;
    m_dispatcher.setPaused(true);
    changed();
}

void Runner::resume()
{
    m_paused = false;
    if (!m_stopping)
        m_dispatcher.setPaused(false);
    schedulePump();
    changed();
}

void Runner::cancel()
{
    stop({.kind = Error::Kind::Cancelled, .what = tr("Stopped.")});
    m_clock.after(kGrace, this, [this] {
        const auto calls = m_calls;
        for (const Call &call : calls)
            call.job->cancel();
    });
}

/// Nothing more is sent. What is under way still comes to its end.
void Runner::stop(Error error)
{
    if (!m_stopped)
        m_stopped = std::move(error);
    m_stopping = true;
    m_dispatcher.setPaused(true);
    schedulePump();
}

void Runner::schedulePump()
{
    if (m_pumping || m_finished)
        return;
    m_pumping = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_pumping = false;
            pump();
        },
        Qt::QueuedConnection);
}

void Runner::pump()
{
    if (m_finished || !m_started)
        return;
    if (m_stopping) {
        endWhenQuiet();
        return;
    }
    const auto now = m_clock.steady();
    const int most = limit();
    while (!m_stopping && m_active < most && m_outage.mayStart(now, m_active)) {
        const Operation *operation = m_dispatcher.next(now);
        if (!operation)
            break;
        begin(*operation);
    }
    for (auto &[space, lane] : m_lanes) {
        if (!lane.active || lane.ended || lane.fetching || lane.ending)
            continue;
        if (lane.after == OperationFeed::After::End || lane.after == OperationFeed::After::WhenSettled) {
            if (lane.open == 0)
                lane.after == OperationFeed::After::End ? endLane(lane) : fetch(lane);
        } else if (m_dispatcher.pending(space, OperationKind::CreateMessage) < kLowWater &&
                   m_dispatcher.pending(space) < kHighWater && m_dispatcher.pending() < kMostPending) {
            fetch(lane);
        }
    }
    // One more at a time: the next pump sees what it brought.
    if (!m_paused && m_active < most && m_waits == 0 && m_outage.mayStart(now, m_active) &&
        m_dispatcher.isStarving(now) && m_dispatcher.pending() < kMostPending)
        activateNext();
    // Nobody else will join this group, so it need not wait for its 20 ms.
    if (m_active >= most && m_writer.waiting() > 0)
        m_writer.flush();
    // While the service is away only the next probe counts; its end, or that of the calls under way, wakes by itself.
    if (const auto probe = m_outage.wakeAt(); probe && *probe > now) {
        if (m_active == 0)
            wakeBy(*probe);
    } else if (const auto wake = m_dispatcher.wakeAt(now);
               wake && m_active < most && m_outage.mayStart(now, m_active)) {
        wakeBy(*wake);
    }
    endWhenQuiet();
}

void Runner::wakeBy(Dispatcher::Time at)
{
    const auto now = m_clock.steady();
    if (m_wakeAt && *m_wakeAt <= at && *m_wakeAt > now)
        return;
    m_wakeAt = at;
    const auto wait = std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(at - now));
    m_clock.after(wait, this, [this] { pump(); });
}

void Runner::activateNext()
{
    Lane *longest = nullptr;
    double most = -1;
    for (auto &[space, lane] : m_lanes) {
        if (lane.active)
            continue;
        const double seconds = m_dispatcher.secondsLeft(space);
        if (seconds > most) {
            most = seconds;
            longest = &lane;
        }
    }
    if (!longest)
        return;
    longest->active = true;
    schedulePump();
}

/// Everything of the lane is settled: whatever that means for the space is written with it.
void Runner::endLane(Lane &lane)
{
    lane.ending = true;
    ++m_commits;
    m_writer.run([feed = lane.feed] { return feed->finish(); },
                 [self = QPointer(this), space = lane.feed->space()](const Result<void> &written) {
                     if (!self)
                         return;
                     --self->m_commits;
                     Lane &over = self->m_lanes.at(space);
                     over.ended = true;
                     if (!written) {
                         self->stop(written.error());
                     } else {
                         if (const auto row = SpaceTable(self->m_project).byId(space))
                             over.progress.stage = row->stage;
                         self->activateNext();
                         Q_EMIT self->laneEnded(space);
                     }
                     self->changed();
                     self->schedulePump();
                 });
    m_writer.flush();
}

bool Runner::isQuiet() const
{
    if (m_active > 0 || m_commits > 0 || m_writer.waiting() > 0)
        return false;
    if (m_stopping)
        return true;
    return m_waits == 0 &&
           std::all_of(m_lanes.begin(), m_lanes.end(), [](const auto &entry) { return entry.second.ended; });
}

void Runner::endWhenQuiet()
{
    if (m_finished || !isQuiet()) {
        if (m_stopping && !m_finished && m_active == 0 && m_writer.waiting() > 0)
            m_writer.flush();
        return;
    }
    m_finished = true;
    if (m_stopped)
        qCInfo(logEngine) << "run stopped:" << errorKindName(m_stopped->kind) << m_stopped->detail;
    Q_EMIT progress(snapshot());
    QMetaObject::invokeMethod(this, &Runner::finished, Qt::QueuedConnection);
}

int Runner::limit() const
{
    double wanted = 0;
    for (const QuotaLimit &quota : m_target.quotas().limits()) {
        if (quota.scope == QuotaLimit::Scope::Project && quota.calls > 0)
            wanted = std::max(wanted, quota.calls / std::chrono::duration<double>(quota.window).count());
    }
    if (wanted <= 0)
        wanted = std::numeric_limits<double>::infinity();
    return m_operations.inFlightFor(wanted, 8, m_options.mostInFlight);
}

Runner::Lane *Runner::laneOf(qint64 space)
{
    const auto found = m_lanes.find(space);
    return found == m_lanes.end() ? nullptr : &found->second;
}

std::chrono::milliseconds Runner::jitter() const
{
    return m_options.jitter ? m_options.jitter() : std::chrono::milliseconds(QRandomGenerator::global()->bounded(1000));
}

/// Shows how things stand, at most every 100 ms; the last change is never left out.
void Runner::changed()
{
    if (m_showing || m_finished)
        return;
    m_showing = true;
    const auto now = m_clock.steady();
    const auto wait = m_shownAt ? std::max<Dispatcher::Time::duration>(*m_shownAt + kShowEvery - now, 0ms) : 0ms;
    m_clock.after(std::chrono::ceil<std::chrono::milliseconds>(wait), this, [this] {
        m_showing = false;
        m_shownAt = m_clock.steady();
        if (!m_finished)
            Q_EMIT progress(snapshot());
    });
}

QString Runner::waitingFor() const
{
    if (m_outage.reason() == Outage::Reason::Offline)
        return tr("No network since %1. It goes on by itself.").arg(clockTime(m_outage.since()));
    if (m_outage.reason() == Outage::Reason::Faults)
        return tr("The service has been failing since %1. It goes on by itself.").arg(clockTime(m_outage.since()));
    return {};
}

Snapshot Runner::snapshot() const
{
    const auto now = m_clock.steady();
    Snapshot shown;
    shown.activity = m_options.activity;
    shown.paused = m_paused && m_active == 0;
    shown.pausing = m_paused && m_active > 0;
    shown.done = m_settled;
    shown.total = std::max(m_total, m_settled + m_dispatcher.pending());
    shown.perSecond = m_messages.perSecond(now);
    shown.inFlight = m_active;
    shown.retrying = m_dispatcher.waitingForRetry();
    shown.failedItems = m_failedItems;
    shown.waitingFor = waitingFor();
    for (const QuotaLimit &quota : m_target.quotas().limits()) {
        if (quota.scope == QuotaLimit::Scope::Project)
            shown.allowedPerSecond = std::max(shown.allowedPerSecond, m_pacer.currentRate(quota.name, 0));
    }

    double longest = 0;
    for (const auto &[space, lane] : m_lanes) {
        SpaceProgress progress = lane.progress;
        progress.messagesPerSecond = lane.meter.perSecond(now);
        progress.retrying = m_dispatcher.waitingForRetry(space);
        if (lane.checking)
            progress.waitingFor = tr("Asking the service whether the space is still there.");
        const double seconds = m_dispatcher.secondsLeft(space);
        longest = std::max(longest, seconds);
        if (!lane.ended && lane.meter.isSteady(now) && progress.messagesPerSecond > 0) {
            const auto left =
                progress.messages.planned - progress.messages.done - progress.messages.failed - progress.messages.left;
            const double needed = std::max(seconds, static_cast<double>(left) / progress.messagesPerSecond);
            progress.ends = m_clock.nowUtc() + Micros(static_cast<qint64>(needed * 1e6));
        }
        shown.spaces.push_back(std::move(progress));
    }
    const double rate = m_operations.perSecond(now);
    if (!m_paused && shown.waitingFor.isEmpty() && m_operations.isSteady(now) && rate > 0) {
        const double needed = std::max(longest, static_cast<double>(shown.total - shown.done) / rate);
        shown.ends = m_clock.nowUtc() + Micros(static_cast<qint64>(needed * 1e6));
    }
    return shown;
}

} // namespace chatferry
