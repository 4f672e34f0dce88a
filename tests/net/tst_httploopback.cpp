// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "net/httpclient.h"
#include "tests/support/testkey.h"

#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

/// Answers each request on a real socket with the same bytes, or closes.
class Server
{
public:
    explicit Server(QByteArray answer, bool closes = false)
        : m_answer(std::move(answer))
        , m_closes(closes)
    {
        QObject::connect(&tcp, &QTcpServer::newConnection, &tcp, [this] {
            while (QTcpSocket *socket = tcp.nextPendingConnection()) {
                ++connections;
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(socket); });
            }
        });
        tcp.listen(QHostAddress::LocalHost);
    }
    QUrl url() const { return QUrl(u"http://127.0.0.1:%1/v1/x"_s.arg(tcp.serverPort())); }

    QTcpServer tcp;
    int connections = 0;
    int requests = 0;
    QByteArray received;

private:
    void read(QTcpSocket *socket)
    {
        received += socket->readAll();
        if (!received.contains("\r\n\r\n") || !received.endsWith('}'))
            return;
        ++requests;
        received.clear();
        socket->write(m_answer);
        if (m_closes)
            socket->disconnectFromHost();
    }
    QByteArray m_answer;
    bool m_closes;
};

HttpRequest post(const QUrl &url)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json; charset=UTF-8"}};
    request.body = "{}";
    return request;
}

} // namespace

class TestHttpLoopback : public QObject
{
    Q_OBJECT

    Result<HttpReply> send(const HttpRequest &request)
    {
        SystemClock clock;
        HttpClient client(clock, 1);
        QObject owner;
        HttpCall *call = client.send(request, &owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        if (!QTest::qWaitFor([&] { return finished.size() == 1; }, 20000))
            return Error{.kind = Error::Kind::Bug, .what = u"it never ended"_s};
        return call->result();
    }

private Q_SLOTS:
    void anAttemptIsSentButOnce_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("closed without a word") << QByteArray();
        QTest::newRow("closed within the status line") << QByteArray("HTTP/1.1 20");
        QTest::newRow("closed within the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("closed within the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");
        QTest::newRow("closed within a chunk")
            << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-server\r\n\r\n");
    }
    void anAttemptIsSentButOnce()
    {
        QFETCH(QByteArray, answer);
        Server server(answer, true);
        const auto result = send(post(server.url()));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, Error::Kind::Ambiguous);
        QCOMPARE(server.requests, 1);
    }
    void refusedIsOffline()
    {
        QUrl url;
        {
            Server gone({});
            url = gone.url();
        }
        const auto result = send(post(url));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, Error::Kind::Offline);
    }
    void answersOfAllKindsComeThrough_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("fine") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}") << 200
                              << QByteArray("{}");
        QTest::newRow("nothing") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << 204 << QByteArray();
        QTest::newRow("token refused, in the words of Google")
            << QByteArray(
                   "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"https://accounts.google.com/\"\r\n"
                   "Content-Length: 5\r\n\r\nhello")
            << 401 << QByteArray("hello");
        QTest::newRow("a password wanted")
            << QByteArray(
                   "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 5\r\n\r\nhello")
            << 401 << QByteArray("hello");
        QTest::newRow("redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 2\r\n\r\nab")
                                  << 302 << QByteArray("ab");
        QTest::newRow("too many") << QByteArray("HTTP/1.1 429 Too Many\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n")
                                  << 429 << QByteArray();
        QTest::newRow("fault") << QByteArray("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\n<ht>") << 503
                               << QByteArray("<ht>");
    }
    void answersOfAllKindsComeThrough()
    {
        QFETCH(QByteArray, answer);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Server server(answer);
        const auto result = send(post(server.url()));
        QVERIFY(result.ok());
        QCOMPARE(result->status, status);
        QCOMPARE(result->body, body);
        QCOMPARE(server.requests, 1);
    }
    void aChunkLearnsHowFarItCame()
    {
        Server server("HTTP/1.1 308 Resume Incomplete\r\nRange: bytes=0-41\r\nContent-Length: 0\r\n\r\n");
        HttpRequest request = post(server.url());
        request.method = "PUT";
        request.large = true;
        const auto result = send(request);
        QVERIFY(result.ok());
        QCOMPARE(result->status, 308);
        QCOMPARE(result->header("Range"), "bytes=0-41");
    }
    void aCertificateThatNobodyVouchesForIsRefused()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(selfSignedCertificate()));
        configuration.setPrivateKey(QSslKey(testKey().privatePem, QSsl::Rsa));
        QSslServer server;
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto result = send(post(QUrl(u"https://localhost:%1/v1/x"_s.arg(server.serverPort()))));
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, Error::Kind::Offline);
    }
};

QTEST_GUILESS_MAIN(TestHttpLoopback)
#include "tst_httploopback.moc"
