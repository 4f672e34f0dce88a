// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace chatferry {

/// What a model tells a FilterTable beside Qt's own roles. Column 0 answers for the whole row where it says "row".
enum TableRole {
    KeyRole = Qt::UserRole + 100, ///< Row: stable id as text; selection, current row and filter survive a reset by it.
    ChipsRole,                    ///< Row: QStringList of the ids of the chips it belongs to.
    RowNameRole,                  ///< Row: the sentence for a screen reader; empty: made of all columns.
    SortRole,                     ///< Value to sort by; invalid: the text.
    ToneRole,                     ///< int of Tone; valid only for cells that show a state.
    IconRole,                     ///< Name of an icon in resources/icons; with ToneRole.
    DoorRole,                     ///< Text id: activating the cell opens rows.
    FullTextRole, ///< The whole text where the shown one is shortened; for tooltip, inspector, copy, CSV.
    ChoicesRole,  ///< QStringList an editor offers; empty: free text.
    WidthRole,    ///< Of a header: wanted width in line heights.
};

} // namespace chatferry
