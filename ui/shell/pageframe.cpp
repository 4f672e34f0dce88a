// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageframe.h"

#include "ui/pages/steppage.h"
#include "ui/widgets/band.h"
#include "ui/widgets/errorblock.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/rolelabel.h"

#include <QApplication>
#include <QEvent>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

PageFrame::PageFrame(StepPage *page, QWidget *parent)
    : QWidget(parent)
    , m_page(page)
    , m_scroll(new QScrollArea(this))
    , m_lookingAhead(nullptr)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto *inside = new QWidget(m_scroll);
    m_column = new QVBoxLayout(inside);
    m_title = new RoleLabel(page->step().title(), TextSize::Title, inside);
    m_purpose = new RoleLabel(page->step().purpose(), TextSize::Body, inside);
    m_purpose->setWordWrap(true);
    m_purpose->setInk(RoleLabel::Ink::Secondary);
    m_bands = new QVBoxLayout;
    m_lookingAhead = new Band(inside);
    m_lookingAhead->hide();
    m_bands->addWidget(m_lookingAhead);
    connect(m_lookingAhead, &Band::pressed, this, &PageFrame::cureChosen);
    m_column->addWidget(m_title);
    m_column->addWidget(m_purpose);
    m_column->addLayout(m_bands);
    m_column->addWidget(page, 1);
    if (!page->fillsHeight())
        m_column->addStretch(0);
    m_scroll->setWidget(inside);
    setAccessibleName(page->step().title());
    inside->setAccessibleName(page->step().title());
    dress();
}

void PageFrame::refresh(const QList<Trouble> &runTroubles)
{
    const Step &step = m_page->step();
    m_title->setText(step.title());
    m_purpose->setText(step.purpose());
    const std::optional<Hindrance> ahead = step.lookingAhead();
    m_lookingAhead->setVisible(ahead.has_value());
    if (ahead) {
        Hindrance band = *ahead;
        band.text = tr("You are looking ahead. %1").arg(ahead->text);
        m_lookingAhead->set(Tone::Info, u"lock"_s, band);
    }

    QList<Trouble> all = runTroubles;
    m_runBlocks = runTroubles.size();
    all += step.troubles();
    while (m_blocks.size() > all.size())
        delete m_blocks.takeLast();
    while (m_blocks.size() < all.size()) {
        auto *block = new ErrorBlock(m_scroll->widget());
        const qsizetype place = m_blocks.size();
        connect(block, &ErrorBlock::remedyChosen, this,
                [this, place](const Trouble::Remedy &remedy) { Q_EMIT remedyChosen(remedy, place < m_runBlocks); });
        m_bands->addWidget(block);
        block->show();
        m_blocks.append(block);
    }
    for (qsizetype i = 0; i < all.size(); ++i)
        m_blocks.at(i)->setTrouble(all.at(i));
}

void PageFrame::setNarrow(bool narrow)
{
    m_page->setNarrow(narrow);
}

void PageFrame::rememberFocus()
{
    QWidget *focus = QApplication::focusWidget();
    if (focus && isAncestorOf(focus))
        m_lastFocus = focus;
}

void PageFrame::takeFocus()
{
    QWidget *wanted =
        m_lastFocus && m_lastFocus->isVisibleTo(this) && m_lastFocus->isEnabled() ? m_lastFocus.data() : nullptr;
    if (!wanted)
        wanted = m_page->firstTask();
    if (!wanted && m_page->mainTable()) {
        m_page->mainTable()->focusTable();
        return;
    }
    if (!wanted) {
        const auto controls = m_page->findChildren<QWidget *>();
        for (QWidget *control : controls) {
            if (control->focusPolicy() & Qt::TabFocus && control->isVisibleTo(this) && control->isEnabled()) {
                wanted = control;
                break;
            }
        }
    }
    if (!wanted)
        return;
    wanted->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(wanted);
}

void PageFrame::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        dress();
}

void PageFrame::dress()
{
    m_column->setContentsMargins(grid(24), grid(16), grid(24), grid(16));
    m_column->setSpacing(grid(12));
    m_bands->setSpacing(grid(8));
    m_purpose->setMaximumWidth(lh(40));
}

} // namespace chatferry
