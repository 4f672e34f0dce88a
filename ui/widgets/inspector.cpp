// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/inspector.h"

#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tableroles.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chatferry {

Inspector::Inspector(QWidget *parent)
    : QFrame(parent)
    , m_title(new RoleLabel(QString(), TextSize::Section, this))
    , m_back(new QPushButton(tr("Back to the &list"), this))
    , m_fields(nullptr)
    , m_column(nullptr)
    , m_scroll(new QScrollArea(this))
{
    setAccessibleName(tr("Inspector"));
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(grid(12), 0, 0, 0);
    outer->setSpacing(grid(8));
    outer->addWidget(m_back, 0, Qt::AlignLeading);
    outer->addWidget(m_title);
    outer->addWidget(m_scroll, 1);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_back->setAutoDefault(false);
    m_back->setVisible(false);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setAccessibleName(tr("Details of the row"));
    auto *inside = new QWidget(m_scroll);
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(0, 0, grid(8), 0);
    m_column->setSpacing(grid(12));
    m_column->addStretch(1);
    m_scroll->setWidget(inside);
    setMinimumWidth(lh(14));
    setRow({});
}

void Inspector::setRow(const QModelIndex &index)
{
    delete m_fields;
    m_fields = new QWidget(m_scroll->widget());
    auto *list = new QVBoxLayout(m_fields);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(grid(8));
    if (!index.isValid()) {
        m_title->setText(tr("Nothing chosen"));
        auto *hint = new RoleLabel(tr("Choose a row to see everything about it."), TextSize::Body, m_fields);
        hint->setWordWrap(true);
        hint->setInk(RoleLabel::Ink::Secondary);
        list->addWidget(hint);
    } else {
        const QVariant name = index.siblingAtColumn(0).data(FullTextRole);
        m_title->setText((name.isValid() ? name : index.siblingAtColumn(0).data()).toString());
        const QAbstractItemModel *model = index.model();
        for (int column = 1; column < model->columnCount(); ++column) {
            const QModelIndex cell = index.siblingAtColumn(column);
            const QVariant full = cell.data(FullTextRole);
            const QString text = (full.isValid() ? full : cell.data()).toString();
            if (text.isEmpty())
                continue;
            auto *title =
                new RoleLabel(model->headerData(column, Qt::Horizontal).toString(), TextSize::Small, m_fields);
            title->setInk(RoleLabel::Ink::Secondary);
            auto *value = new RoleLabel(text, TextSize::Body, m_fields);
            value->setWordWrap(true);
            value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            if (const QVariant tone = cell.data(ToneRole); tone.isValid())
                value->setTone(static_cast<Tone>(tone.toInt()));
            auto *pair = new QVBoxLayout;
            pair->setSpacing(0);
            pair->addWidget(title);
            pair->addWidget(value);
            list->addLayout(pair);
        }
    }
    m_column->insertWidget(0, m_fields);
    m_fields->show();
}

void Inspector::setExtra(QWidget *extra)
{
    m_column->insertWidget(1, extra);
}

} // namespace chatferry
