// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/validatepage.h"

#include "steps/humanwords.h"
#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/verdictlabel.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace chatferry {

ValidatePage::ValidatePage(ValidateStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_verdict(new VerdictLabel(TextSize::Section, this))
    , m_differences(new QWidget(this))
{
    auto *column = pageColumn(this);
    column->addWidget(m_verdict);
    addProgress(*column, step, tr("Validation progress"), [&step] { return step.progress(); });
    m_table = new StepTableView(step, step.table(), this);
    column->addWidget(m_table, 2);

    auto *below = new QVBoxLayout(m_differences);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(new RoleLabel(tr("Differences"), TextSize::Section, m_differences));
    below->addWidget(new StepTableView(step, step.differences(), m_differences));
    auto *send = new QPushButton(tr("Go to &Reconcile"), m_differences);
    send->setAutoDefault(false);
    below->addWidget(send, 0, Qt::AlignLeft);
    connect(send, &QPushButton::clicked, &step, [&step] { Q_EMIT step.goTo(QStringLiteral("reconcile")); });
    column->addWidget(m_differences, 2);
}

void ValidatePage::refresh()
{
    m_verdict->set(m_step.verdictTone(), withoutDoors(m_step.verdict()));
    m_differences->setVisible(m_step.differences().rowCount() > 0);
}

FilterTable *ValidatePage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
