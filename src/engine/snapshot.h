// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/utctime.h"
#include "store/rows.h"

#include <QMetaType>
#include <QString>

#include <optional>
#include <vector>

namespace chatferry {

/// What the engine can be busy with. One at a time, except that files are fetched beside everything else.
enum class Activity {
    None,
    Scan,
    Check,
    Plan,
    Create,
    Import,
    Validate,
    Reconcile,
    Complete,
    Grant,
    RollBack,
    FetchFiles
};

QString activityName(Activity activity); ///< "scan", "import" ...: stable words for JSON and logs.

/// One space while work on it runs.
struct SpaceProgress
{
    qint64 space = 0;
    SpaceRow::Stage stage = SpaceRow::Stage::Planned;
    Counts messages;
    Counts reactions;
    Counts attachments;
    Counts memberships;
    Counts members;
    double messagesPerSecond = 0;
    std::optional<UtcTime> ends; ///< Forecast of this stage.
    qint64 retrying = 0;         ///< Operations that wait to be tried again.
    QString waitingFor;          ///< One sentence, empty while it moves.
};

/// How the running activity stands. Sent at most ten times a second and once at each end.
struct Snapshot
{
    Activity activity = Activity::None;
    bool paused = false;
    bool pausing = false; ///< Asked to pause; calls in flight still finish.
    qint64 done = 0;      ///< In units of work of the activity (bytes for scan and files, else operations).
    qint64 total = -1;    ///< -1 while unknown. Never shrinks while an activity runs.
    double perSecond = 0; ///< Message writes a second over the last half minute.
    double allowedPerSecond = 0;
    int inFlight = 0;
    qint64 retrying = 0;
    qint64 failedItems = 0;
    std::optional<UtcTime> ends;       ///< Empty before the rate is steady for 30 s.
    QString waitingFor;                ///< "No network since 14:02. It goes on by itself."; empty while it moves.
    std::vector<SpaceProgress> spaces; ///< Those the activity touches.
};

/// How an activity ended.
struct ActivityEnd
{
    Activity activity = Activity::None;
    std::optional<Error> stopped; ///< It could not go on, or was cancelled; empty: it went through to its end.
    qint64 failedItems = 0;       ///< Ended, but these are listed as failed.
    qint64 differences = 0;       ///< Validate and reconcile.
};

} // namespace chatferry

Q_DECLARE_METATYPE(chatferry::Snapshot)
Q_DECLARE_METATYPE(chatferry::ActivityEnd)
