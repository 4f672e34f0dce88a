// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rolelabel.h"

#include <QEvent>

namespace chatferry {

RoleLabel::RoleLabel(QWidget *parent)
    : QLabel(parent)
{
    // Names and reasons come from exports and servers: never read as markup.
    setTextFormat(Qt::PlainText);
    dress();
}

RoleLabel::RoleLabel(const QString &text, TextSize size, QWidget *parent)
    : RoleLabel(parent)
{
    setTextSize(size);
    setText(text);
}

void RoleLabel::setTextSize(TextSize size)
{
    m_size = size;
    dress();
}

void RoleLabel::setInk(Ink ink)
{
    m_ink = ink;
    dress();
}

void RoleLabel::setTone(Tone tone)
{
    m_tone = tone;
    m_ink = Ink::Toned;
    dress();
}

void RoleLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::ApplicationPaletteChange)
        dress();
}

void RoleLabel::dress()
{
    if (m_dressing)
        return;
    m_dressing = true;
    const QFont wanted = fontFor(m_size);
    if (font() != wanted)
        setFont(wanted);
    const Colours &c = colours();
    const QColor ink = m_ink == Ink::Text ? c.text : m_ink == Ink::Secondary ? c.secondary : c.ink(m_tone);
    QPalette own = palette();
    if (own.color(QPalette::Active, QPalette::WindowText) != ink) {
        own.setColor(QPalette::Active, QPalette::WindowText, ink);
        own.setColor(QPalette::Inactive, QPalette::WindowText, ink);
        setPalette(own);
    }
    m_dressing = false;
}

} // namespace chatferry
