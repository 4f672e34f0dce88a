// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/forecaststep.h"
#include "ui/pages/steppage.h"

class QCheckBox;
class QSpinBox;

namespace chatferry {

class ForecastChart;
class RoleLabel;
class StepTableView;
class VerdictLabel;

/// When everything will be done, as a chart and as figures, and the ledger that is accepted with the plan.
class ForecastPage final : public StepPage
{
    Q_OBJECT
public:
    explicit ForecastPage(ForecastStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    void refreshChart();

    ForecastStep &m_step;
    VerdictLabel *m_verdict;
    RoleLabel *m_sum;
    RoleLabel *m_accepted;
    QCheckBox *m_read;
    QSpinBox *m_review;
    QSpinBox *m_window;
    ForecastChart *m_chart;
    StepTableView *m_table;
};

} // namespace chatferry
