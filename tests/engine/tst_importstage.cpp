// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/completestage.h"
#include "engine/stages/createstage.h"
#include "engine/stages/failedoperations.h"
#include "engine/stages/grantstage.h"
#include "engine/stages/importstage.h"
#include "engine/stages/rollbackstage.h"
#include "store/audittable.h"
#include "tests/support/enginerig.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr UtcTime kNow{1763715600s};
constexpr UtcTime kThen{1600000000s};

/// What a space holds, in the order of its times.
QStringList texts(const FakeWorld::Space &space)
{
    QStringList found;
    for (const auto &[time, name] : space.times)
        found.append(space.messages.at(name).text);
    return found;
}

std::vector<UtcTime> times(const FakeWorld::Space &space)
{
    std::vector<UtcTime> found;
    for (const auto &[time, name] : space.times)
        found.push_back(time);
    return found;
}

/// Two conversations with threads, reactions, files, parts and a missing root; the same every time.
std::vector<Message> busyConversation(int salt)
{
    std::vector<Message> messages;
    for (int i = 0; i < 40; ++i) {
        const QString id = u"m%1"_s.arg(i);
        const QString root = i % 5 == 3 ? u"m%1"_s.arg(i - 2) : i % 11 == 10 ? u"lost%1"_s.arg(i / 20) : QString();
        Message message =
            sourceMessage(id, kThen + std::chrono::seconds(i / 2) + Micros(salt), i % 3 ? u"ann"_s : u"bob"_s,
                          i % 7 == 6 ? u"text %1|second part"_s.arg(i) : u"text %1"_s.arg(i), root);
        if (root.startsWith(u"lost"_s))
            message.threadRootTime = kThen - 10s;
        if (i % 4 == 1)
            message.reactions.push_back(
                {.name = u"tada"_s, .unicode = u"\U0001F389"_s, .people = {{u"ann"_s}, {u"bob"_s}}, .count = 2});
        if (i % 9 == 2)
            message.attachments.push_back({.name = u"f%1"_s.arg(i),
                                           .sizeBytes = 3,
                                           .place = Attachment::Place::InArchive,
                                           .archivePath = u"x"_s});
        messages.push_back(message);
    }
    return messages;
}

} // namespace

class TestImportStage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_rig = std::make_unique<EngineRig>(m_folder->path(), kNow);
        QVERIFY(m_rig->open());
    }
    void cleanup()
    {
        QVERIFY2(m_rig->target.world.violations.empty(),
                 m_rig->target.world.violations.empty() ? "" : qPrintable(m_rig->target.world.violations.front()));
        m_rig.reset();
        m_folder.reset();
    }

    void theClockStartsOnDiskBeforeTheFirstCall()
    {
        m_rig->person(u"ann"_s);
        const qint64 space = m_rig->conversation(u"general"_s, {sourceMessage(u"1"_s, kThen, u"ann"_s, u"hello"_s)});
        m_rig->acceptPlan();
        std::optional<SpaceRow> seen;
        m_rig->target.onPerform = [&](const Operation &, int) { seen = m_rig->space(space); };
        const auto end = m_rig->run<CreateStage>({});
        QVERIFY(end && !end->stopped);
        QVERIFY(seen && seen->firstAttempt && seen->limit);
        QCOMPARE(*seen->limit - *seen->firstAttempt, std::chrono::days(30));
        const SpaceRow row = m_rig->space(space);
        QCOMPARE(row.stage, SpaceRow::Stage::Created);
        QCOMPARE(row.revision, 1);
        QVERIFY(m_rig->target.world.spaces.contains(row.remote));
        QCOMPARE(AuditTable(*m_rig->project).all().front().what, u"space-created"_s);
    }

    void withoutAnAcceptedPlanNothingIsCreated()
    {
        m_rig->conversation(u"general"_s, {});
        const auto end = m_rig->run<CreateStage>({});
        QVERIFY(end);
        QCOMPARE(m_rig->target.performed, 0);
    }

    void aTakenNameIsThatSpacesFailureAlone()
    {
        const qint64 first = m_rig->conversation(u"general"_s, {});
        const qint64 second = m_rig->conversation(u"random"_s, {});
        m_rig->target.world.spaces[u"spaces/other"_s].displayName = u"general"_s;
        m_rig->acceptPlan();
        const auto end = m_rig->run<CreateStage>({});
        QVERIFY(end && !end->stopped);
        QCOMPARE(end->failedItems, 1);
        QCOMPARE(m_rig->space(first).stage, SpaceRow::Stage::Planned);
        QVERIFY(!m_rig->space(first).failure.isEmpty());
        QCOMPARE(m_rig->space(second).stage, SpaceRow::Stage::Created);
        // Renamed, it is tried again.
        SpaceRow row = m_rig->space(first);
        row.displayName = u"general (2)"_s;
        QVERIFY(SpaceTable(*m_rig->project).update(row));
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        QCOMPARE(m_rig->space(first).stage, SpaceRow::Stage::Created);
        QVERIFY(m_rig->space(first).failure.isEmpty());
    }

    void aCreatedSpaceWhoseAnswerWasLostIsFoundAgain()
    {
        const qint64 space = m_rig->conversation(u"general"_s, {});
        m_rig->acceptPlan();
        int calls = 0;
        m_rig->target.fault = [&](const Operation &) -> std::optional<FakeTarget::Fault> {
            if (++calls == 1)
                return FakeTarget::Fault{{.kind = Error::Kind::Timeout, .what = u"late"_s}, true};
            return {};
        };
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        QCOMPARE(m_rig->target.world.spaces.size(), 1u);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Created);
        QCOMPARE(m_rig->target.toldMayHaveActed.size(), 1u);
    }

    void timesAreGivenInTheOrderOfTheConversation()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        // Twins of one moment go by author, then by their order in the export; a reply older than its root follows it.
        const qint64 space =
            m_rig->conversation(u"general"_s, {sourceMessage(u"a"_s, kThen + 5s, u"bob"_s, u"bob first"_s),
                                               sourceMessage(u"b"_s, kThen + 5s, u"ann"_s, u"ann 1"_s),
                                               sourceMessage(u"c"_s, kThen + 5s, u"ann"_s, u"ann 2|ann 2 goes on"_s),
                                               sourceMessage(u"d"_s, kThen + 9s, u"ann"_s, u"root"_s),
                                               sourceMessage(u"e"_s, kThen + 1s, u"bob"_s, u"early reply"_s, u"d"_s),
                                               sourceMessage(u"f"_s, kNow + 3600s, u"bob"_s, u"from the future"_s),
                                               sourceMessage(u"g"_s, kThen + 9s + 1us, u"ann"_s, u"right after"_s)});
        importAll(space);
        QCOMPARE(texts(m_rig->made(space)),
                 (QStringList{u"ann 1"_s, u"ann 2"_s, u"ann 2 goes on"_s, u"bob first"_s, u"root"_s, u"right after"_s,
                              u"early reply"_s, u"from the future"_s}));
        const auto given = times(m_rig->made(space));
        QCOMPARE(given[0], kThen + 5s);
        QCOMPARE(given[1], kThen + 5s + 1us);
        QCOMPARE(given[2], kThen + 5s + 2us);
        QCOMPARE(given[3], kThen + 5s + 3us);
        QCOMPARE(given[4], kThen + 9s);
        QCOMPARE(given[5], kThen + 9s + 1us);
        QCOMPARE(given[6], kThen + 9s + 2us);
        QCOMPARE(given[7], *m_rig->space(space).firstAttempt);
    }

    void everybodyWritesByTheirPolicy()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bot"_s, PersonRow::Policy::App);
        m_rig->person(u"sam"_s, PersonRow::Policy::Skip);
        Message deleted = sourceMessage(u"4"_s, kThen + 4s, u"sam"_s, {});
        deleted.kind = Message::Kind::Deleted;
        const qint64 space = m_rig->conversation(
            u"general"_s,
            {sourceMessage(u"1"_s, kThen, u"ann"_s, u"mine"_s), sourceMessage(u"2"_s, kThen + 1s, u"bot"_s, u"beep"_s),
             sourceMessage(u"3"_s, kThen + 2s, u"sam"_s, u"left out"_s), deleted,
             sourceMessage(u"5"_s, kThen + 5s, u"ann"_s, u"answer"_s, u"4"_s),
             sourceMessage(u"6"_s, kThen + 6s, u"sam"_s, u"left root"_s),
             sourceMessage(u"7"_s, kThen + 7s, u"ann"_s, u"answer to a left one"_s, u"6"_s),
             sourceMessage(u"8"_s, kThen + 8s, u"sam"_s, u"left root with left replies"_s),
             sourceMessage(u"9"_s, kThen + 9s, u"sam"_s, u"left reply"_s, u"8"_s)});
        importAll(space);
        QCOMPARE(texts(m_rig->made(space)), (QStringList{u"mine"_s, u"bot: beep"_s, QString(), u"answer"_s, u"(gone)"_s,
                                                         u"answer to a left one"_s}));
        std::map<QString, QString> senders;
        for (const auto &[name, sent] : m_rig->made(space).messages)
            senders[sent.text] = sent.sender;
        QCOMPARE(senders[u"mine"_s], u"ann@example.com"_s);
        QCOMPARE(senders[u"bot: beep"_s], u"app"_s);
        QCOMPARE(senders[u"(gone)"_s], u"app"_s);
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 9, .done = 5, .left = 4}));
        QCOMPARE(m_rig->counts(space, CountClass::Placeholders).done, 1);
    }

    void everythingIsCountedOnceAndASecondRunSendsNothing()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        const qint64 space = m_rig->conversation(u"general"_s, busyConversation(0));
        importAll(space);
        const Counts messages = m_rig->counts(space, CountClass::Messages);
        QCOMPARE(messages, (Counts{.planned = 40, .done = 40}));
        QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 20, .done = 20}));
        QCOMPARE(m_rig->counts(space, CountClass::Attachments), (Counts{.planned = 5, .done = 5}));
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Imported);
        const int before = m_rig->target.performed;
        const auto again = m_rig->run<ImportStage>({space});
        QVERIFY(again && !again->stopped);
        QCOMPARE(m_rig->target.performed, before);
        QCOMPARE(m_rig->counts(space, CountClass::Messages), messages);
    }

    void anEmptyConversationIsImportedAtOnce()
    {
        const qint64 space = m_rig->conversation(u"empty"_s, {});
        importAll(space);
    }

    void aFullThreadGoesOnInANewOne()
    {
        m_rig->person(u"ann"_s);
        m_rig->target.setRepliesPerThread(3);
        std::vector<Message> messages = {sourceMessage(u"r"_s, kThen, u"ann"_s, u"root|root 2"_s)};
        for (int i = 0; i < 9; ++i)
            messages.push_back(sourceMessage(u"%1"_s.arg(i), kThen + std::chrono::seconds(i + 1), u"ann"_s,
                                             i == 3 ? u"r3|r3b|r3c"_s : u"r%1"_s.arg(i), u"r"_s));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        importAll(space);
        QHash<QString, QString> threads;
        for (const auto &[name, sent] : m_rig->made(space).messages)
            threads[sent.text] = sent.thread;
        // The root's second part, r0 and r1 fill the first thread; r2 opens the next, which r3's three parts fill.
        QCOMPARE(threads[u"r0"_s], threads[u"root"_s]);
        QCOMPARE(threads[u"r1"_s], threads[u"root"_s]);
        QVERIFY(threads.contains(u"(continues) r2"_s));
        QVERIFY(threads[u"(continues) r2"_s] != threads[u"root"_s]);
        QCOMPARE(threads[u"r3"_s], threads[u"(continues) r2"_s]);
        QCOMPARE(threads[u"r3c"_s], threads[u"(continues) r2"_s]);
        QVERIFY(threads.contains(u"(continues) r4"_s));
        QCOMPARE(threads[u"r7"_s], threads[u"(continues) r4"_s]);
        QVERIFY(threads.contains(u"(continues) r8"_s));
    }

    void killedAtAnyMomentNothingIsLostOrDoubled_data()
    {
        QTest::addColumn<int>("every");
        for (const int every : {9, 20, 50})
            QTest::newRow(qPrintable(QString::number(every))) << every;
    }
    void killedAtAnyMomentNothingIsLostOrDoubled()
    {
        QFETCH(int, every);
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        m_rig->target.setRepliesPerThread(2);
        const qint64 first = m_rig->conversation(u"general"_s, busyConversation(0));
        const qint64 second = m_rig->conversation(u"random"_s, busyConversation(1));
        m_rig->acceptPlan();
        const std::map<QString, QString> expected = reference(first, second);

        // The project as it lies on disk at the moment of the n-th call, with the destination as it was before and
        // after that call, is what a killed program leaves behind.
        int rounds = 0;
        bool through = false;
        while (!through) {
            QVERIFY2(++rounds < 2000, "no end in sight");
            const QString copy = m_folder->path() + u"/copy%1.chatferry"_s.arg(rounds);
            bool killed = false;
            int calls = 0;
            m_rig->target.onPerform = [&](const Operation &, int) {
                if (++calls != every || killed)
                    return;
                killed = true;
                for (const QString &end : {QString(), u"-wal"_s}) {
                    if (QFile::exists(m_rig->path + end))
                        QVERIFY(QFile::copy(m_rig->path + end, copy + end));
                }
            };
            std::optional<FakeWorld> afterKill;
            m_rig->target.fault = [&](const Operation &) -> std::optional<FakeTarget::Fault> {
                if (killed && !afterKill) {
                    afterKill.emplace();
                    return FakeTarget::Fault{{.kind = Error::Kind::Timeout, .what = u"killed"_s}, rounds % 2 == 0};
                }
                if (killed)
                    return FakeTarget::Fault{{.kind = Error::Kind::Cancelled, .what = u"killed"_s}, false};
                return {};
            };
            m_rig->context->mostInFlight = 3; // So that some ends are on disk before the n-th call.
            const auto create = m_rig->run<CreateStage>({});
            QVERIFY(create);
            std::optional<ActivityEnd> import;
            if (!killed) {
                import = m_rig->run<ImportStage>({});
                QVERIFY(import);
            }
            if (!killed) {
                QVERIFY(!import->stopped);
                through = true;
                break;
            }
            m_rig->close();
            m_rig->path = copy;
            QVERIFY(m_rig->open());
        }
        QCOMPARE(m_rig->space(first).stage, SpaceRow::Stage::Imported);
        QCOMPARE(m_rig->space(second).stage, SpaceRow::Stage::Imported);
        QCOMPARE(contents(first, second), expected);
        for (const qint64 space : {first, second}) {
            QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 40, .done = 40}));
            QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 20, .done = 20}));
            QCOMPARE(m_rig->counts(space, CountClass::Attachments), (Counts{.planned = 5, .done = 5}));
        }
    }

    void aTimeIsNeverUsedTwiceNotEvenAfterAFailure()
    {
        m_rig->person(u"ann"_s);
        std::vector<Message> messages;
        for (int i = 0; i < 30; ++i)
            messages.push_back(sourceMessage(u"%1"_s.arg(i), kThen, u"ann"_s, u"t%1"_s.arg(i)));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        int calls = 0;
        m_rig->target.fault = [&](const Operation &operation) -> std::optional<FakeTarget::Fault> {
            if (operation.key.kind == OperationKind::CreateMessage && ++calls % 3 == 0)
                return FakeTarget::Fault{{.kind = Error::Kind::Ambiguous, .what = u"cut"_s}, calls % 2 == 0};
            return {};
        };
        importAll(space);
        QCOMPARE(m_rig->made(space).messages.size(), 30u);
        QCOMPARE(m_rig->made(space).times.size(), 30u);
    }

    void aRefusedAuthorStopsNobodyElse()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"eve"_s);
        m_rig->target.badAuthors.insert(u"eve@example.com"_s);
        std::vector<Message> messages;
        for (int i = 0; i < 200; ++i)
            messages.push_back(sourceMessage(u"%1"_s.arg(i), kThen + std::chrono::seconds(i),
                                             i % 4 ? u"ann"_s : u"eve"_s, u"t%1"_s.arg(i)));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        const auto end = m_rig->run<ImportStage>({});
        QVERIFY(end && !end->stopped);
        QCOMPARE(end->failedItems, 50);
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 200, .done = 150, .failed = 50}));
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Created);
        int triesOfEve = 0;
        for (const auto &[key, count] : m_rig->target.tries)
            triesOfEve += key.kind == OperationKind::CreateMessage && count > 0 ? count : 0;
        QVERIFY2(triesOfEve < 200, "a refused account was asked again and again");
    }

    void aRefusedProjectStopsTheRunAndFailsNothing()
    {
        m_rig->person(u"ann"_s);
        m_rig->target.badAuthors = {u"ann@example.com"_s, u"admin@example.com"_s};
        const qint64 space = m_rig->conversation(u"general"_s, busyConversation(0));
        m_rig->acceptPlan();
        m_rig->target.badAuthors.erase(u"admin@example.com"_s);
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.badAuthors.insert(u"admin@example.com"_s);
        const auto end = m_rig->run<ImportStage>({});
        QVERIFY(end && end->stopped);
        QCOMPARE(end->stopped->kind, Error::Kind::SignInNeeded);
        QCOMPARE(m_rig->counts(space, CountClass::Messages).failed, 0);
        m_rig->target.badAuthors.clear();
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
    }

    void aBadMessageFailsAloneWithWhatHangsOnIt()
    {
        const auto [space, badItem] = importWithABadMessage();
        QCOMPARE(texts(m_rig->made(space)), (QStringList{u"good"_s, u"other"_s}));
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 4, .done = 2, .failed = 2}));
        QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 1, .failed = 1}));
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Created);
        QCOMPARE(Journal(*m_rig->project).failed(space).size(), 3u);
        // A failed operation is not tried again by itself.
        const int before = m_rig->target.performed;
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QCOMPARE(m_rig->target.performed, before);
    }

    void faultsOfOneOperationAreBounded()
    {
        m_rig->person(u"ann"_s);
        std::vector<Message> messages;
        for (int i = 0; i < 60; ++i)
            messages.push_back(
                sourceMessage(u"%1"_s.arg(i), kThen + std::chrono::seconds(i), u"ann"_s, u"t%1"_s.arg(i)));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        const qint64 badItem = ItemTable(*m_rig->project).bySourceId(1, u"30"_s)->id;
        m_rig->target.fault = [&](const Operation &operation) -> std::optional<FakeTarget::Fault> {
            if (operation.key.kind == OperationKind::CreateMessage && operation.key.item == badItem)
                return FakeTarget::Fault{{.kind = Error::Kind::ServerFault, .what = u"500"_s}, false};
            return {};
        };
        std::optional<ActivityEnd> end;
        ImportStage stage(*m_rig->context, nullptr);
        connect(&stage, &Stage::ended, this, [&](const ActivityEnd &how) { end = how; });
        stage.start({});
        QVERIFY(m_rig->wait([&] { return end.has_value(); }, 500ms));
        QVERIFY(!end->stopped);
        QCOMPARE(end->failedItems, 1);
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 60, .done = 59, .failed = 1}));
        const int tries = m_rig->target.tries[{space, OperationKind::CreateMessage, badItem, 0}];
        QVERIFY2(tries >= 3 && tries <= 100, qPrintable(QString::number(tries)));
    }

    void withoutANetworkItWaitsAndGoesOnByItself()
    {
        m_rig->person(u"ann"_s);
        std::vector<Message> messages;
        for (int i = 0; i < 100; ++i)
            messages.push_back(
                sourceMessage(u"%1"_s.arg(i), kThen + std::chrono::seconds(i), u"ann"_s, u"t%1"_s.arg(i)));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        bool down = false;
        int calls = 0;
        int whileDown = 0;
        m_rig->target.fault = [&](const Operation &) -> std::optional<FakeTarget::Fault> {
            if (++calls == 20)
                down = true;
            if (!down)
                return {};
            ++whileDown;
            return FakeTarget::Fault{{.kind = Error::Kind::Offline, .what = u"no network"_s}, false};
        };
        std::optional<ActivityEnd> end;
        QString waitingFor;
        ImportStage stage(*m_rig->context, nullptr);
        connect(&stage, &Stage::ended, this, [&](const ActivityEnd &how) { end = how; });
        connect(&stage, &Stage::progress, this, [&](const Snapshot &snapshot) {
            if (!snapshot.waitingFor.isEmpty())
                waitingFor = snapshot.waitingFor;
        });
        stage.start({});
        const UtcTime begun = m_rig->clock.nowUtc();
        QVERIFY(m_rig->wait([&] { return end.has_value() || m_rig->clock.nowUtc() - begun > 12h; }, 1000ms));
        QVERIFY(!end);
        QVERIFY(!waitingFor.isEmpty());
        // Twelve hours at 64 s each, and what was under way when it went down.
        QVERIFY2(whileDown < 900, qPrintable(QString::number(whileDown)));
        down = false;
        QVERIFY(m_rig->wait([&] { return end.has_value(); }, 1000ms));
        QVERIFY(!end->stopped);
        QCOMPARE(m_rig->made(space).messages.size(), 100u);
    }

    void tooManyIsWaitedOutHoweverLong()
    {
        m_rig->person(u"ann"_s);
        const qint64 space = m_rig->conversation(u"general"_s, {sourceMessage(u"1"_s, kThen, u"ann"_s, u"t"_s)});
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        int calls = 0;
        m_rig->target.fault = [&](const Operation &) -> std::optional<FakeTarget::Fault> {
            if (++calls > 30)
                return {};
            return FakeTarget::Fault{{.kind = Error::Kind::RateLimited, .what = u"slow down"_s, .retryAfter = 20s},
                                     false};
        };
        std::optional<ActivityEnd> end;
        ImportStage stage(*m_rig->context, nullptr);
        connect(&stage, &Stage::ended, this, [&](const ActivityEnd &how) { end = how; });
        const UtcTime begun = m_rig->clock.nowUtc();
        stage.start({});
        QVERIFY(m_rig->wait([&] { return end.has_value(); }, 250ms));
        QVERIFY(!end->stopped);
        QCOMPARE(m_rig->counts(space, CountClass::Messages).done, 1);
        QVERIFY(m_rig->clock.nowUtc() - begun >= 600s);
    }

    void pausedNothingIsSentUntilItGoesOn()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        const qint64 space = m_rig->conversation(u"general"_s, busyConversation(0));
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.latency = 100ms;
        std::optional<ActivityEnd> end;
        std::optional<Snapshot> last;
        ImportStage stage(*m_rig->context, nullptr);
        connect(&stage, &Stage::ended, this, [&](const ActivityEnd &how) { end = how; });
        connect(&stage, &Stage::progress, this, [&](const Snapshot &snapshot) { last = snapshot; });
        stage.start({});
        QVERIFY(m_rig->wait([&] { return m_rig->target.performed >= 10; }));
        stage.pause();
        const UtcTime asked = m_rig->clock.nowUtc();
        QVERIFY(m_rig->wait([&] { return last && last->paused; }));
        QVERIFY(m_rig->clock.nowUtc() - asked <= 1s);
        const int before = m_rig->target.performed;
        const UtcTime from = m_rig->clock.nowUtc();
        QVERIFY(m_rig->wait([&] { return m_rig->clock.nowUtc() - from > 60s; }, 100ms));
        QCOMPARE(m_rig->target.performed, before);
        QVERIFY(!end);
        stage.resume();
        QVERIFY(m_rig->wait([&] { return end.has_value(); }));
        QVERIFY(!end->stopped);
        QCOMPARE(m_rig->counts(space, CountClass::Messages).done, 40);
    }

    void cancelledItEndsWithinASecondAndGoesOnLater()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        const qint64 space = m_rig->conversation(u"general"_s, busyConversation(0));
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.latency = 5000ms;
        std::optional<ActivityEnd> end;
        ImportStage stage(*m_rig->context, nullptr);
        connect(&stage, &Stage::ended, this, [&](const ActivityEnd &how) { end = how; });
        stage.start({});
        QVERIFY(m_rig->wait([&] { return m_rig->target.performed >= 5; }));
        stage.cancel();
        const UtcTime asked = m_rig->clock.nowUtc();
        QVERIFY(m_rig->wait([&] { return end.has_value(); }));
        QVERIFY(m_rig->clock.nowUtc() - asked <= 1s);
        QCOMPARE(end->stopped->kind, Error::Kind::Cancelled);
        m_rig->target.latency = 0ms;
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QCOMPARE(m_rig->counts(space, CountClass::Messages).done, 40);
    }

    void destroyedInFullSwingItLosesNothing()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        const qint64 space = m_rig->conversation(u"general"_s, busyConversation(0));
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        for (int round = 1; round < 8; ++round) {
            ImportStage stage(*m_rig->context, nullptr);
            stage.start({});
            const int until = m_rig->target.performed + 4;
            m_rig->wait([&] { return m_rig->target.performed >= until; });
        }
        m_rig->close();
        QVERIFY(m_rig->open());
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 40, .done = 40}));
        QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 20, .done = 20}));
    }

    void aSpaceThatIsGoneIsSaidToBeGone()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        const qint64 gone = m_rig->conversation(u"general"_s, busyConversation(0));
        const qint64 other = m_rig->conversation(u"random"_s, busyConversation(1));
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.world.spaces[m_rig->space(gone).remote].deleted = true;
        const auto end = m_rig->run<ImportStage>({});
        QVERIFY(end && !end->stopped);
        QCOMPARE(m_rig->space(gone).stage, SpaceRow::Stage::Failed);
        QVERIFY(!m_rig->space(gone).failure.isEmpty());
        QCOMPARE(m_rig->space(other).stage, SpaceRow::Stage::Imported);
        QCOMPARE(m_rig->counts(gone, CountClass::Messages).failed, 0);
    }

    void severalAreInFlightTogether()
    {
        m_rig->person(u"ann"_s);
        std::vector<Message> messages;
        for (int i = 0; i < 200; ++i)
            messages.push_back(
                sourceMessage(u"%1"_s.arg(i), kThen + std::chrono::seconds(i), u"ann"_s, u"t%1"_s.arg(i)));
        const qint64 space = m_rig->conversation(u"general"_s, messages);
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.latency = 250ms;
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QVERIFY(m_rig->target.mostInFlight > 16);
        QVERIFY(m_rig->target.mostInFlight <= 64);
        QCOMPARE(m_rig->made(space).messages.size(), 200u);
    }

    void onlyWhatIsValidatedIsCompletedUnlessAReasonIsGiven()
    {
        m_rig->person(u"ann"_s);
        const qint64 space =
            m_rig->conversation(u"general"_s, {sourceMessage(u"1"_s, kThen, u"ann"_s, u"t"_s)}, {{u"ann"_s}});
        importAll(space);
        QCOMPARE(m_rig->run<CompleteStage>({space}, QString())->stopped->kind, Error::Kind::Precondition);
        QVERIFY(!m_rig->run<CompleteStage>({}, QString())->stopped);
        QVERIFY(m_rig->made(space).importMode);
        QVERIFY(!m_rig->run<CompleteStage>({space}, u"the date has come"_s)->stopped);
        QVERIFY(!m_rig->made(space).importMode);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Completed);
        QVERIFY(m_rig->space(space).completedAt);
        const auto audit = AuditTable(*m_rig->project).all();
        QVERIFY(std::any_of(audit.begin(), audit.end(), [](const AuditRow &row) {
            return row.what == u"completion-override"_s && row.detail == u"the date has come"_s;
        }));
        QVERIFY(std::any_of(audit.begin(), audit.end(), [](const AuditRow &row) {
            return row.what == u"import-completed"_s && !row.detail.isEmpty() && row.who == u"admin@example.com"_s;
        }));
        QVERIFY(!m_rig->run<GrantStage>({})->stopped);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Opened);
        QCOMPARE(m_rig->made(space).members, (std::set<QString>{u"ann@example.com"_s}));
        QCOMPARE(m_rig->counts(space, CountClass::Members), (Counts{.planned = 1, .done = 1}));
    }

    void theHelperStaysWhileSomebodyIsStillOutside()
    {
        m_rig->person(u"ann"_s);
        m_rig->person(u"bob"_s);
        Message message = sourceMessage(u"1"_s, kThen, u"ann"_s, u"t"_s);
        message.attachments.push_back(
            {.name = u"f"_s, .sizeBytes = 3, .place = Attachment::Place::InArchive, .archivePath = u"x"_s});
        const qint64 space = m_rig->conversation(u"general"_s, {message}, {{u"ann"_s}, {u"bob"_s}, {u"nobody"_s}});
        importAll(space);
        QVERIFY(!m_rig->run<CompleteStage>({space}, u"yes"_s)->stopped);
        bool fail = true;
        m_rig->target.fault = [&](const Operation &operation) -> std::optional<FakeTarget::Fault> {
            if (fail && operation.key.kind == OperationKind::AddMember &&
                static_cast<const FakePayload &>(*operation.payload).address.startsWith(u"bob"_s))
                return FakeTarget::Fault{{.kind = Error::Kind::BadRequest, .what = u"no"_s}, false};
            return {};
        };
        const auto end = m_rig->run<GrantStage>({});
        QVERIFY(end && !end->stopped);
        QCOMPARE(end->failedItems, 1);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Completed);
        QVERIFY(m_rig->made(space).members.contains(u"admin@example.com"_s));
        QCOMPARE(m_rig->made(space).shares, (std::set<QString>{u"ann@example.com"_s, u"bob@example.com"_s}));
    }

    void aLeftFailureLetsTheRestGoOn()
    {
        const auto [space, badItem] = importWithABadMessage();
        const auto failed = Journal(*m_rig->project).failed(space);
        const auto bad = std::find_if(failed.begin(), failed.end(), [id = badItem](const OperationRow &row) {
            return row.item == id && row.kind == static_cast<int>(OperationKind::CreateMessage);
        });
        QVERIFY(bad != failed.end());
        QVERIFY(leaveFailedOperations(*m_rig->project, std::span(&*bad, 1), u"odd"_s));
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 4, .done = 2, .left = 1}));
        QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 1, .left = 1}));
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        // The reply hangs on a stand-in for the message that was left.
        QCOMPARE(texts(m_rig->made(space)), (QStringList{u"good"_s, u"(gone)"_s, u"reply"_s, u"other"_s}));
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 4, .done = 3, .left = 1}));
        QCOMPARE(m_rig->counts(space, CountClass::Placeholders), (Counts{.planned = 1, .done = 1}));
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Imported);
    }

    void aRetriedFailureTakesItsDependentsAlong()
    {
        const auto [space, badItem] = importWithABadMessage();
        m_rig->target.fault = nullptr;
        const auto failed = Journal(*m_rig->project).failed(space);
        const auto bad = std::find_if(failed.begin(), failed.end(), [id = badItem](const OperationRow &row) {
            return row.item == id && row.kind == static_cast<int>(OperationKind::CreateMessage);
        });
        QVERIFY(bad != failed.end());
        QVERIFY(retryFailedOperations(*m_rig->project, std::span(&*bad, 1)));
        QVERIFY(Journal(*m_rig->project).failed(space).empty());
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 4, .done = 2}));
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QCOMPARE(texts(m_rig->made(space)), (QStringList{u"good"_s, u"bad"_s, u"reply"_s, u"other"_s}));
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 4, .done = 4}));
        QCOMPARE(m_rig->counts(space, CountClass::Reactions), (Counts{.planned = 1, .done = 1}));
    }

    void aLeftFileIsNamedInItsMessage()
    {
        m_rig->person(u"ann"_s);
        Message message = sourceMessage(u"1"_s, kThen, u"ann"_s, u"t"_s);
        message.attachments.push_back(
            {.name = u"f"_s, .sizeBytes = 3, .place = Attachment::Place::InArchive, .archivePath = u"x"_s});
        const qint64 space = m_rig->conversation(u"general"_s, {message});
        m_rig->acceptPlan();
        QVERIFY(!m_rig->run<CreateStage>({})->stopped);
        m_rig->target.fault = [&](const Operation &operation) -> std::optional<FakeTarget::Fault> {
            if (operation.key.kind == OperationKind::UploadFile)
                return FakeTarget::Fault{{.kind = Error::Kind::BadRequest, .what = u"no"_s}, false};
            return {};
        };
        QCOMPARE(m_rig->run<ImportStage>({})->failedItems, 2);
        for (const OperationRow &row : Journal(*m_rig->project).failed(space)) {
            if (row.kind == static_cast<int>(OperationKind::UploadFile))
                QVERIFY(leaveFailedOperations(*m_rig->project, std::span(&row, 1), u"no"_s));
        }
        QVERIFY(!m_rig->run<ImportStage>({})->stopped);
        QCOMPARE(texts(m_rig->made(space)), (QStringList{u"t [f missing]"_s}));
        QCOMPARE(m_rig->counts(space, CountClass::Attachments), (Counts{.planned = 1, .left = 1}));
        QCOMPARE(m_rig->counts(space, CountClass::Messages), (Counts{.planned = 1, .done = 1}));
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Imported);
    }

    void rollingBackDeletesWhatIsStillInImportMode()
    {
        m_rig->person(u"ann"_s);
        const qint64 space = m_rig->conversation(u"general"_s, {sourceMessage(u"1"_s, kThen, u"ann"_s, u"t"_s)});
        importAll(space);
        QVERIFY(!m_rig->run<RollBackStage>({space})->stopped);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::RolledBack);
        QVERIFY(m_rig->made(space).deleted);
        const int before = m_rig->target.performed;
        QVERIFY(!m_rig->run<RollBackStage>({space})->stopped);
        QCOMPARE(m_rig->target.performed, before);
        QCOMPARE(m_rig->run<ImportStage>({space})->stopped->kind, Error::Kind::Precondition);
    }

private:
    /// A message that is refused, with a reaction and a reply: three failures. Answers the space and the item.
    std::pair<qint64, qint64> importWithABadMessage()
    {
        m_rig->person(u"ann"_s);
        Message bad = sourceMessage(u"2"_s, kThen + 2s, u"ann"_s, u"bad"_s);
        bad.reactions.push_back({.name = u"x"_s, .unicode = u"x"_s, .people = {{u"ann"_s}}, .count = 1});
        const qint64 space =
            m_rig->conversation(u"general"_s, {sourceMessage(u"1"_s, kThen, u"ann"_s, u"good"_s), bad,
                                               sourceMessage(u"3"_s, kThen + 3s, u"ann"_s, u"reply"_s, u"2"_s),
                                               sourceMessage(u"4"_s, kThen + 4s, u"ann"_s, u"other"_s)});
        m_rig->acceptPlan();
        m_rig->run<CreateStage>({});
        const qint64 badItem = ItemTable(*m_rig->project).bySourceId(1, u"2"_s)->id;
        m_rig->target.fault = [badItem](const Operation &operation) -> std::optional<FakeTarget::Fault> {
            if (operation.key.kind == OperationKind::CreateMessage && operation.key.item == badItem &&
                operation.generation == 0)
                return FakeTarget::Fault{{.kind = Error::Kind::BadRequest, .what = u"Too odd."_s}, false};
            return {};
        };
        const auto end = m_rig->run<ImportStage>({});
        if (!end || end->stopped || end->failedItems != 3)
            QTest::qFail("three operations should have failed", __FILE__, __LINE__);
        return {space, badItem};
    }

    void importAll(qint64 space)
    {
        m_rig->acceptPlan();
        const auto created = m_rig->run<CreateStage>({});
        QVERIFY(created && !created->stopped);
        const auto imported = m_rig->run<ImportStage>({});
        QVERIFY(imported && !imported->stopped);
        QCOMPARE(imported->failedItems, 0);
        QCOMPARE(m_rig->space(space).stage, SpaceRow::Stage::Imported);
    }

    /// Everything two spaces hold, comparable between worlds.
    std::map<QString, QString> contents(qint64 first, qint64 second)
    {
        std::map<QString, QString> all;
        for (const qint64 id : {first, second}) {
            const FakeWorld::Space &space = m_rig->made(id);
            QHash<QString, QString> rootOf;
            for (const auto &[time, name] : space.times) {
                const FakeWorld::Sent &sent = space.messages.at(name);
                if (!rootOf.contains(sent.thread))
                    rootOf[sent.thread] = sent.text;
                QString value = toRfc3339(time) + u' ' + sent.sender + u' ' + rootOf[sent.thread];
                for (const auto &[emoji, who] : sent.reactions)
                    value += u' ' + who;
                all[space.displayName + u'/' + sent.text + u'/' + toRfc3339(time)] = value;
            }
            all[space.displayName + u" files"_s] = QString::number(space.files.size());
        }
        return all;
    }

    /// What an undisturbed run over a copy of the project makes.
    std::map<QString, QString> reference(qint64 first, qint64 second)
    {
        const QString path = m_rig->path;
        const QString copy = m_folder->path() + u"/reference.chatferry"_s;
        m_rig->close();
        if (!QFile::copy(path, copy))
            return {};
        m_rig->path = copy;
        if (!m_rig->open())
            return {};
        m_rig->run<CreateStage>({});
        m_rig->run<ImportStage>({});
        const auto made = contents(first, second);
        m_rig->close();
        m_rig->target.world = {};
        m_rig->path = path;
        return m_rig->open() ? made : std::map<QString, QString>{};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EngineRig> m_rig;
};

QTEST_GUILESS_MAIN(TestImportStage)
#include "tst_importstage.moc"
