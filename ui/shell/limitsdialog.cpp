// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/limitsdialog.h"

#include "steps/humanwords.h"
#include "steps/shellmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cellmodel.h"
#include "ui/widgets/filtertable.h"

#include <QCoreApplication>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString stageWord(SpaceRow::Stage stage)
{
    switch (stage) {
    case SpaceRow::Stage::Planned:
        return LimitsDialog::tr("Planned");
    case SpaceRow::Stage::Created:
        return LimitsDialog::tr("Created");
    case SpaceRow::Stage::Imported:
        return LimitsDialog::tr("Imported");
    case SpaceRow::Stage::Validated:
        return LimitsDialog::tr("Validated");
    case SpaceRow::Stage::Reconciled:
        return LimitsDialog::tr("Reconciled");
    case SpaceRow::Stage::Completed:
        return LimitsDialog::tr("Completed");
    case SpaceRow::Stage::Opened:
        return LimitsDialog::tr("Open to people");
    case SpaceRow::Stage::Skipped:
        return LimitsDialog::tr("Skipped");
    case SpaceRow::Stage::Failed:
        return LimitsDialog::tr("Needs you");
    case SpaceRow::Stage::Expired:
        return LimitsDialog::tr("Expired");
    case SpaceRow::Stage::RolledBack:
        return LimitsDialog::tr("Rolled back");
    }
    return {};
}

CellModel::Cell momentCell(const std::optional<UtcTime> &time, const QTimeZone &zone)
{
    if (!time)
        return {.text = u"-"_s, .sort = QVariant::fromValue(std::numeric_limits<qint64>::max())};
    return {.text = momentText(*time, zone), .sort = toMicros(*time), .fullText = momentWithUtcText(*time, zone)};
}

} // namespace

LimitsDialog::LimitsDialog(const ShellModel &shell, QWidget *parent)
    : QDialog(parent)
    , m_shell(shell)
    , m_model(new CellModel(
          {{tr("Space")}, {tr("State")}, {tr("Limit")}, {tr("Google deletes it")}, {tr("Stage")}, {tr("Forecast end")}},
          this))
    , m_table(new FilterTable(tr("Limits"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    m_table->setModel(m_model);
    m_table->setCsvName(u"limits"_s);
    m_table->setEmptyState(u"timer"_s, tr("No space is created yet, so no clock runs."));
    auto *go = new QPushButton(tr("&Go to the space"), this);
    auto *close = new QPushButton(tr("Close"), this);
    for (QPushButton *button : {go, close})
        button->setAutoDefault(false);
    go->setEnabled(false);
    go->setAccessibleDescription(tr("Choose a row first."));
    connect(m_table, &FilterTable::viewChanged, go, [this, go] { go->setEnabled(!m_table->currentKey().isEmpty()); });
    connect(go, &QPushButton::clicked, this, [this] {
        Q_EMIT goTo(m_table->currentKey().toLongLong());
        accept();
    });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(go);
    row->addWidget(close);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(grid(12));
    column->addWidget(m_table, 1);
    column->addLayout(row);
    resize(lh(54), lh(24));
    connect(&shell, &ShellModel::changed, this, &LimitsDialog::refresh);
    refresh();
    m_table->focusTable();
}

void LimitsDialog::refresh()
{
    const CountdownSettings settings = m_shell.countdownSettings();
    const UtcTime now = m_shell.now();
    std::vector<SpaceClock> clocks = m_shell.clocks();
    const Countdown chip = chatferry::countdown(clocks, now, settings);
    setWindowTitle(chip.text.isEmpty() ? tr("Limits") : tr("Limits - %1").arg(chip.text));
    std::erase_if(clocks,
                  [&](const SpaceClock &c) { return clockState(c, now, settings.deadlines) == ClockState::None; });
    std::ranges::stable_sort(clocks, [&](const SpaceClock &a, const SpaceClock &b) {
        const ClockState first = clockState(a, now, settings.deadlines);
        const ClockState second = clockState(b, now, settings.deadlines);
        return first != second ? first > second : *limitOf(a) < *limitOf(b);
    });
    std::vector<CellModel::Row> rows;
    for (const SpaceClock &clock : clocks) {
        const ClockState state = clockState(clock, now, settings.deadlines);
        CellModel::Cell stateCell = CellModel::stateCell(clockStateIcon(state), clockStateTone(state),
                                                         clockStateWord(clock, now, settings.deadlines));
        stateCell.sort = -static_cast<int>(state);
        rows.push_back({.key = QString::number(clock.space),
                        .cells = {{.text = clock.name},
                                  stateCell,
                                  momentCell(settings.deadlines ? limitOf(clock) : std::nullopt, settings.zone),
                                  momentCell(clock.expiry, settings.zone),
                                  {.text = stageWord(clock.stage), .sort = static_cast<int>(clock.stage)},
                                  momentCell(clock.forecastEnd, settings.zone)}});
    }
    m_model->setRows(std::move(rows));
}

} // namespace chatferry
