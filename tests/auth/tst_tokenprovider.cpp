// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenprovider.h"
#include "base/fakeclock.h"
#include "net/httpclient.h"
#include "tests/support/fakenetwork.h"
#include "tests/support/testkey.h"

#include <QSignalSpy>
#include <QtTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QStringList kScopes{u"https://www.googleapis.com/auth/chat.import"_s, u"https://www.googleapis.com/auth/drive"_s};

struct Fixture
{
    FakeNetwork network;
    FakeClock clock;
    QObject owner;
    HttpClient client{clock, network.factory(), 1};
    std::shared_ptr<TokenProvider> tokens;

    Fixture()
    {
        network.answersTokens = false;
        const auto key = ServiceAccountKey::fromJson(serviceAccountJson());
        auto made = TokenProvider::create(client, clock, *key);
        tokens = *made;
    }
    TokenJob *ask(const QString &account = u"ann@example.com"_s, const QStringList &scopes = kScopes)
    {
        TokenJob *job = tokens->token(account, scopes, &owner);
        job->start();
        return job;
    }
};

FakeReply good(const QByteArray &token = "ya29.one", int seconds = 3599)
{
    return {.status = 200,
            .body = "{\"access_token\":\"" + token + "\",\"expires_in\":" + QByteArray::number(seconds) +
                    ",\"token_type\":\"Bearer\"}"};
}

QJsonObject claims(const SeenRequest &request)
{
    return claimsOf(request.body.sliced(request.body.indexOf("assertion=") + 10));
}

bool ends(TokenJob *job)
{
    return QTest::qWaitFor([job] { return !job->isRunning(); });
}

} // namespace

class TestTokenProvider : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksWithASignedAssertion()
    {
        Fixture f;
        f.network << good();
        TokenJob *job = f.ask();
        QVERIFY(ends(job));
        QVERIFY(job->result().ok());
        QCOMPARE(job->result()->value, "ya29.one");
        QCOMPARE(job->result()->expires, f.clock.nowUtc() + 3599s);
        QCOMPARE(f.network.seen.size(), 1u);
        const SeenRequest &seen = f.network.seen[0];
        QCOMPARE(seen.method, "POST");
        QCOMPARE(seen.url, QUrl(u"https://oauth2.googleapis.com/token"_s));
        QCOMPARE(seen.header("Content-Type"), "application/x-www-form-urlencoded");
        QVERIFY(seen.body.startsWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="));
        const QByteArray jwt = seen.body.sliced(seen.body.indexOf("assertion=") + 10);
        QVERIFY(isSignedByTestKey(jwt));
        QVERIFY(!jwt.contains('=') && !jwt.contains('+') && !jwt.contains('/'));
        const QByteArray header = QByteArray::fromBase64(jwt.first(jwt.indexOf('.')), QByteArray::Base64UrlEncoding);
        QVERIFY(header.contains(R"("alg":"RS256")") && header.contains(R"("kid":"0123456789abcdef")"));
        const QJsonObject object = claims(seen);
        QCOMPARE(object["iss"_L1].toString(), u"ferry@ferry-project.iam.gserviceaccount.com"_s);
        QCOMPARE(object["sub"_L1].toString(), u"ann@example.com"_s);
        QCOMPARE(object["scope"_L1].toString(), kScopes.join(u' '));
        QCOMPARE(object["aud"_L1].toString(), u"https://oauth2.googleapis.com/token"_s);
        QCOMPARE(object["iat"_L1].toInteger(), toMicros(f.clock.nowUtc()) / 1000000);
        QCOMPARE(object["exp"_L1].toInteger() - object["iat"_L1].toInteger(), 3600);
    }
    void anotherKeyDoesNotVerify()
    {
        // Shows that the check of the test above can fail.
        QVERIFY(!isSignedByTestKey("eyJhbGciOiJSUzI1NiJ9.e30.AAAA"));
    }
    void theAppAsksForItself()
    {
        Fixture f;
        f.network << good();
        QVERIFY(ends(f.ask(QString(), {u"https://www.googleapis.com/auth/chat.bot"_s})));
        QVERIFY(!claims(f.network.seen[0]).contains("sub"_L1));
    }
    void keepsATokenPerAccountAndScopes()
    {
        Fixture f;
        f.network << good("one") << good("two") << good("three");
        QVERIFY(ends(f.ask(u"ann@example.com"_s)));
        QVERIFY(ends(f.ask(u"bob@example.com"_s)));
        QVERIFY(ends(f.ask(u"ann@example.com"_s, {kScopes[0]})));
        QCOMPARE(f.network.seen.size(), 3u);
        TokenJob *again = f.ask(u"ann@example.com"_s, {kScopes[1], kScopes[0]});
        QVERIFY(ends(again));
        QCOMPARE(again->result()->value, "one");
        QCOMPARE(f.tokens->cached(u"bob@example.com"_s, kScopes)->value, "two");
        QCOMPARE(f.network.seen.size(), 3u);
    }
    void renewsWithFiveMinutesLeft()
    {
        Fixture f;
        f.network << good("one", 3600) << good("two");
        QVERIFY(ends(f.ask()));
        f.clock.advance(3299s);
        TokenJob *early = f.ask();
        QVERIFY(ends(early));
        QCOMPARE(early->result()->value, "one");
        f.clock.advance(1s);
        TokenJob *late = f.ask();
        QVERIFY(ends(late));
        QCOMPARE(late->result()->value, "two");
    }
    void joinsThoseWhoAskAtOnce()
    {
        Fixture f;
        f.network << good();
        TokenJob *first = f.ask();
        TokenJob *second = f.ask();
        QSignalSpy ended(second, &Job::finished);
        QVERIFY(ends(first));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(second->result()->value, "ya29.one");
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void oneWhoLeavesDoesNotStopTheOthers()
    {
        Fixture f;
        TokenJob *first = f.ask();
        TokenJob *second = f.ask();
        QSignalSpy cancelled(first, &Job::finished);
        f.network.handler = [first](const SeenRequest &) {
            first->cancel();
            return good();
        };
        QVERIFY(ends(second));
        QVERIFY(second->result().ok());
        QTRY_COMPARE(cancelled.size(), 1);
        QCOMPARE(first->result().error().kind, Error::Kind::Cancelled);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void anOwnerThatGoesLeavesTheTokenForOthers()
    {
        Fixture f;
        f.network << good();
        auto owner = std::make_unique<QObject>();
        f.tokens->token(u"ann@example.com"_s, kScopes, owner.get())->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        owner.reset();
        QTRY_VERIFY(f.tokens->cached(u"ann@example.com"_s, kScopes).has_value());
    }
    void aRefusalIsNotRemembered()
    {
        Fixture f;
        f.network << FakeReply{.status = 401, .body = R"({"error":"unauthorized_client"})"} << good();
        TokenJob *first = f.ask();
        QVERIFY(ends(first));
        QVERIFY(!first->result().ok());
        TokenJob *second = f.ask();
        QVERIFY(ends(second));
        QVERIFY(second->result().ok());
    }
    void forgetsARefusedToken()
    {
        Fixture f;
        f.network << good("one") << good("two");
        QVERIFY(ends(f.ask()));
        f.tokens->forget(u"ann@example.com"_s, kScopes, "older");
        QVERIFY(f.tokens->cached(u"ann@example.com"_s, kScopes).has_value());
        f.tokens->forget(u"ann@example.com"_s, kScopes, "one");
        TokenJob *second = f.ask();
        QVERIFY(ends(second));
        QCOMPARE(second->result()->value, "two");
    }
    void networkErrorsComeThrough()
    {
        Fixture f;
        f.network << FakeReply{.error = QNetworkReply::HostNotFoundError, .sent = false};
        TokenJob *job = f.ask();
        QVERIFY(ends(job));
        QCOMPARE(job->result().error().kind, Error::Kind::Offline);
    }
    void aProviderThatGoesEndsThoseWhoWait()
    {
        Fixture f;
        f.network << FakeReply{.never = true};
        TokenJob *job = f.ask();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        f.tokens.reset();
        QVERIFY(ends(job));
        QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
    }

    void refusalsAreExplained_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<QByteArray>("description");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const int signIn = int(Error::Kind::SignInNeeded);
        QTest::newRow("not delegated") << 401 << QByteArray("unauthorized_client")
                                       << QByteArray("Unauthorized client or scope in request.") << signIn
                                       << u"Domain-wide delegation"_s;
        QTest::newRow("delegated by address")
            << 401 << QByteArray("unauthorized_client")
            << QByteArray(
                   "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
                   "for any of the scopes requested.")
            << signIn << u"numeric client ID"_s;
        QTest::newRow("scopes missing") << 403 << QByteArray("access_denied")
                                        << QByteArray("Requested client not authorized.") << signIn << u"scope"_s;
        QTest::newRow("policy") << 400 << QByteArray("admin_policy_enforced") << QByteArray()
                                << int(Error::Kind::Forbidden) << u"policy"_s;
        QTest::newRow("no such account") << 400 << QByteArray("invalid_grant") << QByteArray("Not a valid email.")
                                         << int(Error::Kind::NotFound) << u"account"_s;
        QTest::newRow("no such account, other words")
            << 400 << QByteArray("invalid_grant") << QByteArray("Invalid email or User ID")
            << int(Error::Kind::NotFound) << u"account"_s;
        QTest::newRow("clock") << 400 << QByteArray("invalid_grant")
                               << QByteArray("Invalid JWT: Token must be a short-lived token (60 minutes) and in a "
                                             "reasonable timeframe. Check your iat and exp values in the JWT claim.")
                               << signIn << u"clock"_s;
        QTest::newRow("key gone") << 400 << QByteArray("invalid_grant") << QByteArray("Invalid JWT Signature.")
                                  << signIn << u"new JSON key"_s;
        QTest::newRow("other grant") << 400 << QByteArray("invalid_grant") << QByteArray("reauth related error")
                                     << signIn << u"account"_s;
        QTest::newRow("scope misspelt") << 400 << QByteArray("invalid_scope")
                                        << QByteArray("Invalid OAuth scope or ID token audience provided.") << signIn
                                        << u"scopes"_s;
        QTest::newRow("client gone") << 401 << QByteArray("invalid_client")
                                     << QByteArray("The OAuth client was not found.") << signIn
                                     << u"removed or disabled"_s;
        QTest::newRow("client deleted") << 401 << QByteArray("deleted_client") << QByteArray() << signIn
                                        << u"30 days"_s;
        QTest::newRow("client disabled") << 401 << QByteArray("disabled_client") << QByteArray() << signIn
                                         << u"enable"_s;
        QTest::newRow("other organisation")
            << 403 << QByteArray("org_internal") << QByteArray() << int(Error::Kind::Forbidden) << u"organisation"_s;
        QTest::newRow("fault of theirs") << 400 << QByteArray("internal_failure") << QByteArray()
                                         << int(Error::Kind::ServerFault) << u"fault"_s;
        QTest::newRow("a word nobody knows")
            << 400 << QByteArray("brand_new") << QByteArray() << signIn << u"refused"_s;
    }
    void refusalsAreExplained()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, word);
        QFETCH(QByteArray, description);
        QFETCH(int, kind);
        QFETCH(QString, says);
        HttpReply reply;
        reply.status = status;
        reply.body = "{\"error\":\"" + word + "\",\"error_description\":\"" + description + "\"}";
        const auto token = TokenProvider::parse(reply, true, UtcTime{});
        QVERIFY(!token.ok());
        QCOMPARE(int(token.error().kind), kind);
        QVERIFY2((token.error().what + token.error().remedy).contains(says), qPrintable(token.error().what));
        QVERIFY(!token.error().remedy.isEmpty());
        QVERIFY(token.error().detail.contains(QString::fromLatin1(word)));
    }
    void oddAnswersAreNoToken_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::newRow("a page of a proxy") << 200 << QByteArray("<html>sign in</html>") << int(Error::Kind::BadReply);
        QTest::newRow("refused by a page") << 403 << QByteArray("<html>no</html>") << int(Error::Kind::BadReply);
        QTest::newRow("no token") << 200 << QByteArray("{}") << int(Error::Kind::BadReply);
        QTest::newRow("a token that would break the header")
            << 200 << QByteArray(R"({"access_token":"a\r\nX: y"})") << int(Error::Kind::BadReply);
        QTest::newRow("already over") << 200 << QByteArray(R"({"access_token":"a","expires_in":0})")
                                      << int(Error::Kind::BadReply);
        QTest::newRow("502 page") << 502 << QByteArray("<html>") << int(Error::Kind::ServerFault);
        QTest::newRow("429") << 429 << QByteArray() << int(Error::Kind::RateLimited);
    }
    void oddAnswersAreNoToken()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        HttpReply reply;
        reply.status = status;
        reply.body = body;
        const auto token = TokenProvider::parse(reply, false, UtcTime{});
        QVERIFY(!token.ok());
        QCOMPARE(int(token.error().kind), kind);
    }
};

QTEST_GUILESS_MAIN(TestTokenProvider)
#include "tst_tokenprovider.moc"
