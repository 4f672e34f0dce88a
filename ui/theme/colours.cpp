// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace chatferry {

namespace {

Colours makeLight()
{
    Colours c;
    c.window = QColor(0xF4F5F7);
    c.base = QColor(0xFFFFFF);
    c.alternateBase = QColor(0xEEF0F3);
    c.button = QColor(0xFAFBFC);
    c.text = QColor(0x1B1F24);
    c.secondary = QColor(0x525C69);
    c.disabledText = QColor(0x767F8B);
    c.border = QColor(0x7D8794);
    c.highlight = QColor(0x1F5FBF);
    c.highlightedText = QColor(0xFFFFFF);
    c.focusRing = QColor(0x1F5FBF);
    c.link = QColor(0x1A56B0);
    c.ok = {QColor(0x1B6E3C), QColor(0xE3F3E8)};
    c.warn = {QColor(0x8A4B00), QColor(0xFFF1D6)};
    c.err = {QColor(0xB3261E), QColor(0xFCE8E6)};
    c.info = {QColor(0x1F5FBF), QColor(0xE4EDFB)};
    c.rehearsal = {QColor(0x5B2DA0), QColor(0xEFE6FB)};
    c.chartBlue = QColor(0x0B5CAD);
    c.chartOrange = QColor(0xC25100);
    c.chartGreen = QColor(0x00795A);
    c.chartGrey = QColor(0x525C69);
    return c;
}

Colours makeDark()
{
    Colours c;
    c.window = QColor(0x20242A);
    c.base = QColor(0x171A1F);
    c.alternateBase = QColor(0x1D2127);
    c.button = QColor(0x2D333B);
    c.text = QColor(0xE8EBEF);
    c.secondary = QColor(0xAAB4C0);
    c.disabledText = QColor(0x7F8995);
    c.border = QColor(0x76818E);
    c.highlight = QColor(0x2F6FD0);
    c.highlightedText = QColor(0xFFFFFF);
    c.focusRing = QColor(0x82B1FF);
    c.link = QColor(0x82B1FF);
    c.ok = {QColor(0x6FCF8E), QColor(0x1C3526)};
    c.warn = {QColor(0xF0B34A), QColor(0x3B2E12)};
    c.err = {QColor(0xFF8A80), QColor(0x43211F)};
    c.info = {QColor(0x82B1FF), QColor(0x1C2F4D)};
    c.rehearsal = {QColor(0xCDB4FF), QColor(0x33244F)};
    c.chartBlue = QColor(0x7FB5FF);
    c.chartOrange = QColor(0xFFA057);
    c.chartGreen = QColor(0x4FD0A5);
    c.chartGrey = QColor(0xAAB4C0);
    c.dark = true;
    return c;
}

Colours makeHighContrast()
{
    Colours c;
    c.window = c.base = c.alternateBase = c.button = QColor(Qt::black);
    c.text = c.secondary = c.border = QColor(0xFFFFFF);
    c.disabledText = QColor(0x9AF59A);
    c.highlight = c.focusRing = QColor(0xFFE100);
    c.highlightedText = QColor(Qt::black);
    c.link = QColor(0x66D9FF);
    c.ok.ink = QColor(0x6CFF8F);
    c.warn.ink = QColor(0xFFD54A);
    c.err.ink = QColor(0xFF9C94);
    c.info.ink = QColor(0x66D9FF);
    c.rehearsal.ink = QColor(0xE0B8FF);
    c.chartBlue = QColor(0x66D9FF);
    c.chartOrange = QColor(0xFFD54A);
    c.chartGreen = QColor(0x6CFF8F);
    c.chartGrey = QColor(0xFFFFFF);
    c.highContrast = true;
    c.dark = true;
    return c;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor Colours::ink(Tone tone) const
{
    switch (tone) {
    case Tone::Idle:
        break;
    case Tone::Info:
        return info.ink;
    case Tone::Ok:
        return ok.ink;
    case Tone::Warn:
        return warn.ink;
    case Tone::Err:
        return err.ink;
    case Tone::Rehearsal:
        return rehearsal.ink;
    }
    return secondary;
}

QColor Colours::ground(Tone tone) const
{
    QColor tint;
    switch (tone) {
    case Tone::Idle:
        tint = alternateBase;
        break;
    case Tone::Info:
        tint = info.tint;
        break;
    case Tone::Ok:
        tint = ok.tint;
        break;
    case Tone::Warn:
        tint = warn.tint;
        break;
    case Tone::Err:
        tint = err.tint;
        break;
    case Tone::Rehearsal:
        tint = rehearsal.tint;
        break;
    }
    return tint.isValid() ? tint : window;
}

QPalette Colours::palette() const
{
    QPalette p;
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        const bool off = group == QPalette::Disabled;
        const QColor ink = off ? disabledText : text;
        p.setColor(group, QPalette::Window, window);
        p.setColor(group, QPalette::WindowText, ink);
        p.setColor(group, QPalette::Base, base);
        p.setColor(group, QPalette::AlternateBase, alternateBase);
        p.setColor(group, QPalette::Text, ink);
        p.setColor(group, QPalette::Button, button);
        p.setColor(group, QPalette::ButtonText, ink);
        p.setColor(group, QPalette::BrightText, highlightedText);
        p.setColor(group, QPalette::PlaceholderText, off ? disabledText : secondary);
        p.setColor(group, QPalette::ToolTipBase, base);
        p.setColor(group, QPalette::ToolTipText, text);
        p.setColor(group, QPalette::Highlight, off ? alternateBase : highlight);
        p.setColor(group, QPalette::HighlightedText, off ? disabledText : highlightedText);
        p.setColor(group, QPalette::Link, off ? disabledText : link);
        p.setColor(group, QPalette::LinkVisited, off ? disabledText : link);
        p.setColor(group, QPalette::Light, base);
        p.setColor(group, QPalette::Midlight, alternateBase);
        p.setColor(group, QPalette::Mid, border);
        p.setColor(group, QPalette::Dark, border);
        p.setColor(group, QPalette::Shadow, border);
    }
    return p;
}

const Colours &lightColours()
{
    static const Colours colours = makeLight();
    return colours;
}

const Colours &darkColours()
{
    static const Colours colours = makeDark();
    return colours;
}

const Colours &highContrastColours()
{
    static const Colours colours = makeHighContrast();
    return colours;
}

const Colours &coloursFor(Appearance appearance, const QPalette &desktop)
{
    switch (appearance) {
    case Appearance::Light:
        return lightColours();
    case Appearance::Dark:
        return darkColours();
    case Appearance::HighContrast:
        return highContrastColours();
    case Appearance::System:
        break;
    }
    const bool dark = luminance(desktop.color(QPalette::Window)) < luminance(desktop.color(QPalette::WindowText));
    return dark ? darkColours() : lightColours();
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace chatferry
