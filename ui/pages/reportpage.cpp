// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reportpage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/verdictlabel.h"

#include <QFileDialog>
#include <QTabWidget>
#include <QVBoxLayout>

namespace chatferry {

ReportPage::ReportPage(ReportStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_heading(new RoleLabel({}, TextSize::Body, this))
    , m_sum(new VerdictLabel(TextSize::Section, this))
    , m_saved(new VerdictLabel(TextSize::Body, this))
{
    auto *column = pageColumn(this);
    m_heading->setInk(RoleLabel::Ink::Secondary);
    column->addWidget(m_heading);
    column->addWidget(m_sum);
    column->addWidget(m_saved);
    auto *tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("Report sections"));
    tabs->setDocumentMode(true);
    m_table = new StepTableView(step, step.ledger(), tabs);
    tabs->addTab(m_table, tr("&Ledger"));
    tabs->addTab(new StepTableView(step, step.audit(), tabs), tr("&Audit trail"));
    column->addWidget(tabs, 1);
    connect(&step, &ReportStep::folderWanted, this, &ReportPage::chooseFolder);
}

void ReportPage::chooseFolder()
{
    auto *dialog = new QFileDialog(window(), tr("Choose a folder for the report"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Save report here"));
    connect(dialog, &QFileDialog::fileSelected, &m_step, &ReportStep::save);
    dialog->open();
}

void ReportPage::refresh()
{
    m_heading->setText(m_step.heading());
    m_heading->setVisible(!m_heading->text().isEmpty());
    m_sum->set(m_step.sumCloses() ? Tone::Ok : Tone::Idle,
               m_step.sum().isEmpty() ? QString()
                                      : m_step.sum() + (m_step.sumCloses() ? tr(" · the sums close") : QString()));
    m_sum->setVisible(!m_step.sum().isEmpty());
    m_saved->setVisible(!m_step.savedText().isEmpty());
    m_saved->set(Tone::Ok, m_step.savedText());
}

FilterTable *ReportPage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
