// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/tone.h"
#include "store/rows.h"

#include <QString>
#include <QTimeZone>

#include <chrono>
#include <optional>
#include <vector>

namespace chatferry {

/// What the countdown has to know of one space: the newest attempt of a slice.
struct SpaceClock
{
    qint64 space = 0; ///< SpaceRow::id, for [Go to].
    QString name;
    SpaceRow::Stage stage = SpaceRow::Stage::Planned;
    std::optional<UtcTime> firstAttempt = {}; ///< When the first create call left.
    std::optional<UtcTime> limit = {};        ///< Absent with a firstAttempt: counted as 30 days after it.
    std::optional<UtcTime> expiry = {};       ///< As the server told.
    std::optional<UtcTime> forecastEnd = {};  ///< When it is expected to be completed.
    bool confirmed = true;                    ///< The server has answered the create attempt.
};

/// From best to worst; None stands for "no chip" and for a space that has no clock.
enum class ClockState {
    None,
    Over,
    Teams,
    Calm,
    Watch,
    Unsure,
    Soon,
    Urgent,
    AtRisk,
    LastDay,
    LastHours,
    Overdue,
    Expired,
    Closing
};

struct CountdownSettings
{
    bool rehearsal = false;
    bool deadlines = true;              ///< False for a destination without import deadline (Teams).
    std::chrono::seconds clockError{0}; ///< This computer's clock minus the server's.
    QTimeZone zone = QTimeZone::systemTimeZone();
};

/// The chip as it stands in the header. Pure data: the same words go to the limits list and to `status`.
struct Countdown
{
    ClockState state = ClockState::None; ///< None: no chip is shown and all else is empty.
    Tone tone = Tone::Idle;
    bool filled = false;    ///< Drawn filled in its tone.
    QString icon = {};      ///< Name in resources/icons.
    QString text = {};      ///< Also the accessible name.
    QString shortText = {}; ///< For the narrow header.
    QString tooltip = {};
    int open = 0;                        ///< Spaces that still have to be completed.
    std::optional<UtcTime> nearest = {}; ///< The nearest limit of the open spaces.
};

/// The state of one space at @p now (the server's clock).
/// The moment of a border belongs to the worse state: exactly 14 days are watch, exactly at the limit is overdue.
ClockState clockState(const SpaceClock &space, UtcTime now, bool deadlines = true);

/// The worst state of all spaces, in words (reference: ux, chapter 3.8).
Countdown countdown(const std::vector<SpaceClock> &spaces, UtcTime now, const CountdownSettings &settings = {});

QString clockStateIcon(ClockState state);
Tone clockStateTone(ClockState state);
bool isClockStateFilled(ClockState state);
/// The state of one space in words for the limits list: "12 days left", "Past the limit by 2 days".
QString clockStateWord(const SpaceClock &space, UtcTime now, bool deadlines = true);
/// The limit that counts for a space; absent before its first attempt.
std::optional<UtcTime> limitOf(const SpaceClock &space);

} // namespace chatferry
