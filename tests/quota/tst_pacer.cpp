// SPDX-License-Identifier: GPL-3.0-or-later
#include "quota/pacer.h"

#include <QtTest>

#include <cmath>
#include <map>
#include <random>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Time = Pacer::Time;
constexpr Time kStart{1000s};

QuotaProfile profile()
{
    const auto read = QuotaProfile::fromJson(R"({"name":"test","limits":[
        {"name":"write","scope":"project","calls":3000,"windowMs":60000},
        {"name":"reaction","scope":"project","calls":600,"windowMs":60000},
        {"name":"odd","scope":"project","calls":7,"windowMs":1000},
        {"name":"space/create","scope":"space","calls":10,"windowMs":1000},
        {"name":"space/write","scope":"space","calls":1,"windowMs":1000}]})");
    Q_ASSERT(read);
    return *read;
}

const std::vector<QuotaCost> kCreate{{u"write"_s, 1}, {u"space/create"_s, 1}};
const std::vector<QuotaCost> kPatch{{u"write"_s, 1}, {u"space/write"_s, 1}};

} // namespace

class TestPacer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstCallMayLeaveAtOnce();
    void callsAreEvenlySpaced();
    void idleTimeIsNotSavedUp();
    void spacesShareTheProjectLimitOnly();
    void unknownLimitsAreFree();
    void theWholeQuotaIsUsed_data();
    void theWholeQuotaIsUsed();
    void noWindowIsEverPassed_data();
    void noWindowIsEverPassed();
    void retryAfterIsHonoured();
    void theRestBelongsToTheNarrowestBucket();
    void thePaceDropsToEightyPercentThenHalf();
    void echoesOfTheSameMistakeCountOnce();
    void thePaceRecoversAdditively();
    void pausesGrowWithoutAHint();
};

void TestPacer::theFirstCallMayLeaveAtOnce()
{
    const Pacer pacer(profile());
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart), kStart);
    QCOMPARE(pacer.readyAt(kCreate, 1, Time(-5s)), Time(-5s));
}

void TestPacer::callsAreEvenlySpaced()
{
    Pacer pacer(profile());
    Time now = kStart;
    for (int i = 0; i < 50; ++i) {
        QCOMPARE(pacer.readyAt(kCreate, 1, now), kStart + i * 100ms);
        now = kStart + i * 100ms;
        pacer.take(kCreate, 1, now);
    }
}

void TestPacer::idleTimeIsNotSavedUp()
{
    Pacer pacer(profile());
    pacer.take(kCreate, 1, kStart);
    const Time later = kStart + 1h;
    QCOMPARE(pacer.readyAt(kCreate, 1, later), later);
    pacer.take(kCreate, 1, later);
    QCOMPARE(pacer.readyAt(kCreate, 1, later), later + 100ms);
}

void TestPacer::spacesShareTheProjectLimitOnly()
{
    Pacer pacer(profile());
    pacer.take(kCreate, 1, kStart);
    QCOMPARE(pacer.readyAt(kCreate, 2, kStart), kStart + 20ms);
    pacer.take(kCreate, 2, kStart + 20ms);
    QCOMPARE(pacer.readyAt(kCreate, 3, kStart), kStart + 40ms);
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart), kStart + 100ms);
    // Another class of the same space has a bucket of its own.
    QCOMPARE(pacer.readyAt(kPatch, 1, kStart), kStart + 40ms);
}

void TestPacer::unknownLimitsAreFree()
{
    Pacer pacer(profile());
    const std::vector<QuotaCost> costs{{u"nowhere"_s, 1}};
    pacer.take(costs, 1, kStart);
    QCOMPARE(pacer.readyAt(costs, 1, kStart), kStart);
    QVERIFY(std::isinf(pacer.currentRate(u"nowhere"_s, 1)));
    Pacer unlimited(QuotaProfile::unlimited());
    unlimited.take(kCreate, 1, kStart);
    QCOMPARE(unlimited.readyAt(kCreate, 1, kStart), kStart);
}

void TestPacer::theWholeQuotaIsUsed_data()
{
    QTest::addColumn<int>("spaces");
    QTest::addColumn<int>("perMinute");
    QTest::newRow("one space") << 1 << 600;
    QTest::newRow("twelve spaces") << 12 << 3000;
}

void TestPacer::theWholeQuotaIsUsed()
{
    QFETCH(int, spaces);
    QFETCH(int, perMinute);
    Pacer pacer(profile());
    int calls = 0;
    Time now = kStart;
    for (;;) {
        qint64 best = 1;
        for (int space = 2; space <= spaces; ++space) {
            if (pacer.readyAt(kCreate, space, now) < pacer.readyAt(kCreate, best, now))
                best = space;
        }
        now = pacer.readyAt(kCreate, best, now);
        if (now >= kStart + 10min)
            break;
        pacer.take(kCreate, best, now);
        ++calls;
    }
    QCOMPARE(calls, perMinute * 10);
}

void TestPacer::noWindowIsEverPassed_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("lumps");
    for (int seed = 1; seed <= 8; ++seed) {
        QTest::addRow("single calls %d", seed) << seed << false;
        QTest::addRow("with lumps %d", seed) << seed << true;
    }
}

void TestPacer::noWindowIsEverPassed()
{
    QFETCH(int, seed);
    QFETCH(bool, lumps);
    std::mt19937 random{quint32(seed)};
    const QuotaProfile limits = profile();
    Pacer pacer(limits);
    struct Use
    {
        Time time;
        double calls;
    };
    std::map<std::pair<QString, qint64>, std::vector<Use>> uses;
    Time now = kStart;
    for (int i = 0; i < 20'000; ++i) {
        std::vector<QuotaCost> costs;
        for (const QuotaLimit &limit : limits.limits()) {
            if (random() % 3 != 0)
                continue;
            double calls = 1;
            if (lumps && limit.calls > 5 && random() % 4 == 0)
                calls = double(1 + random() % 4);
            costs.push_back({limit.name, calls});
        }
        const qint64 space = 1 + random() % 5;
        // The caller is often late, sometimes by much, and sometimes asks long before.
        now = pacer.readyAt(costs, space, now);
        if (random() % 5 == 0)
            now += std::chrono::microseconds(random() % 300'000);
        if (random() % 500 == 0)
            now += 20s;
        pacer.take(costs, space, now);
        if (random() % 50 == 0)
            pacer.throttled(costs, space, now, std::nullopt);
        else
            pacer.succeeded(costs, space, now);
        for (const QuotaCost &cost : costs) {
            const bool perSpace = limits.find(cost.limit)->scope == QuotaLimit::Scope::Space;
            uses[{cost.limit, perSpace ? space : 0}].push_back({now, cost.calls});
        }
    }
    for (const auto &[key, list] : uses) {
        const QuotaLimit *limit = limits.find(key.first);
        size_t first = 0;
        double sum = 0;
        double most = 0;
        for (const Use &use : list) {
            sum += use.calls;
            while (list[first].time <= use.time - limit->window)
                sum -= list[first++].calls;
            most = std::max(most, sum);
        }
        QVERIFY2(most <= limit->calls, qPrintable(u"%1: %2 in one window"_s.arg(key.first).arg(most)));
    }
}

void TestPacer::retryAfterIsHonoured()
{
    Pacer pacer(profile());
    pacer.take(kCreate, 1, kStart);
    pacer.throttled(kCreate, 1, kStart + 50ms, 7s);
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart + 50ms), kStart + 7050ms);
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart + 8s), kStart + 8s);
}

void TestPacer::theRestBelongsToTheNarrowestBucket()
{
    Pacer pacer(profile());
    pacer.throttled(kCreate, 1, kStart, 30s);
    QCOMPARE(pacer.readyAt(kCreate, 2, kStart), kStart);
    QCOMPARE(pacer.readyAt(kPatch, 1, kStart), kStart);
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart), kStart + 30s);
    QCOMPARE(pacer.currentRate(u"space/create"_s, 1), 8.0);
    QCOMPARE(pacer.currentRate(u"space/create"_s, 2), 10.0);
    QCOMPARE(pacer.currentRate(u"write"_s, 1), 50.0);
}

void TestPacer::thePaceDropsToEightyPercentThenHalf()
{
    Pacer pacer(profile());
    Time now = kStart;
    for (const double rate : {8.0, 4.0, 2.0}) {
        pacer.throttled(kCreate, 1, now, 1s);
        QCOMPARE(pacer.currentRate(u"space/create"_s, 1), rate);
        now = pacer.readyAt(kCreate, 1, now);
        pacer.take(kCreate, 1, now);
        const auto gap = pacer.readyAt(kCreate, 1, now) - now;
        QCOMPARE(std::chrono::duration<double>(gap).count(), 1 / rate);
        now += gap;
    }
    for (int i = 0; i < 100; ++i) {
        now = pacer.readyAt(kCreate, 1, now);
        pacer.throttled(kCreate, 1, now, 1s);
    }
    QVERIFY(pacer.currentRate(u"space/create"_s, 1) > 0.1);
}

void TestPacer::echoesOfTheSameMistakeCountOnce()
{
    Pacer pacer(profile());
    pacer.throttled(kCreate, 1, kStart, 2s);
    pacer.throttled(kCreate, 1, kStart + 100ms, std::nullopt);
    pacer.throttled(kCreate, 1, kStart + 200ms, 5s);
    QCOMPARE(pacer.currentRate(u"space/create"_s, 1), 8.0);
    QCOMPARE(pacer.readyAt(kCreate, 1, kStart), kStart + 5200ms);
    // A call that was under way before proves nothing.
    pacer.succeeded(kCreate, 1, kStart + 300ms);
    QCOMPARE(pacer.currentRate(u"space/create"_s, 1), 8.0);
}

void TestPacer::thePaceRecoversAdditively()
{
    Pacer pacer(profile());
    pacer.throttled(kCreate, 1, kStart, 1s);
    Time now = kStart + 1s;
    double before = pacer.currentRate(u"space/create"_s, 1);
    int calls = 0;
    while (before < 10.0) {
        now = pacer.readyAt(kCreate, 1, now);
        pacer.take(kCreate, 1, now);
        pacer.succeeded(kCreate, 1, now);
        const double rate = pacer.currentRate(u"space/create"_s, 1);
        QVERIFY(rate > before);
        QVERIFY(rate - before < 0.011);
        before = rate;
        ++calls;
    }
    QVERIFY2(calls >= 199 && calls <= 201, qPrintable(QString::number(calls)));
    // Whole again: the next mistake is a first one.
    pacer.throttled(kCreate, 1, now + 1h, 1s);
    QCOMPARE(pacer.currentRate(u"space/create"_s, 1), 8.0);
}

void TestPacer::pausesGrowWithoutAHint()
{
    Pacer pacer(profile());
    Time now = kStart;
    for (const auto pause : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 64s}) {
        pacer.throttled(kCreate, 1, now, std::nullopt);
        const Time ready = pacer.readyAt(kCreate, 1, now);
        QCOMPARE(ready - now, std::chrono::nanoseconds(pause));
        now = ready;
    }
}

QTEST_GUILESS_MAIN(TestPacer)
#include "tst_pacer.moc"
