// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/filespage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/sentence.h"
#include "ui/widgets/verdictlabel.h"

#include <QBoxLayout>

namespace chatferry {

FilesPage::FilesPage(FilesStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_sums(new Sentence(this))
    , m_place(new RoleLabel({}, TextSize::Body, this))
    , m_standing(new VerdictLabel(TextSize::Body, this))
    , m_table(new FilterTable(step.table().name(), this))
{
    auto *column = pageColumn(this);
    column->addWidget(m_sums);
    m_place->setInk(RoleLabel::Ink::Secondary);
    m_place->setAccessibleName(tr("Disk space"));
    column->addWidget(m_place);
    column->addWidget(m_standing);
    addProgress(*column, step, tr("Fetch progress"), [&step] { return step.progress(); });
    m_table->setTable(step.table());
    m_table->setFilterPlaceholder(tr("Filter by conversation, reason"));
    column->addWidget(m_table, 1);

    connect(m_sums, &Sentence::doorOpened, &step, &FilesStep::act);
    connect(&step, &FilesStep::chipWanted, m_table, [this](const QString &chip) {
        m_table->showChip(chip);
        m_table->focusTable();
    });
}

void FilesPage::refresh()
{
    m_sums->setSentence(m_step.sumsText());
    m_place->setText(m_step.place());
    m_place->setVisible(m_step.sums().outside() > 0);
    const QString standing = m_step.standing();
    m_standing->set(m_step.standingTone(), standing);
    // Without rows the table says it.
    m_standing->setVisible(!standing.isEmpty() && m_step.sums().outside() > 0);
}

} // namespace chatferry
