// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/createstep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool canBeCreated(const SpaceRow &space)
{
    return space.stage == SpaceRow::Stage::Planned;
}

} // namespace

CreateStep::CreateStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new SpacesTable(bench, u"create"_s, tr("Spaces table"),
                              {SpacesTable::Column::Conversation, SpacesTable::Column::State, SpacesTable::Column::Name,
                               SpacesTable::Column::Created, SpacesTable::Column::Limit, SpacesTable::Column::Plan},
                              this))
{
    m_table->setEmptyText(tr("No space is planned yet."));
    connect(&bench, &Workbench::closed, this, [this] { m_choice = Choice::Pilot; });
}

QString CreateStep::purpose() const
{
    const int days = bench().isOpen() ? bench().settings().windowDays : 30;
    return tr("Makes hidden, empty spaces in Google Chat. From this moment each has %1 until its limit.")
        .arg(daysText(days));
}

StepStatus CreateStep::state() const
{
    if (!bench().isPlanAccepted() || !bench().isConnected())
        if (bench().spacesPast(SpaceRow::Stage::Created) == 0)
            return {.state = StepState::Locked};
    StepStatus status = statusBySpaces(SpaceRow::Stage::Created, SpaceRow::Stage::Planned);
    if (status.state == StepState::ToDo && status.spacesPast > 0)
        status.state = StepState::Ready;
    return status;
}

std::optional<Hindrance> CreateStep::lookingAhead() const
{
    if (state().state != StepState::Locked)
        return {};
    if (!bench().isConnected())
        return Hindrance{tr("Connect first; then spaces can be created."), tr("Go to Connect"), u"connect"_s};
    return Hindrance{tr("Accept the plan first."), tr("Go to Forecast"), u"forecast"_s};
}

QList<Hindrance> CreateStep::problems() const
{
    if (bench().spacesPast(SpaceRow::Stage::Created) > 0)
        return {};
    return {{tr("Create at least one space.")}};
}

const SpaceRow *CreateStep::pilot() const
{
    const qint64 wanted = bench().isOpen() ? bench().settings().pilotConversation : 0;
    const SpaceRow *smallest = nullptr;
    qint64 least = 0;
    for (const SpaceRow &space : bench().spaces()) {
        if (!canBeCreated(space))
            continue;
        const ConversationRow *conversation = bench().conversation(space.conversation);
        if (!conversation)
            continue;
        if (space.conversation == wanted)
            return &space;
        // A pilot should show something: the smallest conversation that has messages.
        const qint64 messages = conversation->counts.messages > 0 ? conversation->counts.messages : (1LL << 60);
        if (!smallest || messages < least) {
            smallest = &space;
            least = messages;
        }
    }
    return smallest;
}

std::vector<qint64> CreateStep::chosen() const
{
    std::vector<qint64> out;
    if (m_choice == Choice::Pilot && bench().spacesPast(SpaceRow::Stage::Created) == 0) {
        if (const SpaceRow *space = pilot())
            out.push_back(space->id);
        return out;
    }
    for (const SpaceRow &space : bench().spaces()) {
        if (canBeCreated(space))
            out.push_back(space.id);
    }
    return out;
}

void CreateStep::setChoice(Choice choice)
{
    m_choice = choice;
    Q_EMIT changed();
}

QString CreateStep::pilotText() const
{
    const SpaceRow *space = pilot();
    return space ? tr("&Pilot first: %1 (recommended)").arg(QString(space->displayName).replace(u'&', u"&&"_s))
                 : tr("&Pilot first");
}

QString CreateStep::allText() const
{
    const auto count = std::count_if(bench().spaces().begin(), bench().spaces().end(), canBeCreated);
    return count == 0 ? tr("A&ll") : tr("A&ll %1").arg(countText(count));
}

QString CreateStep::beforeYouStart() const
{
    const int days = bench().isOpen() ? bench().settings().windowDays : 30;
    if (chosen().empty())
        return {};
    return tr("Before you start: in %1 · visible to nobody · %2 starts · can be rolled back until completed")
        .arg(bench().domain().isEmpty() ? tr("your domain") : bench().domain(),
             chosen().size() == 1
                 ? tr("a clock of %1").arg(daysText(days))
                 : tr("%1 clocks of %2").arg(countText(static_cast<qint64>(chosen().size())), daysText(days)));
}

Action CreateStep::mainAction() const
{
    if (isRunning())
        return runningAction(tr("&Pause creating"), tr("&Resume creating"));
    const auto count = static_cast<qint64>(chosen().size());
    Action action;
    action.text = count == 0 ? tr("&Create spaces…") : tr("&Create %1…").arg(spacesText(count));
    action.level = DeedLevel::Reversible;
    action.enabled = true;
    if (const auto ahead = lookingAhead())
        action.reasonOff = ahead->text;
    else if (count == 0)
        action.reasonOff = tr("All planned spaces are created.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

std::optional<Confirmation> CreateStep::confirmation() const
{
    if (isRunning())
        return {};
    const auto ids = chosen();
    const int days = bench().settings().windowDays;
    Confirmation ask;
    ask.level = DeedLevel::Reversible;
    ask.destination = destination();
    ask.title = tr("Create %1 in %2").arg(spacesText(static_cast<qint64>(ids.size())), bench().domain());
    ask.lines = {tr("The spaces are hidden: nobody sees them until you complete them."),
                 tr("The clock starts: each has %1 from now until its limit.").arg(daysText(days)),
                 tr("Until a space is completed it can be rolled back, which deletes it.")};
    for (const SpaceRow &space : bench().spaces()) {
        if (std::find(ids.begin(), ids.end(), space.id) != ids.end())
            ask.things << space.displayName;
    }
    ask.verb = tr("Create %1").arg(spacesText(static_cast<qint64>(ids.size())));
    return ask;
}

void CreateStep::runMain(const Consent &)
{
    if (pauseOrResume())
        return;
    const auto ids = chosen();
    if (!ids.empty())
        bench().session().createSpaces(ids);
}

ProgressFacts CreateStep::progress() const
{
    return progressFacts(tr("Creating spaces"), tr("calls"));
}

void CreateStep::act(const QString &id)
{
    if (id == u"again")
        runMain({});
}

std::vector<qint64> CreateStep::hidden() const
{
    return spacesAt(SpaceRow::Stage::Created, SpaceRow::Stage::Reconciled);
}

Action CreateStep::rollBackAction() const
{
    const auto count = static_cast<qint64>(hidden().size());
    Action action;
    action.text = count == 0 ? tr("&Roll back…") : tr("&Roll back %1…").arg(spacesText(count));
    action.level = DeedLevel::Final;
    if (count == 0)
        action.reasonOff = tr("No space is hidden; there is nothing to roll back.");
    else if (!bench().isConnected())
        action.reasonOff = tr("Connect first.");
    else if (bench().activity() != Activity::None)
        action.reasonOff = tr("Something is running; pause or wait for its end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

Confirmation CreateStep::rollBackConfirmation() const
{
    Confirmation ask;
    ask.level = DeedLevel::Final;
    ask.destination = destination();
    const auto ids = hidden();
    const QString spaces = spacesText(static_cast<qint64>(ids.size()));
    ask.title = tr("Delete %1 in %2").arg(spaces, bench().domain());
    ask.now = tr("hidden, with everything that was imported into them");
    ask.afterwards = tr("deleted with their content; the conversations can be moved again from the start");
    for (const SpaceRow &space : bench().spaces()) {
        if (std::find(ids.begin(), ids.end(), space.id) != ids.end())
            ask.things << space.displayName;
    }
    ask.verb = tr("Delete %1").arg(spaces);
    ask.prompt = ids.size() == 1 ? tr("Type %1 to delete the space:").arg(ask.things.value(0))
                                 : tr("Type %1 to delete %2:").arg(countText(static_cast<qint64>(ids.size())), spaces);
    return ask;
}

void CreateStep::rollBack(const Consent &consent)
{
    if (rollBackAction().enabled && isComplete(rollBackConfirmation(), consent))
        bench().session().rollBack(hidden());
}

} // namespace chatferry
