// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesteps.h"

#include "steps/humanwords.h"
#include "ui/widgets/cellmodel.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

/// A page with a job and a table, or, for early steps, two controls.
class FakePage final : public StepPage
{
public:
    FakePage(Step &step, QWidget *parent)
        : StepPage(step, parent)
    {
        auto *column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        if (step.group() != StepGroup::Move) {
            m_first = new QPushButton(u"Choose e&xport"_s, this);
            column->addWidget(m_first, 0, Qt::AlignLeading);
            column->addWidget(new QPushButton(u"How to &get a full export"_s, this), 0, Qt::AlignLeading);
            column->addStretch();
            return;
        }
        auto *progress = new ProgressBlock(u"Import progress"_s, this);
        progress->setFacts({.id = u"import"_s,
                            .what = u"Copying messages"_s,
                            .state = ProgressFacts::State::Working,
                            .fraction = 0.61,
                            .numbers = {u"%1 of %2 messages"_s.arg(door(255104, u"done"_s), countText(402118)),
                                        u"47 a second, 50 allowed"_s, u"about 52 minutes left, done about 15:05"_s},
                            .remarks = {u"%1 need you"_s.arg(door(2, u"needs"_s)),
                                        u"%1 being tried again (Google is busy)"_s.arg(door(11, u"again"_s)),
                                        u"If you close the window: it goes on in the background."_s}});
        column->addWidget(progress);
        m_model = new CellModel(
            {{u"Space"_s}, {u"State"_s}, {u"Messages"_s, true}, {u"Ends"_s}, {u"Limit"_s}, {u"Now"_s}}, this);
        std::vector<CellModel::Row> rows;
        const QStringList names = {u"general"_s,          u"sales"_s, u"Müller & Søn"_s,
                                   u"日本語チャンネル"_s, u"شباب"_s,  u"design"_s};
        for (int i = 0; i < 40; ++i) {
            const bool needs = i == 1;
            rows.push_back({.key = QString::number(i),
                            .cells = {{.text = i < names.size() ? names.at(i) : u"team-%1"_s.arg(i)},
                                      needs ? CellModel::stateCell(u"circle-alert"_s, Tone::Warn, u"Needs 2"_s)
                                            : CellModel::stateCell(u"circle-play"_s, Tone::Info, u"Importing"_s),
                                      CellModel::countCell(152300 - i * 3771, u"messages"_s),
                                      {.text = u"15:05"_s},
                                      {.text = u"23 Dec"_s},
                                      {.text = needs ? u"author suspended today"_s : u"10 a second"_s}},
                            .chips = {needs ? u"needs"_s : u"running"_s}});
        }
        m_model->setRows(std::move(rows));
        m_table = new FilterTable(u"%1 table"_s.arg(step.title()), this);
        m_table->setModel(m_model);
        m_table->setChips({{QString(), u"All"_s}, {u"running"_s, u"Running"_s}, {u"needs"_s, u"Needs you"_s}});
        m_table->setBulkActions({{u"pause"_s, u"Pause &these"_s}, {u"front"_s, u"To the &front"_s}});
        m_table->setFilterPlaceholder(u"Filter by name"_s);
        column->addWidget(m_table, 1);
    }
    void refresh() override {}
    QWidget *firstTask() const override { return m_first; }
    FilterTable *mainTable() const override { return m_table; }

private:
    QPushButton *m_first = nullptr;
    CellModel *m_model = nullptr;
    FilterTable *m_table = nullptr;
};

struct Entry
{
    QString key;
    QString title;
    QString icon;
    StepGroup group;
    QString purpose;
};

const Entry kEntries[] = {
    {u"start"_s, u"Start"_s, u"flag"_s, StepGroup::Overview,
     u"Move your old chat one step at a time. Nothing is sent until you press a button that says so, and you can close "_s
     u"the program at any "_s
     u"moment."_s},
    {u"source"_s, u"Source"_s, u"file-archive"_s, StepGroup::Prepare,
     u"Reads the export of your old chat. Nothing in it is changed and nothing leaves this computer."_s},
    {u"files"_s, u"Files"_s, u"download"_s, StepGroup::Prepare,
     u"Fetches files that still lie on the old chat's servers, before their links stop working."_s},
    {u"connect"_s, u"Connect"_s, u"plug"_s, StepGroup::Prepare,
     u"Checks that Chatferry may write in your Google domain. The last check makes one hidden trial space and deletes "_s
     u"it."_s},
    {u"people"_s, u"People"_s, u"users"_s, StepGroup::Plan, u"Decides under whose name each message arrives."_s},
    {u"conversations"_s, u"Conversations"_s, u"messages-square"_s, StepGroup::Plan,
     u"Chooses what moves, what it will be called and who could later be let in."_s},
    {u"forecast"_s, u"Forecast"_s, u"chart-gantt"_s, StepGroup::Plan,
     u"Says when everything will be done, what fits its limit, and what will stay behind."_s},
    {u"create"_s, u"Create"_s, u"box"_s, StepGroup::Move,
     u"Makes hidden, empty spaces in Google Chat. From this moment each has 30 days until its limit."_s},
    {u"import"_s, u"Import"_s, u"import"_s, StepGroup::Move,
     u"Copies messages into hidden spaces. People see nothing until you complete a space."_s},
    {u"validate"_s, u"Validate"_s, u"list-checks"_s, StepGroup::Move,
     u"Reads every space back from Google and compares it with the export, item by item."_s},
    {u"reconcile"_s, u"Reconcile"_s, u"git-compare-arrows"_s, StepGroup::Move,
     u"Repairs differences, or brings in what happened in the old chat since the export."_s},
    {u"complete"_s, u"Complete"_s, u"flag"_s, StepGroup::Finish,
     u"Opens proven spaces for good. This cannot be undone."_s},
    {u"grant"_s, u"Grant access"_s, u"user-plus"_s, StepGroup::Finish,
     u"Adds people to the completed spaces. They see them from then on."_s},
    {u"report"_s, u"Report"_s, u"file-text"_s, StepGroup::Finish,
     u"Keeps the proof: what was read, what arrived, what did not, who did what and when."_s},
};

} // namespace

FakeWizard::FakeWizard()
{
    for (const Entry &entry : kEntries) {
        auto step = std::make_unique<FakeStep>(entry.key, entry.title, entry.icon, entry.group);
        step->purposeText = entry.purpose;
        steps.push_back(std::move(step));
    }
}

FakeStep &FakeWizard::step(const QString &key)
{
    for (const auto &step : steps)
        if (step->key() == key)
            return *step;
    qFatal("no such step");
    return *steps.front();
}

std::vector<PageEntry> FakeWizard::entries()
{
    std::vector<PageEntry> entries;
    for (const auto &step : steps)
        entries.push_back({step.get(), [](Step &s, QWidget *parent) { return new FakePage(s, parent); }});
    return entries;
}

QStringList FakeWizard::keys() const
{
    QStringList keys;
    for (const auto &step : steps)
        keys += step->key();
    return keys;
}

void setPilotImport(FakeWizard &wizard)
{
    wizard.shell.name = u"Northwind Slack"_s;
    wizard.shell.where = u"Google Chat: northwind.example"_s;
    wizard.shell.settings.rehearsal = true;
    SpaceClock pilot;
    pilot.space = 1;
    pilot.name = u"design"_s;
    pilot.stage = SpaceRow::Stage::Created;
    pilot.firstAttempt = wizard.shell.time - 5s;
    pilot.limit = *pilot.firstAttempt + 720h;
    pilot.expiry = *pilot.firstAttempt + 2160h;
    wizard.shell.spaces = {pilot};
    wizard.shell.line = {.icon = u"circle-play"_s,
                         .tone = Tone::Info,
                         .work = u"Importing design, about 9 minutes left"_s,
                         .goTo = u"import"_s,
                         .power = u"This computer stays awake"_s};
    wizard.shell.work = {.sentence = u"Import is running. 1 space is being imported."_s, .title = u"61 % Import"_s};
    for (const auto &step : wizard.steps)
        step->status = {StepState::ToDo};
    for (const QString &key : {u"source"_s, u"connect"_s, u"people"_s, u"conversations"_s, u"forecast"_s})
        wizard.step(key).status = {StepState::Done};
    wizard.step(u"files"_s).status = {StepState::Running};
    wizard.step(u"create"_s).status = {StepState::Done, 0, 1, 1};
    wizard.step(u"complete"_s).status = {StepState::Locked};
    wizard.step(u"complete"_s).ahead = Hindrance{u"Validate a space first."_s, u"Go to Validate"_s, u"validate"_s};
    wizard.step(u"complete"_s).action = {.text = u"&Complete 0 spaces…"_s, .reasonOff = u"No space is proven yet."_s};
    wizard.step(u"grant"_s).status = {StepState::Locked};
    wizard.step(u"report"_s).status = {StepState::Ready};
    FakeStep &import = wizard.step(u"import"_s);
    import.status = {StepState::Running, 0, 0, 1};
    import.action = {.text = u"&Pause import"_s, .icon = u"pause"_s, .enabled = true, .running = true};
    import.hindrances = {
        { u"You can go on when one space is imported: about 9 minutes."_s,
          u"Show"_s,
          {},
          u"show-running"_s }};
}

} // namespace chatferry
