// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/grantstep.h"
#include "ui/pages/steppage.h"

class QCheckBox;

namespace chatferry {

class RoleLabel;
class StepTableView;

/// Who is added to the completed spaces, and how far that is.
class GrantPage final : public StepPage
{
    Q_OBJECT
public:
    explicit GrantPage(GrantStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    GrantStep &m_step;
    RoleLabel *m_summary;
    QCheckBox *m_helper;
    StepTableView *m_table;
};

} // namespace chatferry
