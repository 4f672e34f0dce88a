// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/completestep.h"
#include "ui/pages/steppage.h"

namespace chatferry {

class RoleLabel;
class StepTableView;
class VerdictLabel;

/// The spaces that can be completed; nothing is ticked beforehand.
class CompletePage final : public StepPage
{
    Q_OBJECT
public:
    explicit CompletePage(CompleteStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    CompleteStep &m_step;
    RoleLabel *m_summary;
    VerdictLabel *m_age;
    StepTableView *m_table;
};

} // namespace chatferry
