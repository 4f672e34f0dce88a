// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/workbenchstep.h"

#include "steps/humanwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

WorkbenchStep::WorkbenchStep(Workbench &bench, QObject *parent)
    : Step(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::opened, this, &Step::changed);
    connect(&bench, &Workbench::closed, this, &Step::changed);
    connect(&bench, &Workbench::rowsChanged, this, &Step::changed);
    connect(&bench, &Workbench::planChanged, this, &Step::changed);
    connect(&bench, &Workbench::checksChanged, this, &Step::changed);
    connect(&bench, &Workbench::activityChanged, this, &Step::changed);
    connect(&bench, &Workbench::snapshotChanged, this, [this] {
        if (isRunning())
            Q_EMIT changed();
    });
}

bool WorkbenchStep::isRunning() const
{
    return activity() != Activity::None && m_bench.activity() == activity();
}

bool WorkbenchStep::isPaused() const
{
    return isRunning() && (m_bench.snapshot().paused || m_bench.snapshot().pausing);
}

QString WorkbenchStep::destination() const
{
    const QString domain = m_bench.domain();
    return domain.isEmpty() ? tr("Google Chat") : tr("Google Chat: %1").arg(domain);
}

std::optional<Trouble> WorkbenchStep::stopTrouble() const
{
    const auto end = m_bench.lastEnd(activity());
    if (!end || !end->stopped || end->stopped->kind == Error::Kind::Cancelled)
        return {};
    Trouble trouble;
    trouble.id = u"stopped-"_s + activityName(activity());
    trouble.error = *end->stopped;
    trouble.remedies = {{tr("Try again"), u"again"_s}};
    if (end->stopped->kind == Error::Kind::SignInNeeded || end->stopped->kind == Error::Kind::NotSetUp ||
        end->stopped->kind == Error::Kind::Forbidden)
        trouble.remedies.append({tr("Go to Connect"), {}, u"connect"_s});
    return trouble;
}

QList<Trouble> WorkbenchStep::troubles() const
{
    if (!m_bench.isOpen())
        return {};
    const auto stopped = stopTrouble();
    return stopped ? QList<Trouble>{*stopped} : QList<Trouble>{};
}

StepStatus WorkbenchStep::statusBySpaces(SpaceRow::Stage stage, SpaceRow::Stage needed) const
{
    StepStatus status;
    const int all = static_cast<int>(m_bench.spaces().size());
    if (!m_bench.isOpen() || all == 0 || m_bench.spacesPast(needed) == 0) {
        status.state = needed == SpaceRow::Stage::Planned ? StepState::ToDo : StepState::Locked;
        return status;
    }
    const int past = m_bench.spacesPast(stage);
    if (m_bench.spacesPast(SpaceRow::Stage::Created) > 0) {
        status.spaces = all;
        status.spacesPast = past;
    }
    if (isPaused())
        status.state = StepState::Paused;
    else if (isRunning())
        status.state = StepState::Running;
    else if (stopTrouble())
        status.state = StepState::Stopped;
    else
        status.state = past == all ? StepState::Done : StepState::ToDo;
    return status;
}

bool WorkbenchStep::pauseOrResume()
{
    if (!isRunning())
        return false;
    if (isPaused())
        m_bench.session().resume();
    else
        m_bench.session().pause();
    return true;
}

Action WorkbenchStep::runningAction(const QString &pause, const QString &resume) const
{
    Action action;
    action.running = true;
    action.enabled = true;
    action.text = isPaused() ? resume : pause;
    action.icon = isPaused() ? u"play"_s : u"pause"_s;
    return action;
}

std::vector<qint64> WorkbenchStep::spacesAt(SpaceRow::Stage from, SpaceRow::Stage to) const
{
    std::vector<qint64> out;
    for (const SpaceRow &space : m_bench.spaces()) {
        if (space.stage >= from && space.stage <= to)
            out.push_back(space.id);
    }
    return out;
}

ProgressFacts WorkbenchStep::progressFacts(const QString &what, const QString &unit) const
{
    ProgressFacts facts;
    facts.id = activityName(activity());
    facts.what = what;
    const auto end = m_bench.lastEnd(activity());
    if (!isRunning()) {
        facts.state = !end ? ProgressFacts::State::Idle
                           : (end->stopped ? ProgressFacts::State::Stopped : ProgressFacts::State::Done);
        facts.fraction = facts.state == ProgressFacts::State::Done ? 1 : 0;
        return facts;
    }
    const Snapshot &now = m_bench.snapshot();
    facts.busy = now.total <= 0;
    facts.fraction = now.total > 0 ? static_cast<double>(now.done) / static_cast<double>(now.total) : 0;
    facts.numbers = {now.total > 0 ? tr("%1 of %2 %3").arg(countText(now.done), countText(now.total), unit)
                                   : tr("%1 %2").arg(countText(now.done), unit)};
    if (now.perSecond >= 0.05) {
        const QString rate = QLocale().toString(now.perSecond, 'f', now.perSecond < 10 ? 1 : 0);
        facts.numbers
            << (now.allowedPerSecond > 0
                    ? tr("%1 a second, %2 allowed").arg(rate, QLocale().toString(now.allowedPerSecond, 'f', 0))
                    : tr("%1 a second").arg(rate));
    }
    if (now.ends) {
        const auto left = std::chrono::floor<std::chrono::seconds>(*now.ends - m_bench.clock().nowUtc());
        facts.numbers << tr("%1 left, done about %2").arg(aboutText(left), clockText(*now.ends));
    } else if (now.total > 0 && !now.paused) {
        facts.numbers << tr("Working out the time left");
    }
    if (now.retrying > 0)
        facts.remarks << tr("%1 being tried again").arg(countText(now.retrying));
    if (now.failedItems > 0)
        facts.remarks << tr("%1 need you").arg(door(now.failedItems, u"failed"_s));
    if (now.paused) {
        facts.state = ProgressFacts::State::Paused;
        facts.standing = tr("Paused. The limits keep running.");
    } else if (now.pausing) {
        facts.state = ProgressFacts::State::Pausing;
        facts.standing = now.inFlight == 1 ? tr("Pausing: 1 call still finishes")
                                           : tr("Pausing: %1 calls still finish").arg(countText(now.inFlight));
    } else if (!now.waitingFor.isEmpty()) {
        facts.state = ProgressFacts::State::Waiting;
        facts.standing = now.waitingFor;
    } else {
        facts.state = ProgressFacts::State::Working;
    }
    return facts;
}

QString spacesText(qint64 count)
{
    return count == 1 ? QCoreApplication::translate("Words", "1 space")
                      : QCoreApplication::translate("Words", "%1 spaces").arg(countText(count));
}

QString messagesText(qint64 count)
{
    return count == 1 ? QCoreApplication::translate("Words", "1 message")
                      : QCoreApplication::translate("Words", "%1 messages").arg(countText(count));
}

StageWord stageWord(SpaceRow::Stage stage)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("Stage", text); };
    switch (stage) {
    case SpaceRow::Stage::Planned:
        return {words("Planned"), u"circle"_s, Tone::Idle};
    case SpaceRow::Stage::Created:
        return {words("Created"), u"circle-check"_s, Tone::Info};
    case SpaceRow::Stage::Imported:
        return {words("Imported"), u"circle-check"_s, Tone::Info};
    case SpaceRow::Stage::Validated:
        return {words("Validated"), u"circle-check"_s, Tone::Ok};
    case SpaceRow::Stage::Reconciled:
        return {words("Reconciled"), u"circle-check"_s, Tone::Ok};
    case SpaceRow::Stage::Completed:
        return {words("Completed"), u"circle-check"_s, Tone::Ok};
    case SpaceRow::Stage::Opened:
        return {words("Open to people"), u"circle-check"_s, Tone::Ok};
    case SpaceRow::Stage::Skipped:
        return {words("Skipped"), u"circle-minus"_s, Tone::Idle};
    case SpaceRow::Stage::Failed:
        return {words("Stopped"), u"octagon-alert"_s, Tone::Err};
    case SpaceRow::Stage::Expired:
        return {words("Expired"), u"circle-x"_s, Tone::Err};
    case SpaceRow::Stage::RolledBack:
        return {words("Rolled back"), u"undo-2"_s, Tone::Idle};
    }
    return {};
}

} // namespace chatferry
