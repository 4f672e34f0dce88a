// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/createpage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>

namespace chatferry {

CreatePage::CreatePage(CreateStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_pilot(new QRadioButton(this))
    , m_all(new QRadioButton(this))
    , m_before(new RoleLabel({}, TextSize::Body, this))
{
    auto *column = pageColumn(this);
    auto *choice = new QHBoxLayout;
    choice->setSpacing(grid(16));
    choice->addWidget(m_pilot);
    choice->addWidget(m_all);
    choice->addStretch(1);
    column->addLayout(choice);
    m_before->setInk(RoleLabel::Ink::Secondary);
    m_before->setWordWrap(true);
    column->addWidget(m_before);
    addProgress(*column, step, tr("Create progress"), [&step] { return step.progress(); });
    m_table = new StepTableView(step, step.table(), this);
    column->addWidget(m_table, 1);
    auto *rollBack = new ActionButton(
        step, [&step] { return step.rollBackAction(); }, this);
    column->addWidget(rollBack);

    connect(m_pilot, &QRadioButton::clicked, &step, [&step] { step.setChoice(CreateStep::Choice::Pilot); });
    connect(m_all, &QRadioButton::clicked, &step, [&step] { step.setChoice(CreateStep::Choice::All); });
    connect(rollBack, &ActionButton::pressed, this, [this] {
        askThen(window(), m_step.rollBackConfirmation(), m_step.isRehearsal(),
                [this](const Consent &consent) { m_step.rollBack(consent); });
    });
}

void CreatePage::refresh()
{
    m_pilot->setText(m_step.pilotText());
    m_all->setText(m_step.allText());
    m_pilot->setChecked(m_step.choice() == CreateStep::Choice::Pilot);
    m_all->setChecked(m_step.choice() == CreateStep::Choice::All);
    m_before->setText(m_step.beforeYouStart());
}

FilterTable *CreatePage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
