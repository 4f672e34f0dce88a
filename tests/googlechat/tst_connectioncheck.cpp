// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/connectioncheck.h"
#include "tests/googlechat/googlefixture.h"

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using State = ConnectionCheck::State;

/// An organisation where everything works, unless a test says otherwise.
struct Organisation
{
    FakeNetwork network;
    FakeClock clock{UtcTime(784111777s)};
    QObject owner;
    QByteArray key = serviceAccountJson();
    QString admin = u"admin@example.com"_s;
    QStringList authors{u"ann@example.com"_s, u"bob@example.org"_s};

    QByteArray date = "Sun, 06 Nov 1994 08:49:37 GMT";
    QStringList refusedScopes;
    QString unknownAccount;
    FakeReply directory = ok("{'users':[]}");
    FakeReply about = ok("{'canCreateDrives':true,'storageQuota':{'limit':'1000','usage':'1'}}");
    FakeReply create = ok("{'name':'spaces/TRIAL','importMode':true}");
    FakeReply write = ok("{'name':'spaces/TRIAL/messages/M','thread':{'name':'spaces/TRIAL/threads/T'}}");
    FakeReply read = ok("{'name':'spaces/TRIAL','importMode':true}");
    FakeReply removal = ok("{}");

    std::vector<ConnectionCheck> changes;

    std::vector<ConnectionCheck> walk()
    {
        network.tokenHandler = [this](const QJsonObject &claims) { return token(claims); };
        network.handler = [this](const SeenRequest &seen) { return answer(seen); };
        GoogleConnection connection;
        connection.serviceAccountKey = key;
        connection.adminEmail = admin;
        connection.network = network.factory();
        auto *job = new GoogleConnectionCheck(clock, connection, authors, &owner);
        QObject::connect(job, &ConnectionCheckJob::changed, &owner,
                         [this](const ConnectionCheck &check) { changes.push_back(check); });
        const auto result = run(job);
        return result.ok() ? *result : std::vector<ConnectionCheck>();
    }
    int wrote() const
    {
        return int(std::count_if(network.seen.begin(), network.seen.end(),
                                 [](const SeenRequest &seen) { return seen.method != "GET"; }));
    }

private:
    FakeReply token(const QJsonObject &claims)
    {
        if (claims.isEmpty()) // the question for the time
            return {.status = 404, .headers = {{"Date", date}}};
        const QString scope = claims["scope"_L1].toString().section(u'/', -1);
        if (!unknownAccount.isEmpty() && claims["sub"_L1].toString() == unknownAccount)
            return {.status = 400, .body = json("{'error':'invalid_grant','error_description':'Not a valid email'}")};
        if (refusedScopes.contains(scope) || refusedScopes.contains(claims["sub"_L1].toString()))
            return {
                .status = 401,
                .body = json(
                    "{'error':'unauthorized_client','error_description':'Unauthorized client or scope in request.'}")};
        return ok("{'access_token':'t','expires_in':3599}");
    }
    FakeReply answer(const SeenRequest &seen)
    {
        if (seen.path().startsWith("/admin/"_L1))
            return directory;
        if (seen.path().startsWith("/drive/"_L1))
            return about;
        if (seen.method == "DELETE")
            return removal;
        if (seen.method == "GET")
            return read;
        return seen.path().endsWith("/messages"_L1) ? write : create;
    }
};

ConnectionCheck find(const std::vector<ConnectionCheck> &checks, const QString &key)
{
    for (const ConnectionCheck &check : checks) {
        if (check.key == key)
            return check;
    }
    return {};
}

QStringList states(const std::vector<ConnectionCheck> &checks)
{
    QStringList all;
    for (const ConnectionCheck &check : checks)
        all.append(check.key + u'=' + stateName(check.state));
    return all;
}

} // namespace

class TestConnectionCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walksTheWholeChain()
    {
        Organisation o;
        const auto checks = o.walk();
        QCOMPARE(states(checks), (QStringList{u"key=passed"_s, u"clock=passed"_s, u"token=passed"_s,
                                              u"delegation=passed"_s, u"authors=passed"_s, u"directory=passed"_s,
                                              u"drive=passed"_s, u"app=passed"_s, u"trial=passed"_s}));
        for (const ConnectionCheck &check : checks)
            QVERIFY(!check.title.isEmpty() && !check.sentence.isEmpty());
        QCOMPARE(o.changes.size(), 18u); // each begins and ends
        QCOMPARE(o.wrote(), 3);
        QCOMPARE(o.network.seen.back().method, "DELETE");
        QCOMPARE(o.network.seen.back().path(), u"/v1/spaces/TRIAL"_s);
    }
    void aWrongFileStopsTheChain()
    {
        Organisation o;
        o.key = "AIza-secret";
        const auto checks = o.walk();
        QCOMPARE(find(checks, u"key"_s).state, State::Failed);
        QVERIFY(!find(checks, u"key"_s).consoleAddress.isEmpty());
        QCOMPARE(find(checks, u"clock"_s).state, State::Waiting);
        QCOMPARE(o.network.seen.size() + o.network.tokensSeen.size(), 0u);
    }
    void comparesTheClock_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<int>("state");
        QTest::newRow("a minute slow") << QByteArray("Sun, 06 Nov 1994 08:50:37 GMT") << int(State::Passed);
        QTest::newRow("two minutes slow") << QByteArray("Sun, 06 Nov 1994 08:51:37 GMT") << int(State::Warned);
        QTest::newRow("an hour fast") << QByteArray("Sun, 06 Nov 1994 07:49:37 GMT") << int(State::Failed);
        QTest::newRow("a day slow") << QByteArray("Mon, 07 Nov 1994 08:49:37 GMT") << int(State::Failed);
        QTest::newRow("not told") << QByteArray("x") << int(State::Warned);
    }
    void comparesTheClock()
    {
        QFETCH(QByteArray, date);
        QFETCH(int, state);
        Organisation o;
        o.date = date;
        const auto checks = o.walk();
        QCOMPARE(int(find(checks, u"clock"_s).state), state);
        QCOMPARE(find(checks, u"trial"_s).state, state == int(State::Failed) ? State::Waiting : State::Passed);
        if (state == int(State::Failed))
            QVERIFY(find(checks, u"clock"_s).remedy.contains(u"clock"_s));
    }
    void anUnknownAdministratorIsSaid()
    {
        Organisation o;
        o.unknownAccount = o.admin;
        const auto checks = o.walk();
        QCOMPARE(find(checks, u"token"_s).state, State::Failed);
        QCOMPARE(find(checks, u"delegation"_s).state, State::Waiting);
        QVERIFY(find(checks, u"token"_s).consoleAddress.contains("admin.google.com"_L1));
        QCOMPARE(o.wrote(), 0);
    }
    void aBadAddressIsNotTried()
    {
        Organisation o;
        o.admin = u"admin"_s;
        QCOMPARE(find(o.walk(), u"token"_s).state, State::Failed);
    }
    void namesTheMissingScopesAndWhatToPaste()
    {
        Organisation o;
        o.refusedScopes = {u"drive"_s, u"chat.memberships"_s};
        const auto checks = o.walk();
        const ConnectionCheck delegation = find(checks, u"delegation"_s);
        QCOMPARE(delegation.state, State::Failed);
        QVERIFY(delegation.sentence.contains("drive"_L1) && delegation.sentence.contains("chat.memberships"_L1));
        QVERIFY(!delegation.sentence.contains("chat.import"_L1));
        QCOMPARE(delegation.values.size(), 2u);
        QCOMPARE(delegation.values[0].second, u"104000000000000000001"_s);
        QVERIFY(delegation.values[1].second.startsWith(
            "https://www.googleapis.com/auth/chat.import,https://www.googleapis.com/auth/drive,"_L1));
        QVERIFY(delegation.consolePath.contains("Domain-wide delegation"_L1));
        QVERIFY(!delegation.remedy.isEmpty());
        QCOMPARE(find(checks, u"authors"_s).state, State::Passed);
        QCOMPARE(find(checks, u"directory"_s).state, State::Passed);
        QCOMPARE(find(checks, u"drive"_s).state, State::Waiting);
        QCOMPARE(find(checks, u"trial"_s).state, State::Waiting);
        QCOMPARE(o.wrote(), 0);
    }
    void optionalScopesOnlyWarn()
    {
        Organisation o;
        o.refusedScopes = {u"admin.directory.user.readonly"_s, u"chat.memberships"_s};
        const auto checks = o.walk();
        QCOMPARE(find(checks, u"delegation"_s).state, State::Warned);
        QCOMPARE(find(checks, u"directory"_s).state, State::Warned);
        QCOMPARE(find(checks, u"trial"_s).state, State::Passed);
    }
    void aDomainWithoutDelegationIsNamed()
    {
        Organisation o;
        o.refusedScopes = {u"bob@example.org"_s};
        const auto checks = o.walk();
        const ConnectionCheck authors = find(checks, u"authors"_s);
        QCOMPARE(authors.state, State::Failed);
        QVERIFY(authors.sentence.contains("example.org"_L1));
        QVERIFY(!authors.sentence.contains("bob"_L1));
        QCOMPARE(authors.values.size(), 2u);
        QCOMPARE(o.wrote(), 0);
    }
    void driveHasToAllowSharedDrivesAndHaveRoom_data()
    {
        QTest::addColumn<QByteArray>("about");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("state");
        QTest::newRow("not allowed") << QByteArray("{'canCreateDrives':false}") << 200 << int(State::Failed);
        QTest::newRow("full") << QByteArray("{'canCreateDrives':true,'storageQuota':{'limit':'5','usage':'7'}}") << 200
                              << int(State::Failed);
        QTest::newRow("no limit") << QByteArray("{'canCreateDrives':true,'storageQuota':{}}") << 200
                                  << int(State::Passed);
        QTest::newRow("API off")
            << QByteArray("{'error':{'code':403,'message':'x','errors':[{'reason':'accessNotConfigured'}]}}") << 403
            << int(State::Failed);
    }
    void driveHasToAllowSharedDrivesAndHaveRoom()
    {
        QFETCH(QByteArray, about);
        QFETCH(int, status);
        QFETCH(int, state);
        Organisation o;
        o.about = {.status = status, .body = json(about)};
        const auto checks = o.walk();
        const ConnectionCheck drive = find(checks, u"drive"_s);
        QCOMPARE(int(drive.state), state);
        if (state == int(State::Failed))
            QVERIFY(!drive.remedy.isEmpty() && !drive.consoleAddress.isEmpty());
        QCOMPARE(o.wrote() > 0, state != int(State::Failed));
    }
    void anAppThatIsNotConfiguredIsSaid()
    {
        Organisation o;
        o.create =
            refusal(404, "NOT_FOUND", "Google Chat app not found. To create a Chat app, you must turn on the Chat API");
        const auto checks = o.walk();
        const ConnectionCheck app = find(checks, u"app"_s);
        QCOMPARE(app.state, State::Failed);
        QVERIFY(app.consoleAddress.contains("hangouts-chat?project=ferry-project"_L1));
        QVERIFY(app.remedy.contains("Configuration"_L1));
        QCOMPARE(find(checks, u"trial"_s).state, State::Waiting);
        QCOMPARE(o.wrote(), 1);
    }
    void theTrialSpaceIsDeletedWhateverHappens()
    {
        Organisation o;
        o.write = refusal(403, "PERMISSION_DENIED");
        const auto checks = o.walk();
        QCOMPARE(find(checks, u"trial"_s).state, State::Failed);
        QCOMPARE(o.network.seen.back().method, "DELETE");

        Organisation unreadable;
        unreadable.read = refusal(403, "PERMISSION_DENIED");
        QCOMPARE(find(unreadable.walk(), u"trial"_s).state, State::Failed);
        QCOMPARE(unreadable.network.seen.back().method, "DELETE");

        Organisation stays;
        stays.removal = refusal(503, "UNAVAILABLE");
        QCOMPARE(find(stays.walk(), u"trial"_s).state, State::Warned);
    }
    void withoutANetworkNoConsoleIsBlamed()
    {
        Organisation o;
        o.network.answersTokens = false;
        o.network.handler = [](const SeenRequest &) {
            return FakeReply{.error = QNetworkReply::HostNotFoundError, .sent = false};
        };
        GoogleConnection connection;
        connection.serviceAccountKey = o.key;
        connection.adminEmail = o.admin;
        connection.network = o.network.factory();
        const auto result = run(new GoogleConnectionCheck(o.clock, connection, {}, &o.owner));
        const ConnectionCheck clock = find(*result, u"clock"_s);
        QCOMPARE(clock.state, State::Failed);
        QVERIFY(clock.consoleAddress.isEmpty());
        QVERIFY(!clock.remedy.isEmpty());
    }
    void cancelEndsIt()
    {
        Organisation o;
        o.network.tokenHandler = [](const QJsonObject &) { return FakeReply{.never = true}; };
        GoogleConnection connection;
        connection.serviceAccountKey = o.key;
        connection.adminEmail = o.admin;
        connection.network = o.network.factory();
        auto *job = new GoogleConnectionCheck(o.clock, connection, {}, &o.owner);
        QSignalSpy finished(job, &Job::finished);
        job->start();
        QTRY_COMPARE(o.network.tokensSeen.size(), 1u);
        job->cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connectioncheck.moc"
