// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/importstep.h"
#include "ui/pages/steppage.h"

namespace chatferry {

class RoleLabel;
class StepTableView;

/// How the copying stands, space by space, and what needs a person.
class ImportPage final : public StepPage
{
    Q_OBJECT
public:
    explicit ImportPage(ImportStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    ImportStep &m_step;
    RoleLabel *m_summary;
    QWidget *m_needs;
    StepTableView *m_failed;
    StepTableView *m_table;
};

} // namespace chatferry
