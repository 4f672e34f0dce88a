// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"
#include "store/journal.h"
#include "store/journalwriter.h"
#include "store/metatable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QSqlQuery>
#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestJournalWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void nothingIsReportedBeforeItIsOnDisk();
    void sixtyFourEntriesAreCommittedAtOnce();
    void theOrderIsKept();
    void countersMoveWithTheirRow();
    void aFailedChangeFailsAlone();
    void aFullDiskReachesEveryCallback();
    void flushOfNothingDoesNothing();
    void theTimerOfAnEarlierGroupDoesNotCutTheNextShort();
    void destructionCommitsWhatWaits();
    void aCallbackMayDestroyTheWriter();

private:
    static OperationRow row(qint64 item)
    {
        OperationRow result;
        result.space = 1;
        result.kind = 3;
        result.item = item;
        return result;
    }
    bool onDisk(qint64 item) const { return Journal(*m_reader).find(1, 3, item, 0).has_value(); }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<Project> m_reader;
};

void TestJournalWriter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto made = Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock);
    QVERIFY(made);
    m_project = std::move(made).value();
    auto reader = Project::openForReading(m_project->path());
    QVERIFY(reader);
    m_reader = std::move(reader).value();
}

void TestJournalWriter::cleanup()
{
    m_reader.reset();
    m_project.reset();
}

void TestJournalWriter::nothingIsReportedBeforeItIsOnDisk()
{
    JournalWriter writer(*m_project, m_clock);
    bool called = false;
    bool wasOnDisk = false;
    writer.put(row(1), {}, [&](const Result<void> &result) {
        called = result.ok();
        wasOnDisk = onDisk(1);
    });
    m_clock.advance(19ms);
    QCoreApplication::processEvents();
    QVERIFY(!called);
    QVERIFY(!onDisk(1));
    QCOMPARE(writer.waiting(), 1u);
    m_clock.advance(1ms);
    QVERIFY(onDisk(1));
    QVERIFY(!called); // Only from the event loop.
    QCoreApplication::processEvents();
    QVERIFY(called);
    QVERIFY(wasOnDisk);
    QCOMPARE(writer.waiting(), 0u);
}

void TestJournalWriter::sixtyFourEntriesAreCommittedAtOnce()
{
    JournalWriter writer(*m_project, m_clock);
    for (int i = 1; i <= 63; ++i)
        writer.put(row(i), {}, {});
    QVERIFY(!onDisk(1));
    writer.put(row(64), {}, {});
    QVERIFY(onDisk(1));
    QVERIFY(onDisk(64));
    QCOMPARE(writer.waiting(), 0u);
}

void TestJournalWriter::theOrderIsKept()
{
    JournalWriter writer(*m_project, m_clock);
    QList<int> order;
    for (int i = 1; i <= 200; ++i)
        writer.put(row(i % 10), {}, [&order, i](const Result<void> &) { order << i; });
    OperationRow last = row(1);
    last.extra = u"last"_s;
    writer.put(last, {}, [&](const Result<void> &) { order << 201; });
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(order.size(), 201);
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QCOMPARE(Journal(*m_reader).find(1, 3, 1, 0)->extra, u"last"_s);
}

void TestJournalWriter::countersMoveWithTheirRow()
{
    JournalWriter writer(*m_project, m_clock);
    writer.put(row(1), {{1, CountClass::Messages, {0, 1, 0, 0}}, {1, CountClass::Parts, {0, 2, 0, 0}}}, {});
    writer.put(row(2), {{1, CountClass::Messages, {0, 1, 0, 0}}}, {});
    SpaceTable counts(*m_reader);
    QCOMPARE(counts.counts(1, CountClass::Messages), Counts{});
    writer.flush();
    QCOMPARE(counts.counts(1, CountClass::Messages), (Counts{0, 2, 0, 0}));
    QCOMPARE(counts.counts(1, CountClass::Parts), (Counts{0, 2, 0, 0}));
}

void TestJournalWriter::aFailedChangeFailsAlone()
{
    JournalWriter writer(*m_project, m_clock);
    QStringList told;
    const auto tell = [&](const QString &who) {
        return [&told, who](const Result<void> &result) { told << who + (result ? u":ok"_s : u":failed"_s); };
    };
    writer.put(row(1), {}, tell(u"first"_s));
    writer.run(
        [&]() -> Result<void> {
            if (const auto set = MetaTable(*m_project).setValue(u"half"_s, u"x"_s); !set)
                return set;
            return Error{.kind = Error::Kind::Conflict};
        },
        tell(u"second"_s));
    writer.put(row(2), {}, tell(u"third"_s));
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(told, (QStringList{u"first:ok"_s, u"second:failed"_s, u"third:ok"_s}));
    QVERIFY(onDisk(1) && onDisk(2));
    QVERIFY(MetaTable(*m_reader).value(u"half"_s).isEmpty());
}

void TestJournalWriter::aFullDiskReachesEveryCallback()
{
    QSqlQuery pages(u"PRAGMA page_count"_s, m_project->database());
    QVERIFY(pages.next());
    QSqlQuery(u"PRAGMA max_page_count=%1"_s.arg(pages.value(0).toInt() + 2), m_project->database()).next();
    pages.finish();

    JournalWriter writer(*m_project, m_clock);
    int full = 0;
    int other = 0;
    const auto count = [&](const Result<void> &result) {
        ++(!result && result.error().kind == Error::Kind::DiskFull ? full : other);
    };
    for (int i = 1; i <= 60; ++i) {
        OperationRow big = row(i);
        big.extra = QString(1000, u'x');
        writer.put(big, {{1, CountClass::Messages, {0, 1, 0, 0}}}, count);
    }
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(full, 60);
    QCOMPARE(other, 0);
    QVERIFY(!onDisk(1));
    QCOMPARE(SpaceTable(*m_reader).counts(1, CountClass::Messages), Counts{});

    // With room again it goes on.
    QSqlQuery(u"PRAGMA max_page_count=100000"_s, m_project->database()).next();
    writer.put(row(1), {}, count);
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(other, 1);
    QVERIFY(onDisk(1));
}

void TestJournalWriter::flushOfNothingDoesNothing()
{
    JournalWriter writer(*m_project, m_clock);
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(writer.waiting(), 0u);
}

void TestJournalWriter::theTimerOfAnEarlierGroupDoesNotCutTheNextShort()
{
    JournalWriter writer(*m_project, m_clock);
    writer.put(row(1), {}, {});
    m_clock.advance(15ms);
    writer.flush();
    writer.put(row(2), {}, {});
    m_clock.advance(10ms);
    QVERIFY(!onDisk(2));
    m_clock.advance(10ms);
    QVERIFY(onDisk(2));
}

void TestJournalWriter::destructionCommitsWhatWaits()
{
    bool called = false;
    {
        JournalWriter writer(*m_project, m_clock);
        writer.put(row(1), {}, [&](const Result<void> &) { called = true; });
    }
    QVERIFY(onDisk(1));
    QCoreApplication::processEvents();
    QVERIFY(!called);
}

void TestJournalWriter::aCallbackMayDestroyTheWriter()
{
    auto writer = std::make_unique<JournalWriter>(*m_project, m_clock);
    int calls = 0;
    for (int i = 1; i <= 3; ++i) {
        writer->put(row(i), {}, [&](const Result<void> &) {
            ++calls;
            writer.reset();
        });
    }
    writer->flush();
    QCoreApplication::processEvents();
    QCOMPARE(calls, 1);
    QVERIFY(onDisk(3));
}

QTEST_GUILESS_MAIN(TestJournalWriter)
#include "tst_journalwriter.moc"
