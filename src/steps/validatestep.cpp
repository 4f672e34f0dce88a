// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/validatestep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ValidateStep::ValidateStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(
          new SpacesTable(bench, u"validate"_s, tr("Validation table"),
                          {SpacesTable::Column::Conversation, SpacesTable::Column::State, SpacesTable::Column::Proven,
                           SpacesTable::Column::Compared, SpacesTable::Column::Different, SpacesTable::Column::Limit},
                          this))
    , m_differences(new DifferencesTable(bench, u"validate"_s, false, this))
{
    m_table->setEmptyText(tr("Nothing is imported yet."));
}

QString ValidateStep::purpose() const
{
    return tr("Reads every space back from Google and compares it with the export, item by item.");
}

StepStatus ValidateStep::state() const
{
    StepStatus status = statusBySpaces(SpaceRow::Stage::Validated, SpaceRow::Stage::Imported);
    const qint64 open = m_differences->open();
    if (open > 0 && status.state != StepState::Running && status.state != StepState::Locked) {
        status.state = StepState::NeedsYou;
        status.needs = static_cast<int>(open);
    }
    return status;
}

QList<Hindrance> ValidateStep::problems() const
{
    const bool any = std::any_of(bench().spaces().begin(), bench().spaces().end(), [](const SpaceRow &space) {
        return space.checked > 0 ||
               (space.stage >= SpaceRow::Stage::Validated && space.stage <= SpaceRow::Stage::Opened);
    });
    return any ? QList<Hindrance>() : QList<Hindrance>{{tr("No space is validated yet.")}};
}

std::optional<Hindrance> ValidateStep::lookingAhead() const
{
    if (bench().spacesPast(SpaceRow::Stage::Imported) > 0)
        return {};
    return Hindrance{tr("Nothing is imported yet."), tr("Go to Import"), u"import"_s};
}

std::vector<qint64> ValidateStep::due() const
{
    auto fresh = spacesAt(SpaceRow::Stage::Imported, SpaceRow::Stage::Imported);
    return fresh.empty() ? spacesAt(SpaceRow::Stage::Imported, SpaceRow::Stage::Reconciled) : fresh;
}

Action ValidateStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause validation"), tr("&Resume validation"));
    Action action;
    const bool again = spacesAt(SpaceRow::Stage::Imported, SpaceRow::Stage::Imported).empty();
    const QString spaces = spacesText(static_cast<qint64>(due().size()));
    action.text = again && !due().empty() ? tr("&Validate %1 again").arg(spaces) : tr("&Validate %1").arg(spaces);
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (due().empty())
        action.reasonOff = tr("Every imported space is completed already.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first; reading back needs the service.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void ValidateStep::runMain(const Consent &)
{
    if (!pauseOrResume() && mainAction().enabled)
        bench().session().validateSpaces(due());
}

void ValidateStep::act(const QString &id)
{
    if (id == u"again")
        runMain({});
}

ProgressFacts ValidateStep::progress() const
{
    return progressFacts(tr("Reading back and comparing"), tr("items"));
}

QString ValidateStep::verdict() const
{
    qint64 proven = 0;
    qint64 differing = 0;
    qint64 checked = 0;
    for (const SpaceRow &space : bench().spaces()) {
        checked += space.checked;
        if (space.different > 0)
            ++differing;
        else if (space.stage >= SpaceRow::Stage::Validated && space.stage <= SpaceRow::Stage::Opened)
            ++proven;
    }
    if (checked == 0 && proven == 0)
        return tr("Nothing is read back yet.");
    if (differing == 0)
        return tr("Proven: %1, %2 compared, no difference.").arg(spacesText(proven), countText(checked));
    return tr("%1 proven, %2 differ (%3). %4 compared.")
        .arg(spacesText(proven), countText(differing),
             door(tr("%1 items").arg(countText(m_differences->open())), u"differences"_s), countText(checked));
}

Tone ValidateStep::verdictTone() const
{
    if (m_differences->open() > 0)
        return Tone::Warn;
    return problems().isEmpty() ? Tone::Ok : Tone::Idle;
}

} // namespace chatferry
