// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/grantpage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace chatferry {

GrantPage::GrantPage(GrantStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_summary(new RoleLabel({}, TextSize::Section, this))
    , m_helper(new QCheckBox(tr("Remove the helper &admin at the end, where he was no member"), this))
{
    auto *column = pageColumn(this);
    addProgress(*column, step, tr("Grant progress"), [&step] { return step.progress(); });
    column->addWidget(m_summary);
    m_table = new StepTableView(step, step.table(), this);
    column->addWidget(m_table, 1);
    column->addWidget(m_helper);
    connect(m_helper, &QCheckBox::clicked, &step, &GrantStep::setRemovesHelper);
}

void GrantPage::refresh()
{
    m_summary->setText(m_step.summary());
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_helper->setChecked(m_step.removesHelper());
}

FilterTable *GrantPage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
