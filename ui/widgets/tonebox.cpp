// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tonebox.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace chatferry {

ToneBox::ToneBox(Tone tone, QWidget *parent)
    : QFrame(parent)
    , m_tone(tone)
{
}

void ToneBox::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void ToneBox::paintEvent(QPaintEvent *)
{
    const Colours &c = colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor edge = c.ink(m_tone);
    const qreal width = c.highContrast ? 2 : 1;
    QColor soft = edge;
    if (!c.highContrast)
        soft.setAlphaF(0.45F);
    painter.setPen(QPen(soft, width));
    painter.setBrush(c.ground(m_tone));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), 4, 4);
}

ToneIcon::ToneIcon(const QString &name, Tone tone, int pixels, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_tone(tone)
    , m_pixels(pixels)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ToneIcon::set(const QString &name, Tone tone)
{
    if (m_name == name && m_tone == tone)
        return;
    m_name = name;
    m_tone = tone;
    update();
}

QSize ToneIcon::sizeHint() const
{
    return {grid(m_pixels), grid(m_pixels)};
}

void ToneIcon::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int side = std::min(width(), height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect().center());
    paintIcon(painter, m_name, square, isEnabled() ? colours().ink(m_tone) : colours().disabledText);
}

} // namespace chatferry
