// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanner.h"

#include "base/fakeclock.h"
#include "engine/plan/membershiprules.h"
#include "engine/plan/settingsstore.h"
#include "store/conversationtable.h"
#include "store/detailtable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "tests/engine/fakesource.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using chatferry::test::FakeSource;

namespace {

UtcTime at(qint64 seconds)
{
    return UtcTime(std::chrono::seconds(1'600'000'000 + seconds));
}

MembershipEvent change(const QString &person, MembershipEvent::What what, qint64 seconds)
{
    return {{person}, what, at(seconds)};
}

using What = MembershipEvent::What;

} // namespace

class TestScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyRecordIsAccountedFor();
    void repliesFindTheirRoots();
    void aMissingRootGetsOnePlaceholder();
    void aRootAfterItsRepliesTakesThePlaceholdersPlace();
    void repliesToRepliesJoinTheThread();
    void repliesToEachOtherEnd();
    void deletedMessagesStayOnlyWhereRepliesHangOnThem();
    void aDuplicateIsCountedAndCostsNothing();
    void reactionsAndFilesAreKeptForThePlan();
    void flagsSayWhatTheMessageHad();
    void peopleOfRecordsAreAdded();
    void conversationsStandInOrderOfWork();
    void membershipFollowsTheEvidence();
    void aSecondScanOfTheSameExportReadsNothing();
    void anotherExportKeepsTheChoices();
    void anotherExportIsRefusedOnceSpacesExist();
    void aCancelledScanLeavesTheProjectNotScanned();
    void aFailingSourceLeavesTheProjectNotScanned();
    void aKilledScanIsRedone();
    void aDestroyedScanEndsItsReaders();
    void aFullDiskEndsTheScan();
    void manyConversationsKeepTheirMessagesApart();
    void settingsGivenBeforeTheScanAreApplied();

private:
    Result<ScanSummary> scan(const std::shared_ptr<FakeSource> &source)
    {
        Scanner scanner(*m_project, source);
        QSignalSpy finished(&scanner, &Job::finished);
        scanner.start();
        if (!QTest::qWaitFor([&] { return finished.count() == 1; }, 60'000))
            return Error{.kind = Error::Kind::Timeout};
        return scanner.result();
    }
    ConversationRow conversation(const QString &id) { return *ConversationTable(*m_project).bySourceId({id}); }
    ItemRow item(const QString &conversationId, const QString &id)
    {
        return ItemTable(*m_project).bySourceId(conversation(conversationId).id, id).value_or(ItemRow{});
    }
    qint64 rows(const QString &table)
    {
        QSqlQuery query(u"SELECT count(*) FROM "_s + table, m_project->database());
        return query.next() ? query.value(0).toLongLong() : -1;
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
};

void TestScanner::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock);
    QVERIFY(made);
    m_project = std::move(made).value();
}

void TestScanner::cleanup()
{
    QThreadPool::globalInstance()->waitForDone();
    m_project.reset();
}

void TestScanner::everyRecordIsAccountedFor()
{
    auto source = std::make_shared<FakeSource>();
    source->person(u"U1"_s);
    source->conversation(u"C1"_s, Conversation::Kind::Public, u"general"_s);
    for (int i = 0; i < 2'500; ++i)
        source->add(u"C1"_s, u"m%1"_s.arg(i), at(i), u"U1"_s, i % 5 == 4 ? u"m%1"_s.arg(i - 4) : QString());
    source->skip(u"C1"_s, u"join"_s, change(u"U1"_s, What::Joined, 1));
    source->skip(u"C1"_s, u"unreadable"_s);
    source->found = {{Problem::Severity::Warning, u"x"_s, u"file"_s, u"text"_s}};
    source->loose = {{u"list"_s, u"L1"_s}};

    Scanner scanner(*m_project, source);
    QSignalSpy finished(&scanner, &Job::finished);
    QSignalSpy progress(&scanner, &Job::progress);
    scanner.start();
    QCOMPARE(finished.count(), 0);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(scanner.result());
    QCOMPARE(scanner.result()->messages, 2'500);
    QCOMPARE(scanner.result()->records, 2'502);
    QCOMPARE(scanner.result()->conversations, 1);
    QVERIFY(!scanner.result()->unchanged);
    QVERIFY(progress.count() > 0);
    QCOMPARE(progress.last()[0].toLongLong(), 250'200);
    QCOMPARE(progress.last()[1].toLongLong(), 250'200);

    const ConversationRow row = conversation(u"C1"_s);
    QCOMPARE(row.counts.messages, 2'500);
    QCOMPARE(row.counts.replies, 500);
    QCOMPARE(row.counts.threads, 500);
    QCOMPARE(row.counts.records, 2'502);
    QCOMPARE(row.counts.joins, 1);
    QCOMPARE(row.counts.first, at(0));
    QCOMPARE(row.counts.last, at(2'499));
    qint64 skipped = 0;
    for (const qint64 count : ConversationTable(*m_project).skipped(row.id))
        skipped += count;
    QCOMPARE(row.counts.records, row.counts.messages + skipped);
    QCOMPARE(PersonTable(*m_project).bySourceId({u"U1"_s})->messages, 2'500);
    QCOMPARE(loadScanProblems(*m_project).size(), 1u);
    QCOMPARE(loadLeftovers(*m_project)[0].name, u"L1"_s);
}

void TestScanner::repliesFindTheirRoots()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"root"_s, at(1), u"U1"_s);
    source->add(u"C1"_s, u"alone"_s, at(2), u"U1"_s);
    source->add(u"C1"_s, u"reply"_s, at(3), u"U2"_s, u"root"_s);
    source->add(u"C1"_s, u"self"_s, at(4), u"U2"_s, u"self"_s);
    QVERIFY(scan(source));
    QCOMPARE(item(u"C1"_s, u"reply"_s).root, item(u"C1"_s, u"root"_s).id);
    QVERIFY(item(u"C1"_s, u"root"_s).flags & ItemRow::HasThread);
    QVERIFY(!(item(u"C1"_s, u"alone"_s).flags & ItemRow::HasThread));
    QCOMPARE(item(u"C1"_s, u"self"_s).root, 0);
    QCOMPARE(conversation(u"C1"_s).counts.threads, 1);
}

void TestScanner::aMissingRootGetsOnePlaceholder()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"r1"_s, at(100), u"U1"_s, u"gone"_s, at(50));
    source->add(u"C1"_s, u"r2"_s, at(200), u"U1"_s, u"gone"_s, at(50));
    source->add(u"C1"_s, u"r3"_s, at(300), u"U1"_s, u"timeless"_s);
    QVERIFY(scan(source));
    const ItemRow root = item(u"C1"_s, u"gone"_s);
    QCOMPARE(root.flags, int(ItemRow::PlaceholderRoot | ItemRow::HasThread));
    QCOMPARE(root.time, at(50));
    QCOMPARE(root.author, 0);
    QCOMPARE(item(u"C1"_s, u"r1"_s).root, root.id);
    QCOMPARE(item(u"C1"_s, u"r2"_s).root, root.id);
    QCOMPARE(item(u"C1"_s, u"timeless"_s).time, at(300));
    const ConversationCounts counts = conversation(u"C1"_s).counts;
    QCOMPARE(counts.messages, 3);
    QCOMPARE(counts.threads, 2);
    QCOMPARE(counts.first, at(100));
}

void TestScanner::aRootAfterItsRepliesTakesThePlaceholdersPlace()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"reply"_s, at(100), u"U1"_s, u"root"_s, at(50));
    source->add(u"C1"_s, u"root"_s, at(60), u"U2"_s);
    QVERIFY(scan(source));
    const ItemRow root = item(u"C1"_s, u"root"_s);
    QVERIFY(!(root.flags & ItemRow::PlaceholderRoot));
    QVERIFY(root.flags & ItemRow::HasThread);
    QCOMPARE(root.time, at(60));
    QCOMPARE(item(u"C1"_s, u"reply"_s).root, root.id);
    QCOMPARE(conversation(u"C1"_s).counts.messages, 2);
}

void TestScanner::repliesToRepliesJoinTheThread()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"root"_s, at(1), u"U1"_s);
    source->add(u"C1"_s, u"reply"_s, at(2), u"U1"_s, u"root"_s);
    source->add(u"C1"_s, u"deep"_s, at(3), u"U1"_s, u"reply"_s);
    // The same the other way round: what they hang on comes last and is a reply itself.
    source->add(u"C1"_s, u"early"_s, at(4), u"U1"_s, u"late"_s);
    source->add(u"C1"_s, u"late"_s, at(5), u"U1"_s, u"root"_s);
    QVERIFY(scan(source));
    const qint64 root = item(u"C1"_s, u"root"_s).id;
    for (const QString &id : {u"reply"_s, u"deep"_s, u"early"_s, u"late"_s})
        QCOMPARE(item(u"C1"_s, id).root, root);
    QVERIFY(!(item(u"C1"_s, u"late"_s).flags & ItemRow::HasThread));
    QCOMPARE(conversation(u"C1"_s).counts.threads, 1);
}

void TestScanner::repliesToEachOtherEnd()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"a"_s, at(1), u"U1"_s, u"b"_s);
    source->add(u"C1"_s, u"b"_s, at(2), u"U1"_s, u"a"_s);
    QVERIFY(scan(source));
    QCOMPARE(item(u"C1"_s, u"a"_s).root, item(u"C1"_s, u"b"_s).id);
    QCOMPARE(item(u"C1"_s, u"b"_s).root, 0);
    QCOMPARE(conversation(u"C1"_s).counts.messages, 2);
}

void TestScanner::deletedMessagesStayOnlyWhereRepliesHangOnThem()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"used"_s, at(1), u"U1"_s).kind = Message::Kind::Deleted;
    source->add(u"C1"_s, u"lone"_s, at(2), u"U1"_s).kind = Message::Kind::Deleted;
    source->add(u"C1"_s, u"reply"_s, at(3), u"U1"_s, u"used"_s);
    QVERIFY(scan(source));
    QVERIFY(item(u"C1"_s, u"used"_s).flags & ItemRow::Deleted);
    QCOMPARE(item(u"C1"_s, u"lone"_s).id, 0);
    const ConversationRow row = conversation(u"C1"_s);
    QCOMPARE(row.counts.messages, 2);
    QCOMPARE(row.counts.records, 3);
    QCOMPARE(ConversationTable(*m_project).skipped(row.id), (QMap<QString, qint64>{{u"deleted"_s, 1}}));
}

void TestScanner::aDuplicateIsCountedAndCostsNothing()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"1600000001.000000"_s, at(1), u"U1"_s);
    source->add(u"C1"_s, u"1600000001.000000"_s, at(1), u"U1"_s);
    source->add(u"C1"_s, u"text"_s, at(1), u"U1"_s);
    source->add(u"C1"_s, u"text"_s, at(2), u"U1"_s);
    QVERIFY(scan(source));
    const ConversationRow row = conversation(u"C1"_s);
    QCOMPARE(row.counts.messages, 2);
    QCOMPARE(ConversationTable(*m_project).skipped(row.id), (QMap<QString, qint64>{{u"duplicate"_s, 2}}));
}

void TestScanner::reactionsAndFilesAreKeptForThePlan()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    Message &message = source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s);
    message.reactions = {{u"thumbsup"_s, u"👍"_s, {{u"U1"_s}, {u"U2"_s}}, 5}, {u"our-logo"_s, {}, {{u"U1"_s}}, 1}};
    message.attachments = {{u"F1"_s, u"a.png"_s, {}, 100, Attachment::Place::InArchive, u"x/a.png"_s, {}, {}},
                           {u"F2"_s, {}, {}, -1, Attachment::Place::Unavailable, {}, {}, u"hidden-by-limit"_s}};
    QVERIFY(scan(source));
    const ItemRow row = item(u"C1"_s, u"m"_s);
    QCOMPARE(row.reactions, 6);
    QCOMPARE(row.attachments, 2);
    const qint64 first = PersonTable(*m_project).bySourceId({u"U1"_s})->id;
    const auto reactions = DetailTable(*m_project).reactionsOf(row.id);
    QCOMPARE(reactions.size(), 4u);
    QCOMPARE(reactions[0].person, first);
    QCOMPARE(reactions[0].emoji, u"👍"_s);
    QCOMPARE(reactions[2].person, 0);
    QCOMPARE(reactions[2].count, 3);
    QCOMPARE(reactions[3].emoji, u":our-logo:"_s);
    const auto files = DetailTable(*m_project).attachmentsOf(row.id);
    QCOMPARE(files.size(), 2u);
    QCOMPARE(files[0].sizeBytes, 100);
    QCOMPARE(files[1].reason, u"hidden-by-limit"_s);
    QCOMPARE(conversation(u"C1"_s).counts.reactions, 6);
    QCOMPARE(conversation(u"C1"_s).counts.attachmentBytes, 100);
    QCOMPARE(PersonTable(*m_project).bySourceId({u"U1"_s})->reactions, 2);
}

void TestScanner::flagsSayWhatTheMessageHad()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    Message &message = source->add(u"C1"_s, u"m"_s, at(1), u"U1"_s);
    message.kind = Message::Kind::Bot;
    message.alsoInConversation = true;
    message.editedAt = at(2);
    message.oddities = {u"unknown-block"_s};
    message.lostPreviews = 1;
    message.locator = 77;
    message.contentHash = 88;
    message.text.blocks = {{.inlines = {{.text = QString(12'000, u'漢')}}}};
    source->add(u"C1"_s, u"plain"_s, at(3), u"U1"_s);
    QVERIFY(scan(source));
    const ItemRow row = item(u"C1"_s, u"m"_s);
    QCOMPARE(row.flags, int(ItemRow::Bot | ItemRow::AlsoInConversation | ItemRow::Edited | ItemRow::Odd |
                            ItemRow::LostPreview | ItemRow::Long));
    QCOMPARE(row.locator, 77);
    QCOMPARE(row.contentHash, 88);
    QCOMPARE(item(u"C1"_s, u"plain"_s).flags, 0);
}

void TestScanner::peopleOfRecordsAreAdded()
{
    auto source = std::make_shared<FakeSource>();
    source->person(u"U1"_s, u"one@example.com"_s);
    source->conversation(u"C1"_s).members = {{u"U5"_s}};
    source->add(u"C1"_s, u"a"_s, at(1), u"U2"_s);
    source->records[u"C1"_s].back().person = Person{{u"U2"_s}, u"Guest Two"_s, {}, {}, Person::Kind::External, true};
    source->add(u"C1"_s, u"b"_s, at(2), u"U3"_s).reactions = {{u"x"_s, u"❤"_s, {{u"U4"_s}}, 1}};
    QVERIFY(scan(source));
    PersonTable people(*m_project);
    QCOMPARE(people.all().size(), 5u);
    QCOMPARE(people.bySourceId({u"U2"_s})->source.name, u"Guest Two"_s);
    QCOMPARE(people.bySourceId({u"U2"_s})->source.kind, Person::Kind::External);
    for (const QString &id : {u"U3"_s, u"U4"_s, u"U5"_s}) {
        QCOMPARE(people.bySourceId({id})->source.name, id);
        QCOMPARE(people.bySourceId({id})->source.kind, Person::Kind::Unknown);
    }
    QCOMPARE(people.bySourceId({u"U1"_s})->policy, PersonRow::Policy::Map);
    QCOMPARE(people.bySourceId({u"U3"_s})->policy, PersonRow::Policy::App);
}

void TestScanner::conversationsStandInOrderOfWork()
{
    auto source = std::make_shared<FakeSource>();
    source->person(u"U1"_s);
    source->person(u"U2"_s);
    source->conversation(u"D1"_s, Conversation::Kind::Direct).members = {{u"U2"_s}, {u"U1"_s}};
    source->conversation(u"G1"_s, Conversation::Kind::GroupDirect, u"mpdm-x"_s);
    source->conversation(u"P1"_s, Conversation::Kind::Private, u"secret"_s);
    source->conversation(u"C2"_s, Conversation::Kind::Public, u"b"_s);
    source->conversation(u"C1"_s, Conversation::Kind::Public, u"a"_s);
    QVERIFY(scan(source));
    QStringList ids;
    QStringList names;
    for (const ConversationRow &row : ConversationTable(*m_project).all()) {
        ids << row.source.id.value;
        names << row.targetName;
        const bool talk = row.source.id.value == u"D1"_s || row.source.id.value == u"G1"_s;
        QCOMPARE(row.choice, talk ? ConversationRow::Choice::Undecided : ConversationRow::Choice::Move);
    }
    QCOMPARE(ids, (QStringList{u"C2"_s, u"C1"_s, u"P1"_s, u"G1"_s, u"D1"_s}));
    QCOMPARE(names, (QStringList{u"b"_s, u"a"_s, u"secret"_s, u"mpdm-x"_s, u"Name U2, Name U1"_s}));
}

void TestScanner::membershipFollowsTheEvidence()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s).members = {{u"Stays"_s}, {u"Silent"_s}};
    const auto join = [&](const QString &who, qint64 when) {
        source->skip(u"C1"_s, u"join"_s, change(who, What::Joined, when));
    };
    const auto leave = [&](const QString &who, qint64 when) {
        source->skip(u"C1"_s, u"leave"_s, change(who, What::Left, when));
    };
    join(u"Leaves"_s, 10);
    join(u"Stays"_s, 11);
    leave(u"Leaves"_s, 20);
    join(u"Returns"_s, 21);
    leave(u"Returns"_s, 22);
    join(u"Returns"_s, 23);
    leave(u"NeverJoined"_s, 24);
    leave(u"Stays"_s, 25);
    join(u"Leaves"_s, 15);
    leave(u"Leaves"_s, 18);
    source->add(u"C1"_s, u"m1"_s, at(30), u"Writes"_s);
    source->add(u"C1"_s, u"m2"_s, at(40), u"Writes"_s);
    source->add(u"C1"_s, u"m3"_s, at(50), u"Returns"_s);

    // Archived, lists nobody: today's members are those of the last archive record.
    Conversation &archived = source->conversation(u"C2"_s);
    archived.archived = true;
    source->skip(u"C2"_s, u"channel-state"_s, change(u"Early"_s, What::ListedWhenArchived, 5));
    source->records[u"C2"_s].push_back({.skipped = u"x"_s, .event = change(u"Last1"_s, What::ListedWhenArchived, 9)});
    source->records[u"C2"_s].push_back({.skipped = u"x"_s, .event = change(u"Last2"_s, What::ListedWhenArchived, 9)});
    QVERIFY(scan(source));

    const auto intervals = ConversationTable(*m_project).intervals(conversation(u"C1"_s).id);
    QStringList seen;
    for (const MembershipInterval &one : intervals) {
        const auto text = [](const std::optional<UtcTime> &time) {
            return time ? QString::number((*time - at(0)).count() / 1'000'000) : u"-"_s;
        };
        const QString kind = one.evidence == MembershipInterval::Evidence::Event    ? u"event"_s
                             : one.evidence == MembershipInterval::Evidence::Listed ? u"listed"_s
                                                                                    : u"inferred"_s;
        seen << u"%1 %2 %3 %4"_s.arg(one.person.value, text(one.from), text(one.to), kind);
    }
    QCOMPARE(seen, (QStringList{u"Leaves 10 20 event"_s, u"Stays 11 - listed"_s, u"Returns 21 50 inferred"_s,
                                u"NeverJoined - 24 event"_s, u"Silent - - listed"_s, u"Writes 30 40 inferred"_s}));
    QCOMPARE(conversation(u"C1"_s).counts.joins, 5);
    QCOMPARE(conversation(u"C1"_s).counts.leaves, 5);
    const ConversationRow second = conversation(u"C2"_s);
    QCOMPARE(second.source.members, (std::vector<PersonId>{{u"Last1"_s}, {u"Last2"_s}}));
    QCOMPARE(second.counts.members, 2);
}

void TestScanner::aSecondScanOfTheSameExportReadsNothing()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"a"_s, at(1), u"U1"_s);
    QVERIFY(scan(source));
    const qint64 id = item(u"C1"_s, u"a"_s).id;
    const int reads = source->reads;
    const auto again = scan(source);
    QVERIFY(again);
    QVERIFY(again->unchanged);
    QCOMPARE(again->messages, 1);
    QCOMPARE(source->reads.load(), reads);
    QCOMPARE(item(u"C1"_s, u"a"_s).id, id);
    QCOMPARE(rows(u"item"_s), 1);
}

void TestScanner::anotherExportKeepsTheChoices()
{
    auto source = std::make_shared<FakeSource>();
    source->person(u"U1"_s);
    source->conversation(u"C1"_s, Conversation::Kind::Public, u"general"_s);
    source->conversation(u"C2"_s, Conversation::Kind::Public, u"gone"_s);
    source->add(u"C1"_s, u"a"_s, at(1), u"U1"_s).reactions = {{u"x"_s, u"❤"_s, {{u"U1"_s}}, 1}};
    source->add(u"C2"_s, u"b"_s, at(1), u"U2"_s);
    QVERIFY(scan(source));
    ConversationRow row = conversation(u"C1"_s);
    row.choice = ConversationRow::Choice::EmptySpace;
    row.targetName = u"Renamed"_s;
    QVERIFY(ConversationTable(*m_project).update(row));
    PlanSettings settings;
    settings.pilotConversation = row.id;
    QVERIFY(storeSettings(*m_project, settings));
    PersonRow person = *PersonTable(*m_project).bySourceId({u"U1"_s});
    const qint64 personId = person.id;
    person.policyByHand = true;
    person.policy = PersonRow::Policy::Skip;
    QVERIFY(PersonTable(*m_project).update(person));

    auto newer = std::make_shared<FakeSource>();
    newer->about.fingerprint = QByteArray(32, 'b');
    newer->person(u"U1"_s);
    newer->conversation(u"C1"_s, Conversation::Kind::Public, u"general"_s);
    newer->add(u"C1"_s, u"a"_s, at(1), u"U1"_s);
    newer->add(u"C1"_s, u"c"_s, at(2), u"U1"_s);
    QVERIFY(scan(newer));
    row = conversation(u"C1"_s);
    QCOMPARE(row.choice, ConversationRow::Choice::EmptySpace);
    QCOMPARE(row.targetName, u"Renamed"_s);
    QCOMPARE(row.counts.messages, 2);
    QCOMPARE(loadSettings(*m_project).pilotConversation, row.id);
    QVERIFY(!ConversationTable(*m_project).bySourceId({u"C2"_s}));
    QVERIFY(!PersonTable(*m_project).bySourceId({u"U2"_s}));
    person = *PersonTable(*m_project).bySourceId({u"U1"_s});
    QCOMPARE(person.id, personId);
    QCOMPARE(person.policy, PersonRow::Policy::Skip);
    QCOMPARE(person.messages, 2);
    QCOMPARE(rows(u"item"_s), 2);
    QCOMPARE(rows(u"reaction"_s), 0);
}

void TestScanner::anotherExportIsRefusedOnceSpacesExist()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    QVERIFY(scan(source));
    SpaceRow space;
    space.conversation = conversation(u"C1"_s).id;
    space.stage = SpaceRow::Stage::Created;
    QVERIFY(SpaceTable(*m_project).add(space));
    source = std::make_shared<FakeSource>();
    source->about.fingerprint = QByteArray(32, 'b');
    const auto refused = scan(source);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Precondition);
    QVERIFY(ConversationTable(*m_project).bySourceId({u"C1"_s}));
}

void TestScanner::aCancelledScanLeavesTheProjectNotScanned()
{
    auto source = std::make_shared<FakeSource>();
    for (int c = 0; c < 4; ++c) {
        const QString id = u"C%1"_s.arg(c);
        source->conversation(id);
        for (int i = 0; i < 5'000; ++i)
            source->add(id, u"m%1"_s.arg(i), at(i), u"U1"_s);
    }
    {
        Scanner scanner(*m_project, source);
        QSignalSpy finished(&scanner, &Job::finished);
        QSignalSpy progress(&scanner, &Job::progress);
        scanner.start();
        QTRY_VERIFY(progress.count() > 0);
        scanner.cancel();
        scanner.cancel();
        QCOMPARE(finished.count(), 0);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(scanner.result().error().kind, Error::Kind::Cancelled);
        QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
        QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 1);
    }
    QVERIFY(ConversationTable(*m_project).all().empty());
    QVERIFY(PersonTable(*m_project).all().empty());
    const auto again = scan(source);
    QVERIFY(again);
    QCOMPARE(again->messages, 20'000);
    QCOMPARE(rows(u"item"_s), 20'000);
}

void TestScanner::aFailingSourceLeavesTheProjectNotScanned()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->conversation(u"C2"_s);
    for (int i = 0; i < 3'000; ++i)
        source->add(u"C1"_s, u"m%1"_s.arg(i), at(i), u"U1"_s);
    source->unreadable = u"C1"_s;
    const auto failed = scan(source);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, Error::Kind::File);
    QCOMPARE(failed.error().what, u"The export vanished."_s);
    QVERIFY(ConversationTable(*m_project).all().empty());
    source->unreadable.clear();
    const auto again = scan(source);
    QVERIFY(again);
    QCOMPARE(rows(u"item"_s), 3'000);
}

void TestScanner::aKilledScanIsRedone()
{
    // What a killed scan leaves: items, but no conversation.
    std::vector<ItemRow> left(3);
    for (size_t i = 0; i < left.size(); ++i) {
        left[i].conversation = 1;
        left[i].sourceId = u"m%1"_s.arg(i);
        left[i].time = at(qint64(i));
    }
    QVERIFY(ItemTable(*m_project).add(left));
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    source->add(u"C1"_s, u"m1"_s, at(1), u"U1"_s);
    const auto done = scan(source);
    QVERIFY(done);
    QCOMPARE(done->messages, 1);
    QCOMPARE(rows(u"item"_s), 1);
    QVERIFY(item(u"C1"_s, u"m1"_s).id > left.back().id);
}

void TestScanner::aDestroyedScanEndsItsReaders()
{
    auto source = std::make_shared<FakeSource>();
    QSemaphore reading;
    source->onRead = [&](const QString &) { reading.release(); };
    source->conversation(u"C1"_s);
    for (int i = 0; i < 50'000; ++i)
        source->add(u"C1"_s, u"m%1"_s.arg(i), at(i), u"U1"_s);
    {
        Scanner scanner(*m_project, source);
        scanner.start();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        QVERIFY(reading.tryAcquire(1, 10'000));
    }
    QVERIFY(QThreadPool::globalInstance()->waitForDone(10'000));
    QCoreApplication::processEvents();
    QVERIFY(ConversationTable(*m_project).all().empty());
}

void TestScanner::aFullDiskEndsTheScan()
{
    auto source = std::make_shared<FakeSource>();
    source->conversation(u"C1"_s);
    for (int i = 0; i < 5'000; ++i)
        source->add(u"C1"_s, u"m%1"_s.arg(i), at(i), u"U1"_s);
    QSqlQuery(u"PRAGMA max_page_count=60"_s, m_project->database()).next();
    const auto failed = scan(source);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, Error::Kind::DiskFull);
    QSqlQuery(u"PRAGMA max_page_count=100000"_s, m_project->database()).next();
    const auto again = scan(source);
    QVERIFY(again);
    QCOMPARE(rows(u"item"_s), 5'000);
}

void TestScanner::manyConversationsKeepTheirMessagesApart()
{
    auto source = std::make_shared<FakeSource>();
    for (int c = 0; c < 30; ++c) {
        const QString id = u"C%1"_s.arg(c);
        source->conversation(id);
        for (int i = 0; i < 100 * (c + 1); ++i)
            source->add(id, u"m%1"_s.arg(i), at(i), u"U%1"_s.arg(c % 7), i % 3 == 2 ? u"m%1"_s.arg(i - 1) : QString());
    }
    QVERIFY(scan(source));
    for (int c = 0; c < 30; ++c) {
        const ConversationRow row = conversation(u"C%1"_s.arg(c));
        QCOMPARE(row.counts.messages, 100 * (c + 1));
        QCOMPARE(ItemTable(*m_project).count(row.id), 100 * (c + 1));
        QCOMPARE(item(u"C%1"_s.arg(c), u"m5"_s).root, item(u"C%1"_s.arg(c), u"m4"_s).id);
        // Ids rise in the order of the export.
        QVERIFY(item(u"C%1"_s.arg(c), u"m99"_s).id > item(u"C%1"_s.arg(c), u"m98"_s).id);
    }
}

void TestScanner::settingsGivenBeforeTheScanAreApplied()
{
    const auto settings = PlanSettings::fromJson(
        R"({"bots":"skip","conversations":[{"conversation":"general","name":"All hands","include":"empty"}]})");
    QVERIFY(settings);
    const auto stored = storeSettings(*m_project, *settings);
    QVERIFY(stored);
    QCOMPARE(stored->size(), 1u); // Nothing is scanned yet.
    auto source = std::make_shared<FakeSource>();
    source->person(u"B1"_s, {}, Person::Kind::Bot);
    source->conversation(u"C1"_s, Conversation::Kind::Public, u"general"_s);
    source->add(u"C1"_s, u"m"_s, at(1), u"B1"_s);
    QVERIFY(scan(source));
    QCOMPARE(conversation(u"C1"_s).targetName, u"All hands"_s);
    QCOMPARE(conversation(u"C1"_s).choice, ConversationRow::Choice::EmptySpace);
    QCOMPARE(PersonTable(*m_project).bySourceId({u"B1"_s})->policy, PersonRow::Policy::Skip);
}

QTEST_GUILESS_MAIN(TestScanner)
#include "tst_scanner.moc"
