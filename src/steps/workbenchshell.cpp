// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/workbenchshell.h"

#include "steps/humanwords.h"
#include "steps/workbenchstep.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString workText(Activity activity)
{
    switch (activity) {
    case Activity::Scan:
        return WorkbenchShell::tr("Reading the export");
    case Activity::Check:
        return WorkbenchShell::tr("Checking the connection");
    case Activity::Plan:
        return WorkbenchShell::tr("Working out the plan");
    case Activity::Create:
        return WorkbenchShell::tr("Creating spaces");
    case Activity::Import:
        return WorkbenchShell::tr("Importing");
    case Activity::Validate:
        return WorkbenchShell::tr("Validating");
    case Activity::Reconcile:
        return WorkbenchShell::tr("Reconciling");
    case Activity::Complete:
        return WorkbenchShell::tr("Completing");
    case Activity::Grant:
        return WorkbenchShell::tr("Granting access");
    case Activity::RollBack:
        return WorkbenchShell::tr("Rolling back");
    case Activity::FetchFiles:
        return WorkbenchShell::tr("Fetching files");
    case Activity::None:
        break;
    }
    return {};
}

} // namespace

QString stepOfActivity(Activity activity)
{
    switch (activity) {
    case Activity::Scan:
        return u"source"_s;
    case Activity::FetchFiles:
        return u"files"_s;
    case Activity::Check:
        return u"connect"_s;
    case Activity::Plan:
        return u"forecast"_s;
    case Activity::Create:
    case Activity::RollBack:
        return u"create"_s;
    case Activity::Import:
        return u"import"_s;
    case Activity::Validate:
        return u"validate"_s;
    case Activity::Reconcile:
        return u"reconcile"_s;
    case Activity::Complete:
        return u"complete"_s;
    case Activity::Grant:
        return u"grant"_s;
    case Activity::None:
        break;
    }
    return {};
}

WorkbenchShell::WorkbenchShell(Workbench &bench, QObject *parent)
    : ShellModel(parent)
    , m_bench(bench)
{
    connect(&bench, &Workbench::opened, this, [this] {
        m_failure.reset();
        Q_EMIT changed();
    });
    connect(&bench, &Workbench::closed, this, &ShellModel::changed);
    connect(&bench, &Workbench::rowsChanged, this, &ShellModel::changed);
    connect(&bench, &Workbench::planChanged, this, &ShellModel::changed);
    connect(&bench, &Workbench::snapshotChanged, this, &ShellModel::changed);
    connect(&bench, &Workbench::checksChanged, this, &ShellModel::changed);
    connect(&bench, &Workbench::activityChanged, this, [this] {
        if (m_quitting && m_bench.activity() == Activity::None) {
            m_quitting = false;
            Q_EMIT stoppedForQuit();
        }
        Q_EMIT changed();
    });
    connect(&bench, &Workbench::failed, this, [this](const Error &error) {
        m_failure = error;
        Q_EMIT changed();
    });
}

QString WorkbenchShell::projectName() const
{
    return m_bench.name();
}

QString WorkbenchShell::destination() const
{
    if (!m_bench.isOpen())
        return {};
    const QString domain = m_bench.domain();
    return domain.isEmpty() ? tr("Google Chat") : tr("Google Chat: %1").arg(domain);
}

bool WorkbenchShell::isRehearsal() const
{
    return m_bench.isRehearsal();
}

std::vector<SpaceClock> WorkbenchShell::clocks() const
{
    QHash<qint64, UtcTime> ends;
    if (const PlanResult *plan = m_bench.plan()) {
        for (const SpaceForecast &space : plan->forecast.spaces)
            ends.insert(space.space, space.validated);
    }
    std::vector<SpaceClock> out;
    for (const SpaceRow &space : m_bench.spaces()) {
        SpaceClock clock{.space = space.id,
                         .name = space.displayName,
                         .stage = space.stage,
                         .firstAttempt = space.firstAttempt,
                         .limit = space.limit,
                         .expiry = space.expiry};
        if (ends.contains(space.id))
            clock.forecastEnd = ends.value(space.id);
        clock.confirmed = !space.remote.isEmpty();
        out.push_back(clock);
    }
    return out;
}

UtcTime WorkbenchShell::now() const
{
    return m_bench.serverNow();
}

CountdownSettings WorkbenchShell::countdownSettings() const
{
    return {.rehearsal = isRehearsal()};
}

QList<Trouble> WorkbenchShell::runTroubles() const
{
    if (!m_failure)
        return {};
    Trouble trouble;
    trouble.id = u"run"_s;
    trouble.error = *m_failure;
    trouble.remedies = {{tr("Understood"), u"dismiss"_s}};
    return {trouble};
}

ShellModel::Strip WorkbenchShell::strip() const
{
    Strip strip;
    const Activity activity = m_bench.activity();
    if (activity == Activity::None)
        return strip;
    const Snapshot &now = m_bench.snapshot();
    strip.goTo = stepOfActivity(activity);
    strip.icon = now.paused ? u"circle-pause"_s : u"circle-play"_s;
    strip.tone = now.paused || !now.waitingFor.isEmpty() ? Tone::Warn : Tone::Info;
    strip.work = workText(activity);
    if (now.paused)
        strip.work = tr("%1, paused").arg(strip.work);
    else if (!now.waitingFor.isEmpty())
        strip.work = now.waitingFor;
    else if (now.ends)
        strip.work =
            tr("%1, %2 left")
                .arg(strip.work,
                     aboutText(std::chrono::floor<std::chrono::seconds>(*now.ends - m_bench.clock().nowUtc())));
    return strip;
}

ShellModel::Saved WorkbenchShell::saved() const
{
    return m_failure && m_failure->kind == Error::Kind::DiskFull ? Saved::CannotSave : Saved::Saved;
}

QString WorkbenchShell::cannotSaveReason() const
{
    return saved() == Saved::CannotSave ? tr("disk full") : QString();
}

ShellModel::Running WorkbenchShell::running() const
{
    const Activity activity = m_bench.activity();
    if (activity == Activity::None || activity == Activity::Plan)
        return {};
    const Snapshot &now = m_bench.snapshot();
    Running running;
    running.title = workText(activity);
    if (now.total > 0)
        running.title =
            percentText(static_cast<double>(now.done) / static_cast<double>(now.total)) + u' ' + running.title;
    running.sentence =
        now.spaces.empty()
            ? tr("%1 is running.").arg(workText(activity))
            : tr("%1 is running: %2.").arg(workText(activity), spacesText(static_cast<qint64>(now.spaces.size())));
    return running;
}

void WorkbenchShell::act(const QString &id)
{
    if (id == u"dismiss") {
        m_failure.reset();
        Q_EMIT changed();
    }
}

void WorkbenchShell::pauseOrResume()
{
    if (m_bench.activity() == Activity::None)
        return;
    if (m_bench.snapshot().paused || m_bench.snapshot().pausing)
        m_bench.session().resume();
    else
        m_bench.session().pause();
}

void WorkbenchShell::stopForQuit()
{
    if (m_bench.activity() == Activity::None) {
        Q_EMIT stoppedForQuit();
        return;
    }
    m_quitting = true;
    m_bench.session().cancel();
}

} // namespace chatferry
