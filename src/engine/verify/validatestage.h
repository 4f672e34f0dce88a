// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/snapshot.h"
#include "engine/stages/stagecontext.h"
#include "engine/verify/validator.h"

#include <QObject>

#include <deque>
#include <map>

namespace chatferry {

/// Validates a number of spaces, some at a time. Used like a Stage; reads only, so it needs no runner.
class ValidateStage : public QObject
{
    Q_OBJECT
public:
    ValidateStage(StageContext &context, QObject *parent);

    /// @p spaces: rows of the space table; empty: all that are imported and not validated yet. Ends in ended().
    void start(const std::vector<qint64> &spaces);
    void pause();
    void resume();
    void cancel();

Q_SIGNALS:
    void progress(const chatferry::Snapshot &snapshot);
    void spacesChanged();
    void ended(const chatferry::ActivityEnd &end);

private:
    void begin(const std::vector<qint64> &spaces);
    void proceed();
    void startOne(const SpaceRow &space);
    void oneEnded(qint64 space, Validator *validator);
    void tell();
    void end(std::optional<Error> stopped);

    StageContext &m_context;
    std::deque<SpaceRow> m_waiting;
    std::map<qint64, Validator *> m_running;
    std::optional<Error> m_stopped;
    qint64 m_differences = 0;
    qint64 m_failed = 0; ///< Spaces that the service does not show any more.
    qint64 m_done = 0;   ///< Messages of spaces that are through.
    qint64 m_total = 0;
    bool m_paused = false;
    bool m_ended = false;
};

} // namespace chatferry
