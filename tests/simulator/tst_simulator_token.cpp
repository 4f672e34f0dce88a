// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {
const QString kImport = u"https://www.googleapis.com/auth/chat.import"_s;
}

class TestSimulatorToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keyFileIsOneAClientCanUse()
    {
        Rig rig;
        const QJsonObject key = QJsonDocument::fromJson(rig.simulator.serviceAccountKeyJson()).object();
        QCOMPARE(key["type"_L1].toString(), u"service_account"_s);
        QCOMPARE(key["token_uri"_L1].toString(), rig.simulator.baseUrl() + u"/token"_s);
        QVERIFY(key["private_key"_L1].toString().startsWith("-----BEGIN PRIVATE KEY-----"_L1));
        for (const auto name : {"project_id"_L1, "private_key_id"_L1, "client_email"_L1, "client_id"_L1})
            QVERIFY2(!key[name].toString().isEmpty(), name.data());
    }

    void rightAssertionGivesABearerToken()
    {
        Rig rig;
        const auto answer = rig.client.askToken(rig.client.claims(u"bob@example.com"_s, kImport));
        QCOMPARE(answer.status, 200);
        QVERIFY(answer["access_token"].toString().startsWith("ya29."_L1));
        QCOMPARE(answer["expires_in"].toInt(), 3599);
        QCOMPARE(answer["token_type"].toString(), u"Bearer"_s);
        QVERIFY(!answer.json().contains("refresh_token"_L1));
    }

    void wrongAssertionsAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("claims");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("description");
        const auto with = [](std::initializer_list<std::pair<QString, QJsonValue>> changes) {
            QJsonObject object;
            for (const auto &[key, value] : changes)
                object.insert(key, value);
            return object;
        };
        const qint64 now = toMicros(*usualOptions().startTime) / 1000000;
        const QString frame =
            u"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe"_s;
        const QString client = u"Client is unauthorized to retrieve access tokens using this method"_s;
        QTest::newRow("unknown sub") << with({{u"sub"_s, u"nobody@example.com"_s}}) << 400 << u"invalid_grant"_s
                                     << u"Invalid email or User ID"_s;
        QTest::newRow("suspended sub") << with({{u"sub"_s, u"gone@example.com"_s}}) << 400 << u"invalid_grant"_s
                                       << u"Invalid email or User ID"_s;
        QTest::newRow("sub is no address")
            << with({{u"sub"_s, u"bob"_s}}) << 400 << u"invalid_grant"_s << u"Not a valid email"_s;
        QTest::newRow("foreign domain") << with({{u"sub"_s, u"bob@elsewhere.org"_s}}) << 401 << u"unauthorized_client"_s
                                        << u"Unauthorized client or scope in request."_s;
        QTest::newRow("scope not delegated") << with({{u"scope"_s, u"https://www.googleapis.com/auth/drive"_s}}) << 401
                                             << u"unauthorized_client"_s << client;
        QTest::newRow("one scope of two not delegated")
            << with({{u"scope"_s, kImport + u" https://www.googleapis.com/auth/drive"_s}}) << 401
            << u"unauthorized_client"_s << client;
        QTest::newRow("misspelt scope") << with({{u"scope"_s, u"https://www.googleapis.com/auth/chat.imports"_s}})
                                        << 400 << u"invalid_scope"_s
                                        << u"Invalid OAuth scope or ID token audience provided."_s;
        QTest::newRow("scopes with commas") << with({{u"scope"_s, kImport + u","_s + kImport}}) << 400
                                            << u"invalid_scope"_s << u"Invalid OAuth scope"_s;
        QTest::newRow("no scope") << with({{u"scope"_s, QString()}}) << 400 << u"invalid_scope"_s
                                  << u"Invalid OAuth scope"_s;
        QTest::newRow("clock an hour ahead")
            << with({{u"iat"_s, now + 3600}, {u"exp"_s, now + 7200}}) << 400 << u"invalid_grant"_s << frame;
        QTest::newRow("clock two hours behind")
            << with({{u"iat"_s, now - 7200}, {u"exp"_s, now - 3600}}) << 400 << u"invalid_grant"_s << frame;
        QTest::newRow("two hours long") << with({{u"exp"_s, now + 7200}}) << 400 << u"invalid_grant"_s << frame;
        QTest::newRow("no times") << with({{u"exp"_s, QJsonValue()}, {u"iat"_s, QJsonValue()}}) << 400
                                  << u"invalid_grant"_s << frame;
        QTest::newRow("wrong audience") << with({{u"aud"_s, u"https://example.com/"_s}}) << 400 << u"invalid_grant"_s
                                        << u"Invalid JWT: Failed audience check"_s;
        QTest::newRow("wrong issuer") << with({{u"iss"_s, u"someone@else.iam.gserviceaccount.com"_s}}) << 400
                                      << u"invalid_grant"_s << u"Invalid grant: account not found"_s;
    }
    void wrongAssertionsAreRefused()
    {
        QFETCH(QJsonObject, claims);
        SimulatorOptions options = usualOptions();
        options.people.push_back({.email = u"gone@example.com"_s, .suspended = true});
        options.delegatedScopes = QStringList{kImport};
        Rig rig(options);
        QJsonObject all = rig.client.claims(u"bob@example.com"_s, kImport);
        for (auto it = claims.begin(); it != claims.end(); ++it)
            all[it.key()] = it.value();
        const auto answer = rig.client.askToken(all);
        QTEST(answer.status, "status");
        QTEST(answer["error"].toString(), "error");
        QFETCH(QString, description);
        QVERIFY2(answer["error_description"].toString().startsWith(description), answer.body.constData());
    }

    void forgedSignatureIsRefused()
    {
        Rig rig;
        QByteArray jwt =
            rig.client.signedJwt(rig.client.claims(u"bob@example.com"_s, kImport), {{u"alg"_s, u"RS256"_s}});
        const auto last = jwt.lastIndexOf('.');
        jwt[last + 10] = jwt[last + 10] == 'A' ? 'B' : 'A';
        const auto ask = [&](const QByteArray &body) {
            return rig.client.send("POST", "/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, body);
        };
        const QByteArray grant = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=";
        const auto forged = ask(grant + jwt);
        QCOMPARE(forged.status, 400);
        QCOMPARE(forged["error_description"].toString(), u"Invalid JWT Signature."_s);
        const auto none = rig.client.askToken(rig.client.claims({}, kImport), {{u"alg"_s, u"none"_s}});
        QCOMPARE(none["error_description"].toString(), u"Invalid JWT Signature."_s);
        const auto otherKey =
            rig.client.askToken(rig.client.claims({}, kImport), {{u"alg"_s, u"RS256"_s}, {u"kid"_s, u"other"_s}});
        QCOMPARE(otherKey["error_description"].toString(), u"Invalid JWT Signature."_s);
        QCOMPARE(ask(grant + "abc")["error"].toString(), u"invalid_grant"_s);
        QCOMPARE(ask("grant_type=password&username=x")["error"].toString(), u"unsupported_grant_type"_s);
    }

    void appTokenNeedsNoDelegation()
    {
        SimulatorOptions options = usualOptions();
        options.delegatedScopes = QStringList{};
        Rig rig(options);
        QVERIFY(!rig.app.isEmpty());
        QVERIFY(rig.bob.isEmpty());
    }

    void domainWithoutDelegationIsRefused()
    {
        SimulatorOptions options = usualOptions();
        options.people.push_back({.email = u"zoe@second.example"_s});
        options.delegatedDomains = QStringList{u"example.com"_s};
        Rig rig(options);
        QVERIFY(!rig.bob.isEmpty());
        const auto answer = rig.client.askToken(rig.client.claims(u"zoe@second.example"_s, kImport));
        QCOMPARE(answer["error"].toString(), u"unauthorized_client"_s);
    }

    void forcedErrorsHaveTheirStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("disabled_client") << 401;
        QTest::newRow("deleted_client") << 401;
        QTest::newRow("invalid_client") << 401;
        QTest::newRow("access_denied") << 400;
        QTest::newRow("admin_policy_enforced") << 400;
        QTest::newRow("org_internal") << 400;
        QTest::newRow("internal_failure") << 500;
    }
    void forcedErrorsHaveTheirStatus()
    {
        Rig rig;
        const QString error = QString::fromLatin1(QTest::currentDataTag());
        rig.simulator.change([&](SimulatorOptions &options) { options.tokenError = error; });
        const auto answer = rig.client.askToken(rig.client.claims(u"bob@example.com"_s, kImport));
        QTEST(answer.status, "status");
        QCOMPARE(answer["error"].toString(), error);
        QVERIFY(!answer["error_description"].toString().isEmpty());
    }

    void tokensRunOutAndUnknownOnesAreRefused()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages").status, 200);
        rig.simulator.advanceClock(std::chrono::seconds(3599));
        const auto late = rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages");
        QCOMPARE(late.status, 401);
        QCOMPARE(late.errorWord(), u"UNAUTHENTICATED"_s);
        QCOMPARE(rig.client.call("ya29.invented", "GET", "/v1/" + space + "/messages").status, 401);
        QCOMPARE(rig.client.send("GET", "/v1/" + space + "/messages").status, 401);
    }

    void clocksMayBeApartWhenAskedFor()
    {
        SimulatorOptions options = usualOptions();
        options.jwtTimes = SimulatorOptions::JwtTimes::Real;
        options.startTime = fromRfc3339(u"2020-01-01T00:00:00Z");
        Rig rig(options);
        QVERIFY(rig.bob.isEmpty()); // signed by the world's clock
        QJsonObject claims = rig.client.claims(u"bob@example.com"_s, kImport);
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        claims[u"iat"_s] = now;
        claims[u"exp"_s] = now + 3600;
        QCOMPARE(rig.client.askToken(claims).status, 200);
    }
};

QTEST_GUILESS_MAIN(TestSimulatorToken)
#include "tst_simulator_token.moc"
