// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/importstep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

ImportStep::ImportStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(
          new SpacesTable(bench, u"import"_s, tr("Import table"),
                          {SpacesTable::Column::Conversation, SpacesTable::Column::State, SpacesTable::Column::Messages,
                           SpacesTable::Column::Reactions, SpacesTable::Column::Files, SpacesTable::Column::Ends,
                           SpacesTable::Column::Limit, SpacesTable::Column::Now},
                          this))
    , m_failed(new FailedTable(bench, this))
{
    m_table->setEmptyText(tr("No space is created yet."));
}

QString ImportStep::purpose() const
{
    return tr("Copies messages into hidden spaces. People see nothing until you complete a space.");
}

StepStatus ImportStep::state() const
{
    StepStatus status = statusBySpaces(SpaceRow::Stage::Imported, SpaceRow::Stage::Created);
    if (m_failed->rowCount() > 0 && status.state != StepState::Running && status.state != StepState::Locked) {
        status.state = StepState::NeedsYou;
        status.needs = m_failed->rowCount();
    }
    return status;
}

QList<Hindrance> ImportStep::problems() const
{
    if (bench().spacesPast(SpaceRow::Stage::Imported) > 0)
        return {};
    return {{tr("You can go on when one space is imported.")}};
}

std::optional<Hindrance> ImportStep::lookingAhead() const
{
    if (bench().spacesPast(SpaceRow::Stage::Created) > 0)
        return {};
    return Hindrance{tr("No space is created yet."), tr("Go to Create"), u"create"_s};
}

std::vector<qint64> ImportStep::waiting() const
{
    return spacesAt(SpaceRow::Stage::Created, SpaceRow::Stage::Created);
}

Action ImportStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause import"), tr("&Resume import"));
    Action action;
    const auto count = static_cast<qint64>(waiting().size());
    const auto end = bench().lastEnd(Activity::Import);
    const bool begun = end && end->stopped;
    action.text = count == 0 ? tr("Start &import")
                  : begun    ? tr("&Resume import of %1").arg(spacesText(count))
                             : tr("Start &import of %1").arg(spacesText(count));
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (count == 0)
        action.reasonOff = tr("Every created space is imported.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first; the import needs the service.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void ImportStep::runMain(const Consent &)
{
    if (!pauseOrResume() && mainAction().enabled)
        bench().session().importSpaces(waiting());
}

ProgressFacts ImportStep::progress() const
{
    ProgressFacts facts = progressFacts(tr("Copying messages"), tr("calls"));
    if (isRunning())
        facts.remarks << tr(
            "If you close the window you are asked first; nothing is lost, and it goes on from the same message.");
    return facts;
}

QString ImportStep::summary() const
{
    Counts sum;
    for (const SpaceView &view : m_table->rows()) {
        sum.planned += view.messages.planned;
        sum.done += view.messages.done;
        sum.left += view.messages.left;
        sum.failed += view.messages.failed;
    }
    if (bench().spacesPast(SpaceRow::Stage::Imported) == 0)
        return {};
    QString text = tr("%1 imported: %2 of %3 carried")
                       .arg(spacesText(bench().spacesPast(SpaceRow::Stage::Imported)), countText(sum.done),
                            messagesText(sum.planned));
    if (sum.left > 0)
        text += tr(", %1 left behind").arg(countText(sum.left));
    if (sum.failed > 0)
        text += tr(", %1 failed").arg(countText(sum.failed));
    return text + u'.';
}

void ImportStep::act(const QString &id)
{
    if (id == u"again")
        runMain({});
}

void ImportStep::retry(const QList<qint64> &failedRows)
{
    const auto rows = m_failed->picked(failedRows);
    if (!rows.empty())
        bench().session().retryFailed(rows);
}

void ImportStep::leaveWithNote(const QList<qint64> &failedRows, const QString &note)
{
    const auto rows = m_failed->picked(failedRows);
    if (!rows.empty())
        bench().session().leaveFailed(rows, note);
}

} // namespace chatferry
