// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/uploadattachmentjob.h"
#include "googlechat/calls/uploadfilejob.h"
#include "tests/googlechat/googlefixture.h"

#include <QCryptographicHash>
#include <QSignalSpy>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

/// Tells no size, gives at most 1,000 bytes at once, as a stream out of an archive does.
class Stream final : public QIODevice
{
public:
    explicit Stream(QByteArray bytes, qint64 breaksAt = -1)
        : m_bytes(std::move(bytes))
        , m_breaksAt(breaksAt)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_read >= m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_breaksAt >= 0 && m_read >= m_breaksAt) {
            setErrorString(u"cut off"_s);
            return -1;
        }
        const qint64 count = std::min({most, qint64(1000), m_bytes.size() - m_read});
        if (count <= 0)
            return -1;
        std::memcpy(data, m_bytes.constData() + m_read, size_t(count));
        m_read += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_breaksAt;
    qint64 m_read = 0;
};

OpenContent stream(const QByteArray &bytes, qint64 breaksAt = -1)
{
    return [bytes, breaksAt]() -> Result<std::unique_ptr<QIODevice>> {
        return std::unique_ptr<QIODevice>(std::make_unique<Stream>(bytes, breaksAt));
    };
}

QByteArray bytes(qint64 size)
{
    QByteArray made(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        made[i] = char('a' + (i * 7 + i / 997) % 26);
    return made;
}

QByteArray md5(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Md5).toHex();
}

FakeReply fileAnswer(const QByteArray &content)
{
    return ok("{'id':'ID','name':'n','size':'" + QByteArray::number(content.size()) + "','md5Checksum':'" +
              md5(content) + "'}");
}

UploadFileRequest request(const OpenContent &open)
{
    return {kAdmin, u"ID"_s, u"r\u00e9sum\u00e9.pdf"_s, u"application/pdf"_s, u"FOLDER"_s, {}, open, {}};
}

/// The service's side of a resumable upload.
class Receiver
{
public:
    explicit Receiver(GoogleFixture &fixture)
    {
        fixture.network.handler = [this](const SeenRequest &seen) { return answer(seen); };
    }
    QByteArray received;
    QList<QByteArray> ranges;
    qint64 keepsAtMost = -1; ///< Of each chunk.
    int breaksAtChunk = 0;
    int sessions = 0;
    bool forgets = false;

private:
    FakeReply answer(const SeenRequest &seen)
    {
        if (seen.method == "POST") {
            ++sessions;
            received.clear();
            return {.status = 200,
                    .headers = {{"Location", seen.url.toEncoded() + "&upload_id=u" + QByteArray::number(sessions)}}};
        }
        if (forgets) {
            forgets = false;
            return {.status = 404};
        }
        const QByteArray range = seen.header("Content-Range");
        ranges.append(range);
        if (!range.startsWith("bytes */")) {
            const qint64 offset = range.mid(6, range.indexOf('-') - 6).toLongLong();
            if (offset != received.size())
                return {.status = 400};
            if (breaksAtChunk > 0 && --breaksAtChunk == 0)
                return broken();
            received += keepsAtMost >= 0 ? seen.body.left(keepsAtMost) : seen.body;
            const QByteArray total = range.mid(range.indexOf('/') + 1);
            if (total != "*" && total.toLongLong() == received.size())
                return fileAnswer(received);
        }
        FakeReply reply{.status = 308};
        if (!received.isEmpty())
            reply.headers = {{"Range", "bytes=0-" + QByteArray::number(received.size() - 1)}};
        return reply;
    }
};

} // namespace

class TestUpload : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSmallFileGoesInOnePiece_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a byte") << QByteArray("x");
        QTest::newRow("with line breaks and dashes") << QByteArray("--a\r\n--b\r\n\r\n", 13);
        QTest::newRow("the largest") << bytes(UploadJob::kSmallBytes);
    }
    void aSmallFileGoesInOnePiece()
    {
        QFETCH(QByteArray, content);
        for (const OpenContent &open : {test::content(content), stream(content)}) {
            GoogleFixture f;
            f.network << fileAnswer(content);
            const auto file = run(new UploadFileJob(f.api(), request(open), &f.owner));
            QVERIFY(file.ok());
            QCOMPARE(f.network.seen.size(), 1u);
            const SeenRequest &seen = f.network.seen[0];
            QCOMPARE(seen.path(), u"/upload/drive/v3/files"_s);
            QCOMPARE(seen.query(u"uploadType"_s), u"multipart"_s);
            QCOMPARE(seen.query(u"supportsAllDrives"_s), u"true"_s);
            const QJsonObject metadata = seen.json();
            QCOMPARE(metadata["id"_L1].toString(), u"ID"_s);
            QCOMPARE(metadata["name"_L1].toString(), u"r\u00e9sum\u00e9.pdf"_s);
            QCOMPARE(metadata["parents"_L1].toArray(), QJsonArray{u"FOLDER"_s});
            QVERIFY(seen.body.contains("\r\nContent-Type: application/pdf\r\n\r\n" + content + "\r\n--"));
        }
    }
    void theBoundaryIsNotInTheContent()
    {
        // The boundary follows from the metadata and the size of the content, so this content would hold its own.
        const QByteArray boundary = Multipart::related({}, "text/plain", QByteArray(38, 'x')).contentType.mid(28);
        QCOMPARE(boundary.size(), 38);
        QVERIFY(Multipart::related({}, "text/plain", boundary).contentType.mid(28) != boundary);
    }
    void aLargeFileGoesInChunks()
    {
        const QByteArray content = bytes(UploadJob::kChunkBytes * 2 + 12345);
        for (const bool knownSize : {true, false}) {
            GoogleFixture f;
            Receiver receiver(f);
            const auto file = run(
                new UploadFileJob(f.api(), request(knownSize ? test::content(content) : stream(content)), &f.owner));
            QVERIFY(file.ok());
            QVERIFY(receiver.received == content);
            QCOMPARE(receiver.ranges.size(), 3);
            const QByteArray total = QByteArray::number(content.size());
            QCOMPARE(receiver.ranges[0], "bytes 0-8388607/" + (knownSize ? total : QByteArray("*")));
            QCOMPARE(receiver.ranges[2], "bytes 16777216-16789560/" + total);
            const SeenRequest &start = f.network.seen[0];
            QCOMPARE(start.query(u"uploadType"_s), u"resumable"_s);
            QCOMPARE(start.header("X-Upload-Content-Type"), "application/pdf");
            QCOMPARE(start.header("X-Upload-Content-Length"), knownSize ? total : QByteArray());
            QCOMPARE(start.json()["id"_L1].toString(), u"ID"_s);
        }
    }
    void aFileOfWholeChunksEndsWithTheLast()
    {
        const QByteArray content = bytes(UploadJob::kChunkBytes);
        GoogleFixture f;
        Receiver receiver(f);
        QVERIFY(run(new UploadFileJob(f.api(), request(stream(content)), &f.owner)).ok());
        QCOMPARE(receiver.ranges, QList<QByteArray>{"bytes 0-8388607/8388608"});
        QVERIFY(receiver.received == content);
    }
    void whatTheServiceDidNotKeepIsSentAgain()
    {
        const QByteArray content = bytes(UploadJob::kChunkBytes + 5000);
        GoogleFixture f;
        Receiver receiver(f);
        receiver.keepsAtMost = 5 * 1024 * 1024;
        QVERIFY(run(new UploadFileJob(f.api(), request(test::content(content)), &f.owner)).ok());
        QVERIFY(receiver.received == content);
    }
    void aServiceThatKeepsNothingIsGivenUp()
    {
        GoogleFixture f;
        Receiver receiver(f);
        receiver.keepsAtMost = 0;
        const auto file = run(new UploadFileJob(f.api(), request(test::content(bytes(6000000))), &f.owner));
        QCOMPARE(file.error().kind, Error::Kind::BadReply);
        QVERIFY(receiver.ranges.size() < 10);
    }
    void aBrokenUploadGoesOnWhereItStopped()
    {
        const QByteArray content = bytes(UploadJob::kChunkBytes * 2 + 10);
        GoogleFixture f;
        Receiver receiver(f);
        receiver.breaksAtChunk = 2;
        auto *first = new UploadFileJob(f.api(), request(stream(content)), &f.owner);
        const auto brokenOff = run(first);
        QCOMPARE(brokenOff.error().kind, Error::Kind::Ambiguous);
        QVERIFY(!first->session().isEmpty());
        UploadFileRequest again = request(stream(content));
        again.session = first->session();
        QVERIFY(run(new UploadFileJob(f.api(), again, &f.owner)).ok());
        QCOMPARE(receiver.sessions, 1);
        QVERIFY(receiver.received == content);
        QCOMPARE(receiver.ranges[2], "bytes */*");
        QVERIFY(receiver.ranges[3].startsWith("bytes 8388608-"));
    }
    void aForgottenSessionStartsAnew()
    {
        const QByteArray content = bytes(6000000);
        GoogleFixture f;
        Receiver receiver(f);
        receiver.forgets = true;
        UploadFileRequest again = request(stream(content));
        again.session = QUrl(u"https://www.googleapis.com/upload/drive/v3/files?upload_id=old"_s);
        QVERIFY(run(new UploadFileJob(f.api(), again, &f.owner)).ok());
        QCOMPARE(receiver.sessions, 1);
        QVERIFY(receiver.received == content);
    }
    void otherBytesAreNoSuccess()
    {
        GoogleFixture f;
        f.network << fileAnswer("other");
        QCOMPARE(run(new UploadFileJob(f.api(), request(test::content("bytes")), &f.owner)).error().kind,
                 Error::Kind::BadReply);
    }
    void aSessionElsewhereGetsNoToken_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("another host") << QByteArray("https://evil.example/upload?upload_id=1");
        QTest::newRow("plain http") << QByteArray("http://www.googleapis.com/upload?upload_id=1");
        QTest::newRow("another port") << QByteArray("https://www.googleapis.com:8443/upload?upload_id=1");
        QTest::newRow("nothing") << QByteArray();
    }
    void aSessionElsewhereGetsNoToken()
    {
        QFETCH(QByteArray, location);
        GoogleFixture f;
        f.network << FakeReply{.status = 200, .headers = {{"Location", location}}};
        const auto file = run(new UploadFileJob(f.api(), request(test::content(bytes(6000000))), &f.owner));
        QCOMPARE(file.error().kind, Error::Kind::BadReply);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void contentThatCannotBeReadIsAFileError()
    {
        GoogleFixture f;
        Receiver receiver(f);
        QCOMPARE(run(new UploadFileJob(f.api(), request(stream(bytes(3000), 2000)), &f.owner)).error().kind,
                 Error::Kind::File);
        QCOMPARE(f.network.seen.size(), 0u);
        const auto late = run(new UploadFileJob(f.api(), request(stream(bytes(20000000), 9000000)), &f.owner));
        QCOMPARE(late.error().kind, Error::Kind::File);
        const OpenContent gone = []() -> Result<std::unique_ptr<QIODevice>> {
            return Error{.kind = Error::Kind::File, .what = u"gone"_s};
        };
        QCOMPARE(run(new UploadFileJob(f.api(), request(gone), &f.owner)).error().what, u"gone"_s);
    }
    void refusalsComeThrough()
    {
        GoogleFixture f;
        f.network << refusal(409, "ALREADY_EXISTS") << refusal(403, "PERMISSION_DENIED") << refusal(503, "UNAVAILABLE");
        QCOMPARE(run(new UploadFileJob(f.api(), request(test::content("x")), &f.owner)).error().kind,
                 Error::Kind::Conflict);
        const OpenContent large = test::content(bytes(6000000));
        QCOMPARE(run(new UploadFileJob(f.api(), request(large), &f.owner)).error().kind, Error::Kind::Forbidden);
        QCOMPARE(run(new UploadFileJob(f.api(), request(large), &f.owner)).error().kind, Error::Kind::ServerFault);
    }
    void cancelSendsNothingMore()
    {
        GoogleFixture f;
        f.network << FakeReply{.never = true};
        auto *job = new UploadFileJob(f.api(), request(test::content("x")), &f.owner);
        QSignalSpy finished(job, &Job::finished);
        job->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        job->cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
    }
    void attachmentsGoToChat()
    {
        GoogleFixture f;
        f.network << ok("{'attachmentDataRef':{'resourceName':'r','attachmentUploadToken':'t'},'other':1}");
        const auto attachment = run(new UploadAttachmentJob(
            f.api(), {kAnn, u"spaces/A"_s, u"a.pdf"_s, u"application/pdf"_s, test::content("bytes")}, &f.owner));
        QVERIFY(attachment.ok());
        QCOMPARE(attachment->keys(), QStringList{u"attachmentDataRef"_s});
        QCOMPARE(f.network.seen[0].path(), u"/upload/v1/spaces/A/attachments:upload"_s);
        QCOMPARE(f.network.seen[0].json(), (QJsonObject{{u"filename"_s, u"a.pdf"_s}}));
        QCOMPARE(f.network.seen[0].bearer(), "token-ann@example.com");
    }
    void typesThatWouldDoHarmAreNotSent()
    {
        QCOMPARE(cleanMimeType(u"image/svg+xml"_s), "image/svg+xml");
        QCOMPARE(cleanMimeType(u"application/vnd.google-apps.document"_s), "application/octet-stream");
        QCOMPARE(cleanMimeType(u"text/plain\r\nX-Evil: 1"_s), "application/octet-stream");
        QCOMPARE(cleanMimeType(QString()), "application/octet-stream");
        QCOMPARE(cleanMimeType(u"multipart/mixed"_s), "application/octet-stream");
    }
};

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
