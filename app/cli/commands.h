// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace chatferry {

/// One word after `chatferry-cli`.
struct Command
{
    QString name;
    QString summary; ///< One line for the overview.
    std::function<ExitCode(const QStringList &arguments)>
        run; ///< @p arguments: without the program's and the command's name.
};

const std::vector<Command> &commands();

// One file each.
ExitCode inspectCommand(const QStringList &arguments);
ExitCode newCommand(const QStringList &arguments);
ExitCode checkCommand(const QStringList &arguments);
ExitCode planCommand(const QStringList &arguments);
ExitCode runCommand(const QStringList &arguments);
ExitCode reconcileCommand(const QStringList &arguments);
ExitCode fetchFilesCommand(const QStringList &arguments);
ExitCode statusCommand(const QStringList &arguments);
ExitCode reportCommand(const QStringList &arguments);
ExitCode rollbackCommand(const QStringList &arguments);
ExitCode rehearseCommand(const QStringList &arguments);
ExitCode simulatorCommand(const QStringList &arguments);

} // namespace chatferry
