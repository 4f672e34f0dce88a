// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/reconcilestep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ReconcileStep::ReconcileStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new DifferencesTable(bench, u"validate"_s, true, this))
{
    connect(&bench, &Workbench::closed, this, [this] { m_newer.clear(); });
}

QString ReconcileStep::purpose() const
{
    return tr("Repairs differences, or brings in what happened in the old chat since the export.");
}

StepStatus ReconcileStep::state() const
{
    if (bench().spacesPast(SpaceRow::Stage::Imported) == 0)
        return {.state = StepState::Locked};
    if (isRunning())
        return {.state = isPaused() ? StepState::Paused : StepState::Running};
    if (stopTrouble())
        return {.state = StepState::Stopped};
    if (const qint64 open = m_table->open(); open > 0)
        return {.state = StepState::NeedsYou, .needs = static_cast<int>(open)};
    return {.state = bench().spacesPast(SpaceRow::Stage::Validated) > 0 ? StepState::Ready : StepState::ToDo};
}

std::optional<Hindrance> ReconcileStep::remark() const
{
    QSet<qint64> spaces;
    qint64 open = 0;
    for (const SpaceRow &space : bench().spaces()) {
        if (space.different > 0 && space.stage < SpaceRow::Stage::Completed) {
            open += space.different;
            spaces.insert(space.id);
        }
    }
    if (open == 0)
        return {};
    return Hindrance{tr("%1 differences are open in %2; those cannot be completed yet.")
                         .arg(countText(open), spacesText(spaces.size()))};
}

std::optional<Hindrance> ReconcileStep::lookingAhead() const
{
    if (bench().spacesPast(SpaceRow::Stage::Imported) > 0)
        return {};
    return Hindrance{tr("Nothing is imported yet."), tr("Go to Import"), u"import"_s};
}

void ReconcileStep::setWay(Way way)
{
    m_way = way;
    m_table->setOrigin(way == Way::Repair ? u"validate"_s : u"newer-export"_s);
    Q_EMIT changed();
}

void ReconcileStep::giveNewerExport(const QString &path)
{
    if (bench().activity() != Activity::None)
        return;
    m_newer = path;
    setWay(Way::Newer);
    bench().session().compareNewer(path);
}

void ReconcileStep::tickAll(bool ticked)
{
    QList<qint64> rows;
    for (const DifferenceRow &row : m_table->rows()) {
        const bool canTick = row.state == DifferenceRow::State::Found || row.state == DifferenceRow::State::Ticked;
        if (canTick && row.proposal != u"none" && (!ticked || !row.deletion))
            rows.append(row.id);
    }
    m_table->setTicked(rows, ticked);
}

Action ReconcileStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause"), tr("&Resume"));
    Action action;
    const auto count = static_cast<qint64>(m_table->ticked().size());
    action.text = count == 0   ? tr("&Apply changes…")
                  : count == 1 ? tr("&Apply 1 change…")
                               : tr("&Apply %1 changes…").arg(countText(count));
    action.level = m_table->tickedDeletions() > 0 ? DeedLevel::Final : DeedLevel::Reversible;
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (m_table->rowCount() == 0)
        action.reasonOff = tr("There is nothing to apply.");
    else if (count == 0)
        action.reasonOff = tr("Tick what is to be applied.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

std::optional<Confirmation> ReconcileStep::confirmation() const
{
    if (isRunning())
        return {};
    const auto ticked = m_table->ticked();
    Confirmation ask;
    ask.level = mainAction().level;
    ask.destination = destination();
    const QString changes =
        ticked.size() == 1 ? tr("1 change") : tr("%1 changes").arg(countText(static_cast<qint64>(ticked.size())));
    ask.title = tr("Apply %1 in %2").arg(changes, bench().domain());
    ask.lines = {tr("Only hidden spaces are changed; nobody sees them yet."),
                 tr("Each change is written by the identity that wrote the message."),
                 tr("Afterwards the spaces are validated again.")};
    for (const DifferenceRow &row : m_table->rows()) {
        if (row.state == DifferenceRow::State::Ticked)
            ask.things << differenceText(row.what);
    }
    if (ask.level == DeedLevel::Final) {
        ask.now = tr("%1 to be deleted are still there").arg(messagesText(m_table->tickedDeletions()));
        ask.afterwards = tr("deleted; they cannot be brought back with the same time");
        ask.prompt = ask.things.size() == 1 ? tr("Type %1 to apply it:").arg(ask.things.constFirst())
                                            : tr("Type %1 to apply %2:").arg(countText(ask.things.size()), changes);
    }
    ask.verb = tr("Apply %1").arg(changes);
    return ask;
}

void ReconcileStep::runMain(const Consent &)
{
    if (!pauseOrResume() && mainAction().enabled)
        bench().session().applyDifferences(m_table->ticked());
}

QString ReconcileStep::summary() const
{
    QString text = tr("%1 ticked of %2")
                       .arg(countText(static_cast<qint64>(m_table->ticked().size())), countText(m_table->rowCount()));
    if (const qint64 deletions = m_table->untickedDeletions(); deletions == 1)
        text += tr(" · 1 deletion stays unticked until you tick it");
    else if (deletions > 1)
        text += tr(" · %1 deletions stay unticked until you tick them").arg(countText(deletions));
    return text;
}

ProgressFacts ReconcileStep::progress() const
{
    return progressFacts(
        m_way == Way::Newer && !m_newer.isEmpty() ? tr("Comparing and applying") : tr("Applying changes"), tr("items"));
}

} // namespace chatferry
