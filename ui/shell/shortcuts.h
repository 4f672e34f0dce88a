// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace chatferry {

/// What the keyboard can do. The window makes its actions from this list and Ctrl+F1 shows it, so that both agree.
struct Shortcut
{
    enum class Do {
        Back,
        Next,
        Main,
        PreviousStep,
        NextStep,
        Refresh,
        NextRegion,
        PreviousRegion,
        PauseResume,
        Help,
        Shortcuts,
        Limits,
        Filter,
        Inspector,
        Undo,
        Redo,
        SaveCsv,
        SortBy,
        New,
        Open,
        Settings,
        ActivityLog,
        Quit,
        Status,
        StepList,
        Menu,
        /// Below: handled by the table itself, listed only.
        EditCell,
        TickRow,
        SelectAll,
        Copy,
        OpenRow,
    };
    Do what;
    QList<QKeySequence> keys;
    QString text; ///< Translated.
};

/// @p rightToLeft swaps the arrows of Back and Next.
QList<Shortcut> shortcuts(bool rightToLeft);

} // namespace chatferry
