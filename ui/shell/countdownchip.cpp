// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/countdownchip.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace chatferry {

CountdownChip::CountdownChip(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    hide();
}

void CountdownChip::setCountdown(const Countdown &countdown)
{
    const bool resized = countdown.text != m_countdown.text;
    m_countdown = countdown;
    setText(countdown.text);
    setAccessibleName(countdown.text);
    setAccessibleDescription(tr("Limits"));
    setToolTip(countdown.tooltip);
    setVisible(countdown.state != ClockState::None);
    if (resized)
        updateGeometry();
    update();
}

void CountdownChip::setBrief(bool brief)
{
    m_brief = brief;
    updateGeometry();
    update();
}

QString CountdownChip::words() const
{
    return m_brief ? m_countdown.shortText : m_countdown.text;
}

QStringList CountdownChip::lines() const
{
    const QString text = words();
    if (fontMetrics().horizontalAdvance(text) <= lh(16))
        return {text};
    // Two lines: cut at the space that makes them most alike.
    qsizetype best = -1;
    int least = 0;
    for (qsizetype at = text.indexOf(u' '); at >= 0; at = text.indexOf(u' ', at + 1)) {
        const int widest =
            std::max(fontMetrics().horizontalAdvance(text.left(at)), fontMetrics().horizontalAdvance(text.mid(at + 1)));
        if (best < 0 || widest < least) {
            best = at;
            least = widest;
        }
    }
    return best < 0 ? QStringList{text} : QStringList{text.left(best), text.mid(best + 1)};
}

QSize CountdownChip::sizeHint() const
{
    if (m_countdown.state == ClockState::None)
        return {24, 24};
    int width = 0;
    const QStringList shown = lines();
    for (const QString &line : shown)
        width = std::max(width, fontMetrics().horizontalAdvance(line));
    return {width + grid(16) + grid(30),
            std::max(24, static_cast<int>(shown.size()) * fontMetrics().height() + grid(8))};
}

void CountdownChip::paintEvent(QPaintEvent *)
{
    const Colours &c = colours();
    const QColor ink = c.ink(m_countdown.tone);
    const QColor text = m_countdown.filled ? c.base : ink;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, c.highContrast || underMouse() ? 2 : 1));
    painter.setBrush(m_countdown.filled ? ink : c.ground(m_countdown.tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    const int side = grid(16);
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
    const int iconLeft = rightToLeft ? width() - grid(10) - side : grid(10);
    paintIcon(painter, m_countdown.icon, QRect(iconLeft, (height() - side) / 2, side, side), text);
    painter.setPen(text);
    QRect words = rect().adjusted(grid(10) + side + grid(8), 0, -grid(10), 0);
    if (rightToLeft)
        words = rect().adjusted(grid(10), 0, -(grid(10) + side + grid(8)), 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeading, lines().join(u'\n'));
    if (hasFocus())
        paintFocusRing(painter, rect(), m_countdown.filled);
}

void CountdownChip::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void CountdownChip::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace chatferry
