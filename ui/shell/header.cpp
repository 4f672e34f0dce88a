// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/header.h"

#include "steps/humanwords.h"
#include "steps/shellmodel.h"
#include "ui/shell/countdownchip.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// A label that gives way: its text is cut at the end instead of pushing the header wide.
class YieldingLabel final : public RoleLabel
{
public:
    using RoleLabel::RoleLabel;
    QSize minimumSizeHint() const override { return {lh(4), RoleLabel::minimumSizeHint().height()}; }
    QSize sizeHint() const override
    {
        return {fontMetrics().horizontalAdvance(text()) + 4, RoleLabel::sizeHint().height()};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(rect(), Qt::AlignLeading | Qt::AlignVCenter,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, width()));
    }
};

} // namespace

Header::Header(QWidget *parent)
    : QWidget(parent)
    , m_project(new YieldingLabel(QString(), TextSize::Section, this))
    , m_destination(new YieldingLabel(QString(), TextSize::Body, this))
    , m_rehearsal(new ToneBox(Tone::Rehearsal, this))
    , m_rehearsalText(new RoleLabel(QString(), TextSize::Body, m_rehearsal))
    , m_chip(new CountdownChip(this))
    , m_menu(new QToolButton(this))
{
    setAccessibleName(tr("Header"));
    m_destination->setInk(RoleLabel::Ink::Secondary);
    auto *mark = new QHBoxLayout(m_rehearsal);
    mark->setContentsMargins(grid(10), grid(4), grid(10), grid(4));
    mark->setSpacing(grid(8));
    mark->addWidget(new ToneIcon(u"flask-conical"_s, Tone::Rehearsal, 20, m_rehearsal));
    mark->addWidget(m_rehearsalText);
    m_rehearsalText->setTone(Tone::Rehearsal);
    m_rehearsal->hide();

    m_menu->setIcon(icon(u"menu"_s));
    m_menu->setText(tr("Menu"));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setAutoRaise(true);
    m_menu->setMenu(new QMenu(m_menu));

    m_rows = new QVBoxLayout(this);
    m_rows->setSpacing(grid(4));
    m_first = new QHBoxLayout;
    m_second = new QHBoxLayout;
    for (QHBoxLayout *row : {m_first, m_second}) {
        row->setSpacing(grid(12));
        m_rows->addLayout(row);
    }
    m_names = new QBoxLayout(QBoxLayout::TopToBottom);
    m_names->setSpacing(0);
    m_names->addWidget(m_project);
    m_names->addWidget(m_destination);
    m_first->addLayout(m_names, 1);
    m_first->addWidget(m_menu);
    setNarrow(false);
}

void Header::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_names->setDirection(narrow ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_names->setSpacing(narrow ? grid(12) : 0);
    m_chip->setBrief(narrow);
    m_rehearsalText->setText(narrow ? tr("Rehearsal") : tr("Rehearsal: nothing\nleaves this computer"));
    for (QHBoxLayout *row : {m_first, m_second}) {
        row->removeWidget(m_rehearsal);
        row->removeWidget(m_chip);
    }
    if (narrow) {
        m_second->addWidget(m_rehearsal);
        m_second->addWidget(m_chip);
        m_second->setAlignment(Qt::AlignLeading);
    } else {
        m_first->insertWidget(1, m_rehearsal);
        m_first->insertWidget(2, m_chip);
    }
    dress();
}

void Header::refresh(const ShellModel &model)
{
    const bool open = !model.projectName().isEmpty();
    m_project->setText(open ? oneLine(model.projectName()) : tr("Chatferry"));
    m_project->setToolTip(m_project->text());
    m_destination->setText(!open ? tr("No project is open")
                           : model.destination().isEmpty()
                               ? tr("Not connected yet")
                               : tr("to %1", "destination").arg(oneLine(model.destination())));
    m_destination->setToolTip(m_destination->text());
    m_rehearsal->setVisible(model.isRehearsal());
    m_rehearsal->setToolTip(tr("Nothing leaves this computer: every step runs against a built-in stand-in."));
    m_rehearsal->setAccessibleName(tr("Rehearsal: nothing leaves this computer"));
    m_chip->setCountdown(chatferry::countdown(model.clocks(), model.now(), model.countdownSettings()));
    dress();
}

QWidget *Header::rehearsalMark() const
{
    return m_rehearsal;
}

QString Header::projectText() const
{
    return m_project->text();
}

QString Header::destinationText() const
{
    return m_destination->text();
}

void Header::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colours().border);
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

void Header::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        dress();
}

void Header::dress()
{
    m_rows->setContentsMargins(grid(16), grid(4), grid(12), grid(5));
    m_menu->setIconSize({grid(20), grid(20)});
    const bool twoRows = m_narrow && (!m_rehearsal->isHidden() || !m_chip->isHidden());
    m_rows->setSpacing(twoRows ? grid(4) : 0);
    if (m_narrow) {
        setMinimumHeight(lh(3));
        setMaximumHeight(QWIDGETSIZE_MAX);
    } else {
        setFixedHeight(std::max(lh(3), m_first->sizeHint().height() + grid(9)));
    }
}

} // namespace chatferry
