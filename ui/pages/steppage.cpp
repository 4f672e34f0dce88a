// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/steppage.h"

#include "ui/widgets/filtertable.h"

#include <QTimer>

namespace chatferry {

StepPage::StepPage(Step &step, QWidget *parent)
    : QWidget(parent)
    , m_step(step)
{
    connect(&step, &Step::changed, this, [this] {
        m_stale = true;
        refreshSoon();
    });
}

void StepPage::setNarrow(bool narrow)
{
    if (FilterTable *table = mainTable())
        table->setNarrow(narrow);
}

void StepPage::showEvent(QShowEvent *event)
{
    if (m_stale) {
        m_stale = false;
        refresh();
    }
    QWidget::showEvent(event);
}

void StepPage::refreshSoon()
{
    if (m_queued || !isVisible())
        return;
    m_queued = true;
    QTimer::singleShot(0, this, [this] {
        m_queued = false;
        if (!m_stale || !isVisible())
            return;
        m_stale = false;
        refresh();
    });
}

} // namespace chatferry
