// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/validatestep.h"
#include "ui/pages/steppage.h"

namespace chatferry {

class StepTableView;
class VerdictLabel;

/// What was read back and compared, space by space, and the differences.
class ValidatePage final : public StepPage
{
    Q_OBJECT
public:
    explicit ValidatePage(ValidateStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    ValidateStep &m_step;
    VerdictLabel *m_verdict;
    QWidget *m_differences;
    StepTableView *m_table;
};

} // namespace chatferry
