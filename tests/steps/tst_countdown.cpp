// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/countdown.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kNow = *fromRfc3339(u"2026-11-23T09:46:00Z");
constexpr std::chrono::hours kDay = 24h;

struct Case
{
    const char *name;
    std::vector<SpaceClock> spaces;
    ClockState state;
    Tone tone;
    bool filled;
    QString icon;
    QString text;
    QString shortText;
};

SpaceClock left(std::chrono::seconds time, SpaceRow::Stage stage = SpaceRow::Stage::Created)
{
    SpaceClock space;
    space.name = u"general"_s;
    space.stage = stage;
    space.limit = kNow + time;
    space.firstAttempt = *space.limit - 30 * kDay;
    space.expiry = *space.limit + 60 * kDay;
    return space;
}

SpaceClock completed()
{
    return left(5 * kDay, SpaceRow::Stage::Completed);
}

SpaceClock untold(SpaceClock space)
{
    space.confirmed = false;
    return space;
}

SpaceClock readyAfterLimit(SpaceClock space, std::chrono::seconds late)
{
    space.forecastEnd = *space.limit + late;
    return space;
}

SpaceClock expiringIn(std::chrono::seconds time)
{
    SpaceClock space = left(-60 * kDay);
    space.expiry = kNow + time;
    return space;
}

SpaceClock planned()
{
    SpaceClock space;
    space.name = u"sales"_s;
    return space;
}

const std::vector<Case> &cases()
{
    using S = ClockState;
    static const std::vector<Case> all = {
        {"nothing planned", {}, S::None, Tone::Idle, false, u""_s, u""_s, u""_s},
        {"planned only", {planned()}, S::None, Tone::Idle, false, u""_s, u""_s, u""_s},
        {"rolled back only",
         {left(kDay, SpaceRow::Stage::RolledBack)},
         S::None,
         Tone::Idle,
         false,
         u""_s,
         u""_s,
         u""_s},
        {"just created",
         {left(30 * kDay - 5s), planned()},
         S::Calm,
         Tone::Idle,
         false,
         u"timer"_s,
         u"30 days to the nearest limit · 1 space to complete"_s,
         u"30 days · 1 space"_s},
        {"a moment over 14 days",
         {left(14 * kDay + 1s)},
         S::Calm,
         Tone::Idle,
         false,
         u"timer"_s,
         u"14 days to the nearest limit · 1 space to complete"_s,
         u"14 days · 1 space"_s},
        {"exactly 14 days",
         {left(14 * kDay)},
         S::Watch,
         Tone::Info,
         false,
         u"timer"_s,
         u"14 days to the nearest limit · 1 space to complete"_s,
         u"14 days · 1 space"_s},
        {"12 days, three spaces",
         {left(12 * kDay), left(20 * kDay), left(13 * kDay), completed()},
         S::Watch,
         Tone::Info,
         false,
         u"timer"_s,
         u"12 days to the nearest limit · 3 spaces to complete"_s,
         u"12 days · 3 spaces"_s},
        {"a moment over 7 days",
         {left(7 * kDay + 1s)},
         S::Watch,
         Tone::Info,
         false,
         u"timer"_s,
         u"7 days to the nearest limit · 1 space to complete"_s,
         u"7 days · 1 space"_s},
        {"exactly 7 days",
         {left(7 * kDay)},
         S::Soon,
         Tone::Warn,
         false,
         u"alarm-clock"_s,
         u"Soon: 7 days to the nearest limit · 1 space to complete"_s,
         u"7 days · 1 space"_s},
        {"nearly 7 days is 6",
         {left(7 * kDay - 1min), left(20 * kDay), left(30 * kDay)},
         S::Soon,
         Tone::Warn,
         false,
         u"alarm-clock"_s,
         u"Soon: 6 days to the nearest limit · 3 spaces to complete"_s,
         u"6 days · 3 spaces"_s},
        {"exactly 3 days",
         {left(3 * kDay)},
         S::Urgent,
         Tone::Err,
         false,
         u"alarm-clock"_s,
         u"Urgent: 3 days to the nearest limit · 1 space to complete"_s,
         u"3 days · 1 space"_s},
        {"2 days 4 h",
         {left(2 * kDay + 4h + 59min), left(9 * kDay)},
         S::Urgent,
         Tone::Err,
         false,
         u"alarm-clock"_s,
         u"Urgent: 2 days 4 h to the nearest limit · 2 spaces to complete"_s,
         u"2 days 4 h · 2 spaces"_s},
        {"a moment over a day",
         {left(kDay + 1s)},
         S::Urgent,
         Tone::Err,
         false,
         u"alarm-clock"_s,
         u"Urgent: 1 day to the nearest limit · 1 space to complete"_s,
         u"1 day · 1 space"_s},
        {"exactly a day",
         {left(kDay)},
         S::LastDay,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last day: 1 day · 1 space to complete"_s,
         u"1 day · 1 space"_s},
        {"last day",
         {left(17h + 20min), left(18h)},
         S::LastDay,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last day: 17 h 20 min · 2 spaces to complete"_s,
         u"17 h 20 min · 2 spaces"_s},
        {"exactly 6 hours",
         {left(6h)},
         S::LastHours,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last hours: 6 h · 1 space to complete"_s,
         u"6 h · 1 space"_s},
        {"last hours",
         {left(5h + 12min + 59s), left(9 * kDay)},
         S::LastHours,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last hours: 5 h 12 min · 2 spaces to complete"_s,
         u"5 h 12 min · 2 spaces"_s},
        {"last second",
         {left(1s)},
         S::LastHours,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last hours: 1 min · 1 space to complete"_s,
         u"1 min · 1 space"_s},
        {"exactly at the limit",
         {left(0s)},
         S::Overdue,
         Tone::Err,
         false,
         u"octagon-alert"_s,
         u"Past the limit by 1 min: 1 space, still can be completed"_s,
         u"1 space, still can be completed"_s},
        {"overdue",
         {left(-2 * kDay), left(9 * kDay)},
         S::Overdue,
         Tone::Err,
         false,
         u"octagon-alert"_s,
         u"Past the limit by 2 days: 1 space, still can be completed"_s,
         u"1 space, still can be completed"_s},
        {"two overdue",
         {left(-2 * kDay), left(-1h)},
         S::Overdue,
         Tone::Err,
         false,
         u"octagon-alert"_s,
         u"Past the limit by 2 days: 2 spaces, still can be completed"_s,
         u"2 spaces, still can be completed"_s},
        {"unsure",
         {untold(left(29 * kDay)), left(29 * kDay)},
         S::Unsure,
         Tone::Warn,
         false,
         u"circle-question-mark"_s,
         u"Clock running: 1 space not confirmed by Google yet"_s,
         u"1 space not confirmed by Google yet"_s},
        {"unsure is worse than watch",
         {untold(left(29 * kDay)), untold(left(20 * kDay)), left(10 * kDay)},
         S::Unsure,
         Tone::Warn,
         false,
         u"circle-question-mark"_s,
         u"Clock running: 2 spaces not confirmed by Google yet"_s,
         u"2 spaces not confirmed by Google yet"_s},
        {"soon is worse than unsure",
         {untold(left(29 * kDay)), left(6 * kDay)},
         S::Soon,
         Tone::Warn,
         false,
         u"alarm-clock"_s,
         u"Soon: 6 days to the nearest limit · 2 spaces to complete"_s,
         u"6 days · 2 spaces"_s},
        {"at risk",
         {readyAfterLimit(left(20 * kDay), 2 * kDay), left(2 * kDay)},
         S::AtRisk,
         Tone::Err,
         false,
         u"triangle-alert"_s,
         u"At risk: 1 space would be ready 2 days after its limit"_s,
         u"1 space would be ready 2 days after its limit"_s},
        {"two at risk",
         {readyAfterLimit(left(20 * kDay), 25h), readyAfterLimit(left(9 * kDay), 2h)},
         S::AtRisk,
         Tone::Err,
         false,
         u"triangle-alert"_s,
         u"At risk: 2 spaces would be ready up to 2 days after their limit"_s,
         u"2 spaces would be ready up to 2 days after their limit"_s},
        {"ready exactly at the limit is no risk",
         {readyAfterLimit(left(20 * kDay), 0s)},
         S::Calm,
         Tone::Idle,
         false,
         u"timer"_s,
         u"20 days to the nearest limit · 1 space to complete"_s,
         u"20 days · 1 space"_s},
        {"the last day is worse than at risk",
         {readyAfterLimit(left(20h), kDay)},
         S::LastDay,
         Tone::Err,
         true,
         u"alarm-clock"_s,
         u"Last day: 20 h · 1 space to complete"_s,
         u"20 h · 1 space"_s},
        {"30 minutes to the expiry",
         {expiringIn(30min)},
         S::Closing,
         Tone::Err,
         true,
         u"octagon-alert"_s,
         u"Complete now: 30 min until Google deletes 1 space"_s,
         u"30 min until Google deletes 1 space"_s},
        {"31 minutes to the expiry",
         {expiringIn(31min)},
         S::Overdue,
         Tone::Err,
         false,
         u"octagon-alert"_s,
         u"Past the limit by 60 days: 1 space, still can be completed"_s,
         u"1 space, still can be completed"_s},
        {"closing is worst",
         {expiringIn(22min + 30s), expiringIn(29min), expiringIn(-1s), left(1h)},
         S::Closing,
         Tone::Err,
         true,
         u"octagon-alert"_s,
         u"Complete now: 22 min until Google deletes 2 spaces"_s,
         u"22 min until Google deletes 2 spaces"_s},
        {"expired by its time",
         {expiringIn(0s), left(-kDay)},
         S::Expired,
         Tone::Err,
         false,
         u"circle-x"_s,
         u"Expired: 1 space was deleted by Google. Start it again from the plan"_s,
         u"1 space was deleted by Google. Start it again from the plan"_s},
        {"expired by the server's word",
         {left(9 * kDay, SpaceRow::Stage::Expired), left(9 * kDay, SpaceRow::Stage::Expired)},
         S::Expired,
         Tone::Err,
         false,
         u"circle-x"_s,
         u"Expired: 2 spaces were deleted by Google. Start them again from the plan"_s,
         u"2 spaces were deleted by Google. Start them again from the plan"_s},
        {"one completed",
         {completed(), planned()},
         S::Over,
         Tone::Ok,
         false,
         u"circle-check"_s,
         u"The 1 created space is completed"_s,
         u"The 1 created space is completed"_s},
        {"all completed", std::vector<SpaceClock>(40, completed()), S::Over, Tone::Ok, false, u"circle-check"_s,
         u"All 40 spaces completed"_s, u"All 40 spaces completed"_s},
        {"a limit passed after completion is over",
         {left(-kDay, SpaceRow::Stage::Opened)},
         S::Over,
         Tone::Ok,
         false,
         u"circle-check"_s,
         u"The 1 created space is completed"_s,
         u"The 1 created space is completed"_s},
    };
    return all;
}

} // namespace

class TestCountdown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void saysTheWorstState_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(cases().size()); ++i)
            QTest::newRow(cases().at(static_cast<std::size_t>(i)).name) << i;
    }
    void saysTheWorstState()
    {
        QFETCH(int, index);
        const Case &expected = cases().at(static_cast<std::size_t>(index));
        const Countdown chip = countdown(expected.spaces, kNow);
        QCOMPARE(chip.text, expected.text);
        QCOMPARE(chip.shortText, expected.shortText);
        QCOMPARE(chip.state, expected.state);
        QCOMPARE(chip.tone, expected.tone);
        QCOMPARE(chip.filled, expected.filled);
        QCOMPARE(chip.icon, expected.icon);
    }
    void orderOfSpacesDoesNotMatter_data() { saysTheWorstState_data(); }
    void orderOfSpacesDoesNotMatter()
    {
        QFETCH(int, index);
        const Case &expected = cases().at(static_cast<std::size_t>(index));
        const std::vector<SpaceClock> reversed(expected.spaces.rbegin(), expected.spaces.rend());
        QCOMPARE(countdown(reversed, kNow).text, expected.text);
    }
    void rehearsalIsSaidInFront_data() { saysTheWorstState_data(); }
    void rehearsalIsSaidInFront()
    {
        QFETCH(int, index);
        const Case &expected = cases().at(static_cast<std::size_t>(index));
        const Countdown chip = countdown(expected.spaces, kNow, {.rehearsal = true});
        QCOMPARE(chip.text, expected.state == ClockState::None ? QString() : u"Rehearsal clock: "_s + expected.text);
    }
    void withoutALimitThirtyDaysCount()
    {
        SpaceClock space = left(30 * kDay);
        space.limit.reset();
        QCOMPARE(countdown({space}, kNow).state, ClockState::Calm);
        space.firstAttempt = kNow - 30 * kDay;
        QCOMPARE(countdown({space}, kNow).state, ClockState::Overdue);
    }
    void teamsHasNoDeadline()
    {
        std::vector<SpaceClock> spaces(4, left(-kDay));
        const Countdown four = countdown(spaces, kNow, {.deadlines = false});
        QCOMPARE(four.text, u"No deadline · 4 channels locked until completed"_s);
        QCOMPARE(four.icon, u"lock"_s);
        QCOMPARE(four.tone, Tone::Idle);
        spaces.resize(1);
        QCOMPARE(countdown(spaces, kNow, {.deadlines = false}).text,
                 u"No deadline · 1 channel locked until completed"_s);
    }
    void tooltipSaysWhenInBothClocksAndWhy()
    {
        const CountdownSettings settings{.zone = QTimeZone(3600)};
        const QString calm = countdown({left(30 * kDay)}, kNow, settings).tooltip;
        QVERIFY2(calm.contains(u"Nearest limit: general, 23 Dec 2026 at 10:46"_s), qPrintable(calm));
        QVERIFY2(calm.contains(u"(09:46 UTC)"_s), qPrintable(calm));
        QVERIFY2(calm.contains(u"30 days after the first attempt, by your setting."_s), qPrintable(calm));
        QVERIFY(!calm.contains(u"clock is"_s));
    }
    void tooltipOfOverdueSaysWhenItIsDeleted()
    {
        const QString text = countdown({left(-2 * kDay)}, kNow, {.zone = QTimeZone::utc()}).tooltip;
        QVERIFY2(text.startsWith(u"Google deletes it on 20 Jan 2027 at 09:46"_s), qPrintable(text));
        SpaceClock unknown = left(-2 * kDay);
        unknown.expiry.reset();
        QVERIFY(countdown({unknown}, kNow).tooltip.startsWith(u"Google has not said when it deletes it."_s));
    }
    void tooltipTellsAWrongComputerClock()
    {
        const auto text = [](std::chrono::seconds error) {
            return countdown({left(9 * kDay)}, kNow, {.clockError = error}).tooltip;
        };
        QVERIFY(text(9min).contains(u"This computer's clock is 9 min off"_s));
        QVERIFY(text(-9min).contains(u"This computer's clock is 9 min off"_s));
        QVERIFY(!text(59s).contains(u"clock is"_s));
    }
    void limitsListSaysEachSpace()
    {
        QCOMPARE(clockStateWord(left(12 * kDay), kNow), u"12 days left"_s);
        QCOMPARE(clockStateWord(left(-2 * kDay), kNow), u"Past the limit by 2 days"_s);
        QCOMPARE(clockStateWord(expiringIn(22min), kNow), u"Complete now, 22 min left"_s);
        QCOMPARE(clockStateWord(planned(), kNow), u"Not created yet"_s);
        QCOMPARE(clockStateWord(completed(), kNow), u"Completed"_s);
        QCOMPARE(clockStateWord(readyAfterLimit(left(9 * kDay), 3h), kNow), u"At risk, 3 h late"_s);
    }
};

QTEST_GUILESS_MAIN(TestCountdown)
#include "tst_countdown.moc"
