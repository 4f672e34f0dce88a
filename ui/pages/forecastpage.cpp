// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/forecastpage.h"

#include "ui/charts/forecastchart.h"
#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/verdictlabel.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>
#include <QTabWidget>

namespace chatferry {

ForecastPage::ForecastPage(ForecastStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_verdict(new VerdictLabel(TextSize::Section, this))
    , m_sum(new RoleLabel({}, TextSize::Body, this))
    , m_accepted(new RoleLabel({}, TextSize::Body, this))
    , m_read(new QCheckBox(this))
    , m_review(new QSpinBox(this))
    , m_window(new QSpinBox(this))
    , m_chart(new ForecastChart(this))
{
    auto *column = pageColumn(this);
    column->addWidget(m_verdict);
    column->addWidget(m_sum);
    auto *tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("Forecast views"));
    tabs->setDocumentMode(true);
    m_table = new StepTableView(step, step.table(), tabs);
    tabs->addTab(m_chart, tr("&Chart"));
    tabs->addTab(m_table, tr("&Table"));
    tabs->addTab(new StepTableView(step, step.ledger(), tabs), tr("&Ledger"));
    column->addWidget(tabs, 1);

    auto *row = new QHBoxLayout;
    row->setSpacing(grid(8));
    const auto field = [&](const QString &text, QSpinBox *box, int least, int most) {
        auto *label = new QLabel(text, this);
        label->setBuddy(box);
        box->setRange(least, most);
        box->setSuffix(tr(" days"));
        box->setKeyboardTracking(false);
        row->addWidget(label);
        row->addWidget(box);
        row->addSpacing(grid(16));
    };
    field(tr("Days for re&view"), m_review, 0, 365);
    field(tr("L&imit"), m_window, 1, 365);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_read);
    column->addWidget(m_accepted);

    connect(m_read, &QCheckBox::clicked, &step, &ForecastStep::setLedgerRead);
    connect(m_review, &QSpinBox::valueChanged, &step, &ForecastStep::setReviewDays);
    connect(m_window, &QSpinBox::valueChanged, &step, &ForecastStep::setWindowDays);
}

void ForecastPage::refresh()
{
    m_verdict->set(m_step.verdictTone(), m_step.verdict());
    m_sum->setText(m_step.sum());
    m_accepted->setText(m_step.acceptedText());
    m_accepted->setVisible(!m_accepted->text().isEmpty());
    m_read->setText(m_step.ledgerTick());
    m_read->setChecked(m_step.isLedgerRead());
    m_read->setVisible(m_step.ledger().rowCount() > 0);
    const QSignalBlocker reviewBlocker(m_review);
    const QSignalBlocker windowBlocker(m_window);
    m_review->setValue(m_step.reviewDays());
    m_window->setValue(m_step.windowDays());
    refreshChart();
}

void ForecastPage::refreshChart()
{
    std::vector<ForecastBar> bars;
    if (const Forecast *forecast = m_step.forecast()) {
        for (const SpaceForecast &space : forecast->spaces)
            bars.push_back({m_step.spaceName(space), space.created, space.imported, space.validated, space.reviewed,
                            space.granted, space.limit});
        m_chart->setBars(std::move(bars), forecast->from);
        return;
    }
    m_chart->setBars({}, m_step.now());
}

FilterTable *ForecastPage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
