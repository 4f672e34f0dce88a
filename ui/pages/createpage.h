// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/createstep.h"
#include "ui/pages/steppage.h"

class QRadioButton;

namespace chatferry {

class RoleLabel;
class StepTableView;

/// Which spaces are made now, and those that are.
class CreatePage final : public StepPage
{
    Q_OBJECT
public:
    explicit CreatePage(CreateStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    CreateStep &m_step;
    QRadioButton *m_pilot;
    QRadioButton *m_all;
    RoleLabel *m_before;
    StepTableView *m_table;
};

} // namespace chatferry
