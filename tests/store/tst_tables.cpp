// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"
#include "store/audittable.h"
#include "store/conversationtable.h"
#include "store/differencetable.h"
#include "store/filetable.h"
#include "store/itemtable.h"
#include "store/ledgertable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

UtcTime at(qint64 seconds, qint64 micros = 0)
{
    return UtcTime(Micros(seconds * 1'000'000 + micros));
}

ItemRow item(qint64 conversation, const QString &id, UtcTime time)
{
    ItemRow row;
    row.conversation = conversation;
    row.sourceId = id;
    row.time = time;
    return row;
}

QStringList idsOf(const std::vector<ItemRow> &rows)
{
    QStringList ids;
    for (const ItemRow &row : rows)
        ids << row.sourceId;
    return ids;
}

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void conversationsComeBackAsTheyWere();
    void conversationsStandInOrderOfWork();
    void aSourceIdStandsOnce();
    void skippedReasonsAddUp();
    void intervalsAreReplaced();
    void peopleComeBackAsTheyWere();
    void itemsComeBackAsTheyWere_data();
    void itemsComeBackAsTheyWere();
    void itemsOfEqualTimesAreAllListedOnce();
    void itemsAreListedInsideARange();
    void anItemStandsOnceInItsConversation_data();
    void anItemStandsOnceInItsConversation();
    void itemNumbersAreNeverUsedAgain();
    void repliesAreFoundByTheirRoot();
    void spacesComeBackAsTheyWere();
    void theNewestAttemptOfEachSliceIsCurrent();
    void countersAdd();
    void auditTakesTheClock();
    void theLedgerIsReplacedPerConversation();
    void repairedDifferencesStay();
    void filesComeBackAsTheyWere();

private:
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
};

void TestTables::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock);
    QVERIFY(made);
    m_project = std::move(made).value();
}

void TestTables::cleanup()
{
    m_project.reset();
}

void TestTables::conversationsComeBackAsTheyWere()
{
    ConversationRow row;
    row.source.id = {u"C1"_s};
    row.source.kind = Conversation::Kind::GroupDirect;
    row.source.name = u"général"_s;
    row.source.topic = u"t"_s;
    row.source.purpose = u"p"_s;
    row.source.created = at(1'400'000'000);
    row.source.creator = {u"U9"_s};
    row.source.archived = true;
    row.source.members = {{u"U1"_s}, {u"U\"2"_s}};
    row.source.leftovers = {{u"pin"_s, u"123.000001"_s}};
    row.counts = {.messages = 1,
                  .threads = 2,
                  .replies = 3,
                  .reactions = 4,
                  .attachments = 5,
                  .members = 6,
                  .joins = 7,
                  .leaves = 8,
                  .records = 9,
                  .textBytes = 10,
                  .attachmentBytes = 11,
                  .first = at(1),
                  .last = at(2)};
    row.choice = ConversationRow::Choice::EmptySpace;
    row.position = 12;
    row.targetName = u"Name"_s;
    row.groupChat = true;
    row.externalAllowed = true;
    row.from = at(3);
    row.to = at(4);
    ConversationTable table(*m_project);
    const auto id = table.add(row);
    QVERIFY(id);

    const auto check = [&](const ConversationRow &got) {
        QCOMPARE(got.id, *id);
        QCOMPARE(got.source.id, row.source.id);
        QCOMPARE(got.source.kind, row.source.kind);
        QCOMPARE(got.source.name, row.source.name);
        QCOMPARE(got.source.topic, row.source.topic);
        QCOMPARE(got.source.purpose, row.source.purpose);
        QCOMPARE(got.source.created, row.source.created);
        QCOMPARE(got.source.creator, row.source.creator);
        QCOMPARE(got.source.archived, row.source.archived);
        QCOMPARE(got.source.members, row.source.members);
        QCOMPARE(got.source.leftovers.size(), 1u);
        QCOMPARE(got.source.leftovers[0].kind, u"pin"_s);
        QCOMPARE(got.source.leftovers[0].name, u"123.000001"_s);
        QCOMPARE(got.counts.messages, row.counts.messages);
        QCOMPARE(got.counts.threads, row.counts.threads);
        QCOMPARE(got.counts.replies, row.counts.replies);
        QCOMPARE(got.counts.reactions, row.counts.reactions);
        QCOMPARE(got.counts.attachments, row.counts.attachments);
        QCOMPARE(got.counts.members, row.counts.members);
        QCOMPARE(got.counts.joins, row.counts.joins);
        QCOMPARE(got.counts.leaves, row.counts.leaves);
        QCOMPARE(got.counts.records, row.counts.records);
        QCOMPARE(got.counts.textBytes, row.counts.textBytes);
        QCOMPARE(got.counts.attachmentBytes, row.counts.attachmentBytes);
        QCOMPARE(got.counts.first, row.counts.first);
        QCOMPARE(got.counts.last, row.counts.last);
        QCOMPARE(got.choice, row.choice);
        QCOMPARE(got.position, row.position);
        QCOMPARE(got.targetName, row.targetName);
        QCOMPARE(got.groupChat, row.groupChat);
        QCOMPARE(got.externalAllowed, row.externalAllowed);
        QCOMPARE(got.from, row.from);
        QCOMPARE(got.to, row.to);
    };
    check(*table.byId(*id));
    check(*table.bySourceId({u"C1"_s}));
    row.id = *id;
    row.source.members.clear();
    row.from.reset();
    row.counts.messages = 100;
    QVERIFY(table.update(row));
    check(*table.byId(*id));
    QVERIFY(!table.byId(99));
    QVERIFY(!table.bySourceId({u"C2"_s}));
}

void TestTables::conversationsStandInOrderOfWork()
{
    ConversationTable table(*m_project);
    for (const auto &[id, position] : {std::pair{u"a"_s, 2}, {u"b"_s, 1}, {u"c"_s, 1}}) {
        ConversationRow row;
        row.source.id = {id};
        row.position = position;
        QVERIFY(table.add(row));
    }
    const auto rows = table.all();
    QCOMPARE(rows.size(), 3u);
    QCOMPARE(rows[0].source.id.value, u"b"_s);
    QCOMPARE(rows[1].source.id.value, u"c"_s);
    QCOMPARE(rows[2].source.id.value, u"a"_s);
}

void TestTables::aSourceIdStandsOnce()
{
    ConversationRow row;
    row.source.id = {u"C1"_s};
    QVERIFY(ConversationTable(*m_project).add(row));
    const auto again = ConversationTable(*m_project).add(row);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    PersonRow person;
    person.source.id = {u"U1"_s};
    QVERIFY(PersonTable(*m_project).add(person));
    QVERIFY(!PersonTable(*m_project).add(person));
}

void TestTables::skippedReasonsAddUp()
{
    ConversationTable table(*m_project);
    QVERIFY(table.setSkipped(1, {{u"join"_s, 5}, {u"leave"_s, 1}}));
    QVERIFY(table.setSkipped(2, {{u"join"_s, 7}}));
    QVERIFY(table.setSkipped(1, {{u"join"_s, 6}}));
    QCOMPARE(table.skipped(1), (QMap<QString, qint64>{{u"join"_s, 6}}));
    QCOMPARE(table.skipped(0), (QMap<QString, qint64>{{u"join"_s, 13}}));
}

void TestTables::intervalsAreReplaced()
{
    ConversationTable table(*m_project);
    QVERIFY(table.setIntervals(1, {{{u"U1"_s}, at(1), at(2), MembershipInterval::Evidence::Inferred}}));
    QVERIFY(table.setIntervals(1, {{{u"U2"_s}, {}, at(3), MembershipInterval::Evidence::Event},
                                   {{u"U3"_s}, at(4), {}, MembershipInterval::Evidence::Listed}}));
    const auto intervals = table.intervals(1);
    QCOMPARE(intervals.size(), 2u);
    QCOMPARE(intervals[0].person.value, u"U2"_s);
    QVERIFY(!intervals[0].from);
    QCOMPARE(intervals[0].to, at(3));
    QCOMPARE(intervals[1].evidence, MembershipInterval::Evidence::Listed);
    QVERIFY(!intervals[1].to);
}

void TestTables::peopleComeBackAsTheyWere()
{
    PersonRow row;
    row.source = {{u"U1"_s}, u"Ana"_s, u"ana"_s, u"ana@example.com"_s, Person::Kind::Guest, false};
    row.policy = PersonRow::Policy::Placeholder;
    row.policyByHand = true;
    row.targetEmail = u"a@example.com"_s;
    row.accountId = u"users/1"_s;
    row.account = PersonRow::AccountState::Suspended;
    row.messages = 7;
    row.reactions = 8;
    PersonTable table(*m_project);
    const auto id = table.add(row);
    QVERIFY(id);
    for (int round = 0; round < 2; ++round) {
        const auto got = table.bySourceId({u"U1"_s});
        QVERIFY(got);
        QCOMPARE(got->id, *id);
        QCOMPARE(got->source, row.source);
        QCOMPARE(got->policy, row.policy);
        QCOMPARE(got->policyByHand, row.policyByHand);
        QCOMPARE(got->targetEmail, row.targetEmail);
        QCOMPARE(got->accountId, row.accountId);
        QCOMPARE(got->account, row.account);
        QCOMPARE(got->messages, row.messages);
        QCOMPARE(got->reactions, row.reactions);
        row.id = *id;
        row.policy = PersonRow::Policy::Map;
        row.source.name = u"Anna"_s;
        QVERIFY(table.update(row));
    }
    QCOMPARE(table.byId(*id)->source.name, u"Anna"_s);
    QCOMPARE(table.all().size(), 1u);
}

void TestTables::itemsComeBackAsTheyWere_data()
{
    QTest::addColumn<QString>("sourceId");
    QTest::addColumn<qint64>("micros");
    QTest::newRow("Slack id") << u"1710500968.450909"_s << qint64(1710500968450909);
    QTest::newRow("Slack id with leading zeros") << u"1710500968.000009"_s << qint64(1710500968000009);
    QTest::newRow("Slack id of another time") << u"1710500968.450909"_s << qint64(1710500968450910);
    QTest::newRow("Slack id, trimmed") << u"1710500968.45"_s << qint64(1710500968450000);
    QTest::newRow("text id") << u"8qjz4x7bgtrsmcd9u6q8r1xkwe"_s << qint64(1710500968450909);
    QTest::newRow("numeric id") << u"42"_s << qint64(1710500968450909);
    QTest::newRow("tie broken") << u"1710500968.450909#2"_s << qint64(1710500968450909);
    QTest::newRow("before 1970") << u"-1.000001"_s << qint64(-1'000'001);
    QTest::newRow("the epoch") << u"0.000000"_s << qint64(0);
    QTest::newRow("signed") << u"+1710500968.450909"_s << qint64(1710500968450909);
}

void TestTables::itemsComeBackAsTheyWere()
{
    QFETCH(QString, sourceId);
    QFETCH(qint64, micros);
    ItemTable table(*m_project);
    std::vector<ItemRow> rows{item(1, sourceId, fromMicros(micros))};
    rows[0].locator = (qint64(1) << 50) + 3;
    rows[0].author = 4;
    rows[0].root = 5;
    rows[0].flags = ItemRow::Edited | ItemRow::LostPreview;
    rows[0].reactions = 6;
    rows[0].attachments = 7;
    rows[0].contentHash = std::numeric_limits<qint64>::max();
    QVERIFY(table.add(rows));
    QVERIFY(rows[0].id > 0);
    for (int round = 0; round < 2; ++round) {
        const ItemRow &wanted = rows[0];
        for (const auto &got : {table.byId(wanted.id), table.bySourceId(1, sourceId)}) {
            QVERIFY(got);
            QCOMPARE(got->id, wanted.id);
            QCOMPARE(got->conversation, 1);
            QCOMPARE(got->sourceId, sourceId);
            QCOMPARE(got->locator, wanted.locator);
            QCOMPARE(got->time, wanted.time);
            QCOMPARE(got->author, wanted.author);
            QCOMPARE(got->root, wanted.root);
            QCOMPARE(got->flags, wanted.flags);
            QCOMPARE(got->reactions, wanted.reactions);
            QCOMPARE(got->attachments, wanted.attachments);
            QCOMPARE(got->contentHash, wanted.contentHash);
        }
        rows[0].time += 1s; // The id must not follow.
        rows[0].root = 0;
        QVERIFY(table.update(rows[0]));
    }
    QVERIFY(!table.bySourceId(2, sourceId));
    QCOMPARE(table.count(1), 1);
    QCOMPARE(table.count(2), 0);
}

void TestTables::itemsOfEqualTimesAreAllListedOnce()
{
    ItemTable table(*m_project);
    std::vector<ItemRow> rows;
    for (int i = 0; i < 50; ++i)
        rows.push_back(item(1, u"id-%1"_s.arg(i), at(100 + i / 10)));
    std::reverse(rows.begin(), rows.end());
    rows.push_back(item(2, u"elsewhere"_s, at(100)));
    rows.push_back(item(1, u"100.000000"_s, at(100)));
    QVERIFY(table.add(rows));
    QStringList seen;
    ItemTable::Place place;
    UtcTime last{};
    for (;;) {
        const auto page = table.next(1, place, 7);
        if (page.empty())
            break;
        for (const ItemRow &row : page)
            QVERIFY(row.time >= last);
        last = page.back().time;
        place = {page.back().time, page.back().id};
        seen += idsOf(page);
    }
    QCOMPARE(seen.size(), 51);
    seen.sort();
    QCOMPARE(seen.removeDuplicates(), 0);
}

void TestTables::itemsAreListedInsideARange()
{
    ItemTable table(*m_project);
    std::vector<ItemRow> rows;
    for (int i = 0; i < 10; ++i)
        rows.push_back(item(1, u"m%1"_s.arg(i), at(i)));
    QVERIFY(table.add(rows));
    QCOMPARE(idsOf(table.next(1, {}, 100, at(3), at(6))), (QStringList{u"m3"_s, u"m4"_s, u"m5"_s}));
    QCOMPARE(idsOf(table.next(1, {at(4), rows[4].id}, 100, at(3), at(6))), (QStringList{u"m5"_s}));
    QCOMPARE(idsOf(table.next(1, {at(1), rows[1].id}, 2, at(3))), (QStringList{u"m3"_s, u"m4"_s}));
}

void TestTables::anItemStandsOnceInItsConversation_data()
{
    QTest::addColumn<QString>("sourceId");
    QTest::newRow("Slack id") << u"100.000000"_s;
    QTest::newRow("text id") << u"abc"_s;
}

void TestTables::anItemStandsOnceInItsConversation()
{
    QFETCH(QString, sourceId);
    ItemTable table(*m_project);
    std::vector<ItemRow> first{item(1, sourceId, at(100)), item(2, sourceId, at(100))};
    QVERIFY(table.add(first));
    std::vector<ItemRow> again{item(1, u"other"_s, at(100)), item(1, sourceId, at(100))};
    const auto result = table.add(again);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Conflict);
    QCOMPARE(again[0].id, 0);
    QCOMPARE(table.count(1), 1);
}

void TestTables::itemNumbersAreNeverUsedAgain()
{
    ItemTable table(*m_project);
    std::vector<ItemRow> rows{item(1, u"a"_s, at(1)), item(1, u"b"_s, at(2))};
    QVERIFY(table.add(rows));
    const qint64 newest = rows[1].id;
    const std::array ids{newest};
    QVERIFY(table.remove(ids));
    QVERIFY(!table.byId(newest));
    std::vector<ItemRow> more{item(1, u"c"_s, at(3))};
    QVERIFY(table.add(more));
    QVERIFY(more[0].id > newest);
}

void TestTables::repliesAreFoundByTheirRoot()
{
    ItemTable table(*m_project);
    std::vector<ItemRow> roots{item(1, u"root"_s, at(1)), item(1, u"alone"_s, at(2))};
    QVERIFY(table.add(roots));
    std::vector<ItemRow> replies{item(1, u"second"_s, at(9)), item(1, u"first"_s, at(5))};
    for (ItemRow &reply : replies)
        reply.root = roots[0].id;
    QVERIFY(table.add(replies));
    QCOMPARE(idsOf(table.repliesOf(roots[0].id)), (QStringList{u"first"_s, u"second"_s}));
    QVERIFY(table.repliesOf(roots[1].id).empty());
}

void TestTables::spacesComeBackAsTheyWere()
{
    SpaceRow row;
    row.conversation = 3;
    row.slice = u"2021"_s;
    row.attempt = 2;
    row.revision = 4;
    row.stage = SpaceRow::Stage::Completed;
    row.remote = u"spaces/A"_s;
    row.displayName = u"Name"_s;
    row.webAddress = u"https://chat.example"_s;
    row.createTime = at(5);
    row.firstAttempt = at(6);
    row.limit = at(7);
    row.expiry = at(8);
    row.completedAt = at(9);
    row.from = at(10);
    row.to = at(11);
    row.checked = 12;
    row.different = 13;
    row.failure = u"why"_s;
    SpaceTable table(*m_project);
    const auto id = table.add(row);
    QVERIFY(id);
    for (int round = 0; round < 2; ++round) {
        const auto got = table.byId(*id);
        QVERIFY(got);
        QCOMPARE(got->conversation, row.conversation);
        QCOMPARE(got->slice, row.slice);
        QCOMPARE(got->attempt, row.attempt);
        QCOMPARE(got->revision, row.revision);
        QCOMPARE(got->stage, row.stage);
        QCOMPARE(got->remote, row.remote);
        QCOMPARE(got->displayName, row.displayName);
        QCOMPARE(got->webAddress, row.webAddress);
        QCOMPARE(got->createTime, row.createTime);
        QCOMPARE(got->firstAttempt, row.firstAttempt);
        QCOMPARE(got->limit, row.limit);
        QCOMPARE(got->expiry, row.expiry);
        QCOMPARE(got->completedAt, row.completedAt);
        QCOMPARE(got->from, row.from);
        QCOMPARE(got->to, row.to);
        QCOMPARE(got->checked, row.checked);
        QCOMPARE(got->different, row.different);
        QCOMPARE(got->failure, row.failure);
        row.id = *id;
        row.expiry.reset();
        row.stage = SpaceRow::Stage::RolledBack;
        QVERIFY(table.update(row));
    }
    QCOMPARE(stageName(SpaceRow::Stage::RolledBack), u"rolled-back"_s);
}

void TestTables::theNewestAttemptOfEachSliceIsCurrent()
{
    SpaceTable table(*m_project);
    const auto add = [&](qint64 conversation, const QString &slice, int attempt) {
        SpaceRow row;
        row.conversation = conversation;
        row.slice = slice;
        row.attempt = attempt;
        return table.add(row);
    };
    for (const auto &[slice, attempt] : {std::pair{u"2021"_s, 1}, {u"2020"_s, 1}, {u"2020"_s, 2}})
        QVERIFY(add(1, slice, attempt));
    QVERIFY(add(2, {}, 1));
    QVERIFY(!add(2, {}, 1));
    const auto current = table.current(1);
    QCOMPARE(current.size(), 2u);
    QCOMPARE(current[0].slice, u"2020"_s);
    QCOMPARE(current[0].attempt, 2);
    QCOMPARE(current[1].slice, u"2021"_s);
    QCOMPARE(table.all().size(), 4u);
}

void TestTables::countersAdd()
{
    SpaceTable table(*m_project);
    QCOMPARE(table.counts(1, CountClass::Messages), Counts{});
    QVERIFY(table.setCounts(1, CountClass::Messages, {10, 0, 0, 0}));
    QVERIFY(table.addToCounts(1, CountClass::Messages, {0, 3, 1, 0}));
    QVERIFY(table.addToCounts(1, CountClass::Messages, {0, 1, -1, 2}));
    QVERIFY(table.addToCounts(1, CountClass::Reactions, {0, 1, 0, 0}));
    QCOMPARE(table.counts(1, CountClass::Messages), (Counts{10, 4, 0, 2}));
    QCOMPARE(table.counts(1, CountClass::Reactions), (Counts{0, 1, 0, 0}));
}

void TestTables::auditTakesTheClock()
{
    AuditTable table(*m_project);
    QVERIFY(table.add({{}, u"admin@example.com"_s, u"space-created"_s, 1, u"d"_s}));
    QVERIFY(table.add({at(5), u"app"_s, u"import-completed"_s, 2, {}}));
    const auto rows = table.all();
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[0].time, m_clock.nowUtc());
    QCOMPARE(rows[0].who, u"admin@example.com"_s);
    QCOMPARE(rows[0].what, u"space-created"_s);
    QCOMPARE(rows[0].space, 1);
    QCOMPARE(rows[0].detail, u"d"_s);
    QCOMPARE(rows[1].time, at(5));
}

void TestTables::theLedgerIsReplacedPerConversation()
{
    LedgerTable table(*m_project);
    const LedgerRow first{1, u"b"_s, LedgerRow::Fate::Adapted, 3, true, u"x"_s};
    QVERIFY(table.replace(1, {first, {1, u"a"_s, LedgerRow::Fate::Left, 1, false, {}}}));
    QVERIFY(table.replace(2, {{2, u"c"_s, LedgerRow::Fate::Left, 1, false, {}}}));
    QCOMPARE(table.all().size(), 3u);
    QCOMPARE(table.all()[0].code, u"a"_s);
    QVERIFY(table.replace(1, {first}));
    const auto rows = table.all();
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[0].code, u"b"_s);
    QCOMPARE(rows[0].fate, LedgerRow::Fate::Adapted);
    QCOMPARE(rows[0].count, 3);
    QVERIFY(rows[0].messages);
    QCOMPARE(rows[0].example, u"x"_s);
    QCOMPARE(rows[1].conversation, 2);
}

void TestTables::repairedDifferencesStay()
{
    DifferenceTable table(*m_project);
    DifferenceRow row;
    row.space = 1;
    row.origin = u"validate"_s;
    row.what = u"text-differs"_s;
    row.item = 2;
    row.part = 1;
    row.remote = u"spaces/A/messages/B"_s;
    row.proposal = u"patch"_s;
    row.detail = u"d"_s;
    row.deletion = true;
    row.written = u"app"_s;
    const auto open = table.add(row);
    const auto repaired = table.add(row);
    QVERIFY(open && repaired);
    row.id = *repaired;
    row.state = DifferenceRow::State::Repaired;
    QVERIFY(table.update(row));
    row.origin = u"newer-export"_s;
    row.state = DifferenceRow::State::Found;
    QVERIFY(table.add(row));
    QVERIFY(table.clearOpen(1, u"validate"_s));
    const auto rows = table.ofSpace(1);
    QCOMPARE(rows.size(), 2u);
    QCOMPARE(rows[0].id, *repaired);
    QCOMPARE(rows[0].state, DifferenceRow::State::Repaired);
    QCOMPARE(rows[0].what, u"text-differs"_s);
    QCOMPARE(rows[0].item, 2);
    QCOMPARE(rows[0].part, 1);
    QCOMPARE(rows[0].remote, u"spaces/A/messages/B"_s);
    QCOMPARE(rows[0].proposal, u"patch"_s);
    QCOMPARE(rows[0].detail, u"d"_s);
    QVERIFY(rows[0].deletion);
    QCOMPARE(rows[0].written, u"app"_s);
    QCOMPARE(table.ofSpace(0).size(), 2u);
    QVERIFY(table.ofSpace(2).empty());
}

void TestTables::filesComeBackAsTheyWere()
{
    FileTable table(*m_project);
    FileRow row{7, 1, FileRow::State::Pending, u"ab/cd"_s, 99, u"ff"_s, u"deleted"_s};
    QVERIFY(table.put(row));
    row.state = FileRow::State::Fetched;
    QVERIFY(table.put(row));
    QVERIFY(table.put({7, 0, FileRow::State::Unavailable, {}, 0, {}, u"access-denied"_s}));
    const auto got = table.find(7, 1);
    QVERIFY(got);
    QCOMPARE(got->state, FileRow::State::Fetched);
    QCOMPARE(got->cachePath, u"ab/cd"_s);
    QCOMPARE(got->sizeBytes, 99);
    QCOMPARE(got->sha256, u"ff"_s);
    QCOMPARE(got->reason, u"deleted"_s);
    QVERIFY(!table.find(8, 0));
    QCOMPARE(table.all().size(), 2u);
    QCOMPARE(table.all(FileRow::State::Unavailable).size(), 1u);
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
