// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"

#include "base/logging.h"
#include "engine/run/grading.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QPointer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

/// For so long a space that was found alive is believed to be.
constexpr auto kSpaceIsFresh = 30s;
/// With no more than these left, nothing else can show that the service works.
constexpr qint64 kAlmostAlone = 4;

} // namespace

void Runner::begin(const Operation &operation)
{
    ++m_active;
    const OperationKey key = operation.key;
    if (m_marked.contains(key)) {
        perform(key);
        return;
    }
    OperationRow row = intentOf(operation);
    row.sent = true;
    ++m_commits;
    m_writer.put(std::move(row), {}, [self = QPointer(this), key](const Result<void> &written) {
        if (!self)
            return;
        --self->m_commits;
        if (!written) {
            --self->m_active;
            self->stop(written.error());
            return;
        }
        self->m_marked.insert(key);
        if (self->m_stopping || self->m_paused) {
            --self->m_active;
            self->m_dispatcher.retry(key, self->m_clock.steady());
            self->schedulePump();
            return;
        }
        self->perform(key);
    });
}

void Runner::perform(const OperationKey &key)
{
    const Operation *operation = m_dispatcher.find(key);
    Q_ASSERT(operation);
    Outcomes outcomes;
    for (const OperationKey &needed : operation->dependsOn) {
        if (lookUp(needed) == Dispatcher::Known::Done)
            outcomes.insert(needed, *m_outcomes.object(needed));
    }
    const auto trouble = m_troubles.constFind(key);
    const bool mayHaveActed = trouble != m_troubles.constEnd() && trouble->mayHaveActed;
    auto *job = m_target.perform(*operation, outcomes, mayHaveActed, this);
    m_calls.insert(key, {job, m_clock.steady()});
    connect(job, &Job::finished, this, [this, key] { ended(key); });
    job->start();
    changed();
}

void Runner::ended(const OperationKey &key)
{
    const Call call = m_calls.take(key);
    --m_active;
    call.job->deleteLater();
    const auto &result = call.job->result();
    if (result) {
        m_operations.took(m_clock.steady() - call.started);
        m_outage.answered();
        succeeded(key, *result);
    } else {
        wentWrong(key, result.error());
    }
    changed();
    schedulePump();
}

void Runner::succeeded(const OperationKey &key, const OperationOutcome &outcome)
{
    const auto now = m_clock.steady();
    m_operations.count(now);
    const qint64 lane = m_dispatcher.laneOf(key);
    if (key.kind == OperationKind::CreateMessage) {
        m_messages.count(now);
        m_lanes.at(lane).meter.count(now);
    }
    OperationRow row = intentOf(*m_dispatcher.find(key));
    row.state = OperationRow::State::Done;
    row.sent = true;
    row.remote = outcome.remote;
    row.thread = outcome.thread;
    row.extra = outcome.extra;
    m_troubles.remove(key);
    settle(lane, *m_dispatcher.find(key), std::move(row));
}

/// Writes how an operation came to its end, with everything that counts it. A done one lets its dependents go
/// afterwards.
void Runner::settle(qint64 laneId, Operation operation, OperationRow row)
{
    struct Entry
    {
        std::shared_ptr<OperationFeed> feed;
        Operation operation;
        OperationRow row;
        std::vector<JournalWriter::CountDelta> deltas;
    };
    auto entry = std::make_shared<Entry>(Entry{m_lanes.at(laneId).feed, std::move(operation), std::move(row), {}});
    auto write = [&project = m_project, entry]() -> Result<void> {
        entry->deltas = entry->feed->deltas(entry->operation, entry->row);
        if (const auto written = Journal(project).put(entry->row); !written)
            return written;
        SpaceTable spaces(project);
        for (const auto &delta : entry->deltas) {
            if (const auto counted = spaces.addToCounts(delta.space, delta.what, delta.delta); !counted)
                return counted;
        }
        return entry->feed->record(entry->operation, entry->row);
    };
    ++m_commits;
    m_writer.run(std::move(write), [self = QPointer(this), entry, laneId](const Result<void> &written) {
        if (!self)
            return;
        --self->m_commits;
        self->schedulePump();
        if (!written) {
            self->stop(written.error());
            return;
        }
        const OperationKey &key = entry->operation.key;
        Lane &lane = self->m_lanes.at(laneId);
        --lane.open;
        ++self->m_settled;
        self->m_marked.remove(key);
        self->count(entry->deltas);
        if (entry->row.state == OperationRow::State::Done) {
            self->m_outcomes.insert(key, new OperationOutcome(outcomeOf(entry->row)));
            self->m_dispatcher.done(key, self->m_clock.steady());
        } else {
            ++self->m_failedItems;
        }
        self->changed();
    });
}

void Runner::wentWrong(const OperationKey &key, const Error &error)
{
    qCDebug(logEngine) << operationKindName(key.kind) << key.space << key.item << key.part << "ended with"
                       << errorKindName(error.kind) << error.detail;
    const auto now = m_clock.steady();
    if (error.kind == Error::Kind::Cancelled && m_stopping)
        return;
    if (isOutcomeUnknown(error.kind))
        m_troubles[key].mayHaveActed = true;
    if (error.kind == Error::Kind::Offline || isOutcomeUnknown(error.kind))
        m_outage.failed(error.kind, key, now, m_clock.nowUtc(), jitter());
    else
        m_outage.answered();
    if (m_stopping)
        return;
    Lane &lane = m_lanes.at(m_dispatcher.laneOf(key));
    if (lane.ended) {
        m_dispatcher.retry(key, now); // Its lane is closed: this takes it out.
        return;
    }
    if (asksForTheSpace(error.kind) && !lane.feed->remote().isEmpty())
        checkSpace(lane, key, error);
    else
        judge(key, error);
}

void Runner::judge(const OperationKey &key, const Error &error)
{
    switch (gradeOf(error.kind)) {
    case Grade::StopRun:
        stop(error);
        break;
    case Grade::StopIdentity:
        refuse(key, error);
        break;
    case Grade::FailItem:
        failItem(key, error);
        break;
    case Grade::TryLater:
    case Grade::LookFirst:
        tryAgain(key, error);
        break;
    }
}

void Runner::tryAgain(const OperationKey &key, const Error &error)
{
    const auto now = m_clock.steady();
    Trouble &trouble = m_troubles[key];
    ++trouble.triesInOutage;
    if (!isSystemic(error.kind)) {
        const bool othersWentThrough = trouble.verdicts != m_outage.verdicts();
        if (trouble.tries == 0 || othersWentThrough || m_dispatcher.pending() <= kAlmostAlone)
            ++trouble.tries;
        trouble.verdicts = m_outage.verdicts();
        if (trouble.tries >= kMostTries || trouble.triesInOutage >= kMostTriesInOutage) {
            failItem(key, error);
            return;
        }
    }
    const auto wait = error.retryAfter.value_or(backOff(trouble.triesInOutage, jitter()));
    if (error.kind == Error::Kind::RateLimited)
        m_dispatcher.throttled(key, now, error.retryAfter, now + wait);
    else if (error.kind == Error::Kind::Offline)
        m_dispatcher.retry(key, now); // The outage watch says when.
    else
        m_dispatcher.retry(key, now + wait);
}

void Runner::failItem(const OperationKey &key, const Error &error)
{
    settleFailed(m_dispatcher.failed(key), error);
}

void Runner::settleFailed(std::vector<Dispatcher::Dropped> dropped, const Error &error)
{
    for (Dispatcher::Dropped &one : dropped) {
        OperationRow row = intentOf(one.operation);
        row.state = OperationRow::State::Failed;
        row.sent = m_marked.contains(one.operation.key);
        row.errorKind = errorKindName(error.kind);
        row.error = error.what;
        if (one.because != one.operation.key) {
            row.extra = failedBecause(one.because);
            row.error = tr("Something it belongs to was not carried: %1").arg(error.what);
        }
        m_troubles.remove(one.operation.key);
        settle(one.lane, std::move(one.operation), std::move(row));
    }
}

/// An account may not write. Whether it is the account's fault is asked before anything of it is given up.
void Runner::refuse(const OperationKey &key, const Error &error)
{
    const Identity identity = m_dispatcher.find(key)->identity;
    const bool signIn = error.kind == Error::Kind::SignInNeeded;
    if (identity.kind == Identity::Kind::App || identity.email == m_options.helper) {
        const bool first = key.kind == OperationKind::CreateSpace || key.kind == OperationKind::CreateDrive;
        if (signIn || first)
            stop(error);
        else
            failItem(key, error);
        return;
    }
    const qint64 lane = signIn ? 0 : m_dispatcher.laneOf(key);
    m_dispatcher.hold(identity, lane);
    m_dispatcher.retry(key, m_clock.steady());
    const auto [refusal, fresh] = m_refusals.try_emplace({identity.email, lane}, Refusal{error, !signIn});
    if (refusal->second.confirmed)
        settleFailed(m_dispatcher.failHeld(identity, lane), refusal->second.error);
    else if (fresh)
        confirmRefusal(identity, 0);
}

void Runner::confirmRefusal(const Identity &identity, int tries)
{
    if (m_options.helper.isEmpty()) {
        refusalChecked(identity, true, tries);
        return;
    }
    ++m_waits;
    auto *job = m_target.checkAuthor(m_options.helper, this);
    connect(job, &Job::finished, this, [this, job, identity, tries] {
        job->deleteLater();
        --m_waits;
        refusalChecked(identity, job->result(), tries);
    });
    job->start();
}

void Runner::refusalChecked(const Identity &identity, const Result<bool> &helper, int tries)
{
    schedulePump();
    if (m_stopping)
        return;
    if (!helper && isTransient(helper.error().kind)) {
        ++m_waits;
        m_clock.after(backOff(tries + 1, jitter()), this, [this, identity, tries] {
            --m_waits;
            confirmRefusal(identity, tries + 1);
        });
        return;
    }
    if (!helper) {
        stop(helper.error());
        return;
    }
    Refusal &refusal = m_refusals.at({identity.email, 0});
    refusal.confirmed = true;
    settleFailed(m_dispatcher.failHeld(identity), refusal.error);
}

/// The space itself may be gone; nothing is concluded before its state is read.
void Runner::checkSpace(Lane &lane, const OperationKey &key, const Error &error)
{
    const qint64 space = lane.feed->space();
    if (lane.checkedAt && m_clock.steady() - *lane.checkedAt < kSpaceIsFresh) {
        judge(key, error);
        return;
    }
    m_limbo[space].push_back({key, error});
    if (lane.checking)
        return;
    lane.checking = true;
    m_dispatcher.holdLane(space, true);
    ++m_waits;
    auto *job = m_target.readSpace(lane.feed->remote(), this);
    connect(job, &Job::finished, this, [this, job, space] {
        job->deleteLater();
        --m_waits;
        spaceChecked(space, job->result());
    });
    job->start();
}

void Runner::spaceChecked(qint64 space, const Result<SpaceState> &state)
{
    schedulePump();
    Lane &lane = m_lanes.at(space);
    lane.checking = false;
    m_dispatcher.holdLane(space, false);
    const std::vector<Limbo> limbo = m_limbo.take(space);
    if (m_stopping)
        return;
    if (!state && isTransient(state.error().kind)) {
        for (const Limbo &one : limbo)
            tryAgain(one.key, state.error());
        return;
    }
    lane.checkedAt = m_clock.steady();
    if (state && (!state->readable || (lane.feed->needsImportMode() && !state->importMode))) {
        loseSpace(space, *state);
        for (const Limbo &one : limbo)
            m_dispatcher.retry(one.key, m_clock.steady());
        return;
    }
    for (const Limbo &one : limbo)
        judge(one.key, one.error);
}

void Runner::loseSpace(qint64 space, const SpaceState &state)
{
    Lane &lane = m_lanes.at(space);
    lane.ended = true;
    m_dispatcher.closeLane(space);
    ++m_commits;
    m_writer.run([feed = lane.feed, state] { return feed->lost(state); },
                 [self = QPointer(this), space](const Result<void> &written) {
                     if (!self)
                         return;
                     --self->m_commits;
                     ++self->m_failedItems;
                     if (!written)
                         self->stop(written.error());
                     if (const auto row = SpaceTable(self->m_project).byId(space))
                         self->m_lanes.at(space).progress.stage = row->stage;
                     self->activateNext();
                     Q_EMIT self->laneEnded(space);
                     self->schedulePump();
                 });
}

void Runner::count(const std::vector<JournalWriter::CountDelta> &deltas)
{
    for (const auto &[space, what, delta] : deltas) {
        Lane *lane = laneOf(space);
        if (!lane)
            continue;
        Counts *counts = nullptr;
        switch (what) {
        case CountClass::Messages:
            counts = &lane->progress.messages;
            break;
        case CountClass::Reactions:
            counts = &lane->progress.reactions;
            break;
        case CountClass::Attachments:
            counts = &lane->progress.attachments;
            break;
        case CountClass::Memberships:
            counts = &lane->progress.memberships;
            break;
        case CountClass::Members:
            counts = &lane->progress.members;
            break;
        case CountClass::Parts:
        case CountClass::Placeholders:
            continue;
        }
        counts->planned += delta.planned;
        counts->done += delta.done;
        counts->failed += delta.failed;
        counts->left += delta.left;
    }
}

} // namespace chatferry
