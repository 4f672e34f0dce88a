// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/sessiondriver.h"

#include <memory>

namespace chatferry {

/// A project opened for a command, with the driver that moves it. Made by open(); the clock lives as long.
struct ProjectSession
{
    SystemClock clock;
    std::unique_ptr<Session> session;
    std::unique_ptr<SessionDriver> driver;

    /// Errors: as Session::open().
    static Result<std::unique_ptr<ProjectSession>> open(const Session::Opening &opening, const QuotaProfile &quotas);
    /// Gives the connection and reads the accounts, without writing anything. Errors: as the session's.
    Result<void> connect(const ConnectionSettings &settings);
};

/// Rows of the spaces or conversations that --only names (name or source id, case ignored for names).
/// Errors: Input naming what is not there.
Result<std::vector<qint64>> spacesNamed(const QString &projectPath, const QStringList &names);

/// Says problems, each on a line. Answers whether one of them stops the run.
bool sayProblems(const std::vector<Problem> &problems);

/// The plan's sum, forecast and ledger in a few lines, for stderr and `plan`.
QString planInWords(const PlanResult &plan);
QJsonObject planJson(const PlanResult &plan);

} // namespace chatferry
