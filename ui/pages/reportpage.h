// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/reportstep.h"
#include "ui/pages/steppage.h"

namespace chatferry {

class RoleLabel;
class StepTableView;
class VerdictLabel;

/// The proof: the sum, the ledger and the audit trail.
class ReportPage final : public StepPage
{
    Q_OBJECT
public:
    explicit ReportPage(ReportStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    void chooseFolder();

    ReportStep &m_step;
    RoleLabel *m_heading;
    VerdictLabel *m_sum;
    VerdictLabel *m_saved;
    StepTableView *m_table;
};

} // namespace chatferry
