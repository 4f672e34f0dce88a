// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/fetcher.h"

#include "base/fakeclock.h"
#include "files/attachmentfiles.h"
#include "files/filecheck.h"
#include "files/filedownload.h"
#include "files/standinfile.h"
#include "net/httpclient.h"
#include "store/conversationtable.h"
#include "store/filetable.h"
#include "store/itemtable.h"
#include "store/metatable.h"
#include "store/persontable.h"
#include "store/project.h"
#include "tests/support/fakenetwork.h"

#include <QBuffer>
#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().what));
    return std::move(*result);
}

QStringList s_log;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &message)
{
    s_log += message;
}

QString sha(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestFetcher : public QObject
{
    Q_OBJECT

    static Attachment remote(const QString &id, qint64 size)
    {
        return {.id = id,
                .name = u"plan of "_s + id + u".pdf"_s,
                .mimeType = u"application/pdf"_s,
                .sizeBytes = size,
                .place = Attachment::Place::Remote,
                .url = u"https://files.example/"_s + id + u"?t=xoxe-SECRET"_s};
    }

    /// A page of attachments, each at a message of its own.
    FetchOptions options(std::vector<Attachment> attachments)
    {
        auto files = std::make_shared<std::vector<FileToFetch>>();
        for (std::size_t i = 0; i < attachments.size(); ++i)
            files->push_back({static_cast<qint64>(i + 1), 0, std::move(attachments[i])});
        return {.next = [files] { return std::exchange(*files, {}); }};
    }

    /// Runs to the end; time moves on when nothing else does.
    Result<FetchSummary> run(const FetchOptions &options, HttpClient *client = nullptr)
    {
        HttpClient own(m_clock, m_network.factory(), 1);
        Fetcher fetcher(*m_project, client ? *client : own, m_clock, options);
        QSignalSpy ended(&fetcher, &Job::finished);
        fetcher.start();
        for (int turn = 0; turn < 3000 && ended.isEmpty(); ++turn) {
            for (int i = 0; i < 20; ++i)
                QCoreApplication::processEvents();
            m_clock.advance(std::chrono::seconds(5));
        }
        if (ended.size() != 1)
            qFatal("The fetcher ended %d times", int(ended.size()));
        return fetcher.result();
    }

    std::optional<FileRow> row(qint64 item) { return FileTable(*m_project).find(item, 0); }
    QByteArray cached(qint64 item)
    {
        QFile file(m_project->filesFolder() + u'/' + row(item)->cachePath);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : "(cannot be read)"_ba;
    }
    QStringList filesOnDisk()
    {
        QStringList names;
        QDirIterator it(m_project->filesFolder(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            names += it.next();
        return names;
    }
    /// Answers like a server with ranges. @p full: the whole file.
    static FakeReply ranged(const SeenRequest &request, const QByteArray &full)
    {
        const QByteArray range = request.header("Range");
        if (range.isEmpty())
            return {.body = full};
        const auto bounds = range.sliced(6).split('-');
        const qsizetype first = bounds[0].toLongLong();
        const qsizetype last = std::min<qsizetype>(bounds[1].toLongLong(), full.size() - 1);
        return {.status = 206,
                .body = full.sliced(first, last - first + 1),
                .headers = {{"Content-Range", "bytes " + QByteArray::number(first) + '-' + QByteArray::number(last) +
                                                  '/' + QByteArray::number(full.size())},
                            {"ETag", "\"v1\""}}};
    }
    static QByteArray bigFile()
    {
        StandInFile file({.id = u"big"_s, .sizeBytes = FileDownload::kRangeBytes * 2 + 12345});
        file.open(QIODevice::ReadOnly);
        return file.readAll();
    }

private Q_SLOTS:
    void initTestCase() { m_before = qInstallMessageHandler(keepLog); }
    void cleanupTestCase()
    {
        qInstallMessageHandler(m_before);
        for (const QString &line : std::as_const(s_log)) {
            QVERIFY2(!line.contains(u"SECRET"_s), qPrintable(line));
            QVERIFY2(!line.contains(u"/F1"_s), qPrintable(line));
        }
    }
    void init()
    {
        QLoggingCategory::setFilterRules(u"chatferry.*=true"_s);
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = must(Project::create(m_folder->filePath(u"p.chatferry"_s), m_clock));
        ConversationRow conversation;
        conversation.source.id = {u"C1"_s};
        const qint64 id = must(ConversationTable(*m_project).add(conversation));
        const qint64 author = must(PersonTable(*m_project).add({.source = {.id = {u"U1"_s}, .name = u"Ann"_s}}));
        std::vector<ItemRow> items(40);
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i] = {.conversation = id, .sourceId = u"i%1"_s.arg(i), .author = author};
        QVERIFY(ItemTable(*m_project).add(items));
        QCOMPARE(items[0].id, 1);
        m_network.next.clear();
        m_network.seen.clear();
        m_network.handler = nullptr;
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void fetchesEachFileOnceAndNotesIt()
    {
        m_network.handler = [](const SeenRequest &request) {
            return FakeReply{.body = "bytes of " + request.path().toLatin1()};
        };
        const auto summary = run(options({remote(u"F1"_s, 12), remote(u"F2"_s, 12), remote(u"F1"_s, 12)}));
        QVERIFY(summary);
        QCOMPARE(summary->fetched, 3);
        QCOMPARE(m_network.seen.size(), 2U); // F1 is shared by two messages
        QCOMPARE(m_network.seen[0].query(u"t"_s), u"xoxe-SECRET"_s);
        for (const qint64 item : {1, 2, 3}) {
            QCOMPARE(row(item)->state, FileRow::State::Fetched);
            QCOMPARE(row(item)->sizeBytes, 12);
        }
        QCOMPARE(cached(1), "bytes of /F1"_ba);
        QCOMPARE(row(2)->sha256, sha("bytes of /F2"));
        QCOMPARE(row(1)->cachePath, row(3)->cachePath);
        QCOMPARE(filesOnDisk().size(), 2);

        // Again: nothing is asked.
        m_network.seen.clear();
        const auto again = run(options({remote(u"F1"_s, 12), remote(u"F2"_s, 12), remote(u"F1"_s, 12)}));
        QCOMPARE(again->already, 3);
        QCOMPARE(again->fetched, 0);
        QVERIFY(m_network.seen.empty());
    }

    void theAddressIsWrittenNowhere()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.status = 403}; };
        QVERIFY(run(options({remote(u"F1"_s, 12)})));
        m_network.handler = [](const SeenRequest &) { return FakeReply{.body = "twelve bytes"}; };
        QVERIFY(run(options({remote(u"F2"_s, 12)})));
        m_project.reset();
        QDirIterator it(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
        int files = 0;
        while (it.hasNext()) {
            const QString path = it.next();
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("SECRET"), qPrintable(path));
            QVERIFY(!path.contains(u"plan of"_s));
            ++files;
        }
        QVERIFY(files >= 2);
        QVERIFY(std::any_of(s_log.begin(), s_log.end(), [](const QString &line) { return line.contains(u"200"_s); }));
    }

    void whatIsNotTheFileIsRefused_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("reason");
        const QByteArray page = "<!DOCTYPE html><html>Sign in</html>";
        QTest::newRow("sign-in page") << 200 << page << "text/html; charset=utf-8"_ba << u"login-page"_s;
        QTest::newRow("page without a type") << 200 << page << ""_ba << u"login-page"_s;
        QTest::newRow("too short") << 200 << "short"_ba
                                   << "application/pdf"_ba << u"wrong-size"_s;
        QTest::newRow("too long") << 200 << "longer than it should be"_ba
                                  << ""_ba << u"wrong-size"_s;
        QTest::newRow("far too long") << 200 << QByteArray(FileDownload::kSlackBytes + 100, 'x') << ""_ba
                                      << u"wrong-size"_s;
        QTest::newRow("forbidden") << 403 << page << "text/html"_ba << u"access-denied"_s;
        QTest::newRow("unauthorised") << 401 << ""_ba
                                      << ""_ba << u"access-denied"_s;
        QTest::newRow("gone") << 410 << ""_ba
                              << ""_ba << u"not-found"_s;
        QTest::newRow("not found") << 404 << ""_ba
                                   << ""_ba << u"not-found"_s;
        QTest::newRow("odd status") << 451 << ""_ba
                                    << ""_ba << u"refused"_s;
    }
    void whatIsNotTheFileIsRefused()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        QFETCH(QString, reason);
        m_network << FakeReply{.status = status, .body = body, .headers = {{"Content-Type", type}}};
        const auto summary = run(options({remote(u"F1"_s, 12)}));
        QVERIFY(summary);
        QCOMPARE(summary->unavailable, 1);
        QCOMPARE(row(1)->state, FileRow::State::Unavailable);
        QCOMPARE(row(1)->reason, reason);
        QVERIFY(filesOnDisk().isEmpty());
        // A later run asks again, as there may be a new token.
        m_network << FakeReply{.body = "twelve bytes"};
        QCOMPARE(run(options({remote(u"F1"_s, 12)}))->fetched, 1);
        QCOMPARE(row(1)->reason, QString());
    }

    void addressesThatMustNotBeAskedAreNot()
    {
        Attachment none = remote(u"F1"_s, 12);
        none.url.clear();
        Attachment plain = remote(u"F2"_s, 12);
        plain.url = u"http://files.example/F2"_s;
        Attachment local = remote(u"F3"_s, 12);
        local.url = u"file:///etc/passwd"_s;
        QCOMPARE(run(options({none, plain, local}))->unavailable, 3);
        QVERIFY(m_network.seen.empty());
        QCOMPARE(row(1)->reason, u"no-address"_s);
        QCOMPARE(row(2)->reason, u"bad-address"_s);
        QCOMPARE(row(3)->reason, u"bad-address"_s);
    }
    void onlyRemoteFilesAreAsked()
    {
        Attachment archived = remote(u"F1"_s, 12);
        archived.place = Attachment::Place::InArchive;
        const auto summary = run(options({archived}));
        QCOMPARE(summary->fetched + summary->unavailable + summary->pending, 0);
        QVERIFY(!row(1));
    }
    void whatAPersonLeftIsNotAsked()
    {
        QVERIFY(FileTable(*m_project).put({.item = 1, .number = 0, .state = FileRow::State::Left}));
        QVERIFY(run(options({remote(u"F1"_s, 12)})));
        QVERIFY(m_network.seen.empty());
        QCOMPARE(row(1)->state, FileRow::State::Left);
    }

    void redirectsAreFollowedWithCare()
    {
        m_network << FakeReply{.status = 302, .headers = {{"Location", "https://cdn.example/x"}}}
                  << FakeReply{.body = "twelve bytes"};
        QCOMPARE(run(options({remote(u"F1"_s, 12)}))->fetched, 1);
        QCOMPARE(m_network.seen[1].url, QUrl(u"https://cdn.example/x"_s));

        m_network << FakeReply{.status = 302, .headers = {{"Location", "http://10.0.0.1/x"}}};
        QVERIFY(run(options({remote(u"F2"_s, 12)})));
        QCOMPARE(row(1)->reason, u"refused"_s);

        m_network.seen.clear();
        m_network.handler = [](const SeenRequest &) {
            return FakeReply{.status = 302, .headers = {{"Location", "https://cdn.example/again"}}};
        };
        QVERIFY(run(options({remote(u"F3"_s, 12)})));
        QCOMPARE(m_network.seen.size(), std::size_t(FileDownload::kRedirects + 1));
    }

    void whatPassesIsTriedAgain()
    {
        m_network << FakeReply{.error = QNetworkReply::RemoteHostClosedError} << FakeReply{.status = 503}
                  << FakeReply{.status = 429, .headers = {{"Retry-After", "30"}}} << FakeReply{.body = "twelve bytes"};
        const UtcTime before = m_clock.nowUtc();
        QCOMPARE(run(options({remote(u"F1"_s, 12)}))->fetched, 1);
        QVERIFY(m_clock.nowUtc() - before >= std::chrono::seconds(2 + 4 + 30));
        QCOMPARE(cached(1), "twelve bytes"_ba);
    }
    void whatStaysUnreachableIsPending()
    {
        m_network.handler = [](const SeenRequest &) {
            return FakeReply{.error = QNetworkReply::HostNotFoundError, .sent = false};
        };
        const auto summary = run(options({remote(u"F1"_s, 12)}));
        QVERIFY(summary);
        QCOMPARE(summary->pending, 1);
        QCOMPARE(row(1)->state, FileRow::State::Pending);
        QCOMPARE(m_network.seen.size(), std::size_t(FileDownload::kTries));
    }
    void aDeadConnectionEndsTheRun()
    {
        m_network.handler = [](const SeenRequest &) {
            return FakeReply{.error = QNetworkReply::HostNotFoundError, .sent = false};
        };
        std::vector<Attachment> many;
        for (int i = 0; i < 40; ++i)
            many.push_back(remote(u"F%1"_s.arg(i), 12));
        const auto summary = run(options(many));
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, Error::Kind::Offline);
        QVERIFY(m_network.seen.size() < 40U * FileDownload::kTries);
    }

    void largeFilesComeInRanges()
    {
        const QByteArray full = bigFile();
        m_network.handler = [&](const SeenRequest &request) { return ranged(request, full); };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->fetched, 1);
        QCOMPARE(m_network.seen.size(), 3U);
        QCOMPARE(m_network.seen[1].header("If-Range"), "\"v1\""_ba);
        QVERIFY(cached(1) == full);
        QCOMPARE(row(1)->sha256, sha(full));
        QCOMPARE(filesOnDisk().size(), 1);
    }
    void aBrokenRunGoesOnAtTheLastWholeRange()
    {
        const QByteArray full = bigFile();
        int answers = 0;
        m_network.handler = [&](const SeenRequest &request) {
            return ++answers == 1 ? ranged(request, full) : FakeReply{.error = QNetworkReply::RemoteHostClosedError};
        };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->pending, 1);

        // As if the program had been killed while it added a range.
        const QString part = filesOnDisk().constFirst();
        QVERIFY(part.endsWith(u".part"_s));
        QFile file(part);
        QVERIFY(file.open(QIODevice::Append));
        file.write("half a ran");
        file.close();

        m_network.seen.clear();
        m_network.handler = [&](const SeenRequest &request) { return ranged(request, full); };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->fetched, 1);
        QCOMPARE(m_network.seen.size(), 2U);
        QCOMPARE(m_network.seen[0].header("Range"), "bytes=16777216-33554431"_ba);
        QVERIFY(cached(1) == full);
    }
    void aServerWithoutRangesSendsAllAtOnce()
    {
        const QByteArray full = bigFile();
        m_network.handler = [&](const SeenRequest &) { return FakeReply{.body = full}; };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->fetched, 1);
        QCOMPARE(m_network.seen.size(), 1U);
        QVERIFY(cached(1) == full);
    }
    void wrongRangesAreNotPutTogether()
    {
        const QByteArray full = bigFile();
        m_network.handler = [&](const SeenRequest &request) {
            FakeReply reply = ranged(request, full);
            if (reply.status == 206)
                reply.headers[0].second = "bytes 5-10/" + QByteArray::number(full.size());
            return reply;
        };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->fetched, 1);
        QVERIFY(cached(1) == full);
    }
    void aSignInPageInTheMiddleEndsNothingWell()
    {
        const QByteArray full = bigFile();
        m_network.handler = [&](const SeenRequest &request) {
            return request.header("Range").startsWith("bytes=0-")
                       ? ranged(request, full)
                       : FakeReply{.body = "<html>Sign in</html>", .headers = {{"Content-Type", "text/html"}}};
        };
        QCOMPARE(run(options({remote(u"F1"_s, full.size())}))->unavailable, 1);
        QCOMPARE(row(1)->reason, u"login-page"_s);
        QVERIFY(filesOnDisk().isEmpty());
    }

    void aLostCacheFileIsFetchedAgain()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.body = "twelve bytes"}; };
        QVERIFY(run(options({remote(u"F1"_s, 12)})));
        QVERIFY(QFile::remove(filesOnDisk().constFirst()));
        QCOMPARE(run(options({remote(u"F1"_s, 12)}))->fetched, 1);
        QCOMPARE(cached(1), "twelve bytes"_ba);
    }

    void tooLittleSpaceIsSaidBeforehand()
    {
        FetchOptions small = options({remote(u"F1"_s, 12)});
        small.expectedBytes = 3000000000;
        small.freeBytes = [](const QString &) { return 2000000000; };
        const auto summary = run(small);
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, Error::Kind::DiskFull);
        QVERIFY(summary.error().what.contains(u"1537 MB"_s));
        QVERIFY(m_network.seen.empty());
    }
    void spaceThatRunsOutEndsTheRun()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.body = "twelve bytes"}; };
        FetchOptions shrinking = options({remote(u"F1"_s, 12), remote(u"F2"_s, 12), remote(u"F3"_s, 1000000000)});
        shrinking.freeBytes = [](const QString &) { return 1000000000; };
        const auto summary = run(shrinking);
        QVERIFY(!summary);
        QCOMPARE(summary.error().kind, Error::Kind::DiskFull);
    }

    void aRehearsalAsksNobody()
    {
        FetchOptions pretend = options({remote(u"F1"_s, 5000), remote(u"F2"_s, -1)});
        pretend.standIns = true;
        QCOMPARE(run(pretend)->fetched, 2);
        QVERIFY(m_network.seen.empty());
        QVERIFY(!QDir(m_project->filesFolder()).exists());

        const AttachmentFiles files(*m_project, {}, true);
        QCOMPARE(files.access(1, 0, remote(u"F1"_s, 5000)),
                 (AttachmentAccess{.way = AttachmentAccess::Way::Upload, .sizeBytes = 5000}));
        const auto first = must(files.open(1, 0, remote(u"F1"_s, 5000)));
        const auto second = must(files.open(1, 0, remote(u"F1"_s, 5000)));
        const QByteArray bytes = first->readAll();
        QCOMPARE(bytes.size(), 5000);
        QVERIFY(second->seek(1001));
        QVERIFY(second->read(100) == bytes.sliced(1001, 100));
        QVERIFY(must(files.open(2, 0, remote(u"F2"_s, -1)))->readAll() != bytes.left(4096));

        // In earnest a row without bytes is nothing to upload.
        const AttachmentFiles earnest(*m_project, {}, false);
        QCOMPARE(earnest.access(1, 0, remote(u"F1"_s, 5000)).reason, u"not-fetched"_s);
        QCOMPARE(earnest.open(1, 0, remote(u"F1"_s, 5000)).error().kind, Error::Kind::NotFound);
    }

    void cancelEndsOnceAndAsksNothingMore()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.never = true}; };
        HttpClient client(m_clock, m_network.factory(), 1);
        Fetcher fetcher(*m_project, client, m_clock, options({remote(u"F1"_s, 12), remote(u"F2"_s, 12)}));
        QSignalSpy ended(&fetcher, &Job::finished);
        fetcher.start();
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(m_network.seen.size(), 2U);
        fetcher.cancel();
        fetcher.cancel();
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        m_clock.advance(std::chrono::minutes(10));
        for (int i = 0; i < 50; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(ended.size(), 1);
        QCOMPARE(fetcher.result().error().kind, Error::Kind::Cancelled);
        QCOMPARE(m_network.seen.size(), 2U);
        QVERIFY(!row(1));
    }
    void destroyingItIsQuiet()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.never = true}; };
        HttpClient client(m_clock, m_network.factory(), 1);
        {
            Fetcher fetcher(*m_project, client, m_clock, options({remote(u"F1"_s, 12)}));
            fetcher.start();
            for (int i = 0; i < 50; ++i)
                QCoreApplication::processEvents();
        }
        m_clock.advance(std::chrono::minutes(10));
        QCoreApplication::processEvents();
        QVERIFY(!row(1));
    }

    void opensWhatIsAtHand()
    {
        m_network.handler = [](const SeenRequest &) { return FakeReply{.body = "twelve bytes"}; };
        QVERIFY(run(options({remote(u"F1"_s, 12)})));
        const AttachmentFiles files(
            *m_project,
            [](const Attachment &attachment) -> Result<std::unique_ptr<QIODevice>> {
                auto buffer = std::make_unique<QBuffer>();
                buffer->setData(attachment.archivePath.toUtf8());
                buffer->open(QIODevice::ReadOnly);
                return std::unique_ptr<QIODevice>(std::move(buffer));
            },
            false);
        using Way = AttachmentAccess::Way;
        QCOMPARE(must(files.open(1, 0, remote(u"F1"_s, 12)))->readAll(), "twelve bytes"_ba);
        Attachment archived = remote(u"F2"_s, 3);
        archived.place = Attachment::Place::InArchive;
        archived.archivePath = u"a/b"_s;
        QCOMPARE(files.access(2, 0, archived), (AttachmentAccess{.way = Way::Upload, .sizeBytes = 3}));
        QCOMPARE(must(files.open(2, 0, archived))->readAll(), "a/b"_ba);
        QCOMPARE(files.access(2, 0, {.place = Attachment::Place::ExternalLink}).way, Way::Link);
        QCOMPARE(files.access(2, 0, {.place = Attachment::Place::Unavailable, .reason = u"deleted"_s}).reason,
                 u"deleted"_s);
        QCOMPARE(files.access(2, 0, remote(u"F3"_s, 3)).reason, u"not-fetched"_s);
        QVERIFY(FileTable(*m_project).put({.item = 2, .state = FileRow::State::Left}));
        QCOMPARE(files.access(2, 0, remote(u"F3"_s, 3)).reason, u"by-choice"_s);

        // Bytes that changed under us are not uploaded as if they were the file.
        QFile file(filesOnDisk().constFirst());
        QVERIFY(file.open(QIODevice::Append));
        file.write("x");
        file.close();
        QCOMPARE(files.open(1, 0, remote(u"F1"_s, 12)).error().kind, Error::Kind::File);
    }

    void readsContentRanges()
    {
        const auto range = contentRange("bytes 5-10/100");
        QVERIFY(range);
        QCOMPARE(range->first, 5);
        QCOMPARE(range->last, 10);
        QCOMPARE(range->total, 100);
        QCOMPARE(contentRange("BYTES 0-0/*")->total, -1);
        for (const char *bad :
             {"", "bytes", "bytes */100", "bytes 5-2/100", "bytes a-b/c", "items 1-2/3", "bytes -1-2/3"})
            QVERIFY2(!contentRange(bad), bad);
    }
    void webPagesThatWereAskedForAreTaken()
    {
        const Attachment canvas{.name = u"Plan"_s, .mimeType = u"application/vnd.slack-docs"_s};
        QCOMPARE(refusalOf(canvas, "text/html", "<html><h1>Plan</h1>", 19), QString());
        QCOMPARE(refusalOf(canvas, "text/html", "<html><input type=\"password\">", 29), u"login-page"_s);
        const Attachment page{.name = u"a.html"_s, .sizeBytes = 30};
        QCOMPARE(refusalOf(page, "text/html", "<html>How to sign in", 30), QString());
        const Attachment unknown{.name = u"a"_s};
        QCOMPARE(refusalOf(unknown, "application/octet-stream", "anything", 8), QString());
        QCOMPARE(refusalOf(unknown, "text/html", "<html>", 6), u"login-page"_s);
    }

private:
    FakeClock m_clock;
    FakeNetwork m_network;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    QtMessageHandler m_before = nullptr;
};

QTEST_GUILESS_MAIN(TestFetcher)
#include "tst_fetcher.moc"
