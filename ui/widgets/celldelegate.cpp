// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/celldelegate.h"

#include "steps/humanwords.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tableroles.h"

#include <QComboBox>
#include <QPainter>

namespace chatferry {

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const bool selected = option->state & QStyle::State_Selected;
    const QVariant tone = index.data(ToneRole);
    const Colours &c = colours();
    if (tone.isValid()) {
        option->icon = icon(index.data(IconRole).toString(), static_cast<Tone>(tone.toInt()));
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(grid(16), grid(16));
        if (!selected)
            option->palette.setColor(QPalette::Text, c.ink(static_cast<Tone>(tone.toInt())));
    }
    if (!index.data(DoorRole).toString().isEmpty()) {
        option->font.setUnderline(true);
        if (!selected)
            option->palette.setColor(QPalette::Text, c.link);
    }
    option->textElideMode = Qt::ElideMiddle;
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    plain.state &= ~QStyle::State_HasFocus;
    QStyledItemDelegate::paint(painter, plain, index);
    if (option.state & QStyle::State_HasFocus)
        paintFocusRing(*painter, option.rect, option.state & QStyle::State_Selected);
}

QString CellDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return oneLine(QStyledItemDelegate::displayText(value, locale));
}

QWidget *CellDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString name = index.model()->headerData(index.column(), Qt::Horizontal).toString();
    const QStringList choices = index.data(ChoicesRole).toStringList();
    QWidget *editor = nullptr;
    if (choices.isEmpty()) {
        editor = QStyledItemDelegate::createEditor(parent, option, index);
    } else {
        auto *combo = new QComboBox(parent);
        combo->addItems(choices);
        connect(combo, &QComboBox::activated, this, [this, combo] {
            auto *self = const_cast<CellDelegate *>(this);
            Q_EMIT self->commitData(combo);
            Q_EMIT self->closeEditor(combo);
        });
        editor = combo;
    }
    if (editor)
        editor->setAccessibleName(name);
    return editor;
}

void CellDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    if (auto *combo = qobject_cast<QComboBox *>(editor))
        combo->setCurrentText(index.data(Qt::EditRole).toString());
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void CellDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (auto *combo = qobject_cast<QComboBox *>(editor))
        model->setData(index, combo->currentText(), Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width() + grid(16), std::max(lh(1.6), 24)};
}

} // namespace chatferry
