// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/forecaster.h"

#include "engine/run/dispatcher.h"

#include <QElapsedTimer>
#include <QFile>
#include <QtTest>

#include <cmath>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QuotaProfile googleChat()
{
    QFile file(QStringLiteral(CHATFERRY_SOURCE_DIR "/resources/quota/google-chat.json"));
    if (!file.open(QIODevice::ReadOnly))
        return QuotaProfile::unlimited();
    auto read = QuotaProfile::fromJson(file.readAll());
    return read ? *read : QuotaProfile::unlimited();
}

UtcTime at(const char *text)
{
    return *fromRfc3339(QString::fromLatin1(text));
}

const UtcTime kStart = at("2026-11-21T00:00:00Z");

ForecastRules rules()
{
    ForecastRules rules;
    rules.from = kStart;
    rules.reviewDays = 0;
    return rules;
}

SpaceWork work(qint64 messages, qint64 reactions = 0)
{
    static qint64 number = 0;
    SpaceWork work;
    work.space = ++number;
    work.messages = work.listed = messages;
    work.reactions = reactions;
    return work;
}

double secondsTo(UtcTime time)
{
    return std::chrono::duration<double>(time - kStart).count();
}

bool within(double value, double wanted, double part)
{
    if (std::abs(value - wanted) <= wanted * part)
        return true;
    qWarning("%f instead of %f", value, wanted);
    return false;
}

} // namespace

class TestForecaster : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSpaceGoesAtItsOwnPace();
    void twelveSpacesShareTheProject();
    void theSlowestClassDecides();
    void bandwidthCanDecide();
    void theLongestSpaceIsNotHeldUpByShortOnes();
    void validationReviewAndMembersFollow();
    void nothingRunsOutsideTheHours_data();
    void nothingRunsOutsideTheHours();
    void spacesUnderWayKeepTheirClock();
    void adviceSaysWhatWouldFit();
    void unlimitedTakesNoTime();
    void aLargeTenantIsForecastNearTheBound();
    void theDispatcherNeedsTheSameTime_data();
    void theDispatcherNeedsTheSameTime();
};

void TestForecaster::oneSpaceGoesAtItsOwnPace()
{
    const Forecast forecast = Forecaster(googleChat()).forecast({work(60'000)}, rules());
    QCOMPARE(forecast.spaces.size(), 1u);
    QCOMPARE(forecast.spaces[0].created, kStart);
    QVERIFY(within(secondsTo(forecast.spaces[0].imported), 6'000, 0.01));
    QCOMPARE(forecast.spaces[0].limit, kStart + std::chrono::days(30));
    QVERIFY(forecast.spaces[0].fits());
    QCOMPARE(forecast.end, forecast.spaces[0].granted);
}

void TestForecaster::twelveSpacesShareTheProject()
{
    std::vector<SpaceWork> spaces;
    for (int i = 0; i < 12; ++i)
        spaces.push_back(work(30'000));
    const Forecast forecast = Forecaster(googleChat()).forecast(spaces, rules());
    UtcTime last{};
    for (const SpaceForecast &space : forecast.spaces)
        last = std::max(last, space.imported);
    // 360,000 messages at 50 a second; the creates are a second apart.
    QVERIFY(within(secondsTo(last), 7'200, 0.01));
}

void TestForecaster::theSlowestClassDecides()
{
    // 5 reactions a second in one space.
    Forecast forecast = Forecaster(googleChat()).forecast({work(1'000, 10'000)}, rules());
    QVERIFY(within(secondsTo(forecast.spaces[0].imported), 2'000, 0.01));
    SpaceWork files = work(1'000);
    files.files = 36'000;
    files.fileBytes = 36'000;
    forecast = Forecaster(googleChat()).forecast({files}, rules());
    QVERIFY(within(secondsTo(forecast.spaces[0].imported), 3'600, 0.01));
}

void TestForecaster::bandwidthCanDecide()
{
    SpaceWork large = work(10);
    large.files = 100;
    large.fileBytes = 36'000'000'000;
    ForecastRules slow = rules();
    slow.bytesPerSecond = 1e6;
    const Forecast forecast = Forecaster(googleChat()).forecast({large}, slow);
    QVERIFY(within(secondsTo(forecast.spaces[0].imported), 36'000, 0.01));
}

void TestForecaster::theLongestSpaceIsNotHeldUpByShortOnes()
{
    std::vector<SpaceWork> spaces{work(100'000)};
    for (int i = 0; i < 40; ++i)
        spaces.push_back(work(10'000));
    const Forecast forecast = Forecaster(googleChat()).forecast(spaces, rules());
    UtcTime last{};
    for (const SpaceForecast &space : forecast.spaces)
        last = std::max(last, space.imported);
    // 500,000 at 50 a second and 100,000 at 10 a second both take 10,000 seconds: they must run beside each other.
    QVERIFY(within(secondsTo(last), 10'000, 0.03));
}

void TestForecaster::validationReviewAndMembersFollow()
{
    SpaceWork one = work(6'000);
    one.members = 300;
    SpaceWork two = work(6'000);
    two.members = 300;
    ForecastRules review = rules();
    review.reviewDays = 2;
    const Forecast forecast = Forecaster(googleChat()).forecast({one, two}, review);
    for (const SpaceForecast &space : forecast.spaces) {
        QVERIFY(space.created < space.imported);
        QVERIFY(space.imported < space.validated);
        QCOMPARE(space.reviewed, space.validated + std::chrono::days(2));
        QVERIFY(space.reviewed + 59s < space.granted);
    }
    // Both share five members a second.
    QVERIFY(forecast.end >= forecast.spaces[0].reviewed + 119s);
}

void TestForecaster::nothingRunsOutsideTheHours_data()
{
    QTest::addColumn<QTime>("from");
    QTest::addColumn<QTime>("to");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<double>("hoursOfWork");
    QTest::addColumn<QString>("end");
    QTest::newRow("always") << QTime() << QTime() << "UTC"_ba << 30.0 << u"2026-11-22T06:00:00Z"_s;
    QTest::newRow("by day") << QTime(8, 0) << QTime(18, 0) << "UTC"_ba << 4.0 << u"2026-11-21T12:00:00Z"_s;
    QTest::newRow("two days") << QTime(8, 0) << QTime(18, 0) << "UTC"_ba << 12.0 << u"2026-11-22T10:00:00Z"_s;
    QTest::newRow("over midnight, open at the start")
        << QTime(20, 0) << QTime(6, 0) << "UTC"_ba << 7.0 << u"2026-11-21T21:00:00Z"_s;
    QTest::newRow("local time") << QTime(20, 0) << QTime(6, 0) << "Asia/Tokyo"_ba << 1.0 << u"2026-11-21T12:00:00Z"_s;
}

void TestForecaster::nothingRunsOutsideTheHours()
{
    QFETCH(QTime, from);
    QFETCH(QTime, to);
    QFETCH(QByteArray, zone);
    QFETCH(double, hoursOfWork);
    QFETCH(QString, end);
    const RunningHours hours(from, to, QTimeZone(zone));
    QCOMPARE(hours.after(kStart, std::chrono::duration<double>(hoursOfWork * 3600)), *fromRfc3339(end));
    const UtcTime done = hours.after(kStart, std::chrono::duration<double>(hoursOfWork * 3600 - 1));
    QVERIFY(hours.isOpen(done));

    ForecastRules ruled = rules();
    ruled.hours = hours;
    const Forecast forecast = Forecaster(googleChat()).forecast({work(qint64(hoursOfWork * 3600 * 10))}, ruled);
    QVERIFY(std::chrono::abs(forecast.spaces[0].imported - *fromRfc3339(end)) < 6min);
}

void TestForecaster::spacesUnderWayKeepTheirClock()
{
    SpaceWork under = work(6'000);
    under.stage = SpaceRow::Stage::Created;
    under.firstAttempt = kStart - std::chrono::days(29);
    under.limit = kStart + std::chrono::days(1);
    SpaceWork imported = work(6'000);
    imported.stage = SpaceRow::Stage::Imported;
    imported.firstAttempt = under.firstAttempt;
    imported.limit = under.limit;
    const Forecast forecast = Forecaster(googleChat()).forecast({under, imported, work(10)}, rules());
    QCOMPARE(forecast.spaces[0].space, under.space); // The riskiest first.
    QCOMPARE(forecast.spaces[0].created, *under.firstAttempt);
    QCOMPARE(forecast.spaces[0].limit, *under.limit);
    QVERIFY(within(secondsTo(forecast.spaces[0].imported), 600, 0.02));
    QCOMPARE(forecast.spaces[1].space, imported.space);
    QVERIFY(secondsTo(forecast.spaces[1].imported) < 2);
}

void TestForecaster::adviceSaysWhatWouldFit()
{
    // 30 million messages at 10 a second are 35 days; by year they run beside each other.
    SpaceWork giant = work(30'000'000);
    for (int year = 2020; year < 2025; ++year)
        giant.years[year] = {.messages = 6'000'000};
    const Forecaster forecaster(googleChat());
    QCOMPARE(forecaster.advice({giant}, rules()), (std::map<size_t, Advice>{{0, Advice::SplitByYear}}));

    // All of it in one year: nothing but less would fit.
    SpaceWork narrow = work(30'000'000);
    narrow.years[2024] = {.messages = 30'000'000};
    QCOMPARE(forecaster.advice({work(10), narrow}, rules()), (std::map<size_t, Advice>{{1, Advice::NarrowDates}}));

    // Many that would fit one by one, but not all at once.
    std::vector<SpaceWork> many;
    for (int i = 0; i < 20; ++i) {
        many.push_back(work(10'000'000));
        many.back().years[2024] = {.messages = 10'000'000};
    }
    const auto advice = forecaster.advice(many, rules());
    QVERIFY(!advice.empty());
    for (const auto &[index, what] : advice)
        QCOMPARE(what, Advice::CreateLater);
    QVERIFY(forecaster.advice({work(10)}, rules()).empty());
}

void TestForecaster::unlimitedTakesNoTime()
{
    const Forecast forecast = Forecaster(QuotaProfile::unlimited()).forecast({work(0), work(1000)}, rules());
    for (const SpaceForecast &space : forecast.spaces)
        QVERIFY(secondsTo(space.granted) < 10);
    QVERIFY(Forecaster(googleChat()).forecast({}, rules()).spaces.empty());
}

void TestForecaster::aLargeTenantIsForecastNearTheBound()
{
    // Ten million messages in 1,000 spaces with sizes as in life (Zipf), a quarter reactions, one file in twenty.
    std::vector<SpaceWork> spaces;
    double harmonic = 0;
    for (int i = 1; i <= 1'000; ++i)
        harmonic += 1.0 / i;
    qint64 messages = 0;
    qint64 reactions = 0;
    for (int i = 1; i <= 1'000; ++i) {
        SpaceWork one = work(qint64(10'000'000 / harmonic / i));
        one.reactions = one.messages / 4;
        one.files = one.messages / 20;
        messages += one.messages;
        reactions += one.reactions;
        spaces.push_back(one);
    }
    QElapsedTimer timer;
    timer.start();
    const Forecast forecast = Forecaster(googleChat()).forecast(spaces, rules());
    qInfo("%lld ms", static_cast<long long>(timer.elapsed()));
    UtcTime last{};
    for (const SpaceForecast &space : forecast.spaces)
        last = std::max(last, space.imported);
    const double bound = std::max({double(messages) / 50, double(reactions) / 10, double(spaces[0].messages) / 10,
                                   double(spaces[0].reactions) / 5});
    QVERIFY(within(secondsTo(last), bound, 0.02));
}

void TestForecaster::theDispatcherNeedsTheSameTime_data()
{
    QTest::addColumn<QList<int>>("messages");
    QTest::addColumn<int>("reactionsInHundred");
    QTest::newRow("one space") << QList<int>{3'000} << 20;
    QTest::newRow("equal spaces") << QList<int>(12, 2'000) << 0;
    QTest::newRow("one giant and many small") << (QList<int>{12'000} + QList<int>(40, 300)) << 10;
    QTest::newRow("reactions decide") << QList<int>{4'000, 3'000, 2'000, 1'000, 500, 500} << 60;
}

void TestForecaster::theDispatcherNeedsTheSameTime()
{
    QFETCH(QList<int>, messages);
    QFETCH(int, reactionsInHundred);
    const QuotaProfile limits = googleChat();
    const CallCosts costs = CallCosts::usual();
    std::vector<SpaceWork> spaces;
    Pacer pacer(limits);
    Dispatcher dispatcher(pacer, limits);
    for (const int count : messages) {
        SpaceWork one = work(count, qint64(count) * reactionsInHundred / 100);
        WorkLeft left{};
        workOf(left, OperationKind::CreateMessage) = one.messages;
        workOf(left, OperationKind::AddReaction) = one.reactions;
        dispatcher.openLane(one.space, left);
        std::vector<Operation> operations;
        qint64 reactions = 0;
        for (qint64 i = 1; i <= one.messages; ++i) {
            Operation operation;
            operation.key = {one.space, OperationKind::CreateMessage, i, 0};
            operation.costs = costs.message;
            operations.push_back(operation);
            for (; reactions * one.messages < one.reactions * i; ++reactions) {
                Operation reaction;
                reaction.key = {one.space, OperationKind::AddReaction, i, reactions};
                reaction.dependsOn = {operation.key};
                reaction.costs = costs.reaction;
                operations.push_back(reaction);
            }
        }
        QVERIFY(
            dispatcher
                .add(one.space, std::move(operations), [](const OperationKey &) { return Dispatcher::Known::Missing; })
                .empty());
        spaces.push_back(one);
    }
    Dispatcher::Time now{1h};
    const Dispatcher::Time start = now;
    QHash<qint64, double> finished;
    for (;;) {
        std::vector<OperationKey> sent;
        while (const Operation *operation = dispatcher.next(now))
            sent.push_back(operation->key);
        for (const OperationKey &key : sent) {
            const qint64 lane = dispatcher.laneOf(key);
            dispatcher.done(key, now);
            if (dispatcher.pending(lane) == 0)
                finished.insert(lane, std::chrono::duration<double>(now - start).count());
        }
        if (dispatcher.pending() == 0)
            break;
        if (!sent.empty())
            continue;
        const auto wake = dispatcher.wakeAt(now);
        QVERIFY(wake);
        now = *wake;
    }
    const double whole = std::chrono::duration<double>(now - start).count();
    const Forecast forecast = Forecaster(limits).forecast(spaces, rules());
    double last = 0;
    for (const SpaceForecast &space : forecast.spaces) {
        // The creates at the start, a second each, are none of the dispatcher's here.
        const double imported = secondsTo(space.imported) - secondsTo(space.created) - 1;
        last = std::max(last, imported);
        QVERIFY2(std::abs(imported - finished.value(space.space)) < whole * 0.1,
                 qPrintable(u"%1: %2 instead of %3"_s.arg(space.space).arg(imported).arg(finished.value(space.space))));
    }
    QVERIFY(within(last, whole, 0.03));
}

QTEST_GUILESS_MAIN(TestForecaster)
#include "tst_forecaster.moc"
