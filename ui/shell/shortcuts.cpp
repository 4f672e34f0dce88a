// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcuts.h"

#include <QCoreApplication>

namespace chatferry {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Shortcuts)
};

QKeySequence keys(int combination)
{
    return QKeySequence(QKeyCombination::fromCombined(combination));
}

} // namespace

QList<Shortcut> shortcuts(bool rightToLeft)
{
    using D = Shortcut::Do;
    const int ctrl = Qt::CTRL;
    const int shift = Qt::SHIFT;
    const int alt = Qt::ALT;
    const int back = rightToLeft ? Qt::Key_Right : Qt::Key_Left;
    const int next = rightToLeft ? Qt::Key_Left : Qt::Key_Right;
    return {
        {D::Back, {keys(alt | back)}, Words::tr("Back (also Alt+B)")},
        {D::Next, {keys(alt | next)}, Words::tr("Next (also Alt+N)")},
        {D::PreviousStep, {keys(ctrl | Qt::Key_PageUp)}, Words::tr("Previous step in the list")},
        {D::NextStep, {keys(ctrl | Qt::Key_PageDown)}, Words::tr("Next step in the list")},
        {D::Main, {keys(ctrl | Qt::Key_Return), keys(ctrl | Qt::Key_Enter)}, Words::tr("Main action of the step")},
        {D::PauseResume, {keys(ctrl | shift | Qt::Key_P)}, Words::tr("Pause, resume")},
        {D::Refresh, {keys(Qt::Key_F5)}, Words::tr("Check again, refresh")},
        {D::NextRegion, {keys(Qt::Key_F6)}, Words::tr("Next part of the window: header, steps, page, status, footer")},
        {D::PreviousRegion, {keys(shift | Qt::Key_F6)}, Words::tr("Previous part of the window")},
        {D::Status, {keys(Qt::Key_F7)}, Words::tr("Status line")},
        {D::StepList, {keys(Qt::Key_F9)}, Words::tr("List of steps")},
        {D::Menu, {keys(Qt::Key_F10)}, Words::tr("Menu")},
        {D::Limits, {keys(ctrl | Qt::Key_D)}, Words::tr("List of limits")},
        {D::Help, {keys(Qt::Key_F1)}, Words::tr("Help of this step")},
        {D::Shortcuts, {keys(ctrl | Qt::Key_F1)}, Words::tr("List of shortcuts")},
        {D::Filter, {keys(ctrl | Qt::Key_F)}, Words::tr("Filter the table; Esc clears it, then leaves it")},
        {D::SelectAll, {keys(ctrl | Qt::Key_A)}, Words::tr("Select all rows shown")},
        {D::Copy, {keys(ctrl | Qt::Key_C)}, Words::tr("Copy the selected rows")},
        {D::SaveCsv, {keys(ctrl | Qt::Key_E)}, Words::tr("Save the rows shown as CSV")},
        {D::SortBy, {keys(ctrl | shift | Qt::Key_S)}, Words::tr("Sort by a column")},
        {D::Inspector, {keys(alt | Qt::Key_Return), keys(alt | Qt::Key_Enter)}, Words::tr("Inspector on, off")},
        {D::OpenRow, {keys(Qt::Key_Return)}, Words::tr("In a table: open what the cell counts, else the inspector")},
        {D::EditCell, {keys(Qt::Key_F2)}, Words::tr("Edit the cell")},
        {D::TickRow, {keys(Qt::Key_Space)}, Words::tr("Tick the row, or all selected rows")},
        {D::Undo, {keys(ctrl | Qt::Key_Z)}, Words::tr("Undo the last change of the plan")},
        {D::Redo, {keys(ctrl | shift | Qt::Key_Z)}, Words::tr("Redo it")},
        {D::New, {keys(ctrl | Qt::Key_N)}, Words::tr("New project")},
        {D::Open, {keys(ctrl | Qt::Key_O)}, Words::tr("Open a project")},
        {D::Settings, {keys(ctrl | Qt::Key_Comma)}, Words::tr("Settings")},
        {D::ActivityLog, {keys(ctrl | Qt::Key_L)}, Words::tr("Activity log")},
        {D::Quit, {keys(ctrl | Qt::Key_Q)}, Words::tr("Quit")},
    };
}

} // namespace chatferry
