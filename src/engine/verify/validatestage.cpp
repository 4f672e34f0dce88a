// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/validatestage.h"

#include "engine/stages/stage.h"
#include "store/conversationtable.h"
#include "store/project.h"
#include "store/spacetable.h"

namespace chatferry {

namespace {

/// Spaces listed at the same time: listing is paced per space and for the project, and a page takes a while to compare.
constexpr std::size_t kAtOnce = 4;

QString refusal(const SpaceRow &space)
{
    switch (space.stage) {
    case SpaceRow::Stage::Imported:
    case SpaceRow::Stage::Validated:
    case SpaceRow::Stage::Reconciled:
        return {};
    case SpaceRow::Stage::Planned:
    case SpaceRow::Stage::Created:
        return ValidateStage::tr("%1 is not imported to its end yet.").arg(space.displayName);
    default:
        return ValidateStage::tr("%1 cannot be validated any more.").arg(space.displayName);
    }
}

} // namespace

ValidateStage::ValidateStage(StageContext &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{
}

void ValidateStage::start(const std::vector<qint64> &spaces)
{
    QMetaObject::invokeMethod(
        this, [this, spaces] { begin(spaces); }, Qt::QueuedConnection);
}

void ValidateStage::begin(const std::vector<qint64> &wanted)
{
    if (m_ended)
        return;
    const SpaceTable table(m_context.project);
    if (wanted.empty()) {
        for (const SpaceRow &space : table.all()) {
            if (space.stage == SpaceRow::Stage::Imported)
                m_waiting.push_back(space);
        }
    }
    for (const qint64 id : wanted) {
        const auto space = table.byId(id);
        const QString why = space ? refusal(*space) : tr("There is no such space any more.");
        if (!why.isEmpty()) {
            end(refusedActivity(why));
            return;
        }
        m_waiting.push_back(*space);
    }
    for (const SpaceRow &space : m_waiting)
        m_total += table.counts(space.id, CountClass::Messages).planned;
    proceed();
}

void ValidateStage::proceed()
{
    while (!m_stopped && !m_paused && m_running.size() < kAtOnce && !m_waiting.empty()) {
        const SpaceRow space = m_waiting.front();
        m_waiting.pop_front();
        startOne(space);
    }
    tell();
    if (m_running.empty() && (m_stopped || m_waiting.empty()))
        end(m_stopped);
}

void ValidateStage::startOne(const SpaceRow &space)
{
    const auto conversation = ConversationTable(m_context.project).byId(space.conversation);
    auto plan = m_context.planOf(space);
    if (!plan) {
        m_stopped = plan.error();
        return;
    }
    if (!conversation)
        return;
    auto *validator = new Validator(m_context, *plan, space, *conversation, this);
    m_running.emplace(space.id, validator);
    connect(validator, &Job::progress, this, &ValidateStage::tell);
    connect(validator, &Job::finished, this, [this, id = space.id, validator] { oneEnded(id, validator); });
    validator->start();
}

void ValidateStage::oneEnded(qint64 space, Validator *validator)
{
    m_running.erase(space);
    validator->deleteLater();
    m_done += validator->expected();
    const Result<Validation> &result = validator->result();
    if (result) {
        m_differences += result->different;
        m_failed += result->lost ? 1 : 0;
    } else if (!m_stopped) {
        m_stopped = result.error();
        for (const auto &[id, other] : m_running)
            other->cancel();
    }
    Q_EMIT spacesChanged();
    proceed();
}

void ValidateStage::pause()
{
    m_paused = true;
    for (const auto &[id, validator] : m_running)
        validator->pause();
    tell();
}

void ValidateStage::resume()
{
    m_paused = false;
    const auto running = m_running;
    for (const auto &[id, validator] : running)
        validator->resume();
    if (!m_ended)
        proceed();
}

void ValidateStage::cancel()
{
    if (m_ended)
        return;
    m_waiting.clear();
    if (!m_stopped)
        m_stopped = Error{.kind = Error::Kind::Cancelled, .what = tr("Stopped.")};
    const auto running = m_running;
    for (const auto &[id, validator] : running)
        validator->cancel();
    if (running.empty())
        end(m_stopped);
}

void ValidateStage::tell()
{
    Snapshot snapshot;
    snapshot.activity = Activity::Validate;
    snapshot.paused = m_paused;
    snapshot.done = m_done;
    for (const auto &[id, validator] : m_running) {
        snapshot.done += validator->expected();
        SpaceProgress one;
        one.space = id;
        one.stage = SpaceRow::Stage::Imported;
        snapshot.spaces.push_back(std::move(one));
    }
    snapshot.total = std::max(m_total, snapshot.done);
    snapshot.inFlight = static_cast<int>(m_running.size());
    Q_EMIT progress(snapshot);
}

void ValidateStage::end(std::optional<Error> stopped)
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT ended({.activity = Activity::Validate,
                  .stopped = std::move(stopped),
                  .failedItems = m_failed,
                  .differences = m_differences});
}

} // namespace chatferry
