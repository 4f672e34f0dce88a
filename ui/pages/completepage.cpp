// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/completepage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/verdictlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace chatferry {

CompletePage::CompletePage(CompleteStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_summary(new RoleLabel({}, TextSize::Section, this))
    , m_age(new VerdictLabel(TextSize::Body, this))
{
    auto *column = pageColumn(this);
    column->addWidget(m_summary);
    column->addWidget(m_age);
    addProgress(*column, step, tr("Completion progress"), [&step] { return step.progress(); });
    m_table = new StepTableView(step, step.table(), this);
    column->addWidget(m_table, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(grid(16));
    auto *all = new QPushButton(tr("&Tick all ready"), this);
    all->setAutoDefault(false);
    auto *unproven = new ActionButton(
        step, [&step] { return step.withoutProofAction(); }, this);
    row->addWidget(all);
    row->addWidget(unproven, 1);
    column->addLayout(row);

    connect(all, &QPushButton::clicked, &step, [&step] { step.tickAllReady(); });
    connect(unproven, &ActionButton::pressed, this, [this] {
        askThen(window(), m_step.withoutProofConfirmation(), m_step.isRehearsal(),
                [this](const Consent &consent) { m_step.completeWithoutProof(consent); });
    });
}

void CompletePage::refresh()
{
    m_summary->setText(m_step.summary());
    const QString age = m_step.exportAge();
    m_age->setVisible(!age.isEmpty());
    m_age->set(Tone::Warn, age);
}

FilterTable *CompletePage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
