// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flowlayout.h"

#include <QWidget>

namespace chatferry {

FlowLayout::FlowLayout(QWidget *parent, int horizontalGap, int verticalGap)
    : QLayout(parent)
    , m_horizontalGap(horizontalGap)
    , m_verticalGap(verticalGap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const
{
    const QMargins margins = contentsMargins();
    int width = 0;
    int height = 0;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        width += (width > 0 ? m_horizontalGap : 0) + item->sizeHint().width();
        height = std::max(height, item->sizeHint().height());
    }
    return {width + margins.left() + margins.right(), height + margins.top() + margins.bottom()};
}

QSize FlowLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    QSize size;
    for (const QLayoutItem *item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    const QRect inner = rect.marginsRemoved(contentsMargins());
    const bool rightToLeft = parentWidget() && parentWidget()->isRightToLeft();
    int y = inner.top();
    int index = 0;
    while (index < m_items.size()) {
        // One row: as many items as fit, at least one; then set, centred on the row's height.
        int width = 0;
        int height = 0;
        int end = index;
        for (; end < m_items.size(); ++end) {
            const QLayoutItem *item = m_items.at(end);
            if (item->isEmpty())
                continue;
            const int next = (width > 0 ? m_horizontalGap : 0) + item->sizeHint().width();
            if (width > 0 && width + next > inner.width())
                break;
            width += next;
            height = std::max(height, item->sizeHint().height());
        }
        int x = inner.left();
        for (; index < end; ++index) {
            QLayoutItem *item = m_items.at(index);
            if (item->isEmpty())
                continue;
            const QSize size = item->sizeHint().boundedTo({std::max(inner.width(), 1), height});
            if (apply) {
                const int left = rightToLeft ? inner.right() + 1 - (x - inner.left()) - size.width() : x;
                item->setGeometry(QRect(QPoint(left, y + (height - size.height()) / 2), size));
            }
            x += size.width() + m_horizontalGap;
        }
        y += height + (end < m_items.size() ? m_verticalGap : 0);
    }
    return y - rect.top() + contentsMargins().bottom();
}

} // namespace chatferry
