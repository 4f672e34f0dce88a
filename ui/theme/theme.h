// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colours.h"

#include <QFont>
#include <QIcon>

class QApplication;
class QWidget;

namespace chatferry {

/// Puts our style, font and colours on the application. Called once by a main, before any widget is made.
void installTheme(QApplication &application, Appearance appearance = Appearance::System);
/// Changes the colours while the program runs; every widget gets a palette change.
void setAppearance(Appearance appearance);
Appearance appearance();
/// Nothing slides when set, nor when the desktop says so.
void setReducedMotion(bool reduced);
bool isMotionReduced();

/// The colours in force. Custom painting asks here at each paint and keeps nothing.
const Colours &colours();

/// Sizes of type by their use, as factors of the base font.
enum class TextSize { Body, Small, Section, Title, Verdict };
QFont fontFor(TextSize size);
/// @p factor times the line height of the base font, in pixels: the unit of every measure.
int lh(double factor = 1.0);
/// @p pixels of the 4 px grid at 100 %, grown with the base font.
int grid(int pixels);

/// An icon of resources/icons, drawn at each paint in the ink of its tone (disabled and selected ones in theirs).
/// @p name without path and ending; unknown names give an empty icon. Arrows and the like mirror right-to-left.
QIcon icon(const QString &name, Tone tone);
/// The same in the colour of buttons' text.
QIcon icon(const QString &name);
/// The same in any colour, as a picture of @p size logical pixels, for custom painting.
void paintIcon(QPainter &painter, const QString &name, const QRect &rect, const QColor &colour);

} // namespace chatferry
