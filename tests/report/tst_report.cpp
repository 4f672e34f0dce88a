// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/report.h"

#include "base/csv.h"
#include "base/fakeclock.h"
#include "report/ledgerwords.h"
#include "store/audittable.h"
#include "store/conversationtable.h"
#include "store/differencetable.h"
#include "store/itemtable.h"
#include "store/journal.h"
#include "store/ledgertable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "store/spacetable.h"
#include "target/operation.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

const QString kHostile = u"</td><script>alert('x')</script> & \"q\" \u202Egnp\u0007"_s;

template<typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().what));
    return std::move(*result);
}

void must(const Result<void> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().what));
}

} // namespace

class TestReport : public QObject
{
    Q_OBJECT

    using Writer = Result<void> (*)(Project &, QIODevice &);

    QByteArray written(Writer writer)
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        must(writer(*m_project, buffer));
        return buffer.data();
    }

    QList<QStringList> table(Writer writer)
    {
        QList<QStringList> rows;
        for (const CsvRow &row : must(readCsv(written(writer))))
            rows += row.cells;
        return rows;
    }

    /// The text of the page; fails the test when it is not well-formed.
    QString pageText()
    {
        const QByteArray page = written(writeReportPage);
        QXmlStreamReader reader(page);
        QString text;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement()) {
                if (reader.name() == "script"_L1)
                    qFatal("A script in the report");
                if (reader.name() != "bdi"_L1 && reader.name() != "a"_L1)
                    text += u'|';
            } else if (reader.isCharacters()) {
                text += reader.text();
            }
        }
        if (reader.hasError())
            qFatal("Not well-formed: %s in line %lld", qPrintable(reader.errorString()), reader.lineNumber());
        return text;
    }

    ItemRow item(const QString &id, qint64 author, int seconds, qint64 root = 0)
    {
        std::vector<ItemRow> rows(1);
        rows[0] = {.conversation = m_general,
                   .sourceId = id,
                   .time = m_start + std::chrono::seconds(seconds),
                   .author = author,
                   .root = root,
                   .reactions = 2,
                   .attachments = 1};
        must(ItemTable(*m_project).add(rows));
        return rows[0];
    }

    void operation(OperationKind kind, qint64 of, OperationRow::State state, const QString &error = {})
    {
        must(Journal(*m_project)
                 .put({.space = m_space,
                       .kind = static_cast<int>(kind),
                       .item = of,
                       .part = 0,
                       .state = state,
                       .sent = true,
                       .time = m_start + std::chrono::hours(1) + std::chrono::seconds(of),
                       .identity = u"ann@example.com"_s,
                       .remote = state == OperationRow::State::Done ? u"spaces/AAA/messages/m1"_s : QString(),
                       .thread = u"spaces/AAA/threads/t1"_s,
                       .errorKind = error.isEmpty() ? QString() : u"Forbidden"_s,
                       .error = error}));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = must(Project::create(m_folder->filePath(u"move.chatferry"_s), m_clock));
        must(MetaTable(*m_project).setValue(u"name"_s, u"Move <b>"_s));

        ConversationTable conversations(*m_project);
        ConversationRow general;
        general.source.id = {u"C1"_s};
        general.source.name = u"general"_s;
        general.targetName = kHostile;
        general.source.kind = Conversation::Kind::Public;
        general.choice = ConversationRow::Choice::Move;
        general.counts.records = 10;
        general.counts.messages = 7;
        m_general = must(conversations.add(general));
        must(conversations.setSkipped(m_general, {{u"join"_s, 2}, {u"unreadable"_s, 1}}));
        ConversationRow other;
        other.source.id = {u"C2"_s};
        other.source.name = u"=HYPERLINK(\"x\")"_s;
        other.choice = ConversationRow::Choice::Leave;
        other.counts.records = 3;
        other.counts.messages = 3;
        other.position = 1;
        m_other = must(conversations.add(other));

        PersonTable people(*m_project);
        PersonRow ann{.source = {.id = {u"U1"_s}, .name = u"=cmd|' /C calc'!A0"_s, .email = u"ann@old.example"_s},
                      .policy = PersonRow::Policy::Map,
                      .targetEmail = u"ann@example.com"_s};
        m_ann = must(people.add(ann));
        PersonRow bob{.source = {.id = {u"U2"_s}, .name = u"Bob"_s}, .policy = PersonRow::Policy::Skip};
        m_bob = must(people.add(bob));

        SpaceTable spaces(*m_project);
        SpaceRow space{.conversation = m_general,
                       .stage = SpaceRow::Stage::Imported,
                       .remote = u"spaces/AAA"_s,
                       .displayName = kHostile,
                       .webAddress = u"javascript:alert(1)"_s,
                       .firstAttempt = m_clock.nowUtc(),
                       .limit = m_clock.nowUtc() + std::chrono::days(30)};
        m_space = must(spaces.add(space));
        must(spaces.setCounts(m_space, CountClass::Messages, {.planned = 6, .done = 3, .failed = 1}));
        must(LedgerTable(*m_project)
                 .replace(m_general, {{.conversation = m_general,
                                       .code = u"author-by-app"_s,
                                       .fate = LedgerRow::Fate::Adapted,
                                       .count = 2,
                                       .messages = true},
                                      {.conversation = m_general,
                                       .code = u"author-skipped"_s,
                                       .fate = LedgerRow::Fate::Left,
                                       .count = 1,
                                       .messages = true},
                                      {.conversation = m_general,
                                       .code = u"reaction-custom"_s,
                                       .fate = LedgerRow::Fate::Left,
                                       .count = 4,
                                       .example = u"=1+1"_s}}));
        must(LedgerTable(*m_project)
                 .replace(m_other, {{.conversation = m_other,
                                     .code = u"conversation-left"_s,
                                     .fate = LedgerRow::Fate::Left,
                                     .count = 3,
                                     .messages = true}}));
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void theSumsAreWrittenOutAndClose()
    {
        const QString text = pageText();
        QVERIFY(text.contains(u"13 read = 4 carried + 2 adapted + 4 left behind + 3 set aside"_s));
        QVERIFY(text.contains(u"The sums close"_s));
        QVERIFY(!text.contains(u"does not close"_s));
        QVERIFY(text.contains(u"Of 6 messages given to spaces 3 arrived, 1 failed, 0 were left on the way, 2 wait."_s));
        QVERIFY(text.contains(u"public|10|4|2|1|3|closes|3|1|0|2"_s));
        QVERIFY(text.contains(u"Somebody came; kept as membership|2"_s));
    }
    void aRecordThatNobodyAccountsForIsSaid_data()
    {
        QTest::addColumn<int>("records");
        QTest::addColumn<int>("planned");
        QTest::addColumn<int>("left");
        QTest::newRow("one more read") << 11 << 6 << 1;
        QTest::newRow("one less read") << 9 << 6 << 1;
        QTest::newRow("the space was given too few") << 10 << 5 << 1;
        QTest::newRow("the space was given too many") << 10 << 7 << 1;
        QTest::newRow("more left than there is") << 10 << -2 << 9;
    }
    void aRecordThatNobodyAccountsForIsSaid()
    {
        QFETCH(int, records);
        QFETCH(int, planned);
        QFETCH(int, left);
        ConversationTable conversations(*m_project);
        ConversationRow row = *conversations.byId(m_general);
        row.counts.records = records;
        must(conversations.update(row));
        must(SpaceTable(*m_project)
                 .setCounts(m_space, CountClass::Messages, {.planned = planned, .done = 3, .failed = 1}));
        must(LedgerTable(*m_project)
                 .replace(m_general, {{.conversation = m_general,
                                       .code = u"author-by-app"_s,
                                       .fate = LedgerRow::Fate::Adapted,
                                       .count = 2,
                                       .messages = true},
                                      {.conversation = m_general,
                                       .code = u"author-skipped"_s,
                                       .fate = LedgerRow::Fate::Left,
                                       .count = left,
                                       .messages = true}}));
        const QString text = pageText();
        QVERIFY(text.contains(u"The sums do not close"_s));
        QVERIFY(!text.contains(u"The sums close"_s));
        QCOMPARE(text.count(u"|does not close"_s), 2); // its own row and the sum of all
    }
    void twoWrongsDoNotCloseTheSum()
    {
        ConversationTable conversations(*m_project);
        for (const auto &[id, off] : {std::pair(m_general, 1), std::pair(m_other, -1)}) {
            ConversationRow row = *conversations.byId(id);
            row.counts.records += off;
            must(conversations.update(row));
        }
        QVERIFY(pageText().contains(u"The sums do not close"_s));
    }

    void hostileNamesStayText()
    {
        const QByteArray page = written(writeReportPage);
        QVERIFY(!page.contains("<script"));
        QVERIFY(!page.contains("javascript:"));
        QVERIFY(!QString::fromUtf8(page).contains(u'\u202E'));
        QVERIFY(!page.contains("http://") || page.count("http://") == page.count("http://www.w3.org/1999/xhtml"));
        QVERIFY(pageText().contains(u"</td><script>alert('x')</script> & \"q\" gnp"_s));

        // As a spreadsheet sees the cells, the apostrophe still in front.
        const QByteArray people = written(writePeopleCsv);
        QVERIFY(people.contains("U1,'=cmd|' /C calc'!A0,"));
        QVERIFY(written(writeLedgerCsv).contains(",'=1+1"));
        QVERIFY(written(writeLedgerCsv).contains("\"'=HYPERLINK(\"\"x\"\")\""));
    }
    void noSecretIsWritten()
    {
        must(AuditTable(*m_project)
                 .add({.who = u"admin@example.com"_s,
                       .what = u"key-checked"_s,
                       .detail = u"Authorization: Bearer ya29.SECRET and https://f.example/x?t=xoxe-1-SECRET"_s}));
        const ItemRow row = item(u"1.000001"_s, m_ann, 1);
        operation(OperationKind::CreateMessage, row.id, OperationRow::State::Failed, u"token=SECRET refused"_s);
        for (const Writer writer :
             {&writeReportPage, &writeItemsCsv, &writePeopleCsv, &writeLedgerCsv, &writeAuditCsv, &writeDeadlines}) {
            QVERIFY(!written(writer).contains("SECRET"));
            QVERIFY(!written(writer).contains(MetaTable(*m_project).projectKey().toUtf8()));
        }
        QVERIFY(written(writeAuditCsv).contains("admin@example.com"));
    }

    void theReceiptOfCompletionIsShown()
    {
        must(AuditTable(*m_project)
                 .add({.time = m_start,
                       .who = u"admin@example.com"_s,
                       .what = u"import-completed"_s,
                       .space = m_space,
                       .detail = u"{\"name\": \"spaces/AAA\", \"importMode\": false}"_s}));
        const QString text = pageText();
        QVERIFY(text.contains(u"|spaces/AAA|2020-09-13 12:26:40 UTC|admin@example.com|{\"name\": \"spaces/AAA\""_s));
        QVERIFY(text.contains(u"import completed"_s));
    }
    void aRehearsalIsMarked()
    {
        QVERIFY(!pageText().contains(u"Rehearsal"_s));
        must(MetaTable(*m_project).setValue(u"rehearsal"_s, u"yes"_s));
        QVERIFY(pageText().contains(u"Rehearsal. Nothing in this report exists"_s));
        QVERIFY(written(writeDeadlines).contains("SUMMARY:Rehearsal"));
    }
    void differencesAndFailuresAreListed()
    {
        QVERIFY(pageText().contains(u"Nothing has been compared yet"_s));
        const ItemRow row = item(u"1600000001.000001"_s, m_ann, 1);
        must(DifferenceTable(*m_project)
                 .add({.space = m_space, .origin = u"validate"_s, .what = u"message-missing"_s, .item = row.id}));
        operation(OperationKind::CreateMessage, row.id, OperationRow::State::Failed,
                  u"The service refuses this author."_s);
        const QString text = pageText();
        QVERIFY(text.contains(u"|message missing|1600000001.000001||open"_s));
        QVERIFY(text.contains(u"|CreateMessage|1600000001.000001|Forbidden|The service refuses this author."_s));
    }

    void everyItemSaysWhatBecameOfIt()
    {
        const ItemRow root = item(u"1.000001"_s, m_ann, 1);
        const ItemRow reply = item(u"2.000001"_s, m_ann, 2, root.id);
        const ItemRow failed = item(u"3.000001"_s, m_ann, 3);
        item(u"4.000001"_s, m_bob, 4);
        item(u"5.000001"_s, m_ann, 5);
        operation(OperationKind::CreateMessage, root.id, OperationRow::State::Done);
        operation(OperationKind::AddReaction, root.id, OperationRow::State::Done);
        operation(OperationKind::UploadFile, root.id, OperationRow::State::Failed, u"gone"_s);
        operation(OperationKind::CreateMessage, reply.id, OperationRow::State::Intended);
        operation(OperationKind::CreateMessage, failed.id, OperationRow::State::Failed, u"No."_s);

        const QList<QStringList> rows = table(writeItemsCsv);
        QCOMPARE(rows.size(), 6);
        const auto cell = [&](qsizetype row, const QString &column) {
            const qsizetype at = rows[0].indexOf(column);
            return at < 0 ? u"no such column"_s : rows[row].value(at);
        };
        QCOMPARE(cell(1, u"item_id"_s), u"1.000001"_s);
        QCOMPARE(cell(1, u"state"_s), u"done"_s);
        QCOMPARE(cell(1, u"message"_s), u"spaces/AAA/messages/m1"_s);
        QCOMPARE(cell(1, u"written_as"_s), u"ann@example.com"_s);
        QCOMPARE(cell(1, u"reactions_done"_s), u"1"_s);
        QCOMPARE(cell(1, u"files_failed"_s), u"1"_s);
        QCOMPARE(cell(2, u"thread_root"_s), u"1.000001"_s);
        QCOMPARE(cell(2, u"state"_s), u"under-way"_s);
        QCOMPARE(cell(3, u"state"_s), u"failed"_s);
        QCOMPARE(cell(3, u"reason"_s), u"Forbidden: No."_s);
        QCOMPARE(cell(4, u"state"_s), u"left"_s);
        QCOMPARE(cell(4, u"reason"_s), u"author-skipped"_s);
        QCOMPARE(cell(5, u"state"_s), u"waiting"_s);
    }
    void noItemIsLostBetweenTwoReads()
    {
        std::vector<ItemRow> rows(2500);
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = {.conversation = m_general,
                       .sourceId = u"x%1"_s.arg(i),
                       .time = m_start + std::chrono::seconds(i / 700), // many at the same moment
                       .author = m_ann};
        must(ItemTable(*m_project).add(rows));
        QSet<QString> ids;
        for (const QStringList &row : table(writeItemsCsv))
            ids.insert(row.value(2));
        QCOMPARE(ids.size(), 2501);
    }

    void thePeopleTableIsAPeopleMap()
    {
        const QList<QStringList> rows = table(writePeopleCsv);
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].mid(0, 5),
                 (QStringList{u"source_id"_s, u"source_name"_s, u"source_email"_s, u"target_email"_s, u"policy"_s}));
        QCOMPARE(rows[1].mid(0, 5),
                 (QStringList{u"U1"_s, u"=cmd|' /C calc'!A0"_s, u"ann@old.example"_s, u"ann@example.com"_s, u"map"_s}));
        QCOMPARE(rows[2][4], u"skip"_s);
    }
    void theLedgerTableNamesEveryLoss()
    {
        const QList<QStringList> rows = table(writeLedgerCsv);
        QCOMPARE(rows.size(), 5);
        QCOMPARE(rows[1].mid(2, 5),
                 (QStringList{u"adapted"_s, u"author-by-app"_s, ledgerSentence(u"author-by-app"_s), u"2"_s, u"yes"_s}));
    }

    void theCalendarHoldsOpenLimitsOnly()
    {
        const QByteArray calendar = written(writeDeadlines);
        QCOMPARE(calendar.count("BEGIN:VEVENT"), 1);
        QCOMPARE(calendar.count("BEGIN:VALARM"), 3);
        QVERIFY(calendar.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        QVERIFY(calendar.endsWith("END:VCALENDAR\r\n"));
        const QString limit = toRfc3339(m_clock.nowUtc() + std::chrono::days(30)).left(19).remove(u'-').remove(u':');
        QVERIFY(calendar.contains("DTSTART:" + limit.toLatin1() + "Z\r\n"));
        for (const QByteArray &line : calendar.split('\n')) {
            QVERIFY(line.isEmpty() || line.endsWith('\r'));
            QVERIFY(line.size() <= 76);
        }
        QByteArray unfolded = calendar;
        unfolded.replace("\r\n ", "");
        QVERIFY(unfolded.contains("</td><script>alert('x')</script> & \"q\""));

        SpaceTable spaces(*m_project);
        SpaceRow space = *spaces.byId(m_space);
        space.stage = SpaceRow::Stage::Completed;
        must(spaces.update(space));
        QCOMPARE(written(writeDeadlines).count("BEGIN:VEVENT"), 0);
    }

    void theWholeReportIsWrittenFromAReadOnlyProject()
    {
        const QString folder = m_folder->filePath(u"out/report"_s);
        const auto reader = must(Project::openForReading(m_project->path()));
        must(writeReport(*reader, folder));
        QCOMPARE(QDir(folder).entryList(QDir::Files, QDir::Name),
                 (QStringList{u"audit.csv"_s, u"deadlines.ics"_s, u"items.csv"_s, u"ledger.csv"_s, u"people.csv"_s,
                              u"report.html"_s}));
        must(writeReport(*reader, folder));
    }
    void aFolderThatCannotBeMadeIsSaid()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto written = writeReport(*m_project, m_folder->filePath(u"file/report"_s));
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::File);
    }
    void anEmptyProjectHasAReport()
    {
        const auto project = must(Project::create(m_folder->filePath(u"empty.chatferry"_s), m_clock));
        must(writeReport(*project, m_folder->filePath(u"empty"_s)));
    }

private:
    const UtcTime m_start{std::chrono::seconds(1600000000)};
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    qint64 m_general = 0;
    qint64 m_other = 0;
    qint64 m_ann = 0;
    qint64 m_bob = 0;
    qint64 m_space = 0;
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_report.moc"
