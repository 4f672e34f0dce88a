// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"
#include "base/logging.h"
#include "net/httpclient.h"
#include "tests/support/fakenetwork.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QtTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList *logLines = nullptr;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &line)
{
    logLines->append(line);
}

HttpRequest post(const QString &url = u"https://chat.googleapis.com/v1/spaces/A/messages?key=secret"_s)
{
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(url);
    request.headers = {{"Content-Type", "application/json; charset=UTF-8"}, {"Authorization", "Bearer ya29.secret"}};
    request.body = R"({"text":"private words"})";
    return request;
}

class Fixture
{
public:
    FakeNetwork network;
    FakeClock clock;
    QObject owner;
    std::unique_ptr<HttpClient> client = std::make_unique<HttpClient>(clock, network.factory(), 2);
};

} // namespace

class TestHttpClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sendsTheRequestAsItIs()
    {
        Fixture f;
        f.network << FakeReply{
            .status = 200, .body = "{}", .headers = {{"Date", "Sun, 06 Nov 1994 08:49:37 GMT"}, {"X-Thing", "1"}}};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(call->result().ok());
        QCOMPARE(call->result()->status, 200);
        QCOMPARE(call->result()->body, "{}");
        QCOMPARE(call->result()->header("x-thing"), "1");
        QCOMPARE(call->result()->header("absent"), "");
        QCOMPARE(toMicros(call->result()->serverTime.value()), 784111777000000LL);
        QVERIFY(!call->result()->retryAfter);
        QCOMPARE(f.network.seen.size(), 1u);
        QCOMPARE(f.network.seen[0].method, "POST");
        QCOMPARE(f.network.seen[0].body, post().body);
        QCOMPARE(f.network.seen[0].header("Authorization"), "Bearer ya29.secret");
        QCOMPARE(f.network.seen[0].request.attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(),
                 int(QNetworkRequest::ManualRedirectPolicy));
        QVERIFY(!f.network.seen[0].request.attribute(QNetworkRequest::Http2AllowedAttribute).toBool());
    }

    void anyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 302, 308, 400, 401, 403, 404, 409, 429, 499, 500, 502, 503, 599})
            QTest::addRow("%d", status) << status;
    }
    void anyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        Fixture f;
        f.network << FakeReply{.status = status, .body = "words", .headers = {{"Retry-After", "3"}}};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(call->result().ok());
        QCOMPARE(call->result()->status, status);
        QCOMPARE(call->result()->body, "words");
        if (status >= 400)
            QCOMPARE(call->result()->retryAfter.value(), 3000ms);
    }

    void failuresAreGradedByWhetherAnythingLeft_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("sent");
        QTest::addColumn<int>("kind");
        const int offline = int(Error::Kind::Offline);
        const int ambiguous = int(Error::Kind::Ambiguous);
        QTest::newRow("refused") << int(QNetworkReply::ConnectionRefusedError) << false << offline;
        QTest::newRow("host not found") << int(QNetworkReply::HostNotFoundError) << false << offline;
        QTest::newRow("certificate refused") << int(QNetworkReply::SslHandshakeFailedError) << false << offline;
        QTest::newRow("no such proxy") << int(QNetworkReply::ProxyNotFoundError) << false << offline;
        QTest::newRow("proxy wants a password")
            << int(QNetworkReply::ProxyAuthenticationRequiredError) << true << offline;
        QTest::newRow("network unreachable") << int(QNetworkReply::UnknownNetworkError) << false << offline;
        QTest::newRow("network gone after sending") << int(QNetworkReply::UnknownNetworkError) << true << ambiguous;
        QTest::newRow("closed after sending") << int(QNetworkReply::RemoteHostClosedError) << true << ambiguous;
        QTest::newRow("closed before an answer") << int(QNetworkReply::ContentReSendError) << true << ambiguous;
        QTest::newRow("time-out of the system") << int(QNetworkReply::TimeoutError) << true << ambiguous;
        QTest::newRow("nonsense for an answer") << int(QNetworkReply::ProtocolFailure) << true << ambiguous;
    }
    void failuresAreGradedByWhetherAnythingLeft()
    {
        QFETCH(int, error);
        QFETCH(bool, sent);
        QFETCH(int, kind);
        Fixture f;
        f.network << FakeReply{.error = QNetworkReply::NetworkError(error), .sent = sent};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!call->result().ok());
        QCOMPARE(int(call->result().error().kind), kind);
        QVERIFY(!call->result().error().what.isEmpty());
        QVERIFY(!call->result().error().detail.contains(u"secret"_s));
    }

    void silenceEndsInTimeout()
    {
        Fixture f;
        f.network << FakeReply{.never = true};
        HttpRequest request = post();
        request.timeout = 60s;
        HttpCall *call = f.client->send(request, &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        QCoreApplication::processEvents();
        f.clock.advance(59999ms);
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 0);
        f.clock.advance(1ms);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::Timeout);
    }
    void neverConnectedEndsInOffline()
    {
        Fixture f;
        f.network << FakeReply{.sent = false, .never = true};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        f.clock.advance(61s);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::Offline);
    }

    void waitingForAConnectionIsNoTimeout()
    {
        Fixture f; // two managers of six connections
        for (int i = 0; i < 12; ++i)
            f.network << FakeReply{.never = true};
        std::vector<HttpCall *> calls;
        int ended = 0;
        for (int i = 0; i < 13; ++i) {
            calls.push_back(f.client->send(post(), &f.owner));
            connect(calls.back(), &Job::finished, this, [&ended] { ++ended; });
            calls.back()->start();
        }
        QTRY_COMPARE(f.network.seen.size(), 12u);
        QCoreApplication::processEvents();
        QCOMPARE(f.network.seen.size(), 12u);
        f.network << FakeReply{.status = 204};
        f.clock.advance(60s);
        QTRY_COMPARE(ended, 13);
        QVERIFY(calls.back()->result().ok());
        QCOMPARE(calls.front()->result().error().kind, Error::Kind::Timeout);
    }

    void largeRequestsKeepTheOthersFree()
    {
        Fixture f;
        for (int i = 0; i < 6; ++i) {
            f.network << FakeReply{.never = true};
            HttpRequest request = post();
            request.large = true;
            f.client->send(request, &f.owner)->start();
        }
        QTRY_COMPARE(f.network.seen.size(), 6u);
        f.network << FakeReply{.status = 200};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(call->result().ok());
    }

    void plainHttpToAForeignHostIsNotSent()
    {
        Fixture f;
        HttpCall *call = f.client->send(post(u"http://chat.googleapis.com/v1/spaces"_s), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::Input);
        QCOMPARE(f.network.seen.size(), 0u);
    }

    void cancelEndsOnceAndSendsNothingMore()
    {
        Fixture f;
        f.network << FakeReply{.never = true};
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        call->cancel();
        call->cancel();
        QCOMPARE(finished.size(), 0);
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::Cancelled);
        QCoreApplication::processEvents();
        f.clock.advance(120s);
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 1);
    }
    void cancelBeforeItLeavesSendsNothing()
    {
        Fixture f;
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        call->cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(f.network.seen.size(), 0u);
    }
    void anOwnerThatGoesTakesTheCallAlong()
    {
        Fixture f;
        f.network << FakeReply{.never = true} << FakeReply{.status = 200};
        auto owner = std::make_unique<QObject>();
        f.client->send(post(), owner.get())->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        owner.reset();
        f.clock.advance(120s);
        QCoreApplication::processEvents();
        HttpCall *call = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(call->result().ok());
    }
    void callsOutliveTheClient()
    {
        Fixture f;
        f.network << FakeReply{.never = true};
        HttpCall *call = f.client->send(post(), &f.owner);
        HttpCall *later = f.client->send(post(), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        QSignalSpy finishedLater(later, &Job::finished);
        call->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        f.client.reset();
        later->start();
        QTRY_COMPARE(finished.size(), 1);
        QTRY_COMPARE(finishedLater.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::Cancelled);
        QCOMPARE(later->result().error().kind, Error::Kind::Cancelled);
    }

    void aSinkTakesTheBody()
    {
        Fixture f;
        f.network << FakeReply{.status = 200, .body = "file bytes"} << FakeReply{.status = 404, .body = "no such file"};
        auto sink = std::make_shared<QBuffer>();
        sink->open(QIODevice::WriteOnly);
        HttpRequest request;
        request.url = QUrl(u"https://files.example/a"_s);
        request.bodySink = sink;
        for (const int status : {200, 404}) {
            HttpCall *call = f.client->send(request, &f.owner);
            QSignalSpy finished(call, &Job::finished);
            call->start();
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(call->result()->status, status);
            QCOMPARE(call->result()->body, status == 200 ? "" : "no such file");
        }
        QCOMPARE(sink->data(), "file bytes");
    }
    void aSinkThatIsFullIsAFileError()
    {
        Fixture f;
        f.network << FakeReply{.status = 200, .body = "file bytes"};
        HttpRequest request;
        request.url = QUrl(u"https://files.example/a"_s);
        request.bodySink = std::make_shared<QBuffer>(); // closed: takes nothing
        HttpCall *call = f.client->send(request, &f.owner);
        QSignalSpy finished(call, &Job::finished);
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QBuffer): device not open");
        call->start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(call->result().error().kind, Error::Kind::File);
    }

    void theLogHoldsNoSecret()
    {
        Fixture f;
        f.network << FakeReply{.status = 200, .body = "answer words"};
        QLoggingCategory::setFilterRules(u"chatferry.net.info=true"_s);
        QStringList lines;
        logLines = &lines;
        const QtMessageHandler before = qInstallMessageHandler(keepLog);
        HttpCall *call = f.client->send(
            post(u"https://admin.googleapis.com/admin/directory/v1/users/ann@example.com?key=secret"_s), &f.owner);
        QSignalSpy finished(call, &Job::finished);
        call->start();
        const bool ended = QTest::qWaitFor([&] { return finished.size() == 1; });
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
        QVERIFY(ended);
        QCOMPARE(lines.size(), 1);
        QVERIFY(lines[0].contains(u"/admin/directory/v1/users/"_s));
        QVERIFY(lines[0].contains(u"200"_s));
        for (const QString &secret : {u"secret"_s, u"ann"_s, u"words"_s, u"key"_s})
            QVERIFY2(!lines[0].contains(secret), qPrintable(lines[0]));
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
