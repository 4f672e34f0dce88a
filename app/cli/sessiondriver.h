// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "app/cli/interrupt.h"
#include "engine/session.h"

#include <functional>

namespace chatferry {

/// Runs the activities of a session one after the other for a command: waits for each end, shows progress, stops on
/// Ctrl-C.
class SessionDriver : public QObject
{
    Q_OBJECT
public:
    explicit SessionDriver(Session &session);

    /// Starts something by @p start and waits until it ended.
    ActivityEnd run(const std::function<void()> &start);
    /// Works out the plan. Errors: as the session's.
    Result<PlanResult> plan();
    /// A quick edit: waits for planChanged() or failed().
    Result<void> edit(const std::function<void()> &start);
    Result<PeopleMapOutcome> applyPeopleMap(const QByteArray &csv);
    Result<void> writeReport(const QString &folder);
    bool interrupted() const { return m_interrupt.happened(); }

private:
    void wait(const std::function<bool()> &done);

    Session &m_session;
    Interrupt m_interrupt;
    ProgressLine m_progress;
};

} // namespace chatferry
