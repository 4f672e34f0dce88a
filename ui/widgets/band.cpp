// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/band.h"

#include "ui/widgets/rolelabel.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace chatferry {

Band::Band(QWidget *parent)
    : ToneBox(Tone::Info, parent)
    , m_icon(new ToneIcon(u"info"_s, Tone::Info, 20, this))
    , m_text(new RoleLabel(this))
    , m_button(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(grid(12), grid(8), grid(12), grid(8));
    row->setSpacing(grid(12));
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_button);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setAutoDefault(false);
    connect(m_button, &QPushButton::clicked, this, [this] { Q_EMIT pressed(m_hindrance); });
}

void Band::set(Tone tone, const QString &icon, const Hindrance &hindrance)
{
    setTone(tone);
    m_hindrance = hindrance;
    m_icon->set(icon, tone);
    m_text->setText(hindrance.text);
    m_button->setText(hindrance.cure);
    m_button->setVisible(!hindrance.cure.isEmpty());
    setAccessibleName(hindrance.text);
}

QString Band::text() const
{
    return m_text->text();
}

} // namespace chatferry
