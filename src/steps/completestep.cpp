// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/completestep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr int kOldExportDays = 2;

bool canBeCompleted(const SpaceRow &space)
{
    return space.stage >= SpaceRow::Stage::Imported && space.stage <= SpaceRow::Stage::Reconciled;
}

} // namespace

CompleteStep::CompleteStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(
          new SpacesTable(bench, u"complete"_s, tr("Spaces to complete"),
                          {SpacesTable::Column::Tick, SpacesTable::Column::Conversation, SpacesTable::Column::State,
                           SpacesTable::Column::Proven, SpacesTable::Column::OpenPoints, SpacesTable::Column::Limit},
                          this))
{
    m_table->setEmptyText(tr("Nothing is imported yet."));
    m_table->setTickable([](const SpaceView &view) { return canBeCompleted(view.row); });
    connect(m_table, &SpacesTable::ticksChanged, this, &Step::changed);
    connect(&bench, &Workbench::closed, this, [this] { m_table->clearTicks(); });
}

bool CompleteStep::isReady(const SpaceRow &space)
{
    return (space.stage == SpaceRow::Stage::Validated || space.stage == SpaceRow::Stage::Reconciled) &&
           space.different == 0;
}

StepStatus CompleteStep::state() const
{
    return statusBySpaces(SpaceRow::Stage::Completed, SpaceRow::Stage::Validated);
}

QList<Hindrance> CompleteStep::problems() const
{
    if (bench().spacesPast(SpaceRow::Stage::Completed) > 0)
        return {};
    return {
        {tr("Complete at least one space, or go to Report if you only rehearse."), tr("Go to Report"), u"report"_s}};
}

std::optional<Hindrance> CompleteStep::lookingAhead() const
{
    if (bench().spacesPast(SpaceRow::Stage::Imported) > 0)
        return {};
    return Hindrance{tr("No space is proven yet."), tr("Go to Validate"), u"validate"_s};
}

std::vector<qint64> CompleteStep::ticked(bool provenOnly) const
{
    std::vector<qint64> out;
    for (const SpaceRow &space : bench().spaces()) {
        if (m_table->ticked().contains(space.id) && canBeCompleted(space) && (!provenOnly || isReady(space)))
            out.push_back(space.id);
    }
    return out;
}

void CompleteStep::tickAllReady()
{
    QList<qint64> rows;
    for (const SpaceRow &space : bench().spaces()) {
        if (isReady(space))
            rows.append(space.id);
    }
    m_table->setTicked(rows, true);
}

QString CompleteStep::summary() const
{
    const auto ready = std::count_if(bench().spaces().begin(), bench().spaces().end(), isReady);
    const auto open = std::count_if(bench().spaces().begin(), bench().spaces().end(), canBeCompleted);
    return tr("Ready %1 · Not proven %2 · Completed %3")
        .arg(countText(ready), countText(open - ready), countText(bench().spacesPast(SpaceRow::Stage::Completed)));
}

QString CompleteStep::exportAge() const
{
    std::optional<UtcTime> last;
    for (const ConversationRow &row : bench().conversations()) {
        if (row.counts.last && *row.counts.last <= bench().serverNow() && (!last || *row.counts.last > *last))
            last = row.counts.last;
    }
    if (!last)
        return {};
    const auto days = std::chrono::floor<std::chrono::days>(bench().serverNow() - *last).count();
    if (days < kOldExportDays)
        return {};
    return tr("The newest message of the export is %1 old. What was written since is not in it.").arg(daysText(days));
}

Action CompleteStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause completing"), tr("&Resume completing"));
    Action action;
    const auto count = static_cast<qint64>(ticked(true).size());
    action.text = count == 0 ? tr("&Complete spaces…") : tr("&Complete %1…").arg(spacesText(count));
    action.level = DeedLevel::Final;
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (count == 0)
        action.reasonOff =
            ticked(false).empty() ? tr("Tick the spaces to complete.") : tr("What is ticked is not proven.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

Confirmation CompleteStep::confirmationFor(const std::vector<qint64> &spaces) const
{
    Confirmation ask;
    ask.level = DeedLevel::Final;
    ask.destination = destination();
    const QString counted = spacesText(static_cast<qint64>(spaces.size()));
    ask.title = tr("Complete %1 in %2").arg(counted, bench().domain());
    ask.now = tr("hidden; only Chatferry writes; can be deleted and begun again; old dates can be written");
    ask.afterwards =
        tr("normal spaces; the people you add see them; new messages carry today's date; the administrator is "
           "their manager");
    for (const SpaceRow &space : bench().spaces()) {
        if (std::find(spaces.begin(), spaces.end(), space.id) == spaces.end())
            continue;
        ask.things << space.displayName;
        ask.lines << tr("%1 of %2 proven in %3")
                         .arg(countText(space.checked - space.different), countText(space.checked), space.displayName);
    }
    if (const QString age = exportAge(); !age.isEmpty())
        ask.cautions.append({age});
    ask.ticks = {{u"closed"_s, tr("The old chat is closed for writing"), false},
                 {u"retention"_s, tr("Retention reaches back to the oldest message"), false}};
    ask.verb = tr("Complete %1").arg(counted);
    ask.prompt = spaces.size() == 1
                     ? tr("Type %1 to complete the space:").arg(ask.things.value(0))
                     : tr("Type %1 to complete %2:").arg(countText(static_cast<qint64>(spaces.size())), counted);
    return ask;
}

std::optional<Confirmation> CompleteStep::confirmation() const
{
    if (isRunning())
        return {};
    return confirmationFor(ticked(true));
}

void CompleteStep::runMain(const Consent &consent)
{
    if (pauseOrResume() || !mainAction().enabled)
        return;
    const auto spaces = ticked(true);
    if (!isComplete(confirmationFor(spaces), consent))
        return;
    record(consent);
    bench().session().completeSpaces(spaces, {});
}

void CompleteStep::record(const Consent &consent)
{
    for (const QString &tick : consent.ticked)
        bench().session().confirm(u"complete-"_s + tick, true);
}

void CompleteStep::act(const QString &id)
{
    // Completing is never repeated by a single press: the person confirms again.
    if (id == u"again")
        Q_EMIT changed();
}

Action CompleteStep::withoutProofAction() const
{
    Action action;
    const auto all = ticked(false);
    const auto unproven = all.size() - ticked(true).size();
    action.text = tr("Complete without &proof…");
    action.level = DeedLevel::Final;
    if (unproven == 0)
        action.reasonOff = tr("Nothing that is ticked lacks its proof.");
    else if (!bench().isConnected() || bench().activity() != Activity::None)
        action.reasonOff = mainAction().reasonOff;
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

Confirmation CompleteStep::withoutProofConfirmation() const
{
    Confirmation ask = confirmationFor(ticked(false));
    ask.asksReason = true;
    ask.cautions.prepend({tr("Not everything in these spaces is proven. The reason you give is recorded.")});
    return ask;
}

void CompleteStep::completeWithoutProof(const Consent &consent)
{
    const auto spaces = ticked(false);
    if (isRunning() || !withoutProofAction().enabled || !isComplete(withoutProofConfirmation(), consent))
        return;
    record(consent);
    bench().session().completeSpaces(spaces, consent.reason.trimmed());
}

ProgressFacts CompleteStep::progress() const
{
    return progressFacts(tr("Completing spaces"), tr("spaces"));
}

} // namespace chatferry
