// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct State
{
    Appearance appearance = Appearance::System;
    QPalette desktop;
    const Colours *colours = &lightColours();
    bool reducedMotion = false;
};

State &state()
{
    static State s;
    return s;
}

} // namespace

void installTheme(QApplication &application, Appearance chosen)
{
    state().desktop = QApplication::palette();
    application.setStyle(new Style);
    QFont font = QApplication::font();
    // Under some languages fontconfig would pick a face whose Latin letters are heavier; so the family is named.
    if (QFontDatabase::hasFamily(u"Noto Sans"_s))
        font.setFamilies({u"Noto Sans"_s});
    QApplication::setFont(font);
    setAppearance(chosen);
}

void setAppearance(Appearance chosen)
{
    state().appearance = chosen;
    state().colours = &coloursFor(chosen, state().desktop);
    QApplication::setPalette(state().colours->palette());
}

Appearance appearance()
{
    return state().appearance;
}

void setReducedMotion(bool reduced)
{
    state().reducedMotion = reduced;
}

bool isMotionReduced()
{
    return state().reducedMotion;
}

const Colours &colours()
{
    return *state().colours;
}

QFont fontFor(TextSize size)
{
    QFont font = QApplication::font();
    const double base = QFontInfo(font).pointSizeF();
    switch (size) {
    case TextSize::Body:
        break;
    case TextSize::Small:
        font.setPointSizeF(std::max(std::min(base, 9.0), base * 0.9));
        break;
    case TextSize::Section:
        font.setPointSizeF(base * 1.15);
        font.setBold(true);
        break;
    case TextSize::Title:
        font.setPointSizeF(base * 1.6);
        font.setBold(true);
        break;
    case TextSize::Verdict:
        font.setPointSizeF(base * 1.8);
        break;
    }
    return font;
}

int lh(double factor)
{
    return qRound(QFontMetrics(QApplication::font()).height() * factor);
}

int grid(int pixels)
{
    return qRound(pixels * QFontMetrics(QApplication::font()).height() / 18.0);
}

} // namespace chatferry
