// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/inspector.h"

#include "tests/sources/exportbuilder.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::ExportBuilder;
using test::json;

class TestInspector : public QObject
{
    Q_OBJECT

    static QString sample(const QString &name) { return QStringLiteral(CHATFERRY_TEST_DATA "/slack/") + name; }
    static qint64 sum(const QMap<QString, qint64> &skipped)
    {
        qint64 all = 0;
        for (const qint64 count : skipped)
            all += count;
        return all;
    }
    static void addConversations(ExportBuilder &builder, int conversations, int days)
    {
        QByteArrayList rows;
        for (int c = 0; c < conversations; ++c) {
            const QByteArray name = "c" + QByteArray::number(c);
            rows += "{\"id\":\"C" + QByteArray::number(c) + "\",\"name\":\"" + name + "\"}";
            for (int d = 1; d <= days; ++d) {
                const QByteArray ts = QByteArray::number(1577836800 + d * 86400 + 3600) + ".00010";
                builder.file(QString::fromLatin1(name) + u"/2020-01-%1.json"_s.arg(d, 2, 10, QChar(u'0')),
                             "[{\"type\":\"message\",\"user\":\"U1\",\"text\":\"a\",\"ts\":\"" + ts + "1\"},null]");
            }
        }
        builder.file(u"channels.json"_s, "[" + rows.join(',') + "]");
    }

private Q_SLOTS:
    void samplesAddUp_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<qint64>("records");
        QTest::addColumn<qint64>("messages");
        QTest::addColumn<qint64>("joins");
        QTest::addColumn<qint64>("replies");
        QTest::addColumn<qint64>("attachments");
        QTest::addColumn<qint64>("withEmail");
        QTest::newRow("official, 2016") << u"testarchive.zip"_s << 158LL << 147LL << 8LL << 0LL << 3LL << 0LL;
        QTest::newRow("importer's") << u"test_slack_importer.zip"_s << 91LL << 82LL << 8LL << 2LL << 2LL << 0LL;
    }
    void samplesAddUp()
    {
        QFETCH(QString, file);
        const auto source = Source::open(sample(file));
        QVERIFY(source);
        for (const int threads : {1, 2, 5}) {
            const auto inspection = inspect(**source, {}, {}, threads);
            QVERIFY(inspection);
            QTEST(inspection->totals.records, "records");
            QTEST(inspection->totals.messages, "messages");
            QTEST(inspection->totals.joins, "joins");
            QTEST(inspection->totals.replies, "replies");
            QTEST(inspection->totals.attachments, "attachments");
            QTEST(inspection->people.withEmail, "withEmail");
            QCOMPARE(inspection->totals.messages + sum(inspection->skipped), inspection->totals.records);
            for (const InspectedConversation &conversation : inspection->conversations)
                QCOMPARE(conversation.counts.messages + sum(conversation.skipped), conversation.counts.records);
        }
    }

    void listsOfTheSamplesAreRead()
    {
        ExportBuilder builder;
        for (const auto &name : {u"channels.json"_s, u"dms.json"_s, u"mpims.json"_s}) {
            QFile file(sample(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            builder.file(name, file.readAll());
        }
        QFile thread(sample(u"thread_with_broadcast_reply.json"_s));
        QVERIFY(thread.open(QIODevice::ReadOnly));
        builder.file(u"random/2015-06-12.json"_s, thread.readAll());
        const auto source = builder.source();
        QVERIFY(source);
        const auto inspection = inspect(*source, {}, {});
        QVERIFY(inspection);
        QCOMPARE(inspection->totals.messages, 3);
        QCOMPARE(inspection->totals.threads, 1);
        QCOMPARE(inspection->totals.replies, 2);
        const auto kinds = [&](Conversation::Kind kind) {
            return std::count_if(inspection->conversations.begin(), inspection->conversations.end(),
                                 [kind](const InspectedConversation &c) { return c.kind == kind; });
        };
        QCOMPARE(kinds(Conversation::Kind::Direct), 4);
        QCOMPARE(kinds(Conversation::Kind::GroupDirect), 3);
    }

    void theJsonHasTheKeysOfTheContract()
    {
        const auto source =
            ExportBuilder()
                .day(json("[{'type':'message','user':'U1','ts':'1577865600.000100','thread_ts':'1577865600.000100','"
                          "text':'a',"
                          "  "
                          "'reactions':[{'name':'x','users':['U1','U2'],'count':9}],'files':[{'id':'F1','mode':'"
                          "tombstone'}]},"
                          " {'type':'message','user':'U7','ts':'1577865601.000100','thread_ts':'1577865600.000100','"
                          "text':'b'},"
                          " {'type':'message','user':'U7','ts':'1577865602.000100','thread_ts':'1500000000.000100','"
                          "text':'c'},"
                          " {'type':'message','subtype':'channel_join','user':'U1','ts':'1577865603.000100'},"
                          " {'type':'message','subtype':'channel_leave','user':'U1','ts':'1577865604.000100'},null]"))
                .source();
        const auto inspection = inspect(*source, {}, {});
        QVERIFY(inspection);
        const QJsonObject all = toJson(*inspection);
        QCOMPARE(all.keys(), (QStringList{u"conversations"_s, u"format"_s, u"people"_s, u"problems"_s, u"skipped"_s,
                                          u"totals"_s, u"variant"_s}));
        QCOMPARE(all.value(u"format"_s).toString(), u"slack"_s);
        const QJsonObject wanted{{u"id"_s, u"C1"_s},
                                 {u"name"_s, u"general"_s},
                                 {u"kind"_s, u"public"_s},
                                 {u"messages"_s, 3},
                                 {u"threads"_s, 2},
                                 {u"replies"_s, 2},
                                 {u"reactions"_s, 2},
                                 {u"attachments"_s, 1},
                                 {u"members"_s, 2},
                                 {u"joins"_s, 1},
                                 {u"leaves"_s, 1},
                                 {u"first"_s, u"2020-01-01T08:00:00.000100Z"_s},
                                 {u"last"_s, u"2020-01-01T08:00:02.000100Z"_s}};
        QCOMPARE(all.value(u"conversations"_s).toArray(), QJsonArray{wanted});
        QJsonObject totals = wanted;
        for (const auto &key : {u"id"_s, u"name"_s, u"kind"_s})
            totals.remove(key);
        QCOMPARE(all.value(u"totals"_s).toObject(), totals);
        QCOMPARE(all.value(u"people"_s).toObject(),
                 (QJsonObject{{u"total"_s, 4}, {u"withEmail"_s, 1}, {u"bots"_s, 1}, {u"unknown"_s, 1}}));
        QCOMPARE(all.value(u"skipped"_s).toArray().size(), 3);
        QCOMPARE(all.value(u"skipped"_s).toArray().first().toObject(),
                 (QJsonObject{{u"reason"_s, u"join"_s}, {u"count"_s, 1}}));
        for (const QJsonValue &problem : all.value(u"problems"_s).toArray())
            QCOMPARE(problem.toObject().keys(), (QStringList{u"severity"_s, u"text"_s, u"where"_s}));
        QVERIFY(!all.value(u"problems"_s).toArray().isEmpty());
    }

    void anEmptyConversationHasNoTimes()
    {
        const auto source = ExportBuilder().source();
        const QJsonObject all = toJson(*inspect(*source, {}, {}));
        const QJsonObject general = all.value(u"conversations"_s).toArray().first().toObject();
        QVERIFY(general.value(u"first"_s).isNull() && general.contains(u"first"_s));
        QCOMPARE(general.value(u"messages"_s).toInteger(), 0);
    }

    void progressReachesTheEnd()
    {
        ExportBuilder builder;
        addConversations(builder, 7, 5);
        const auto source = builder.source();
        qint64 total = 0;
        for (const Conversation &conversation : source->conversations())
            total += source->totalBytes(conversation.id);
        qint64 last = 0;
        bool rising = true;
        const auto inspection = inspect(
            *source, {},
            [&](qint64 done, qint64 all) {
                rising = rising && done >= last && all == total;
                last = done;
            },
            3);
        QVERIFY(inspection);
        QVERIFY(rising);
        QCOMPARE(last, total);
        QCOMPARE(inspection->totals.messages, 35);
        QCOMPARE(inspection->skipped.value(u"unreadable"_s), 35);
    }

    void cancellingStopsEveryThread()
    {
        ExportBuilder builder;
        addConversations(builder, 7, 5);
        const auto source = builder.source();
        const CancelToken cancel;
        const auto inspection = inspect(
            *source, cancel, [&](qint64, qint64) { cancel.cancel(); }, 3);
        QVERIFY(!inspection);
        QCOMPARE(inspection.error().kind, Error::Kind::Cancelled);
    }

    void aVanishedExportIsAFileError()
    {
        ExportBuilder builder;
        builder.day("[]");
        const QString folder = builder.folder();
        const auto source = Source::open(folder);
        QVERIFY(source);
        QVERIFY(QFile::remove(folder + u"/general/2020-01-01.json"_s));
        const auto inspection = inspect(**source, {}, {});
        QVERIFY(!inspection);
        QCOMPARE(inspection.error().kind, Error::Kind::File);
    }

    void theJobEndsOnce()
    {
        ExportBuilder builder;
        addConversations(builder, 7, 5);
        const auto source = builder.source();
        InspectJob job(*source, 2);
        QSignalSpy finished(&job, &Job::finished);
        QSignalSpy progress(&job, &Job::progress);
        job.start();
        QVERIFY(finished.wait(20'000));
        QVERIFY(job.result());
        QCOMPARE(job.result()->totals.messages, 35);
        QVERIFY(!progress.isEmpty());
        QCOMPARE(progress.last().at(0), progress.last().at(1));
        job.cancel();
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 1);
    }

    void aCancelledJobEndsCancelled()
    {
        ExportBuilder builder;
        addConversations(builder, 30, 20);
        const auto source = builder.source();
        auto job = std::make_unique<InspectJob>(*source, 2);
        QSignalSpy finished(job.get(), &Job::finished);
        job->start();
        QCoreApplication::processEvents();
        job->cancel();
        QVERIFY(finished.wait(20'000));
        QCOMPARE(finished.size(), 1);
        QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
        job.reset(); // waits for the threads
    }
};

QTEST_GUILESS_MAIN(TestInspector)
#include "tst_inspector.moc"
