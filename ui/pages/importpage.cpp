// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/importpage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"

#include <QInputDialog>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

ImportPage::ImportPage(ImportStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_summary(new RoleLabel({}, TextSize::Body, this))
    , m_needs(new QWidget(this))
    , m_failed(new StepTableView(step, step.failed(), m_needs))
{
    auto *column = pageColumn(this);
    addProgress(*column, step, tr("Import progress"), [&step] { return step.progress(); });
    column->addWidget(m_summary);
    m_table = new StepTableView(step, step.table(), this);
    m_table->filterTable().setLive(true);
    column->addWidget(m_table, 2);

    auto *below = new QVBoxLayout(m_needs);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(new RoleLabel(tr("Needs you"), TextSize::Section, m_needs));
    below->addWidget(m_failed);
    column->addWidget(m_needs, 1);
    FilterTable &failed = m_failed->filterTable();
    failed.setBulkActions({{u"retry"_s, tr("Tr&y again")}, {u"leave"_s, tr("&Leave with a note")}});
    connect(&failed, &FilterTable::bulkChosen, this, [this](const QString &id, const QStringList &) {
        const QList<qint64> rows = m_failed->selectedRows();
        if (id == u"retry") {
            m_step.retry(rows);
            return;
        }
        auto *ask = new QInputDialog(window());
        ask->setAttribute(Qt::WA_DeleteOnClose);
        ask->setWindowTitle(tr("Leave %n item(s)", nullptr, static_cast<int>(rows.size())));
        ask->setLabelText(tr("Note for the report:"));
        ask->setOkButtonText(tr("Leave with this note"));
        connect(ask, &QInputDialog::textValueSelected, &m_step,
                [this, rows](const QString &note) { m_step.leaveWithNote(rows, note); });
        ask->open();
    });
}

void ImportPage::refresh()
{
    m_summary->setText(m_step.summary());
    m_summary->setVisible(!m_summary->text().isEmpty());
    m_needs->setVisible(m_step.failed().rowCount() > 0);
}

FilterTable *ImportPage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
