// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/rehearsalworld.h"

#include "steps/rehearsalpeople.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

Result<std::unique_ptr<RehearsalWorld>> RehearsalWorld::start(const Options &options)
{
    auto out = std::make_unique<RehearsalWorld>();
    SimulatorOptions simulator;
    simulator.people = options.accounts;
    out->m_admin = ensureAdmin(simulator.people);
    simulator.quotas = options.quotas;
    // The clock of a rehearsal can be moved while the program signs its tokens by the computer's.
    simulator.jwtTimes = SimulatorOptions::JwtTimes::Real;
    if (!options.projectPath.isEmpty())
        simulator.stateFile = worldFile(options.projectPath);
    out->m_simulator = std::make_unique<Simulator>(simulator);
    if (const auto port = out->m_simulator->start(); !port)
        return port.error();
    return out;
}

ConnectionSettings RehearsalWorld::connection() const
{
    return {.serviceAccountKey = m_simulator->serviceAccountKeyJson(),
            .adminEmail = m_admin,
            .endpoint = m_simulator->baseUrl()};
}

QString RehearsalWorld::worldFile(const QString &projectPath)
{
    const QFileInfo info(projectPath);
    return info.absolutePath() + u'/' + info.completeBaseName() + u".world"_s;
}

} // namespace chatferry
