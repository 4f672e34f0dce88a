// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/projectsession.h"

namespace chatferry {

/// How far `run` goes and what it was allowed.
struct StageOptions
{
    QString through;  ///< "create" ... "grant"; empty: as far as it may.
    QStringList only; ///< Conversations; empty: all.
    bool confirmComplete = false;
    QString overrideReason;
};

/// The names --through takes, in order.
QStringList stageNames();

/// Moves a connected project through its stages as far as the options allow.
ExitCode runStages(ProjectSession &project, const StageOptions &options);

} // namespace chatferry
