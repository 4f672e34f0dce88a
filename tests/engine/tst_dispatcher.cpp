// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/dispatcher.h"

#include <QtTest>

#include <random>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QuotaProfile profile()
{
    const auto made = QuotaProfile::fromJson(R"({"name":"test","limits":[
        {"name":"message.write","scope":"project","calls":3000,"windowMs":60000},
        {"name":"space/message.create","scope":"space","calls":10,"windowMs":1000},
        {"name":"reaction.write","scope":"project","calls":600,"windowMs":60000},
        {"name":"space/reaction.create","scope":"space","calls":5,"windowMs":1000}]})"_ba);
    return made.value();
}

Operation message(qint64 space, qint64 item, qint64 root = 0, qint64 part = 0, Identity identity = Identity::app())
{
    Operation operation;
    operation.key = {space, OperationKind::CreateMessage, item, part};
    if (part > 0)
        operation.dependsOn.push_back({space, OperationKind::CreateMessage, item, part - 1});
    if (root != 0)
        operation.dependsOn.push_back({space, OperationKind::CreateMessage, root, 0});
    operation.costs = {{u"message.write"_s}, {u"space/message.create"_s}};
    operation.identity = std::move(identity);
    return operation;
}

Operation reaction(qint64 space, qint64 item, qint64 number)
{
    Operation operation;
    operation.key = {space, OperationKind::AddReaction, item, number};
    operation.dependsOn = {{space, OperationKind::CreateMessage, item, 0}};
    operation.costs = {{u"reaction.write"_s}, {u"space/reaction.create"_s}};
    return operation;
}

Operation upload(qint64 space, qint64 item, qint64 number)
{
    Operation operation;
    operation.key = {space, OperationKind::UploadFile, item, number};
    return operation;
}

WorkLeft work(qint64 messages, qint64 reactions = 0)
{
    WorkLeft left{};
    workOf(left, OperationKind::CreateMessage) = messages;
    workOf(left, OperationKind::AddReaction) = reactions;
    return left;
}

Dispatcher::Known nothingKnown(const OperationKey &)
{
    return Dispatcher::Known::Missing;
}

constexpr Dispatcher::Time kStart{1h};

struct World
{
    explicit World(QuotaProfile quotas)
        : limits(std::move(quotas))
    {
    }
    QuotaProfile limits;
    Pacer pacer{limits};
    Dispatcher dispatcher{pacer, limits};

    std::vector<OperationKey> drain(Dispatcher::Time now)
    {
        std::vector<OperationKey> keys;
        while (const Operation *operation = dispatcher.next(now))
            keys.push_back(operation->key);
        return keys;
    }
};

std::vector<qint64> items(const std::vector<OperationKey> &keys)
{
    std::vector<qint64> found;
    for (const OperationKey &key : keys)
        found.push_back(key.item);
    return found;
}

} // namespace

class TestDispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheOrderOfFeedingInsideALane()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(3));
        QVERIFY(world.dispatcher.add(1, {message(1, 5), message(1, 3), message(1, 9)}, nothingKnown).empty());
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{5, 3, 9}));
        QCOMPARE(world.dispatcher.inFlight(), 3);
        QVERIFY(!world.dispatcher.wakeAt(kStart));
    }

    void aDependentWaitsUntilWhatItNeedsIsDone()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(3, 1));
        Operation first = message(1, 1);
        first.dependsOn.push_back({1, OperationKind::UploadFile, 1, 0});
        QVERIFY(world.dispatcher
                    .add(1, {first, upload(1, 1, 0), reaction(1, 1, 7), message(1, 2, 1), message(1, 1, 0, 1)},
                         nothingKnown)
                    .empty());
        auto out = world.drain(kStart);
        QCOMPARE(out, (std::vector<OperationKey>{{1, OperationKind::UploadFile, 1, 0}}));
        world.dispatcher.done(out[0], kStart);
        out = world.drain(kStart);
        QCOMPARE(out, (std::vector<OperationKey>{{1, OperationKind::CreateMessage, 1, 0}}));
        world.dispatcher.done(out[0], kStart);
        QCOMPARE(world.drain(kStart).size(), 3u);
        QCOMPARE(world.dispatcher.pending(1), 3);
    }

    void whatIsDoneElsewhereIsNoObstacle()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(1));
        const auto refused = world.dispatcher.add(1, {message(1, 2, 1)}, [](const OperationKey &key) {
            return key.item == 1 ? Dispatcher::Known::Done : Dispatcher::Known::Missing;
        });
        QVERIFY(refused.empty());
        QCOMPARE(world.drain(kStart).size(), 1u);
    }

    void whatNeedsSomethingFailedIsRefusedWithAllBehindIt()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(4, 1));
        const auto refused =
            world.dispatcher.add(1, {message(1, 2, 1), reaction(1, 2, 5), message(1, 3), message(1, 4, 2)},
                                 [](const OperationKey &) { return Dispatcher::Known::Failed; });
        QCOMPARE(refused.size(), 3u);
        for (const auto &one : refused)
            QCOMPARE(one.because, (OperationKey{1, OperationKind::CreateMessage, 1, 0}));
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{3}));
    }

    void aFailedOneTakesItsDependentsAlong()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(4, 1));
        QVERIFY(
            world.dispatcher.add(1, {message(1, 1), reaction(1, 1, 5), message(1, 2, 1), message(1, 3)}, nothingKnown)
                .empty());
        QCOMPARE(world.drain(kStart).size(), 2u);
        const auto dropped = world.dispatcher.failed({1, OperationKind::CreateMessage, 1, 0});
        QCOMPARE(dropped.size(), 3u);
        QCOMPARE(dropped[0].operation.key, (OperationKey{1, OperationKind::CreateMessage, 1, 0}));
        QCOMPARE(world.dispatcher.pending(), 1);
        world.dispatcher.done({1, OperationKind::CreateMessage, 3, 0}, kStart);
        QCOMPARE(world.dispatcher.inFlight(), 0);
    }

    void aFailedRootMayBeAddedAgainWithoutConfusingWhatCameBefore()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(4));
        QVERIFY(world.dispatcher.add(1, {upload(1, 1, 0), upload(1, 1, 1)}, nothingKnown).empty());
        Operation needsBoth = message(1, 1);
        needsBoth.dependsOn = {{1, OperationKind::UploadFile, 1, 0}, {1, OperationKind::UploadFile, 1, 1}};
        QVERIFY(world.dispatcher.add(1, {needsBoth}, nothingKnown).empty());
        QCOMPARE(world.drain(kStart).size(), 2u);
        world.dispatcher.failed({1, OperationKind::UploadFile, 1, 0});
        QVERIFY(world.dispatcher.add(1, {upload(1, 1, 0), needsBoth}, nothingKnown).empty());
        QCOMPARE(world.drain(kStart).size(), 1u);
        world.dispatcher.done({1, OperationKind::UploadFile, 1, 1}, kStart);
        QVERIFY(world.drain(kStart).empty());
        world.dispatcher.done({1, OperationKind::UploadFile, 1, 0}, kStart);
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{1}));
    }

    void aKeyThatIsHereAlreadyIsPassedOver()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(1));
        world.dispatcher.openLane(2, work(1));
        QVERIFY(world.dispatcher.add(1, {message(0, 1)}, nothingKnown).empty());
        QVERIFY(world.dispatcher.add(2, {message(0, 1), message(2, 2, 0)}, nothingKnown).empty());
        QCOMPARE(world.drain(kStart).size(), 2u);
        QCOMPARE(world.dispatcher.pending(), 2);
    }

    void repliesAreSpreadOverThreads()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(6));
        const auto rootsDone = [](const OperationKey &) { return Dispatcher::Known::Done; };
        QVERIFY(world.dispatcher
                    .add(1, {message(1, 11, 1), message(1, 12, 1), message(1, 21, 2), message(1, 31, 3)}, rootsDone)
                    .empty());
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{11, 21, 31, 12}));
    }

    void theLongestLaneGoesFirstByWhatIsStillBeforeIt()
    {
        World world(profile());
        world.dispatcher.openLane(1, work(10));
        world.dispatcher.openLane(2, work(1000));
        world.dispatcher.openLane(3, work(20, 900)); // 180 s of reactions against 100 s of messages
        for (qint64 lane = 1; lane <= 3; ++lane) {
            std::vector<Operation> operations;
            for (qint64 item = 1; item <= 3; ++item)
                operations.push_back(message(lane, item));
            QVERIFY(world.dispatcher.add(lane, operations, nothingKnown).empty());
        }
        Operation teach = reaction(3, 1, 1);
        QVERIFY(world.dispatcher.add(3, {teach}, nothingKnown).empty());
        std::vector<qint64> lanes;
        auto now = kStart;
        while (lanes.size() < 3) {
            if (const Operation *operation = world.dispatcher.next(now))
                lanes.push_back(operation->key.space);
            else
                now = *world.dispatcher.wakeAt(now);
        }
        QCOMPARE(lanes, (std::vector<qint64>{3, 2, 1}));
        QCOMPARE(world.dispatcher.secondsLeft(3), 180.0);
    }

    void keepsThePaceOfProjectAndSpace()
    {
        World world(profile());
        constexpr qint64 kLanes = 8;
        for (qint64 lane = 1; lane <= kLanes; ++lane) {
            world.dispatcher.openLane(lane, work(200));
            std::vector<Operation> operations;
            for (qint64 item = 1; item <= 200; ++item)
                operations.push_back(message(lane, item));
            QVERIFY(world.dispatcher.add(lane, operations, nothingKnown).empty());
        }
        std::map<qint64, std::vector<Dispatcher::Time>> perLane;
        std::vector<Dispatcher::Time> all;
        auto now = kStart;
        int rounds = 0;
        while (world.dispatcher.pending() > 0) {
            QVERIFY(++rounds < 100000);
            if (const Operation *operation = world.dispatcher.next(now)) {
                perLane[operation->key.space].push_back(now);
                all.push_back(now);
                world.dispatcher.done(operation->key, now);
            } else {
                const auto wake = world.dispatcher.wakeAt(now);
                QVERIFY(wake && *wake > now);
                now = *wake;
            }
        }
        QCOMPARE(all.size(), 1600u);
        for (std::size_t i = 50; i < all.size(); ++i)
            QVERIFY(all[i] - all[i - 50] >= 990ms);
        for (const auto &[lane, times] : perLane) {
            QCOMPARE(times.size(), 200u);
            for (std::size_t i = 10; i < times.size(); ++i)
                QVERIFY(times[i] - times[i - 10] >= 990ms);
        }
        // 1,600 messages at 50 a second are 32 s; nothing but the limits may slow it down.
        QVERIFY(now - kStart < 33s);
    }

    void aThrottledOneGoesBackAndTheLaneSlowsDown()
    {
        World world(profile());
        world.dispatcher.openLane(1, work(2));
        QVERIFY(world.dispatcher.add(1, {message(1, 1), message(1, 2)}, nothingKnown).empty());
        const Operation *first = world.dispatcher.next(kStart);
        QVERIFY(first);
        world.dispatcher.throttled(first->key, kStart, 7s, kStart + 7s);
        QCOMPARE(world.dispatcher.inFlight(), 0);
        QCOMPARE(world.dispatcher.waitingForRetry(), 1);
        QVERIFY(!world.dispatcher.next(kStart + 6900ms));
        auto now = kStart;
        std::vector<qint64> seen;
        while (seen.size() < 2) {
            if (const Operation *operation = world.dispatcher.next(now))
                seen.push_back(operation->key.item);
            else
                now = *world.dispatcher.wakeAt(now);
        }
        QVERIFY(now >= kStart + 7s);
        QCOMPARE(world.dispatcher.waitingForRetry(), 0);
    }

    void aRetryWaitsForItsTime()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(1));
        QVERIFY(world.dispatcher.add(1, {message(1, 1)}, nothingKnown).empty());
        const OperationKey key = world.dispatcher.next(kStart)->key;
        world.dispatcher.retry(key, kStart + 3s);
        QVERIFY(!world.dispatcher.next(kStart + 2999ms));
        QCOMPARE(world.dispatcher.wakeAt(kStart), kStart + 3s);
        QVERIFY(world.dispatcher.next(kStart + 3s));
    }

    void aHeldIdentityStopsItsOwnOperationsOnly()
    {
        World world(QuotaProfile::unlimited());
        const Identity ann = Identity::account(u"ann@example.com"_s);
        const Identity bob = Identity::account(u"bob@example.com"_s);
        world.dispatcher.openLane(1, work(5));
        world.dispatcher.openLane(2, work(5));
        QVERIFY(
            world.dispatcher
                .add(1, {message(1, 1, 0, 0, ann), message(1, 2, 0, 0, bob), message(1, 3, 1, 0, bob)}, nothingKnown)
                .empty());
        QVERIFY(world.dispatcher.add(2, {message(2, 4, 0, 0, ann)}, nothingKnown).empty());
        world.dispatcher.hold(ann);
        QVERIFY(world.dispatcher.isHeld(ann, 2));
        auto out = world.drain(kStart);
        QCOMPARE(items(out), (std::vector<qint64>{2}));
        // Fed while held.
        QVERIFY(world.dispatcher.add(1, {message(1, 5, 0, 0, ann)}, nothingKnown).empty());
        QVERIFY(world.drain(kStart).empty());
        world.dispatcher.release(ann);
        out = world.drain(kStart);
        QCOMPARE(out.size(), 3u);
        for (const OperationKey &key : out)
            world.dispatcher.done(key, kStart);
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{3}));
    }

    void failingAHeldIdentityTakesWhatDependsOnItAlong()
    {
        World world(QuotaProfile::unlimited());
        const Identity ann = Identity::account(u"ann@example.com"_s);
        world.dispatcher.openLane(1, work(5));
        QVERIFY(world.dispatcher
                    .add(1, {message(1, 1, 0, 0, ann), message(1, 2, 1), message(1, 3), message(1, 4, 3, 0, ann)},
                         nothingKnown)
                    .empty());
        world.dispatcher.hold(ann);
        const auto dropped = world.dispatcher.failHeld(ann);
        QCOMPARE(dropped.size(), 3u);
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{3}));
        world.dispatcher.done({1, OperationKind::CreateMessage, 3, 0}, kStart);
        QCOMPARE(world.dispatcher.pending(), 0);
    }

    void holdInOneLaneLeavesTheOthers()
    {
        World world(QuotaProfile::unlimited());
        const Identity ann = Identity::account(u"ann@example.com"_s);
        world.dispatcher.openLane(1, work(1));
        world.dispatcher.openLane(2, work(1));
        QVERIFY(world.dispatcher.add(1, {message(1, 1, 0, 0, ann)}, nothingKnown).empty());
        QVERIFY(world.dispatcher.add(2, {message(2, 2, 0, 0, ann)}, nothingKnown).empty());
        world.dispatcher.hold(ann, 1);
        QCOMPARE(items(world.drain(kStart)), (std::vector<qint64>{2}));
    }

    void aClosedLaneSendsNothingMoreAndForgetsARetry()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(3));
        QVERIFY(world.dispatcher.add(1, {message(1, 1), message(1, 2), message(1, 3, 1)}, nothingKnown).empty());
        const OperationKey key = world.dispatcher.next(kStart)->key;
        world.dispatcher.closeLane(1);
        QVERIFY(world.drain(kStart).empty());
        world.dispatcher.retry(key, kStart);
        QVERIFY(world.drain(kStart + 1h).empty());
        QCOMPARE(world.dispatcher.pending(), 0);
        QCOMPARE(world.dispatcher.inFlight(), 0);
    }

    void aHeldLaneGoesOnWhenItIsLetGo()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(1));
        QVERIFY(world.dispatcher.add(1, {message(1, 1)}, nothingKnown).empty());
        world.dispatcher.holdLane(1, true);
        QVERIFY(!world.dispatcher.next(kStart));
        world.dispatcher.holdLane(1, false);
        QVERIFY(world.dispatcher.next(kStart));
    }

    void pausedItGivesNothingAndWakesNobody()
    {
        World world(QuotaProfile::unlimited());
        world.dispatcher.openLane(1, work(1));
        QVERIFY(world.dispatcher.add(1, {message(1, 1)}, nothingKnown).empty());
        world.dispatcher.setPaused(true);
        QVERIFY(!world.dispatcher.next(kStart));
        QVERIFY(!world.dispatcher.wakeAt(kStart));
        world.dispatcher.setPaused(false);
        QVERIFY(world.dispatcher.next(kStart));
    }

    void starvesWhenTheProjectWouldAdmitMoreThanTheOpenLanesMay()
    {
        World world(profile());
        world.dispatcher.openLane(1, work(100));
        QVERIFY(world.dispatcher.isStarving(kStart));
        QVERIFY(world.dispatcher.add(1, {message(1, 1), message(1, 2)}, nothingKnown).empty());
        QVERIFY(!world.dispatcher.isStarving(kStart));
        QVERIFY(world.dispatcher.next(kStart));
        // The space rests for 100 ms, the project for 20 ms only.
        QVERIFY(world.dispatcher.isStarving(kStart + 50ms));
        QVERIFY(!world.dispatcher.isStarving(kStart + 100ms));
    }

    void randomRunsLoseNothingAndNeverRunAheadOfADependency_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::newRow(qPrintable(QString::number(seed))) << seed;
    }
    void randomRunsLoseNothingAndNeverRunAheadOfADependency()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto roll = [&](int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(random); };
        World world(seed % 2 ? profile() : QuotaProfile::unlimited());
        const std::vector<Identity> people = {Identity::app(), Identity::account(u"a@x"_s),
                                              Identity::account(u"b@x"_s)};

        struct Ended
        {
            bool done = false;
        };
        std::map<OperationKey, Ended> ended;
        std::map<OperationKey, std::vector<OperationKey>> needs;
        std::set<OperationKey> fed;
        const int lanes = 1 + roll(4);
        std::vector<qint64> nextItem(static_cast<std::size_t>(lanes) + 1, 1);
        std::vector<int> batchesLeft(static_cast<std::size_t>(lanes) + 1, 5);
        for (qint64 lane = 1; lane <= lanes; ++lane)
            world.dispatcher.openLane(lane, work(roll(100), roll(50)));

        const auto drop = [&](const std::vector<Dispatcher::Dropped> &dropped) {
            for (const auto &one : dropped) {
                QVERIFY2(!ended.contains(one.operation.key), "an operation ended twice");
                ended[one.operation.key] = {false};
            }
        };
        const auto lookUp = [&](const OperationKey &key) {
            const auto found = ended.find(key);
            if (found == ended.end())
                return Dispatcher::Known::Missing;
            return found->second.done ? Dispatcher::Known::Done : Dispatcher::Known::Failed;
        };
        const auto feed = [&](qint64 lane) {
            if (batchesLeft[static_cast<std::size_t>(lane)]-- <= 0)
                return;
            std::vector<Operation> batch;
            const int size = 1 + roll(12);
            for (int i = 0; i < size; ++i) {
                qint64 &item = nextItem[static_cast<std::size_t>(lane)];
                const qint64 root = item > 2 && roll(2) ? 1 + roll(static_cast<int>(item) - 1) : 0;
                const Identity who = people[static_cast<std::size_t>(roll(3))];
                batch.push_back(message(lane, item, root, 0, who));
                if (roll(4) == 0) {
                    batch.push_back(message(lane, item, 0, 1, who));
                    batch.back().dependsOn = {{lane, OperationKind::CreateMessage, item, 0}};
                }
                if (roll(3) == 0)
                    batch.push_back(reaction(lane, item, roll(100)));
                if (roll(5) == 0) {
                    batch[batch.size() - 1].dependsOn.push_back({lane, OperationKind::UploadFile, item, 0});
                    batch.push_back(upload(lane, item, 0));
                }
                ++item;
            }
            for (const Operation &operation : batch) {
                needs[operation.key] = operation.dependsOn;
                fed.insert(operation.key);
            }
            drop(world.dispatcher.add(lane, batch, lookUp));
        };
        for (qint64 lane = 1; lane <= lanes; ++lane)
            feed(lane);

        std::vector<OperationKey> inFlight;
        auto now = kStart;
        int rounds = 0;
        while (world.dispatcher.pending() > 0 ||
               std::any_of(batchesLeft.begin() + 1, batchesLeft.end(), [](int n) { return n > 0; })) {
            QVERIFY2(++rounds < 200000, "the run does not come to an end");
            if (roll(10) == 0)
                feed(1 + roll(lanes));
            if (roll(200) == 0) {
                const Identity who = people[static_cast<std::size_t>(1 + roll(2))];
                world.dispatcher.hold(who);
                if (roll(2))
                    drop(world.dispatcher.failHeld(who));
                world.dispatcher.release(who);
            }
            const Operation *operation = inFlight.size() < 10 ? world.dispatcher.next(now) : nullptr;
            if (operation) {
                for (const OperationKey &key : needs[operation->key])
                    QVERIFY2(ended.contains(key) && ended[key].done, "left before what it depends on was done");
                QVERIFY2(!ended.contains(operation->key), "left again after its end");
                inFlight.push_back(operation->key);
                continue;
            }
            if (!inFlight.empty()) {
                const std::size_t at = static_cast<std::size_t>(roll(static_cast<int>(inFlight.size())));
                const OperationKey key = inFlight[at];
                inFlight.erase(inFlight.begin() + static_cast<std::ptrdiff_t>(at));
                switch (roll(12)) {
                case 0:
                    drop(world.dispatcher.failed(key));
                    break;
                case 1:
                    world.dispatcher.retry(key, now + std::chrono::milliseconds(roll(5000)));
                    break;
                case 2:
                    world.dispatcher.throttled(key, now, {}, now + 1s);
                    break;
                default:
                    ended[key] = {true};
                    world.dispatcher.done(key, now);
                }
                continue;
            }
            if (const auto wake = world.dispatcher.wakeAt(now))
                now = std::max(now + 1us, *wake);
            else
                feed(1 + roll(lanes));
        }
        QCOMPARE(ended.size(), fed.size());
        QCOMPARE(world.dispatcher.inFlight(), 0);
        QCOMPARE(world.dispatcher.waitingForRetry(), 0);
    }

    void theSameCallsGiveTheSameAnswers()
    {
        const auto run = [] {
            World world(profile());
            std::vector<OperationKey> order;
            for (qint64 lane = 1; lane <= 5; ++lane) {
                world.dispatcher.openLane(lane, work(50 * lane % 7, 20));
                std::vector<Operation> operations;
                for (qint64 item = 1; item <= 40; ++item) {
                    operations.push_back(message(lane, item, item % 3 == 0 ? item - 1 : 0));
                    operations.push_back(reaction(lane, item, 1));
                }
                world.dispatcher.add(lane, operations, nothingKnown);
            }
            auto now = kStart;
            while (world.dispatcher.pending() > 0) {
                if (const Operation *operation = world.dispatcher.next(now)) {
                    order.push_back(operation->key);
                    world.dispatcher.done(operation->key, now);
                } else {
                    now = *world.dispatcher.wakeAt(now);
                }
            }
            return order;
        };
        QCOMPARE(run(), run());
    }
};

QTEST_GUILESS_MAIN(TestDispatcher)
#include "tst_dispatcher.moc"
