// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/steplist.h"

#include "ui/shell/steplistmodel.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace chatferry {

namespace {

class StepDelegate final : public QStyledItemDelegate
{
public:
    explicit StepDelegate(StepList *list)
        : QStyledItemDelegate(list)
        , m_list(list)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        if (index.data(StepListModel::IsGroupRole).toBool())
            return {lh(), m_list->isRail() ? grid(10) : lh(1.5)};
        return {lh(), std::max(24, lh(1.7))};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        if (index.data(StepListModel::IsGroupRole).toBool())
            paintGroup(*painter, option, index);
        else
            paintStep(*painter, option, index);
        painter->restore();
    }

private:
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const Colours &c = colours();
        if (m_list->isRail()) {
            painter.setPen(c.border);
            const int y = option.rect.center().y();
            painter.drawLine(option.rect.left() + grid(8), y, option.rect.right() - grid(8), y);
            return;
        }
        QFont font = fontFor(TextSize::Small);
        font.setBold(true);
        painter.setFont(font);
        painter.setPen(c.secondary);
        painter.drawText(option.rect.adjusted(grid(12), 0, -grid(8), -grid(2)), Qt::AlignLeading | Qt::AlignBottom,
                         index.data().toString());
    }

    void paintStep(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const Colours &c = colours();
        const auto state = static_cast<StepState>(index.data(StepListModel::StateRole).toInt());
        const bool current = option.state & QStyle::State_Selected;
        const bool rightToLeft = option.direction == Qt::RightToLeft;
        QColor ground;
        QColor text = c.text;
        QColor tone = c.ink(stepStateTone(state));
        if (current) {
            ground = c.highlight;
            text = tone = c.highlightedText;
        } else if (option.state & QStyle::State_MouseOver) {
            ground = c.alternateBase;
        }
        if (ground.isValid())
            painter.fillRect(option.rect, ground);
        if (current) {
            // The bar stands out from the fill, so that the current row is known without its colour too.
            QRect bar = option.rect;
            bar.setWidth(4);
            if (rightToLeft)
                bar.moveRight(option.rect.right());
            painter.fillRect(bar, c.text);
        }
        const int side = grid(16);
        const auto place = [&](int leading, int width) {
            const int x = rightToLeft ? option.rect.right() + 1 - leading - width : option.rect.left() + leading;
            return QRect(x, option.rect.top(), width, option.rect.height());
        };
        const auto square = [&](int leading) {
            QRect box = place(leading, side);
            return QRect(box.left(), option.rect.center().y() - side / 2, side, side);
        };
        if (m_list->isRail()) {
            const int gap = (option.rect.width() - 2 * side - grid(2)) / 2;
            paintIcon(painter, index.data(StepListModel::StepIconRole).toString(), square(gap), text);
            paintIcon(painter, stepStateIcon(state), square(gap + side + grid(4)), tone);
        } else {
            paintIcon(painter, stepStateIcon(state), square(grid(12)), tone);
            QFont font = option.font;
            font.setBold(current);
            painter.setFont(font);
            const QString word = index.data(StepListModel::WordRole).toString();
            const QFontMetrics metrics(font);
            const int wordWidth = metrics.horizontalAdvance(word);
            const int textLeft = grid(12) + side + grid(8);
            const int wordLeft = option.rect.width() - grid(10) - wordWidth;
            const QRect titleRect = place(textLeft, std::max(0, wordLeft - textLeft - grid(6)));
            painter.setPen(text);
            painter.drawText(titleRect, Qt::AlignLeading | Qt::AlignVCenter,
                             metrics.elidedText(index.data().toString(), Qt::ElideRight, titleRect.width()));
            painter.setPen(tone);
            painter.drawText(place(wordLeft, wordWidth), Qt::AlignCenter, word);
        }
        if (option.state & QStyle::State_HasFocus)
            paintFocusRing(painter, option.rect, current);
    }

    StepList *m_list;
};

} // namespace

StepList::StepList(StepListModel &model, QWidget *parent)
    : QListView(parent)
    , m_model(model)
{
    setAccessibleName(tr("Steps"));
    setModel(&model);
    setItemDelegate(new StepDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setRail(false);
}

void StepList::setRail(bool rail)
{
    m_rail = rail;
    setFixedWidth(lh(rail ? 3 : 13));
    scheduleDelayedItemsLayout();
    viewport()->update();
}

void StepList::setCurrentStep(const QString &key)
{
    m_following = true;
    const int row = m_model.rowOf(key);
    if (row < 0) {
        clearSelection();
        setCurrentIndex({});
    } else {
        setCurrentIndex(m_model.index(row));
    }
    m_following = false;
}

QSize StepList::sizeHint() const
{
    return {lh(m_rail ? 3 : 13), lh(20)};
}

QSize StepList::minimumSizeHint() const
{
    return {lh(m_rail ? 3 : 13), lh(6)};
}

void StepList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    const QString key = m_model.keyAt(current.row());
    if (!m_following && !key.isEmpty())
        Q_EMIT stepChosen(key);
}

void StepList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        setRail(m_rail);
}

} // namespace chatferry
