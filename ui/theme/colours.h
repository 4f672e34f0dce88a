// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/tone.h"

#include <QColor>
#include <QPalette>

namespace chatferry {

/// What the person chose; System follows the desktop (dark when its windows are darker than their text).
enum class Appearance { System, Light, Dark, HighContrast };

/// One set of colours by role. The values are those of the table in ux, chapter 3.3; a test recomputes its floors.
struct Colours
{
    struct Toned
    {
        QColor ink;  ///< Icons and words.
        QColor tint; ///< Ground of bands; invalid in high contrast, where bands get a border instead.
    };

    QColor window, base, alternateBase, button;
    QColor text, secondary, disabledText, border;
    QColor highlight, highlightedText, focusRing, link;
    Toned ok, warn, err, info, rehearsal;
    QColor chartBlue, chartOrange, chartGreen, chartGrey;
    bool highContrast = false;
    bool dark = false;

    QColor ink(Tone tone) const; ///< Idle: secondary.
    /// The ground of a band of a tone: its tint; Window where there is none.
    QColor ground(Tone tone) const;
    QPalette palette() const; ///< All three groups filled, Inactive equal to Active.
};

const Colours &lightColours();
const Colours &darkColours();
const Colours &highContrastColours();
/// The set for a choice; @p desktop is the palette the desktop gave before ours was set.
const Colours &coloursFor(Appearance appearance, const QPalette &desktop);

/// WCAG 2.2 contrast ratio, 1 to 21.
double contrast(const QColor &a, const QColor &b);

} // namespace chatferry
