// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/rolelabel.h"
#include "ui/widgets/tonebox.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new ToneIcon(u"info"_s, Tone::Idle, 32, this))
    , m_text(new RoleLabel(this))
    , m_button(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(grid(12));
    column->addStretch();
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_text);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setInk(RoleLabel::Ink::Secondary);
    m_text->setMinimumWidth(lh(16));
    m_button->setAutoDefault(false);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::pressed);
}

void EmptyState::set(const QString &iconName, const QString &sentence, const QString &buttonText)
{
    m_icon->set(iconName, Tone::Idle);
    m_text->setText(sentence);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    setAccessibleName(sentence);
}

QString EmptyState::text() const
{
    return m_text->text();
}

} // namespace chatferry
