// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/droparea.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

namespace chatferry {

namespace {

QString localPath(const QMimeData *data)
{
    for (const QUrl &url : data->urls())
        if (url.isLocalFile())
            return url.toLocalFile();
    return {};
}

} // namespace

DropArea::DropArea(const QString &name, const QString &iconName, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(iconName)
{
    setAccessibleName(name);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
}

void DropArea::setSentence(const QString &sentence)
{
    setText(sentence);
    setAccessibleDescription(sentence);
    update();
}

QSize DropArea::sizeHint() const
{
    return {lh(24), lh(7)};
}

QSize DropArea::minimumSizeHint() const
{
    return {lh(12), lh(5)};
}

void DropArea::paintEvent(QPaintEvent *)
{
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen edge(m_over ? c.focusRing : c.border, m_over ? 2 : 1.5, m_over ? Qt::SolidLine : Qt::DashLine);
    painter.setPen(edge);
    painter.setBrush(underMouse() || m_over ? c.alternateBase : c.base);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    const int side = grid(32);
    const QRect words = rect().adjusted(lh(1), 0, -lh(1), 0);
    const int textHeight = fontMetrics().boundingRect(words, Qt::AlignHCenter | Qt::TextWordWrap, text()).height();
    const int top = (height() - side - grid(8) - textHeight) / 2;
    paintIcon(painter, m_icon, QRect((width() - side) / 2, top, side, side),
              isEnabled() ? c.secondary : c.disabledText);
    painter.setPen(isEnabled() ? c.text : c.disabledText);
    painter.drawText(QRect(words.left(), top + side + grid(8), words.width(), textHeight),
                     Qt::AlignHCenter | Qt::TextWordWrap, text());
    if (hasFocus())
        paintFocusRing(painter, rect());
}

void DropArea::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

void DropArea::dragEnterEvent(QDragEnterEvent *event)
{
    if (localPath(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_over = true;
    update();
}

void DropArea::dragLeaveEvent(QDragLeaveEvent *)
{
    m_over = false;
    update();
}

void DropArea::dropEvent(QDropEvent *event)
{
    m_over = false;
    update();
    const QString path = localPath(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    Q_EMIT dropped(path);
}

} // namespace chatferry
