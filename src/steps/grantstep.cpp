// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/grantstep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString peopleText(qint64 count)
{
    return count == 1 ? GrantStep::tr("1 person") : GrantStep::tr("%1 people").arg(countText(count));
}

} // namespace

GrantStep::GrantStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(
          new SpacesTable(bench, u"grant"_s, tr("Access table"),
                          {SpacesTable::Column::Conversation, SpacesTable::Column::State, SpacesTable::Column::ToAdd,
                           SpacesTable::Column::Added, SpacesTable::Column::Failed, SpacesTable::Column::OpenPoints},
                          this))
{
    m_table->setEmptyText(tr("Complete a space first."));
}

StepStatus GrantStep::state() const
{
    return statusBySpaces(SpaceRow::Stage::Opened, SpaceRow::Stage::Completed);
}

QList<Hindrance> GrantStep::problems() const
{
    if (bench().spacesPast(SpaceRow::Stage::Opened) > 0)
        return {};
    return {{tr("Nobody has access yet. Grant it, or go to Report."), tr("Go to Report"), u"report"_s}};
}

std::optional<Hindrance> GrantStep::lookingAhead() const
{
    if (bench().spacesPast(SpaceRow::Stage::Completed) > 0)
        return {};
    return Hindrance{tr("Complete a space first."), tr("Go to Complete"), u"complete"_s};
}

std::vector<qint64> GrantStep::due() const
{
    return spacesAt(SpaceRow::Stage::Completed, SpaceRow::Stage::Completed);
}

qint64 GrantStep::peopleIn(const std::vector<qint64> &spaces) const
{
    qint64 sum = 0;
    for (const SpaceView &view : m_table->rows()) {
        if (std::find(spaces.begin(), spaces.end(), view.row.id) != spaces.end())
            sum += std::max<qint64>(0, view.members.planned - view.members.done - view.members.left);
    }
    return sum;
}

Action GrantStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause granting"), tr("&Resume granting"));
    Action action;
    action.text = due().empty() ? tr("&Grant access…")
                                : tr("&Grant access to %1…").arg(spacesText(static_cast<qint64>(due().size())));
    action.level = DeedLevel::Reversible;
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (due().empty())
        action.reasonOff = tr("Every completed space is open to its people.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

std::optional<Confirmation> GrantStep::confirmation() const
{
    if (isRunning())
        return {};
    const auto spaces = due();
    Confirmation ask;
    ask.level = DeedLevel::Reversible;
    ask.destination = destination();
    const QString people = peopleText(peopleIn(spaces));
    const QString counted = spacesText(static_cast<qint64>(spaces.size()));
    ask.title = tr("Grant %1 access to %2 in %3").arg(people, counted, bench().domain());
    ask.lines = {tr("They see the space and everything in it from then on."),
                 tr("The files of a space are shared with its members."),
                 tr("A member can be removed again; what was seen stays seen.")};
    if (removesHelper())
        ask.lines << tr("The administrator who completed a space leaves it at the end, where he was no member.");
    for (const SpaceRow &space : bench().spaces()) {
        if (std::find(spaces.begin(), spaces.end(), space.id) != spaces.end())
            ask.things << space.displayName;
    }
    ask.verb = tr("Grant access to %1").arg(counted);
    return ask;
}

void GrantStep::runMain(const Consent &)
{
    if (!pauseOrResume() && mainAction().enabled)
        bench().session().grantAccess(due());
}

void GrantStep::act(const QString &id)
{
    if (id == u"again")
        runMain({});
}

bool GrantStep::removesHelper() const
{
    return !bench().isOpen() || bench().settings().removeHelper;
}

void GrantStep::setRemovesHelper(bool remove)
{
    PlanSettings settings = bench().settings();
    if (settings.removeHelper == remove)
        return;
    settings.removeHelper = remove;
    bench().session().setSettings(settings);
}

ProgressFacts GrantStep::progress() const
{
    return progressFacts(tr("Adding people"), tr("calls"));
}

QString GrantStep::summary() const
{
    Counts sum;
    for (const SpaceView &view : m_table->rows()) {
        sum.done += view.members.done;
        sum.failed += view.members.failed;
    }
    if (sum.done + sum.failed == 0)
        return {};
    return sum.failed > 0 ? tr("%1 added, %2 failed.").arg(countText(sum.done), countText(sum.failed))
                          : tr("%1 added.").arg(peopleText(sum.done));
}

} // namespace chatferry
