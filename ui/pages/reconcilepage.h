// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/reconcilestep.h"
#include "ui/pages/steppage.h"

class QRadioButton;

namespace chatferry {

class RoleLabel;
class StepTableView;

/// The changes that could be applied, ticked one by one or by kind.
class ReconcilePage final : public StepPage
{
    Q_OBJECT
public:
    explicit ReconcilePage(ReconcileStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    void chooseExport();

    ReconcileStep &m_step;
    QRadioButton *m_repair;
    QRadioButton *m_newer;
    RoleLabel *m_export;
    RoleLabel *m_summary;
    StepTableView *m_table;
};

} // namespace chatferry
