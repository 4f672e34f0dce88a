// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/verdictlabel.h"

#include "ui/widgets/tonebox.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

QString toneIconName(Tone tone)
{
    switch (tone) {
    case Tone::Idle:
        return u"circle"_s;
    case Tone::Info:
        return u"info"_s;
    case Tone::Ok:
        return u"circle-check"_s;
    case Tone::Warn:
        return u"triangle-alert"_s;
    case Tone::Err:
        return u"octagon-alert"_s;
    case Tone::Rehearsal:
        return u"flask-conical"_s;
    }
    return {};
}

VerdictLabel::VerdictLabel(TextSize size, QWidget *parent)
    : QWidget(parent)
    , m_icon(new ToneIcon(u"circle"_s, Tone::Idle, size == TextSize::Verdict ? 32 : 16, this))
    , m_text(new RoleLabel(QString(), size, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    row->addWidget(m_icon, 0, size == TextSize::Verdict ? Qt::AlignTop : Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void VerdictLabel::set(Tone tone, const QString &text, const QString &icon)
{
    m_icon->set(icon.isEmpty() ? toneIconName(tone) : icon, tone);
    m_text->setTone(tone);
    m_text->setText(text);
    setAccessibleName(text);
}

QString VerdictLabel::text() const
{
    return m_text->text();
}

} // namespace chatferry
