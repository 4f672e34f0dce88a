// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusstrip.h"

#include "steps/shellmodel.h"
#include "ui/theme/style.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace chatferry {

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent)
    , m_work(new QPushButton(this))
    , m_power(new RoleLabel(QString(), TextSize::Small, this))
    , m_savedIcon(new ToneIcon(u"circle-check"_s, Tone::Ok, 16, this))
    , m_saved(new RoleLabel(QString(), TextSize::Small, this))
    , m_said(new RoleLabel(QString(), TextSize::Small, this))
    , m_saidTimer(new QTimer(this))
{
    setAccessibleName(tr("Status"));
    setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(4), 0, grid(16), 0);
    row->setSpacing(grid(4));
    row->addWidget(m_work);
    row->addStretch(1);
    row->addWidget(m_said);
    row->addWidget(m_power);
    row->addStretch(1);
    row->addWidget(m_savedIcon);
    row->addWidget(m_saved);
    m_said->hide();
    m_saidTimer->setSingleShot(true);
    m_saidTimer->setInterval(10000);
    connect(m_saidTimer, &QTimer::timeout, this, [this] {
        m_said->hide();
        showPower();
    });
    m_work->setFlat(true);
    m_work->setAutoDefault(false);
    m_work->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_power->setInk(RoleLabel::Ink::Secondary);
    connect(m_work, &QPushButton::clicked, this, &StatusStrip::workPressed);
    setFixedHeight(std::max(24, lh(1.5)));
}

void StatusStrip::refresh(const ShellModel &model)
{
    const ShellModel::Strip strip = model.strip();
    const bool idle = strip.work.isEmpty();
    m_work->setIcon(icon(idle ? u"circle"_s : strip.icon, idle ? Tone::Idle : strip.tone));
    m_work->setText(idle ? tr("Nothing is running") : strip.work);
    m_work->setEnabled(!strip.goTo.isEmpty());
    m_work->setAccessibleName(strip.goTo.isEmpty() ? m_work->text() : tr("%1, go there").arg(m_work->text()));
    m_power->setText(strip.power);
    m_powerWarns = strip.powerWarns;
    showPower();
    if (strip.powerWarns)
        m_power->setTone(Tone::Warn);
    else
        m_power->setInk(RoleLabel::Ink::Secondary);
    switch (model.saved()) {
    case ShellModel::Saved::Saved:
        m_savedIcon->set(u"circle-check"_s, Tone::Ok);
        m_saved->setText(tr("Saved"));
        m_saved->setInk(RoleLabel::Ink::Secondary);
        break;
    case ShellModel::Saved::Saving:
        m_savedIcon->set(u"hourglass"_s, Tone::Idle);
        m_saved->setText(tr("Saving"));
        m_saved->setInk(RoleLabel::Ink::Secondary);
        break;
    case ShellModel::Saved::CannotSave:
        m_savedIcon->set(u"octagon-alert"_s, Tone::Err);
        m_saved->setText(model.cannotSaveReason().isEmpty() ? tr("Cannot save")
                                                            : tr("Cannot save: %1").arg(model.cannotSaveReason()));
        m_saved->setTone(Tone::Err);
        break;
    }
    const bool open = !model.projectName().isEmpty();
    m_saved->setVisible(open);
    m_savedIcon->setVisible(open);
    setAccessibleDescription(text());
}

void StatusStrip::setNarrow(bool narrow)
{
    m_narrow = narrow;
    showPower();
}

void StatusStrip::showPower()
{
    // Where there is little room, good news stay in the description.
    m_power->setVisible(m_said->isHidden() && (!m_narrow || m_powerWarns));
}

void StatusStrip::say(const QString &text)
{
    m_said->setText(text);
    m_said->show();
    showPower();
    m_saidTimer->start();
    setAccessibleDescription(this->text());
}

QString StatusStrip::text() const
{
    QStringList parts{m_work->text()};
    if (!m_said->isHidden())
        parts += m_said->text();
    if (!m_power->text().isEmpty())
        parts += m_power->text();
    if (!m_saved->isHidden())
        parts += m_saved->text();
    return parts.join(u", "_s);
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(colours().border);
    painter.drawLine(0, 0, width(), 0);
    if (hasFocus())
        paintFocusRing(painter, rect());
}

void StatusStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setFixedHeight(std::max(24, lh(1.5)));
}

} // namespace chatferry
