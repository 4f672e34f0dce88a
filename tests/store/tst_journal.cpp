// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"
#include "store/conversationtable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kCreateMessage = 3;
constexpr int kAddReaction = 4;

UtcTime at(qint64 micros)
{
    return UtcTime(Micros(1'700'000'000'000'000 + micros));
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsComeBackAsTheyWere_data();
    void rowsComeBackAsTheyWere();
    void aSecondPutReplaces();
    void countsFollowTheState();
    void lastTimeIsTheHighestEverGiven();
    void aTimeStaysTakenWhateverBecomesOfTheItem();
    void repliesGivenCountsPartsOfReplies();
    void failedRowsAreListed();
    void rowsOfAnItemComeFromAllKinds();
    void removingASpaceLeavesTheOthers();
    void aRolledBackPutLeavesNoTrace();

private:
    OperationRow row(int kind, qint64 item, qint64 part = 0) const
    {
        OperationRow result;
        result.space = m_space;
        result.kind = kind;
        result.item = item;
        result.part = part;
        return result;
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    qint64 m_space = 0;
    std::vector<ItemRow> m_items;
};

void TestJournal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock);
    QVERIFY(made);
    m_project = std::move(made).value();
    ConversationRow conversation;
    conversation.source.id = {u"C1"_s};
    const auto id = ConversationTable(*m_project).add(conversation);
    QVERIFY(id);
    SpaceRow space;
    space.conversation = *id;
    const auto spaceId = SpaceTable(*m_project).add(space);
    QVERIFY(spaceId);
    m_space = *spaceId;
    m_items.clear();
    for (int i = 0; i < 5; ++i) {
        ItemRow item;
        item.conversation = *id;
        item.sourceId = u"m%1"_s.arg(i);
        item.time = at(i * 10);
        m_items.push_back(item);
    }
    QVERIFY(ItemTable(*m_project).add(m_items));
}

void TestJournal::cleanup()
{
    m_project.reset();
}

void TestJournal::rowsComeBackAsTheyWere_data()
{
    QTest::addColumn<QString>("remote");
    QTest::addColumn<QString>("thread");
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("Chat message, own id")
        << u"spaces/AAAA/messages/client-0123456789abcdef0123456789abcdef"_s << u"spaces/AAAA/threads/Xy_z-1"_s;
    QTest::newRow("odd run of hex") << u"spaces/AAAA/messages/client-0123456789abcdef0"_s << u"abc"_s;
    QTest::newRow("upper case hex") << u"spaces/AAAA/messages/client-0123456789ABCDEF"_s << u"spaces/AAAA"_s;
    QTest::newRow("only hex") << u"0123456789abcdef"_s << u"spaces/"_s;
    QTest::newRow("short hex") << u"spaces/AAAA/messages/ab"_s << u"spaces/AAAA/threads/"_s;
    QTest::newRow("reaction") << u"spaces/A/messages/b.c/reactions/0123456789abcdef0123456789abcdef"_s << QString();
    QTest::newRow("Drive id") << u"1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"_s << QString();
    QTest::newRow("not ASCII") << u"spaces/é/messages/ü0123456789abcdef"_s << u"\u200b"_s;
}

void TestJournal::rowsComeBackAsTheyWere()
{
    QFETCH(QString, remote);
    QFETCH(QString, thread);
    OperationRow wanted = row(kCreateMessage, m_items[0].id, 2);
    wanted.state = OperationRow::State::Failed;
    wanted.sent = true;
    wanted.generation = 3;
    wanted.time = at(5);
    wanted.identity = u"ana@example.com"_s;
    wanted.reserved = u"reserved"_s;
    wanted.remote = remote;
    wanted.thread = thread;
    wanted.extra = u"{\"a\":1}"_s;
    wanted.errorKind = u"Forbidden"_s;
    wanted.error = u"Not allowed."_s;
    QVERIFY(Journal(*m_project).put(wanted));
    const auto check = [&](Project &project) {
        const auto got = Journal(project).find(m_space, kCreateMessage, m_items[0].id, 2);
        QVERIFY(got);
        QCOMPARE(got->space, wanted.space);
        QCOMPARE(got->kind, wanted.kind);
        QCOMPARE(got->item, wanted.item);
        QCOMPARE(got->part, wanted.part);
        QCOMPARE(got->state, wanted.state);
        QCOMPARE(got->sent, wanted.sent);
        QCOMPARE(got->generation, wanted.generation);
        QCOMPARE(got->time, wanted.time);
        QCOMPARE(got->identity, wanted.identity);
        QCOMPARE(got->reserved, wanted.reserved);
        QCOMPARE(got->remote, wanted.remote);
        QCOMPARE(got->thread, wanted.thread);
        QCOMPARE(got->extra, wanted.extra);
        QCOMPARE(got->errorKind, wanted.errorKind);
        QCOMPARE(got->error, wanted.error);
    };
    check(*m_project);
    // From the file alone, by another connection.
    const auto reader = Project::openForReading(m_project->path());
    QVERIFY(reader);
    check(**reader);
}

void TestJournal::aSecondPutReplaces()
{
    Journal journal(*m_project);
    OperationRow first = row(kCreateMessage, m_items[0].id);
    first.extra = u"old"_s;
    QVERIFY(journal.put(first));
    OperationRow second = row(kCreateMessage, m_items[0].id);
    second.state = OperationRow::State::Done;
    second.remote = u"spaces/A/messages/1"_s;
    QVERIFY(journal.put(second));
    const auto rows = journal.ofKind(m_space, kCreateMessage);
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].state, OperationRow::State::Done);
    QCOMPARE(rows[0].remote, second.remote);
    QVERIFY(rows[0].extra.isEmpty());
}

void TestJournal::countsFollowTheState()
{
    Journal journal(*m_project);
    const auto count = [&](OperationRow::State state) { return journal.count(m_space, kCreateMessage, state); };
    OperationRow one = row(kCreateMessage, m_items[0].id);
    QVERIFY(journal.put(one));
    QVERIFY(journal.put(one));
    QVERIFY(journal.put(row(kCreateMessage, m_items[1].id)));
    QVERIFY(journal.put(row(kAddReaction, m_items[1].id, 77)));
    QCOMPARE(count(OperationRow::State::Intended), 2);
    one.state = OperationRow::State::Failed;
    QVERIFY(journal.put(one));
    QCOMPARE(count(OperationRow::State::Intended), 1);
    QCOMPARE(count(OperationRow::State::Failed), 1);
    one.state = OperationRow::State::Done;
    QVERIFY(journal.put(one));
    QCOMPARE(count(OperationRow::State::Failed), 0);
    QCOMPARE(count(OperationRow::State::Done), 1);
    QCOMPARE(journal.count(m_space, kAddReaction, OperationRow::State::Intended), 1);
}

void TestJournal::lastTimeIsTheHighestEverGiven()
{
    Journal journal(*m_project);
    QVERIFY(!journal.lastTime(m_space));
    OperationRow late = row(kCreateMessage, m_items[1].id);
    late.time = at(500);
    QVERIFY(journal.put(late));
    OperationRow early = row(kCreateMessage, m_items[0].id);
    early.time = at(3);
    QVERIFY(journal.put(early));
    OperationRow reaction = row(kAddReaction, m_items[0].id, 9);
    reaction.time = at(9'000);
    QVERIFY(journal.put(reaction));
    QCOMPARE(journal.lastTime(m_space), at(500));
    QVERIFY(!journal.lastTime(m_space + 1));
}

void TestJournal::aTimeStaysTakenWhateverBecomesOfTheItem()
{
    Journal journal(*m_project);
    ItemTable items(*m_project);
    OperationRow own = row(kCreateMessage, m_items[0].id);
    own.time = m_items[0].time;
    QVERIFY(journal.put(own));
    OperationRow gone = row(kCreateMessage, m_items[1].id);
    gone.time = m_items[1].time;
    QVERIFY(journal.put(gone));
    OperationRow bumped = row(kCreateMessage, m_items[2].id);
    bumped.time = m_items[2].time + 1us;
    QVERIFY(journal.put(bumped));
    OperationRow part = row(kCreateMessage, m_items[2].id, 1);
    part.time = m_items[2].time + 2us;
    QVERIFY(journal.put(part));

    QVERIFY(journal.isTimeTaken(m_space, at(0)));
    QVERIFY(journal.isTimeTaken(m_space, at(10)));
    QVERIFY(!journal.isTimeTaken(m_space, at(20)));
    QVERIFY(journal.isTimeTaken(m_space, at(21)));
    QVERIFY(journal.isTimeTaken(m_space, at(22)));
    QVERIFY(!journal.isTimeTaken(m_space, at(23)));
    QVERIFY(!journal.isTimeTaken(m_space + 1, at(0)));

    // A newer export moves one item and lacks the other: what was given stays given.
    m_items[0].time = at(700);
    QVERIFY(items.update(m_items[0]));
    const std::array removed{m_items[1].id};
    QVERIFY(items.remove(removed));
    QVERIFY(journal.isTimeTaken(m_space, at(0)));
    QVERIFY(journal.isTimeTaken(m_space, at(10)));
    QVERIFY(!journal.isTimeTaken(m_space, at(700)));
    QCOMPARE(journal.find(m_space, kCreateMessage, m_items[0].id, 0)->time, at(0));
}

void TestJournal::repliesGivenCountsPartsOfReplies()
{
    ItemTable items(*m_project);
    const qint64 root = m_items[0].id;
    for (int i = 1; i < 4; ++i) {
        m_items[size_t(i)].root = root;
        QVERIFY(items.update(m_items[size_t(i)]));
    }
    Journal journal(*m_project);
    QVERIFY(journal.put(row(kCreateMessage, root)));
    QCOMPARE(journal.repliesGiven(m_space, root), 0);
    QVERIFY(journal.put(row(kCreateMessage, root, 1)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[1].id)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[2].id)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[2].id, 1)));
    QVERIFY(journal.put(row(kAddReaction, m_items[2].id, 4)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[4].id)));
    QCOMPARE(journal.repliesGiven(m_space, root), 4);
    QCOMPARE(journal.repliesGiven(m_space + 1, root), 0);
}

void TestJournal::failedRowsAreListed()
{
    Journal journal(*m_project);
    OperationRow failed = row(kCreateMessage, m_items[0].id);
    failed.state = OperationRow::State::Failed;
    QVERIFY(journal.put(failed));
    failed.space += 1;
    QVERIFY(journal.put(failed));
    QVERIFY(journal.put(row(kCreateMessage, m_items[1].id)));
    QCOMPARE(journal.failed(m_space).size(), 1u);
    QCOMPARE(journal.failed(0).size(), 2u);
    failed.state = OperationRow::State::Left;
    QVERIFY(journal.put(failed));
    QCOMPARE(journal.failed(0).size(), 1u);
}

void TestJournal::rowsOfAnItemComeFromAllKinds()
{
    Journal journal(*m_project);
    QVERIFY(journal.put(row(kAddReaction, m_items[0].id, 12345678901234567)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[0].id, 1)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[0].id)));
    QVERIFY(journal.put(row(kCreateMessage, m_items[1].id)));
    const auto rows = journal.ofItem(m_space, m_items[0].id);
    QCOMPARE(rows.size(), 3u);
    QCOMPARE(rows[0].part, 0);
    QCOMPARE(rows[1].part, 1);
    QCOMPARE(rows[2].kind, kAddReaction);
    QCOMPARE(rows[2].part, 12345678901234567);
}

void TestJournal::removingASpaceLeavesTheOthers()
{
    Journal journal(*m_project);
    OperationRow mine = row(kCreateMessage, m_items[0].id);
    mine.time = at(1);
    QVERIFY(journal.put(mine));
    mine.space += 1;
    QVERIFY(journal.put(mine));
    QVERIFY(journal.removeSpace(m_space));
    QVERIFY(journal.ofKind(m_space, kCreateMessage).empty());
    QVERIFY(!journal.lastTime(m_space));
    QCOMPARE(journal.count(m_space, kCreateMessage, OperationRow::State::Intended), 0);
    QCOMPARE(journal.count(m_space + 1, kCreateMessage, OperationRow::State::Intended), 1);
    QCOMPARE(journal.ofKind(m_space + 1, kCreateMessage).size(), 1u);
}

void TestJournal::aRolledBackPutLeavesNoTrace()
{
    Journal journal(*m_project);
    OperationRow lost = row(kCreateMessage, m_items[0].id);
    lost.identity = u"lost@example.com"_s;
    lost.remote = u"spaces/LOST/messages/x"_s;
    const auto result = m_project->transaction([&]() -> Result<void> {
        if (const auto put = journal.put(lost); !put)
            return put;
        return Error{};
    });
    QVERIFY(!result);
    QVERIFY(!journal.find(m_space, kCreateMessage, m_items[0].id, 0));
    QCOMPARE(journal.count(m_space, kCreateMessage, OperationRow::State::Intended), 0);
    // The words it used were taken back with it; another's must not get their place.
    OperationRow other = row(kCreateMessage, m_items[1].id);
    other.identity = u"other@example.com"_s;
    QVERIFY(journal.put(other));
    QVERIFY(journal.put(lost));
    const auto reader = Project::openForReading(m_project->path());
    QCOMPARE(Journal(**reader).find(m_space, kCreateMessage, m_items[0].id, 0)->identity, u"lost@example.com"_s);
    QCOMPARE(Journal(**reader).find(m_space, kCreateMessage, m_items[0].id, 0)->remote, lost.remote);
    QCOMPARE(Journal(**reader).find(m_space, kCreateMessage, m_items[1].id, 0)->identity, u"other@example.com"_s);
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
