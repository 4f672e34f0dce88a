// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "simulator/simulator.h"

#include <memory>

namespace chatferry {

/// The stand-in that a rehearsal writes to: a simulator on this computer with the accounts of a company like the one in
/// the export. Its world lives in a file beside the project ("NAME.world"), so that a rehearsal can be gone on with.
class RehearsalWorld
{
public:
    struct Options
    {
        QString projectPath; ///< Empty: nothing is kept.
        std::vector<SimulatorAccount> accounts = {};
        bool quotas = true;
    };
    /// Errors: as Simulator::start().
    static Result<std::unique_ptr<RehearsalWorld>> start(const Options &options);

    ConnectionSettings connection() const;
    QString adminEmail() const { return m_admin; }
    Simulator &simulator() { return *m_simulator; }

    static QString worldFile(const QString &projectPath);

private:
    std::unique_ptr<Simulator> m_simulator;
    QString m_admin;
};

} // namespace chatferry
