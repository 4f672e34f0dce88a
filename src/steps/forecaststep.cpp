// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/forecaststep.h"

#include "steps/humanwords.h"

using namespace Qt::StringLiterals;

namespace chatferry {

/// The forecast as figures: one row a space.
class ForecastTable : public RowsTable<SpaceForecast>
{
public:
    explicit ForecastTable(ForecastStep &step)
        : RowsTable(&step)
        , m_step(step)
    {
    }
    QString key() const override { return u"forecast"_s; }
    QString name() const override { return ForecastStep::tr("Forecast table"); }
    QList<TableColumn> columns() const override
    {
        return {{u"space"_s, ForecastStep::tr("Space"), false, 10},
                {u"state"_s, ForecastStep::tr("State"), false, 7},
                {u"create"_s, ForecastStep::tr("Create"), false, 9},
                {u"import"_s, ForecastStep::tr("Imported"), false, 9},
                {u"validate"_s, ForecastStep::tr("Validated"), false, 9},
                {u"grant"_s, ForecastStep::tr("Open to people"), false, 9},
                {u"limit"_s, ForecastStep::tr("Limit"), false, 9},
                {u"spare"_s, ForecastStep::tr("To spare"), false, 6}};
    }
    qint64 rowId(int row) const override { return at(row).conversation * 1000 + row; }
    TableCell cell(int row, int column) const override
    {
        const SpaceForecast &one = at(row);
        const auto moment = [](UtcTime time) {
            return TableCell{.text = momentText(time), .sort = toMicros(time), .tooltip = momentWithUtcText(time)};
        };
        switch (column) {
        case 0:
            return {.text = m_step.spaceName(one)};
        case 1:
            return one.fits() ? TableCell{.text = ForecastStep::tr("Fits"), .icon = u"circle-check"_s, .tone = Tone::Ok}
                              : TableCell{.text = ForecastStep::tr("Too late"),
                                          .icon = u"triangle-alert"_s,
                                          .tone = Tone::Err};
        case 2:
            return moment(one.created);
        case 3:
            return moment(one.imported);
        case 4:
            return moment(one.validated);
        case 5:
            return moment(one.granted);
        case 6:
            return moment(one.limit);
        case 7:
            return {.text = spanText(std::chrono::floor<std::chrono::seconds>(one.fits() ? one.limit - one.granted
                                                                                         : one.granted - one.limit)),
                    .sort = toMicros(one.limit) - toMicros(one.granted)};
        default:
            return {};
        }
    }
    QString rowSentence(int row) const override
    {
        const SpaceForecast &one = at(row);
        return ForecastStep::tr("%1: import %2 to %3, open to people %4, limit %5, %6 to spare")
            .arg(m_step.spaceName(one), momentText(one.created), momentText(one.imported), momentText(one.granted),
                 momentText(one.limit), cell(row, 7).text);
    }
    QString emptyText() const override { return ForecastStep::tr("No space is planned yet."); }

private:
    ForecastStep &m_step;
};

ForecastStep::ForecastStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new ForecastTable(*this))
    , m_ledger(new PlanLedgerTable(bench, this))
{
    const auto reload = [this] { m_table->setRows(forecast() ? forecast()->spaces : std::vector<SpaceForecast>()); };
    connect(&bench, &Workbench::planChanged, this, reload);
    connect(&bench, &Workbench::closed, this, [this, reload] {
        m_ledgerRead = false;
        reload();
    });
}

QString ForecastStep::purpose() const
{
    return tr("Says when everything will be done, what fits its limit, and what will stay behind.");
}

const Forecast *ForecastStep::forecast() const
{
    return bench().plan() ? &bench().plan()->forecast : nullptr;
}

StepTable &ForecastStep::table()
{
    return *m_table;
}

QString ForecastStep::spaceName(const SpaceForecast &space) const
{
    for (const SpaceRow &row : bench().plan() ? bench().plan()->spaces : bench().spaces()) {
        if (row.conversation == space.conversation && (space.space == 0 || row.id == space.space))
            return row.displayName;
    }
    return u"-"_s;
}

bool ForecastStep::isReady() const
{
    if (!bench().plan() || bench().undecidedPeople() > 0)
        return false;
    const auto &problems = bench().plan()->problems;
    return std::none_of(problems.begin(), problems.end(),
                        [](const Problem &problem) { return problem.severity == Problem::Severity::Stop; });
}

StepStatus ForecastStep::state() const
{
    if (!bench().isScanned())
        return {.state = StepState::Locked};
    if (bench().isPlanAccepted())
        return {.state = bench().plan() && !bench().plan()->upToDate ? StepState::CheckAgain : StepState::Done};
    return {.state = StepState::ToDo};
}

std::optional<Hindrance> ForecastStep::lookingAhead() const
{
    if (!bench().isScanned())
        return Hindrance{tr("Read an export first."), tr("Go to Source"), u"source"_s};
    return {};
}

QList<Hindrance> ForecastStep::problems() const
{
    if (bench().isPlanAccepted())
        return {};
    return {{tr("Accept the plan first.")}};
}

QList<Trouble> ForecastStep::troubles() const
{
    QList<Trouble> out;
    if (!bench().plan())
        return out;
    for (const Problem &problem : bench().plan()->problems) {
        if (problem.severity == Problem::Severity::Note)
            continue;
        Trouble trouble;
        trouble.id = problem.code + problem.where;
        trouble.error = {.kind = Error::Kind::Input,
                         .what = problem.where.isEmpty() ? problem.text : problem.where + u": "_s + problem.text};
        trouble.warning = problem.severity == Problem::Severity::Warning;
        if (problem.severity == Problem::Severity::Stop)
            trouble.remedies = {{tr("Go to Conversations"), {}, u"conversations"_s},
                                {tr("Go to People"), {}, u"people"_s}};
        out.append(trouble);
    }
    return out;
}

Action ForecastStep::mainAction() const
{
    Action action;
    action.text = tr("&Accept plan");
    if (!bench().isScanned())
        action.reasonOff = tr("Read an export first.");
    else if (!bench().plan())
        action.reasonOff = tr("Working it out.");
    else if (bench().undecidedPeople() > 0)
        action.reasonOff = tr("Decide people and conversations first.");
    else if (!isReady())
        action.reasonOff = tr("Something above has to be settled first.");
    else if (bench().plan()->upToDate)
        action.reasonOff = tr("This plan is accepted.");
    else if (!m_ledgerRead && m_ledger->rowCount() > 0)
        action.reasonOff = tr("Read the ledger first.");
    else if (bench().activity() != Activity::None && bench().activity() != Activity::FetchFiles)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void ForecastStep::runMain(const Consent &)
{
    if (mainAction().enabled)
        bench().session().acceptPlan();
}

QString ForecastStep::verdict() const
{
    if (!forecast())
        return bench().isScanned() ? tr("Working it out.") : tr("There is nothing to forecast yet.");
    const auto &spaces = forecast()->spaces;
    if (spaces.empty())
        return tr("No space is planned.");
    const auto late =
        std::count_if(spaces.begin(), spaces.end(), [](const SpaceForecast &space) { return !space.fits(); });
    if (late > 0) {
        const SpaceForecast &worst = spaces.front();
        return tr("%1 of %2 does not fit: %3 would be ready %4 after its limit.")
            .arg(countText(late), countText(static_cast<qint64>(spaces.size())), spaceName(worst),
                 spanText(std::chrono::floor<std::chrono::seconds>(worst.granted - worst.limit)));
    }
    const auto tightest = std::min_element(spaces.begin(), spaces.end(), [](const auto &left, const auto &right) {
        return left.limit - left.granted < right.limit - right.granted;
    });
    const QString spare = spanText(std::chrono::floor<std::chrono::seconds>(tightest->limit - tightest->granted));
    if (spaces.size() == 1)
        return tr("It fits. The space is open to people by %1; its limit is %2 later.")
            .arg(dayText(forecast()->end), spare);
    return tr("It fits. All %1 are open to people by %2; the nearest limit leaves %3 to spare.")
        .arg(spacesText(static_cast<qint64>(spaces.size())), dayText(forecast()->end), spare);
}

Tone ForecastStep::verdictTone() const
{
    if (!forecast() || forecast()->spaces.empty())
        return Tone::Idle;
    const bool fits = std::all_of(forecast()->spaces.begin(), forecast()->spaces.end(),
                                  [](const SpaceForecast &space) { return space.fits(); });
    return fits ? Tone::Ok : Tone::Err;
}

QString ForecastStep::sum() const
{
    if (!bench().plan())
        return {};
    const CarriedSum &sum = bench().plan()->sum;
    return tr("%1 records read = %2 carried + %3 adapted + %4 left behind + %5 set aside")
        .arg(countText(sum.records), countText(sum.carried), countText(sum.adapted), countText(sum.left),
             countText(sum.setAside));
}

QString ForecastStep::ledgerTick() const
{
    return tr("I have &read the ledger: %1 kinds, %2 items arrive changed or stay behind")
        .arg(countText(m_ledger->kinds()), countText(m_ledger->items()));
}

void ForecastStep::setLedgerRead(bool read)
{
    m_ledgerRead = read;
    Q_EMIT changed();
}

QString ForecastStep::acceptedText() const
{
    if (!bench().plan() || bench().plan()->revision == 0)
        return {};
    return bench().plan()->upToDate
               ? tr("Plan %1 is accepted; spaces keep the plan they are created with.").arg(bench().plan()->revision)
               : tr("The plan changed since plan %1 was accepted.").arg(bench().plan()->revision);
}

int ForecastStep::reviewDays() const
{
    return bench().isOpen() ? bench().settings().reviewDays : 2;
}

void ForecastStep::setReviewDays(int days)
{
    PlanSettings settings = bench().settings();
    if (settings.reviewDays == days)
        return;
    settings.reviewDays = days;
    bench().session().setSettings(settings);
}

int ForecastStep::windowDays() const
{
    return bench().isOpen() ? bench().settings().windowDays : 30;
}

void ForecastStep::setWindowDays(int days)
{
    PlanSettings settings = bench().settings();
    if (settings.windowDays == days)
        return;
    settings.windowDays = days;
    bench().session().setSettings(settings);
}

} // namespace chatferry
