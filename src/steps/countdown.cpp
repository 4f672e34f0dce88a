// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/countdown.h"

#include "steps/humanwords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Countdown)
};

using std::chrono::seconds;

constexpr seconds kDay = 24h;
/// Google's promise for import mode (Chat API, "Import data": complete within 30 days of creation).
constexpr seconds kDefaultWindow = 30 * kDay;

seconds between(UtcTime from, UtcTime to)
{
    return std::chrono::floor<seconds>(to - from);
}

QString spacesText(int n)
{
    return n == 1 ? Words::tr("1 space") : Words::tr("%Ln spaces", nullptr, n);
}

QString channelsText(int n)
{
    return n == 1 ? Words::tr("1 channel") : Words::tr("%Ln channels", nullptr, n);
}

/// Lateness is rounded up, a remaining time down: nobody is promised an hour that is not there.
QString latenessText(seconds late)
{
    if (late >= kDay)
        return daysText((late + kDay - 1s) / kDay);
    return spanText((late + 59s) / 60s * 60s);
}

/// Days left, cut; far from the limit the nearest whole number, so that a clock that just began says 30 days.
QString leftText(seconds left, ClockState state)
{
    switch (state) {
    case ClockState::Calm:
    case ClockState::Watch:
    case ClockState::Unsure:
        return daysText((left + kDay / 2) / kDay);
    case ClockState::Soon:
        return daysText(left / kDay);
    default:
        return spanText(left);
    }
}

bool isClosed(const SpaceClock &space)
{
    return space.stage == SpaceRow::Stage::Completed || space.stage == SpaceRow::Stage::Opened;
}

bool isGone(const SpaceClock &space)
{
    return space.stage == SpaceRow::Stage::Skipped || space.stage == SpaceRow::Stage::RolledBack;
}

/// The state by the time left to the limit alone.
ClockState byTimeLeft(seconds left)
{
    if (left <= 0s)
        return ClockState::Overdue;
    if (left <= 6h)
        return ClockState::LastHours;
    if (left <= kDay)
        return ClockState::LastDay;
    if (left <= 3 * kDay)
        return ClockState::Urgent;
    if (left <= 7 * kDay)
        return ClockState::Soon;
    if (left <= 14 * kDay)
        return ClockState::Watch;
    return ClockState::Calm;
}

/// What the chip adds up over the spaces.
struct Sum
{
    int open = 0;
    int closed = 0;
    int inState = 0; ///< Spaces whose own state is the worst one.
    int unconfirmed = 0;
    seconds worst{0}; ///< AtRisk, Overdue: the largest lateness; Closing: the least time to the expiry.
    const SpaceClock *nearest = nullptr;   ///< By limit, of the open spaces.
    const SpaceClock *firstToGo = nullptr; ///< By expiry, of those past their limit.
};

Sum sumUp(const std::vector<SpaceClock> &spaces, UtcTime now, bool deadlines, ClockState worst)
{
    Sum sum;
    for (const SpaceClock &space : spaces) {
        const ClockState state = clockState(space, now, deadlines);
        if (state == ClockState::None)
            continue;
        if (state == ClockState::Over) {
            ++sum.closed;
            continue;
        }
        if (state != ClockState::Expired) {
            ++sum.open;
            if (!space.confirmed)
                ++sum.unconfirmed;
            if (!sum.nearest || *limitOf(space) < *limitOf(*sum.nearest))
                sum.nearest = &space;
        }
        if (state != worst)
            continue;
        const bool first = sum.inState++ == 0;
        const UtcTime limit = *limitOf(space);
        if (worst == ClockState::AtRisk)
            sum.worst = std::max(sum.worst, between(limit, *space.forecastEnd));
        else if (worst == ClockState::Overdue)
            sum.worst = std::max(sum.worst, between(limit, now));
        else if (worst == ClockState::Closing)
            sum.worst = first ? between(now, *space.expiry) : std::min(sum.worst, between(now, *space.expiry));
        if (space.expiry && (!sum.firstToGo || *space.expiry < *sum.firstToGo->expiry))
            sum.firstToGo = &space;
    }
    return sum;
}

struct Texts
{
    QString full;
    QString brief;
};

Texts textsOf(ClockState state, const Sum &sum, UtcTime now)
{
    const QString toComplete = spacesText(sum.open);
    const QString left = sum.nearest ? leftText(between(now, *limitOf(*sum.nearest)), state) : QString();
    const QString figures = Words::tr("%1 · %2", "time left, number of spaces").arg(left, toComplete);
    switch (state) {
    case ClockState::None:
        break;
    case ClockState::Over: {
        const QString text = sum.closed == 1 ? Words::tr("The 1 created space is completed")
                                             : Words::tr("All %Ln spaces completed", nullptr, sum.closed);
        return {text, text};
    }
    case ClockState::Teams:
        return {Words::tr("No deadline · %1 locked until completed").arg(channelsText(sum.open)),
                Words::tr("%1 locked", "number of channels").arg(channelsText(sum.open))};
    case ClockState::Calm:
    case ClockState::Watch:
        return {Words::tr("%1 to the nearest limit · %2 to complete").arg(left, toComplete), figures};
    case ClockState::Unsure: {
        const QString text = Words::tr("%1 not confirmed by Google yet").arg(spacesText(sum.unconfirmed));
        return {Words::tr("Clock running: %1").arg(text), text};
    }
    case ClockState::Soon:
        return {Words::tr("Soon: %1 to the nearest limit · %2 to complete").arg(left, toComplete), figures};
    case ClockState::Urgent:
        return {Words::tr("Urgent: %1 to the nearest limit · %2 to complete").arg(left, toComplete), figures};
    case ClockState::AtRisk: {
        const QString late = latenessText(sum.worst);
        const QString text =
            sum.inState == 1
                ? Words::tr("1 space would be ready %1 after its limit").arg(late)
                : Words::tr("%1 would be ready up to %2 after their limit").arg(spacesText(sum.inState), late);
        return {Words::tr("At risk: %1").arg(text), text};
    }
    case ClockState::LastDay:
        return {Words::tr("Last day: %1 · %2 to complete").arg(left, toComplete), figures};
    case ClockState::LastHours:
        return {Words::tr("Last hours: %1 · %2 to complete").arg(left, toComplete), figures};
    case ClockState::Overdue: {
        const QString text = Words::tr("%1, still can be completed").arg(spacesText(sum.inState));
        return {Words::tr("Past the limit by %1: %2").arg(spanText(sum.worst), text), text};
    }
    case ClockState::Expired: {
        const QString text =
            sum.inState == 1
                ? Words::tr("1 space was deleted by Google. Start it again from the plan")
                : Words::tr("%1 were deleted by Google. Start them again from the plan").arg(spacesText(sum.inState));
        return {Words::tr("Expired: %1").arg(text), text};
    }
    case ClockState::Closing: {
        const QString text = Words::tr("%1 until Google deletes %2").arg(spanText(sum.worst), spacesText(sum.inState));
        return {Words::tr("Complete now: %1").arg(text), text};
    }
    }
    return {};
}

QString sourceOfLimit(const SpaceClock &space)
{
    const UtcTime limit = *limitOf(space);
    if (space.expiry == limit)
        return Words::tr("As Google reports it.");
    if (!space.firstAttempt)
        return {};
    const qint64 days = (between(*space.firstAttempt, limit) + kDay / 2) / kDay;
    return Words::tr("%1 after the first attempt, by your setting.").arg(daysText(days));
}

QString tooltipOf(ClockState state, const Sum &sum, const CountdownSettings &settings)
{
    QStringList lines;
    if ((state == ClockState::Overdue || state == ClockState::Closing) && sum.firstToGo) {
        const QString when = momentWithUtcText(*sum.firstToGo->expiry, settings.zone);
        lines += sum.inState == 1
                     ? Words::tr("Google deletes it on %1").arg(when)
                     : Words::tr("Google deletes the first of them, %1, on %2").arg(oneLine(sum.firstToGo->name), when);
    } else if (state == ClockState::Overdue) {
        lines += Words::tr("Google has not said when it deletes it.");
    }
    if (sum.nearest && settings.deadlines) {
        lines += Words::tr("Nearest limit: %1, %2")
                     .arg(oneLine(sum.nearest->name), momentWithUtcText(*limitOf(*sum.nearest), settings.zone));
        const QString source = sourceOfLimit(*sum.nearest);
        if (!source.isEmpty())
            lines += source;
    }
    if (settings.clockError >= 60s || settings.clockError <= -60s) {
        const seconds off = settings.clockError < 0s ? -settings.clockError : settings.clockError;
        lines += Words::tr("This computer's clock is %1 off; Google's clock counts.").arg(spanText(off));
    }
    lines += Words::tr("Opens the list of limits (Ctrl+D)");
    return lines.join(u'\n');
}

} // namespace

std::optional<UtcTime> limitOf(const SpaceClock &space)
{
    if (space.limit)
        return space.limit;
    if (space.firstAttempt)
        return *space.firstAttempt + kDefaultWindow;
    return {};
}

ClockState clockState(const SpaceClock &space, UtcTime now, bool deadlines)
{
    if (isGone(space) || !limitOf(space))
        return ClockState::None;
    if (isClosed(space))
        return ClockState::Over;
    if (!deadlines)
        return ClockState::Teams;
    if (space.stage == SpaceRow::Stage::Expired || (space.expiry && now >= *space.expiry))
        return ClockState::Expired;
    if (space.expiry && between(now, *space.expiry) <= 30min)
        return ClockState::Closing;
    const UtcTime limit = *limitOf(space);
    ClockState state = byTimeLeft(between(now, limit));
    if (!space.confirmed)
        state = std::max(state, ClockState::Unsure);
    if (space.forecastEnd && *space.forecastEnd > limit)
        state = std::max(state, ClockState::AtRisk);
    return state;
}

Countdown countdown(const std::vector<SpaceClock> &spaces, UtcTime now, const CountdownSettings &settings)
{
    ClockState worst = ClockState::None;
    for (const SpaceClock &space : spaces)
        worst = std::max(worst, clockState(space, now, settings.deadlines));
    if (worst == ClockState::None)
        return {};

    const Sum sum = sumUp(spaces, now, settings.deadlines, worst);
    Texts texts = textsOf(worst, sum, now);
    if (settings.rehearsal)
        texts.full = Words::tr("Rehearsal clock: %1").arg(texts.full);
    Countdown result;
    result.state = worst;
    result.tone = clockStateTone(worst);
    result.filled = isClockStateFilled(worst);
    result.icon = clockStateIcon(worst);
    result.text = texts.full;
    result.shortText = texts.brief;
    result.tooltip = tooltipOf(worst, sum, settings);
    result.open = sum.open;
    if (sum.nearest)
        result.nearest = limitOf(*sum.nearest);
    return result;
}

QString clockStateIcon(ClockState state)
{
    switch (state) {
    case ClockState::None:
        break;
    case ClockState::Over:
        return u"circle-check"_s;
    case ClockState::Teams:
        return u"lock"_s;
    case ClockState::Calm:
    case ClockState::Watch:
        return u"timer"_s;
    case ClockState::Unsure:
        return u"circle-question-mark"_s;
    case ClockState::Soon:
    case ClockState::Urgent:
    case ClockState::LastDay:
    case ClockState::LastHours:
        return u"alarm-clock"_s;
    case ClockState::AtRisk:
        return u"triangle-alert"_s;
    case ClockState::Overdue:
    case ClockState::Closing:
        return u"octagon-alert"_s;
    case ClockState::Expired:
        return u"circle-x"_s;
    }
    return {};
}

Tone clockStateTone(ClockState state)
{
    switch (state) {
    case ClockState::None:
    case ClockState::Teams:
    case ClockState::Calm:
        break;
    case ClockState::Over:
        return Tone::Ok;
    case ClockState::Watch:
        return Tone::Info;
    case ClockState::Unsure:
    case ClockState::Soon:
        return Tone::Warn;
    case ClockState::Urgent:
    case ClockState::AtRisk:
    case ClockState::LastDay:
    case ClockState::LastHours:
    case ClockState::Overdue:
    case ClockState::Expired:
    case ClockState::Closing:
        return Tone::Err;
    }
    return Tone::Idle;
}

bool isClockStateFilled(ClockState state)
{
    return state == ClockState::LastDay || state == ClockState::LastHours || state == ClockState::Closing;
}

QString clockStateWord(const SpaceClock &space, UtcTime now, bool deadlines)
{
    const ClockState state = clockState(space, now, deadlines);
    switch (state) {
    case ClockState::None:
        return Words::tr("Not created yet");
    case ClockState::Over:
        return Words::tr("Completed");
    case ClockState::Teams:
        return Words::tr("Locked until completed");
    case ClockState::Unsure:
        return Words::tr("Not confirmed yet, %1 left").arg(leftText(between(now, *limitOf(space)), state));
    case ClockState::AtRisk:
        return Words::tr("At risk, %1 late").arg(latenessText(between(*limitOf(space), *space.forecastEnd)));
    case ClockState::Overdue:
        return Words::tr("Past the limit by %1").arg(spanText(between(*limitOf(space), now)));
    case ClockState::Expired:
        return Words::tr("Expired");
    case ClockState::Closing:
        return Words::tr("Complete now, %1 left").arg(spanText(between(now, *space.expiry)));
    default:
        return Words::tr("%1 left").arg(leftText(between(now, *limitOf(space)), state));
    }
}

} // namespace chatferry
