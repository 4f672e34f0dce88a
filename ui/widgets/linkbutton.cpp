// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linkbutton.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace chatferry {

LinkButton::LinkButton(const QString &text, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    const QSize words = fontMetrics().size(Qt::TextShowMnemonic, text());
    return {std::max(24, words.width() + 6), std::max(24, words.height() + 4)};
}

void LinkButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(isEnabled() ? colours().link : colours().disabledText);
    QRect words = fontMetrics().boundingRect(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
    words.setTop(rect().center().y() - fontMetrics().height() / 2 + fontMetrics().ascent());
    painter.drawLine(words.left(), words.top() + 2, words.right(), words.top() + 2);
    if (underMouse() && isEnabled())
        painter.drawLine(words.left(), words.top() + 3, words.right(), words.top() + 3);
    if (hasFocus())
        paintFocusRing(painter, rect());
}

void LinkButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void LinkButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace chatferry
