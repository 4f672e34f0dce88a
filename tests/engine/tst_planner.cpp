// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/planner.h"

#include "base/fakeclock.h"
#include "engine/plan/peoplemap.h"
#include "engine/plan/scanner.h"
#include "engine/plan/settingsstore.h"
#include "engine/plan/spacenames.h"
#include "store/conversationtable.h"
#include "store/filetable.h"
#include "store/itemtable.h"
#include "store/ledgertable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "tests/engine/fakesource.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using chatferry::test::FakeSource;
using Policy = PersonRow::Policy;
using Choice = ConversationRow::Choice;

namespace {

UtcTime at(qint64 seconds)
{
    return UtcTime(std::chrono::seconds(1'600'000'000 + seconds));
}

UtcTime moment(const char *text)
{
    return *fromRfc3339(QString::fromLatin1(text));
}

} // namespace

class TestPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void namesAreCutAndNeverClash_data();
    void namesAreCutAndNeverClash();
    void everySpaceGetsANameOfItsOwn();
    void aSuffixKeepsTheLength();

    void theCreateTimeIsBeforeEverything_data();
    void theCreateTimeIsBeforeEverything();
    void theSumClosesForEveryChoice();
    void authorsDecideTheFateOfTheirMessages();
    void aSkippedRootWithRepliesGetsAPlaceholder();
    void datesExcludeAndRootsOutsideGetPlaceholders();
    void effectsAreListedBesideTheSum();
    void timesOutsideAreListed();
    void aLongThreadIsContinued_data();
    void aLongThreadIsContinued();
    void reactionsAreCountedInTheOrderOfTheRules();
    void filesGoTheirWay_data();
    void filesGoTheirWay();
    void fetchedFilesAreCarried();
    void membersWithoutAccountAreListed();
    void conversationsLeftAndEmptySpaces();
    void leftoversAreListed();
    void directTalksFollowTheSetting();
    void whatMustBeSettledStops();
    void aSplitMakesOneSpaceAYear();
    void acceptingFreezesThePlan();
    void createdSpacesKeepTheirNameAndRevision();
    void aRolledBackSpaceGetsAnotherAttempt();
    void whatNoLongerMovesIsSkipped();
    void aStopIsNotAccepted();
    void whatDoesNotFitIsSaid();
    void cancelEndsThePlan();

private:
    void scan()
    {
        Scanner scanner(*m_project, m_source);
        QSignalSpy finished(&scanner, &Job::finished);
        scanner.start();
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY2(scanner.result(), scanner.result() ? "" : qPrintable(scanner.result().error().what));
    }
    void decide(const QString &person, Policy policy, const QString &email = {})
    {
        PersonTable table(*m_project);
        PersonRow row = *table.bySourceId({person});
        row.policyByHand = true;
        row.policy = policy;
        row.targetEmail = email;
        QVERIFY(table.update(row));
    }
    ConversationRow conversation(const QString &id) { return *ConversationTable(*m_project).bySourceId({id}); }
    void choose(const QString &id, const std::function<void(ConversationRow &)> &change)
    {
        ConversationRow row = conversation(id);
        change(row);
        QVERIFY(ConversationTable(*m_project).update(row));
    }
    Planner planner()
    {
        return Planner(*m_project,
                       {.settings = m_settings, .quotas = m_quotas, .now = m_now, .zone = QTimeZone::utc()});
    }
    PlanResult plan()
    {
        auto planned = planner().plan();
        return planned ? *planned : PlanResult();
    }
    static qint64 count(const PlanResult &result, const QString &code)
    {
        qint64 sum = 0;
        for (const LedgerRow &row : result.ledger)
            sum += row.code == code ? row.count : 0;
        return sum;
    }
    static const LedgerRow *row(const PlanResult &result, const QString &code)
    {
        for (const LedgerRow &one : result.ledger) {
            if (one.code == code)
                return &one;
        }
        return nullptr;
    }
    static QStringList codes(const PlanResult &result)
    {
        QStringList all;
        for (const Problem &problem : result.problems)
            all << problem.code;
        return all;
    }
    /// The sum, and that the ledger's rows about messages say the same.
    static bool closes(const PlanResult &result)
    {
        qint64 adapted = 0;
        qint64 left = 0;
        for (const LedgerRow &one : result.ledger) {
            if (one.messages)
                (one.fate == LedgerRow::Fate::Adapted ? adapted : left) += one.count;
        }
        return result.sum.closes() && adapted == result.sum.adapted && left == result.sum.left;
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    std::shared_ptr<FakeSource> m_source;
    PlanSettings m_settings;
    QuotaProfile m_quotas;
    UtcTime m_now = moment("2026-11-21T12:00:00Z");
};

void TestPlanner::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock);
    QVERIFY(made);
    m_project = std::move(made).value();
    m_source = std::make_shared<FakeSource>();
    m_source->person(u"U1"_s, u"one@example.com"_s);
    m_source->person(u"U2"_s, u"two@example.com"_s);
    m_settings = {};
    m_quotas = QuotaProfile::unlimited();
}

void TestPlanner::cleanup()
{
    QThreadPool::globalInstance()->waitForDone();
    m_project.reset();
}

void TestPlanner::namesAreCutAndNeverClash_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cut");
    QTest::newRow("fits") << u"12345678"_s << u"12345678"_s;
    QTest::newRow("one too long") << u"123456789"_s << u"1234567…"_s;
    QTest::newRow("pair at the border") << u"123456😀90"_s << u"123456…"_s;
    QTest::newRow("pair that fits") << u"12345😀90"_s << u"12345😀…"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestPlanner::namesAreCutAndNeverClash()
{
    QFETCH(QString, text);
    QTEST(cutText(text, 8), "cut");
}

void TestPlanner::everySpaceGetsANameOfItsOwn()
{
    SpaceNames names(128);
    QCOMPARE(names.give(u"Sales"_s), u"Sales"_s);
    QCOMPARE(names.give(u"sales"_s), u"sales (2)"_s);
    QCOMPARE(names.give(u"SALES (2)"_s), u"SALES (2) (2)"_s);
    QCOMPARE(names.give(u"Sales"_s), u"Sales (3)"_s);
}

void TestPlanner::aSuffixKeepsTheLength()
{
    SpaceNames names(10);
    QCOMPARE(names.give(u"1234567890"_s), u"1234567890"_s);
    QCOMPARE(names.give(u"1234567890"_s), u"12345… (2)"_s);
    QCOMPARE(names.give(u"1234567890"_s), u"12345… (3)"_s);
    QCOMPARE(names.give(u"123456"_s), u"123456"_s);
    QCOMPARE(names.give(u"123456"_s), u"123456 (2)"_s);
}

void TestPlanner::theCreateTimeIsBeforeEverything_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("join");
    QTest::addColumn<QString>("created");
    QTest::addColumn<QString>("expected");
    const QString none;
    QTest::newRow("message") << u"2020-05-01T00:00:00Z"_s << none << none << u"2020-04-30T23:59:59Z"_s;
    QTest::newRow("join") << u"2020-05-01T00:00:00Z"_s << u"2020-04-01T00:00:00Z"_s << none
                          << u"2020-03-31T23:59:59Z"_s;
    QTest::newRow("created") << u"2020-05-01T00:00:00Z"_s << u"2020-04-01T00:00:00Z"_s << u"2019-01-01T00:00:00Z"_s
                             << u"2018-12-31T23:59:59Z"_s;
    QTest::newRow("created later") << u"2020-05-01T00:00:00Z"_s << none << u"2021-01-01T00:00:00Z"_s
                                   << u"2020-04-30T23:59:59Z"_s;
    QTest::newRow("created not believed")
        << u"2020-05-01T00:00:00Z"_s << none << u"1970-01-01T00:00:01Z"_s << u"2020-04-30T23:59:59Z"_s;
    QTest::newRow("before 2000") << u"1999-05-01T00:00:00Z"_s << none << none << u"2000-01-01T00:00:00Z"_s;
    QTest::newRow("in the future") << u"2031-05-01T00:00:00Z"_s << none << none << u"2026-11-21T12:00:00Z"_s;
    QTest::newRow("nothing known") << none << none << none << u"2026-11-21T12:00:00Z"_s;
}

void TestPlanner::theCreateTimeIsBeforeEverything()
{
    QFETCH(QString, message);
    QFETCH(QString, join);
    QFETCH(QString, created);
    QFETCH(QString, expected);
    Conversation &one = m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    one.created = fromRfc3339(created);
    if (!message.isEmpty()) {
        m_source->add(u"C1"_s, u"m"_s, *fromRfc3339(message), u"U1"_s);
        // A placeholder root is older than everything and does not count.
        m_source->add(u"C1"_s, u"r"_s, *fromRfc3339(message) + 1s, u"U1"_s, u"gone"_s, moment("2001-01-01T00:00:00Z"));
    }
    if (!join.isEmpty())
        m_source->skip(u"C1"_s, u"join"_s,
                       MembershipEvent{{u"U1"_s}, MembershipEvent::What::Joined, *fromRfc3339(join)});
    scan();
    // Dates narrow what is carried, not the space.
    choose(u"C1"_s, [](ConversationRow &row) { row.from = moment("2026-01-01T00:00:00Z"); });
    const PlanResult result = plan();
    QCOMPARE(result.spaces.size(), 1u);
    QCOMPARE(toRfc3339(result.spaces[0].createTime), toRfc3339(*fromRfc3339(expected)));
}

void TestPlanner::theSumClosesForEveryChoice()
{
    m_source->person(u"U3"_s);
    m_source->person(u"B1"_s, {}, Person::Kind::Bot);
    const QStringList authors{u"U1"_s, u"U2"_s, u"U3"_s, u"B1"_s, u"X"_s};
    for (int c = 0; c < 4; ++c) {
        const QString id = u"C%1"_s.arg(c);
        m_source->conversation(id, Conversation::Kind::Public, id);
        for (int i = 0; i < 300; ++i) {
            Message &message = m_source->add(id, u"m%1"_s.arg(i), at(i * 100), authors[i % 5],
                                             i % 4 == 3    ? u"m%1"_s.arg(i - 3)
                                             : i % 17 == 0 ? u"gone%1"_s.arg(i)
                                                           : QString());
            if (i % 7 == 0)
                message.editedAt = at(i);
            if (i % 28 == 0)
                message.kind = Message::Kind::Deleted;
        }
        m_source->skip(id, u"join"_s);
        m_source->skip(id, u"unreadable"_s);
    }
    scan();
    m_settings.bots = Policy::Skip;
    m_settings.departed = Policy::Placeholder;
    decide(u"U2"_s, Policy::Skip);
    choose(u"C1"_s, [](ConversationRow &row) { row.choice = Choice::Leave; });
    choose(u"C2"_s, [](ConversationRow &row) { row.choice = Choice::EmptySpace; });
    choose(u"C3"_s, [](ConversationRow &row) {
        row.from = at(5'000);
        row.to = at(20'000);
    });
    PersonTable people(*m_project);
    for (PersonRow person : people.all()) {
        PeopleMatcher(m_settings).decide(person);
        QVERIFY(people.update(person));
    }
    const PlanResult result = plan();
    QCOMPARE(result.sum.records, 4 * 302);
    QVERIFY(closes(result));
    QVERIFY(result.sum.carried > 0 && result.sum.adapted > 0 && result.sum.left > 0);
    QCOMPARE(result.sum.setAside, 4 * 2 + ConversationTable(*m_project).skipped(0).value(u"deleted"_s));
    // Per conversation as well.
    for (const ConversationRow &conversationRow : ConversationTable(*m_project).all()) {
        qint64 told = 0;
        for (const LedgerRow &one : LedgerTable(*m_project).all())
            told += one.conversation == conversationRow.id && one.messages ? one.count : 0;
        QVERIFY(told <= conversationRow.counts.messages);
        if (conversationRow.choice != Choice::Move)
            QCOMPARE(told, conversationRow.counts.messages);
    }
    QCOMPARE(result.spaces.size(), 3u);
}

void TestPlanner::authorsDecideTheFateOfTheirMessages()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->person(u"U3"_s, u"three@example.com"_s);
    m_source->person(u"U4"_s, u"four@example.com"_s);
    for (int i = 0; i < 20; ++i)
        m_source->add(u"C1"_s, u"m%1"_s.arg(i), at(i), u"U%1"_s.arg(i % 4 + 1));
    scan();
    decide(u"U2"_s, Policy::App);
    decide(u"U3"_s, Policy::Placeholder);
    decide(u"U4"_s, Policy::Skip);
    m_settings.placeholderEmail = u"old@example.com"_s;
    const PlanResult result = plan();
    QCOMPARE(result.sum.carried, 5);
    QCOMPARE(result.sum.adapted, 10);
    QCOMPARE(result.sum.left, 5);
    QVERIFY(closes(result));
    QCOMPARE(count(result, u"author-by-app"_s), 5);
    QCOMPARE(count(result, u"author-placeholder"_s), 5);
    QCOMPARE(count(result, u"author-skipped"_s), 5);
    QCOMPARE(row(result, u"author-by-app"_s)->example, u"m1"_s);
    QCOMPARE(row(result, u"author-skipped"_s)->fate, LedgerRow::Fate::Left);
    QCOMPARE(codes(result), QStringList{u"accounts-unknown"_s});
}

void TestPlanner::aSkippedRootWithRepliesGetsAPlaceholder()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"root"_s, at(1), u"U2"_s);
    m_source->add(u"C1"_s, u"reply"_s, at(2), u"U1"_s, u"root"_s);
    m_source->add(u"C1"_s, u"lonely"_s, at(3), u"U2"_s);
    m_source->add(u"C1"_s, u"its reply"_s, at(4), u"U2"_s, u"lonely"_s);
    m_source->add(u"C1"_s, u"deleted"_s, at(5), u"U2"_s).kind = Message::Kind::Deleted;
    m_source->add(u"C1"_s, u"under deleted"_s, at(6), u"U1"_s, u"deleted"_s);
    m_source->add(u"C1"_s, u"orphan"_s, at(7), u"U1"_s, u"nowhere"_s, at(0));
    scan();
    decide(u"U2"_s, Policy::Skip);
    auto given = planner();
    const auto planned = given.plan();
    QVERIFY(planned);
    const PlanResult &result = *planned;
    QVERIFY(closes(result));
    QCOMPARE(count(result, u"author-skipped"_s), 3);
    QCOMPARE(count(result, u"deleted-root"_s), 1); // Written by the app, whoever wrote it.
    QCOMPARE(count(result, u"placeholder-root"_s), 2);
    QCOMPARE(result.sum.carried, 3);
    QVERIFY(given.accept(result));
    const SpaceRow space = SpaceTable(*m_project).all().at(0);
    QCOMPARE(SpaceTable(*m_project).counts(space.id, CountClass::Placeholders).planned, 2);
    QCOMPARE(SpaceTable(*m_project).counts(space.id, CountClass::Messages), (Counts{7, 0, 0, 3}));
}

void TestPlanner::datesExcludeAndRootsOutsideGetPlaceholders()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"early root"_s, at(1), u"U1"_s);
    m_source->add(u"C1"_s, u"inside reply"_s, at(20), u"U1"_s, u"early root"_s);
    m_source->add(u"C1"_s, u"second reply"_s, at(21), u"U1"_s, u"early root"_s);
    m_source->add(u"C1"_s, u"inside"_s, at(22), u"U1"_s);
    m_source->add(u"C1"_s, u"border"_s, at(30), u"U1"_s, u"inside"_s).reactions = {{u"x"_s, u"❤"_s, {{u"U9"_s}}, 1}};
    scan();
    choose(u"C1"_s, [](ConversationRow &one) {
        one.from = at(20);
        one.to = at(30);
    });
    const PlanResult result = plan();
    QVERIFY(closes(result));
    QCOMPARE(result.sum.carried, 3);
    QCOMPARE(count(result, u"range-excluded"_s), 2);
    QCOMPARE(row(result, u"range-excluded"_s)->example, u"early root"_s);
    QCOMPARE(count(result, u"placeholder-root"_s), 1);
    QCOMPARE(count(result, u"reaction-unmapped"_s), 0); // It stays behind with its message.
    QCOMPARE(result.spaces[0].from, at(20));
    QCOMPARE(result.spaces[0].to, at(30));
}

void TestPlanner::effectsAreListedBesideTheSum()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    for (const QString &author : {u"U1"_s, u"U2"_s}) {
        Message &message = m_source->add(u"C1"_s, u"all of "_s + author, at(1), author);
        message.editedAt = at(5);
        message.alsoInConversation = true;
        message.oddities = {u"x"_s};
        message.lostPreviews = 3;
        message.text.blocks = {{.inlines = {{.text = QString(31'000, u'x')}}}};
    }
    scan();
    decide(u"U2"_s, Policy::App);
    const PlanResult result = plan();
    QVERIFY(closes(result));
    for (const QString &code : {u"edited"_s, u"also-in-channel"_s, u"odd-content"_s, u"split"_s, u"link-preview"_s}) {
        QCOMPARE(count(result, code), 2);
        QVERIFY(!row(result, code)->messages);
    }
    QCOMPARE(result.sum.carried, 1);
    QCOMPARE(result.sum.adapted, 1);
}

void TestPlanner::timesOutsideAreListed()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"old"_s, moment("1999-12-31T23:59:59Z"), u"U1"_s);
    m_source->add(u"C1"_s, u"border"_s, kYear2000, u"U1"_s);
    m_source->add(u"C1"_s, u"future"_s, m_now + 1us, u"U1"_s);
    m_source->add(u"C1"_s, u"root"_s, at(10), u"U1"_s);
    m_source->add(u"C1"_s, u"before"_s, at(9), u"U1"_s, u"root"_s);
    m_source->add(u"C1"_s, u"same"_s, at(10), u"U1"_s, u"root"_s);
    m_source->add(u"C1"_s, u"after"_s, at(11), u"U1"_s, u"root"_s);
    scan();
    const PlanResult result = plan();
    QCOMPARE(count(result, u"time-before-2000"_s), 1);
    QCOMPARE(row(result, u"time-before-2000"_s)->example, u"old"_s);
    QCOMPARE(count(result, u"time-in-future"_s), 1);
    QCOMPARE(count(result, u"time-before-root"_s), 2);
    QVERIFY(closes(result));
}

void TestPlanner::aLongThreadIsContinued_data()
{
    QTest::addColumn<int>("replies");
    QTest::addColumn<int>("continued");
    QTest::newRow("499") << 499 << 0;
    QTest::newRow("500") << 500 << 0;
    QTest::newRow("501") << 501 << 1;
    QTest::newRow("1000") << 1000 << 1;
    QTest::newRow("1001") << 1001 << 2;
}

void TestPlanner::aLongThreadIsContinued()
{
    QFETCH(int, replies);
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"root"_s, at(0), u"U1"_s);
    for (int i = 0; i < replies; ++i)
        m_source->add(u"C1"_s, u"r%1"_s.arg(i), at(1 + i), u"U1"_s, u"root"_s);
    scan();
    const PlanResult result = plan();
    QTEST(int(count(result, u"thread-continued"_s)), "continued");
}

void TestPlanner::reactionsAreCountedInTheOrderOfTheRules()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->person(u"U3"_s);                       // Without an address.
    m_source->person(u"U4"_s, u"one@example.com"_s); // The same account as U1.
    m_source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s).reactions = {
        {u"+1"_s, u"👍"_s, {{u"U1"_s}, {u"U2"_s}, {u"U3"_s}, {u"U4"_s}}, 6}, // carried 2, unmapped, merged, unnamed 2
        {u"thumbsup"_s, u"👍"_s, {{u"U1"_s}}, 1},                            // merged
        {u"heart"_s, u"❤"_s, {{u"U1"_s}}, 1},                               // carried
        {u"logo"_s, {}, {{u"U1"_s}, {u"U3"_s}}, 2}};                        // custom, custom
    m_source->add(u"C1"_s, u"n"_s, at(2), u"U2"_s).reactions = {{u"+1"_s, u"👍"_s, {{u"U1"_s}}, 1}};
    scan();
    auto given = planner();
    auto result = given.plan();
    QVERIFY(result);
    QCOMPARE(count(*result, u"reaction-unmapped"_s), 1);
    QCOMPARE(count(*result, u"reaction-merged"_s), 2);
    QCOMPARE(count(*result, u"reaction-custom"_s), 2);
    QCOMPARE(count(*result, u"reaction-unnamed"_s), 2);
    QVERIFY(given.accept(*result));
    SpaceTable spaces(*m_project);
    QCOMPARE(spaces.counts(spaces.all()[0].id, CountClass::Reactions), (Counts{11, 0, 0, 7}));

    // With the message of a skipped author its reactions stay behind, without rows of their own.
    decide(u"U2"_s, Policy::Skip);
    result = planner().plan();
    QCOMPARE(count(*result, u"reaction-unmapped"_s), 2); // U2 reacts no more either.
}

void TestPlanner::filesGoTheirWay_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QStringList>("codes");
    QTest::addColumn<qint64>("carried");
    QTest::newRow("drive") << int(PlanSettings::FilesWay::Drive)
                           << QStringList{u"file-deleted"_s, u"file-external-link"_s, u"file-not-fetched"_s,
                                          u"file-too-large"_s, u"file-unavailable"_s}
                           << qint64(1);
    QTest::newRow("link") << int(PlanSettings::FilesWay::Link)
                          << QStringList{u"file-by-choice"_s, u"file-deleted"_s, u"file-external-link"_s,
                                         u"file-link"_s, u"file-unavailable"_s}
                          << qint64(0);
    QTest::newRow("none") << int(PlanSettings::FilesWay::None)
                          << QStringList{u"file-by-choice"_s, u"file-deleted"_s, u"file-external-link"_s,
                                         u"file-unavailable"_s}
                          << qint64(0);
}

void TestPlanner::filesGoTheirWay()
{
    QFETCH(int, way);
    QFETCH(QStringList, codes);
    QFETCH(qint64, carried);
    using Place = Attachment::Place;
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s).attachments = {
        {u"F1"_s, u"a"_s, {}, 10, Place::InArchive, u"a"_s, {}, {}},
        {u"F2"_s, u"b"_s, {}, 10, Place::Remote, {}, u"https://x.example/b?t=secret"_s, {}},
        {u"F3"_s, u"c"_s, {}, -1, Place::ExternalLink, {}, u"https://x.example/c"_s, {}},
        {u"F4"_s, u"d"_s, {}, -1, Place::Unavailable, {}, {}, u"deleted"_s},
        {u"F5"_s, u"e"_s, {}, -1, Place::Unavailable, {}, {}, {}},
        {u"F6"_s, u"f"_s, {}, qint64(6) << 40, Place::InArchive, u"f"_s, {}, {}}};
    scan();
    m_settings.files = PlanSettings::FilesWay(way);
    auto given = planner();
    const auto result = given.plan();
    QVERIFY(result);
    QStringList found;
    qint64 told = 0;
    for (const LedgerRow &one : result->ledger) {
        if (one.code.startsWith("file-"_L1)) {
            found << one.code;
            told += one.count;
        }
    }
    QCOMPARE(found, codes);
    QCOMPARE(told + carried, 6);
    QVERIFY(given.accept(*result));
    SpaceTable spaces(*m_project);
    QCOMPARE(spaces.counts(spaces.all()[0].id, CountClass::Attachments), (Counts{6, 0, 0, 6 - carried}));
}

void TestPlanner::fetchedFilesAreCarried()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    Message &message = m_source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s);
    for (int i = 0; i < 3; ++i)
        message.attachments.push_back(
            {u"F%1"_s.arg(i), {}, {}, 5, Attachment::Place::Remote, {}, u"https://x.example"_s, {}});
    scan();
    QVERIFY(codes(plan()).contains(u"files-not-fetched"_s));
    const qint64 item = ItemTable(*m_project).bySourceId(conversation(u"C1"_s).id, u"m"_s)->id;
    QVERIFY(FileTable(*m_project).put({item, 0, FileRow::State::Fetched, u"x"_s, 5, {}, {}}));
    QVERIFY(FileTable(*m_project).put({item, 1, FileRow::State::Unavailable, {}, 0, {}, u"access-denied"_s}));
    QVERIFY(FileTable(*m_project).put({item, 2, FileRow::State::Left, {}, 0, {}, {}}));
    const PlanResult result = plan();
    QCOMPARE(count(result, u"file-not-fetched"_s), 0);
    QCOMPARE(count(result, u"file-access-denied"_s), 1);
    QCOMPARE(count(result, u"file-by-choice"_s), 1);
    QVERIFY(!codes(result).contains(u"files-not-fetched"_s));
}

void TestPlanner::membersWithoutAccountAreListed()
{
    using What = MembershipEvent::What;
    m_source->person(u"U3"_s);
    m_source->person(u"U4"_s, u"one@example.com"_s); // The same account as U1.
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s).members = {
        {u"U1"_s}, {u"U3"_s}, {u"U4"_s}, {u"U8"_s}};
    m_source->skip(u"C1"_s, u"leave"_s, MembershipEvent{{u"U2"_s}, What::Left, at(5)});
    m_source->skip(u"C1"_s, u"leave"_s, MembershipEvent{{u"U9"_s}, What::Left, at(6)});
    m_source->add(u"C1"_s, u"m"_s, at(1), u"Wrote"_s);
    scan();
    auto given = planner();
    auto result = given.plan();
    QVERIFY(result);
    QCOMPARE(count(*result, u"member-unmapped"_s), 2);
    QCOMPARE(count(*result, u"past-member-unmapped"_s), 1);
    QVERIFY(given.accept(*result));
    SpaceTable spaces(*m_project);
    const qint64 space = spaces.all()[0].id;
    QCOMPARE(spaces.counts(space, CountClass::Members), (Counts{3, 0, 0, 2}));
    QCOMPARE(spaces.counts(space, CountClass::Memberships), (Counts{2, 0, 0, 1}));
    m_settings.addInferredPastMembers = true;
    result = planner().plan();
    QCOMPARE(count(*result, u"past-member-unmapped"_s), 2);
}

void TestPlanner::conversationsLeftAndEmptySpaces()
{
    for (const QString &id : {u"C1"_s, u"C2"_s}) {
        m_source->conversation(id, Conversation::Kind::Public, id);
        m_source->add(id, u"m"_s, at(1), u"U1"_s);
        m_source->add(id, u"n"_s, at(2), u"U1"_s);
    }
    scan();
    choose(u"C1"_s, [](ConversationRow &one) { one.choice = Choice::Leave; });
    choose(u"C2"_s, [](ConversationRow &one) { one.choice = Choice::EmptySpace; });
    auto given = planner();
    const auto result = given.plan();
    QVERIFY(result);
    QVERIFY(closes(*result));
    QCOMPARE(count(*result, u"conversation-left"_s), 4);
    QCOMPARE(result->sum.left, 4);
    QCOMPARE(result->spaces.size(), 1u);
    QCOMPARE(result->spaces[0].conversation, conversation(u"C2"_s).id);
    QVERIFY(given.accept(*result));
    QCOMPARE(SpaceTable(*m_project).counts(SpaceTable(*m_project).all()[0].id, CountClass::Messages), Counts{});
    QCOMPARE(loadFrozenPlan(*m_project, 1)->conversations.value(conversation(u"C2"_s).id).choice, Choice::EmptySpace);
}

void TestPlanner::leftoversAreListed()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s).leftovers = {
        {u"pin"_s, u"m"_s}, {u"pin"_s, u"n"_s}, {u"canvas"_s, u"Notes"_s}};
    m_source->loose = {{u"list"_s, u"L"_s}, {u"list"_s, u"M"_s}};
    scan();
    const PlanResult result = plan();
    QCOMPARE(count(result, u"pin"_s), 2);
    QCOMPARE(row(result, u"pin"_s)->example, u"m"_s);
    QCOMPARE(count(result, u"canvas"_s), 1);
    QCOMPARE(count(result, u"list"_s), 2);
    QCOMPARE(row(result, u"list"_s)->conversation, 0);
    // The ledger in the project is the same, and planning again does not add to it.
    (void)plan();
    QCOMPARE(LedgerTable(*m_project).all().size(), result.ledger.size());
}

void TestPlanner::directTalksFollowTheSetting()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->conversation(u"D1"_s, Conversation::Kind::Direct).members = {{u"U1"_s}, {u"U2"_s}};
    m_source->add(u"D1"_s, u"m"_s, at(1), u"U1"_s);
    scan();
    PlanResult result = plan();
    QCOMPARE(result.spaces.size(), 2u);
    QCOMPARE(result.spaces[1].displayName, u"Name U1, Name U2"_s);
    m_settings.directTalks = PlanSettings::DirectTalks::Leave;
    result = plan();
    QCOMPARE(result.spaces.size(), 1u);
    QCOMPARE(count(result, u"conversation-left"_s), 1);
    m_settings.directTalks = PlanSettings::DirectTalks::Ask;
    QVERIFY(codes(plan()).contains(u"direct-talks-undecided"_s));
    choose(u"D1"_s, [](ConversationRow &one) { one.choice = Choice::Move; });
    QVERIFY(!codes(plan()).contains(u"direct-talks-undecided"_s));
    m_settings.directTalks = PlanSettings::DirectTalks::Leave;
    QCOMPARE(plan().spaces.size(), 2u); // Chosen by hand.
}

void TestPlanner::whatMustBeSettledStops()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s);
    m_source->add(u"C1"_s, u"n"_s, at(2), u"U2"_s);
    scan();
    decide(u"U1"_s, Policy::Undecided);
    decide(u"U2"_s, Policy::Placeholder);
    choose(u"C1"_s, [](ConversationRow &one) { one.from = one.to = at(1); });
    PlanResult result = plan();
    for (const QString &code : {u"people-undecided"_s, u"placeholder-missing"_s, u"dates-empty"_s})
        QVERIFY2(codes(result).contains(code), qPrintable(code));
    QVERIFY(closes(result));
    choose(u"C1"_s, [](ConversationRow &one) { one.choice = Choice::Leave; });
    QVERIFY(codes(plan()).contains(u"nothing-chosen"_s));
}

void TestPlanner::aSplitMakesOneSpaceAYear()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"Long story"_s);
    m_source->add(u"C1"_s, u"root"_s, moment("2019-12-31T23:59:59Z"), u"U1"_s);
    m_source->add(u"C1"_s, u"reply"_s, moment("2020-01-01T00:00:00Z"), u"U1"_s, u"root"_s);
    m_source->add(u"C1"_s, u"late"_s, moment("2022-06-01T00:00:00Z"), u"U1"_s);
    m_source->add(u"C1"_s, u"out"_s, moment("2023-06-01T00:00:00Z"), u"U1"_s);
    scan();
    choose(u"C1"_s, [](ConversationRow &one) { one.to = moment("2023-01-01T00:00:00Z"); });
    m_settings.conversations = {{.conversation = u"Long story"_s, .splitByYear = true}};
    auto given = planner();
    const auto result = given.plan();
    QVERIFY(result);
    QVERIFY(closes(*result));
    QStringList names;
    for (const SpaceRow &space : result->spaces)
        names << space.displayName + u'|' + space.slice;
    QCOMPARE(names, (QStringList{u"Long story 2019|2019"_s, u"Long story 2020|2020"_s, u"Long story 2022|2022"_s}));
    QCOMPARE(result->spaces[1].from, moment("2020-01-01T00:00:00Z"));
    QCOMPARE(result->spaces[1].to, moment("2021-01-01T00:00:00Z"));
    QCOMPARE(count(*result, u"placeholder-root"_s), 1);
    QCOMPARE(count(*result, u"range-excluded"_s), 1);
    QVERIFY(given.accept(*result));
    SpaceTable spaces(*m_project);
    qint64 planned = 0;
    for (const SpaceRow &space : spaces.all())
        planned += spaces.counts(space.id, CountClass::Messages).planned;
    QCOMPARE(planned, 3);
}

void TestPlanner::acceptingFreezesThePlan()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s);
    scan();
    auto first = planner();
    auto result = first.plan();
    QVERIFY(result);
    QCOMPARE(result->revision, 0);
    QVERIFY(!result->upToDate);
    QVERIFY(SpaceTable(*m_project).all().empty());
    const auto revision = first.accept(*result);
    QVERIFY(revision);
    QCOMPARE(*revision, 1);
    QCOMPARE(SpaceTable(*m_project).all().size(), 1u);
    QCOMPARE(SpaceTable(*m_project).all()[0].revision, 1);

    result = planner().plan();
    QCOMPARE(result->revision, 1);
    QVERIFY(result->upToDate);
    QCOMPARE(result->spaces[0].id, SpaceTable(*m_project).all()[0].id);

    // Whatever changes makes it another plan; the old one can still be read.
    decide(u"U1"_s, Policy::App);
    auto second = planner();
    result = second.plan();
    QVERIFY(!result->upToDate);
    QCOMPARE(*second.accept(*result), 2);
    const qint64 person = PersonTable(*m_project).bySourceId({u"U1"_s})->id;
    QCOMPARE(loadFrozenPlan(*m_project, 1)->people.value(person).policy, Policy::Map);
    QCOMPARE(loadFrozenPlan(*m_project, 1)->people.value(person).email, u"one@example.com"_s);
    QCOMPARE(loadFrozenPlan(*m_project, 2)->people.value(person).policy, Policy::App);
    QCOMPARE(SpaceTable(*m_project).all().size(), 1u);
    QCOMPARE(SpaceTable(*m_project).all()[0].revision, 2);

    choose(u"C1"_s, [](ConversationRow &one) { one.targetName = u"Other"_s; });
    QVERIFY(!plan().upToDate);
    choose(u"C1"_s, [](ConversationRow &one) { one.targetName = u"a"_s; });
    QVERIFY(plan().upToDate);
    m_settings.windowDays = 90;
    QVERIFY(!plan().upToDate);
}

void TestPlanner::createdSpacesKeepTheirNameAndRevision()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"Sales"_s);
    m_source->conversation(u"C2"_s, Conversation::Kind::Public, u"other"_s);
    scan();
    auto first = planner();
    auto result = first.plan();
    QVERIFY(first.accept(*result));
    SpaceTable spaces(*m_project);
    SpaceRow created = *spaces.byId(result->spaces.size() == 2 ? spaces.all()[1].id : 0);
    QCOMPARE(created.displayName, u"other"_s);
    created.stage = SpaceRow::Stage::Created;
    created.firstAttempt = m_now - std::chrono::days(3);
    created.limit = m_now + std::chrono::days(27);
    QVERIFY(spaces.update(created));
    // The name that the created one has is taken, although the other comes first in the order of work.
    choose(u"C1"_s, [](ConversationRow &one) { one.targetName = u"Other"_s; });
    choose(u"C2"_s, [](ConversationRow &one) { one.targetName = u"changed"_s; });
    auto second = planner();
    result = second.plan();
    QCOMPARE(result->spaces[0].displayName, u"Other (2)"_s);
    QCOMPARE(result->spaces[1].displayName, u"other"_s);
    QVERIFY(codes(*result).contains(u"name-changed"_s));
    QCOMPARE(*second.accept(*result), 2);
    QCOMPARE(spaces.byId(created.id)->revision, 1);
    QCOMPARE(spaces.byId(created.id)->displayName, u"other"_s);
    QCOMPARE(spaces.all()[0].revision, 2);
    for (const SpaceForecast &space : result->forecast.spaces) {
        if (space.space == created.id)
            QCOMPARE(space.limit, *created.limit);
    }
}

void TestPlanner::aRolledBackSpaceGetsAnotherAttempt()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    scan();
    auto first = planner();
    auto result = first.plan();
    QVERIFY(first.accept(*result));
    SpaceTable spaces(*m_project);
    SpaceRow gone = spaces.all()[0];
    gone.stage = SpaceRow::Stage::RolledBack;
    QVERIFY(spaces.update(gone));
    auto second = planner();
    result = second.plan();
    QCOMPARE(result->spaces.size(), 1u);
    QCOMPARE(result->spaces[0].attempt, 2);
    QCOMPARE(result->spaces[0].displayName, u"a"_s);
    QVERIFY(second.accept(*result));
    QCOMPARE(spaces.all().size(), 2u);
    QCOMPARE(spaces.all()[0].stage, SpaceRow::Stage::RolledBack);
    QVERIFY(plan().upToDate);
}

void TestPlanner::whatNoLongerMovesIsSkipped()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    m_source->conversation(u"C2"_s, Conversation::Kind::Public, u"b"_s);
    scan();
    auto first = planner();
    auto result = first.plan();
    QVERIFY(first.accept(*result));
    choose(u"C1"_s, [](ConversationRow &one) { one.choice = Choice::Leave; });
    auto second = planner();
    result = second.plan();
    QVERIFY(second.accept(*result));
    SpaceTable spaces(*m_project);
    QCOMPARE(spaces.all()[0].stage, SpaceRow::Stage::Skipped);
    QCOMPARE(spaces.all()[1].stage, SpaceRow::Stage::Planned);
    choose(u"C1"_s, [](ConversationRow &one) { one.choice = Choice::Move; });
    auto third = planner();
    result = third.plan();
    QVERIFY(third.accept(*result));
    QCOMPARE(spaces.all().size(), 2u);
    QCOMPARE(spaces.all()[0].stage, SpaceRow::Stage::Planned);
}

void TestPlanner::aStopIsNotAccepted()
{
    m_source->conversation(u"D1"_s, Conversation::Kind::Direct);
    scan();
    m_settings.directTalks = PlanSettings::DirectTalks::Ask;
    auto given = planner();
    const auto result = given.plan();
    QVERIFY(result);
    const auto refused = given.accept(*result);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Precondition);
    QVERIFY(SpaceTable(*m_project).all().empty());
    QCOMPARE(lastRevision(*m_project), 0);
}

void TestPlanner::whatDoesNotFitIsSaid()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"giant"_s);
    for (int i = 0; i < 4; ++i)
        m_source->add(u"C1"_s, u"m%1"_s.arg(i), moment("2019-06-01T00:00:00Z") + i * std::chrono::days(365), u"U1"_s);
    scan();
    m_settings.windowDays = 1;
    m_settings.reviewDays = 0;
    const auto slow = QuotaProfile::fromJson(
        R"({"limits":[{"name":"space/message.create","scope":"space","calls":1,"windowMs":36000000}]})");
    QVERIFY(slow);
    m_quotas = *slow;
    PlanResult result = plan();
    QVERIFY(!result.forecast.spaces[0].fits());
    const auto problem = std::find_if(result.problems.begin(), result.problems.end(),
                                      [](const Problem &one) { return one.code == u"does-not-fit"_s; });
    QVERIFY(problem != result.problems.end());
    QCOMPARE(problem->where, u"giant"_s);
    QVERIFY2(problem->text.contains(u"year"_s), qPrintable(problem->text));
    QCOMPARE(problem->severity, Problem::Severity::Warning);
    m_settings.conversations = {{.conversation = u"giant"_s, .splitByYear = true}};
    result = plan();
    QCOMPARE(result.spaces.size(), 4u);
    for (const SpaceForecast &space : result.forecast.spaces)
        QVERIFY(space.fits());
}

void TestPlanner::cancelEndsThePlan()
{
    m_source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    scan();
    CancelToken cancel;
    cancel.cancel();
    const auto result = planner().plan(cancel);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
