// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/reconcilepage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QRadioButton>

namespace chatferry {

ReconcilePage::ReconcilePage(ReconcileStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_repair(new QRadioButton(tr("&Repair found differences"), this))
    , m_newer(new QRadioButton(tr("Bring in a ne&wer export"), this))
    , m_export(new RoleLabel({}, TextSize::Body, this))
    , m_summary(new RoleLabel({}, TextSize::Body, this))
{
    auto *column = pageColumn(this);
    auto *way = new QHBoxLayout;
    way->setSpacing(grid(16));
    auto *choose = new QPushButton(tr("Choose e&xport"), this);
    choose->setAutoDefault(false);
    way->addWidget(m_repair);
    way->addWidget(m_newer);
    way->addWidget(choose);
    way->addWidget(m_export);
    way->addStretch(1);
    column->addLayout(way);
    addProgress(*column, step, tr("Reconcile progress"), [&step] { return step.progress(); });
    m_table = new StepTableView(step, step.table(), this);
    column->addWidget(m_table, 1);

    auto *ticks = new QHBoxLayout;
    ticks->setSpacing(grid(8));
    auto *all = new QPushButton(tr("&Tick all but deletions"), this);
    auto *none = new QPushButton(tr("&Untick"), this);
    for (QPushButton *button : {all, none}) {
        button->setAutoDefault(false);
        ticks->addWidget(button);
    }
    ticks->addWidget(m_summary, 1);
    column->addLayout(ticks);

    connect(m_repair, &QRadioButton::clicked, &step, [&step] { step.setWay(ReconcileStep::Way::Repair); });
    connect(m_newer, &QRadioButton::clicked, &step, [&step] { step.setWay(ReconcileStep::Way::Newer); });
    connect(choose, &QPushButton::clicked, this, &ReconcilePage::chooseExport);
    connect(all, &QPushButton::clicked, &step, [&step] { step.tickAll(true); });
    connect(none, &QPushButton::clicked, &step, [&step] { step.tickAll(false); });
}

void ReconcilePage::chooseExport()
{
    auto *dialog = new QFileDialog(window(), tr("Choose the newer export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Exports (*.zip)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_step, &ReconcileStep::giveNewerExport);
    dialog->open();
}

void ReconcilePage::refresh()
{
    m_repair->setChecked(m_step.way() == ReconcileStep::Way::Repair);
    m_newer->setChecked(m_step.way() == ReconcileStep::Way::Newer);
    m_export->setText(QFileInfo(m_step.newerExport()).fileName());
    m_summary->setText(m_step.summary());
}

FilterTable *ReconcilePage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
