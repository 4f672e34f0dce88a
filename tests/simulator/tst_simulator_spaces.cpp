// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject newSpace(std::initializer_list<std::pair<QString, QJsonValue>> changes = {})
{
    QJsonObject space{{u"spaceType"_s, u"SPACE"_s}, {u"displayName"_s, u"general"_s}, {u"importMode"_s, true}};
    for (const auto &[key, value] : changes) {
        if (value.isUndefined())
            space.remove(key);
        else
            space.insert(key, value);
    }
    return space;
}

} // namespace

class TestSimulatorSpaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importSpaceIsCreatedWithItsPast()
    {
        Rig rig;
        const auto made = rig.client.call(
            rig.admin, "POST", "/v1/spaces",
            newSpace({{u"createTime"_s, u"2015-06-01T00:00:00.5Z"_s},
                      {u"externalUserAllowed"_s, true},
                      {u"spaceDetails"_s, QJsonObject{{u"description"_s, u"d"_s}, {u"guidelines"_s, u"g"_s}}}}));
        QCOMPARE(made.status, 200);
        QVERIFY(made["name"].toString().startsWith("spaces/"_L1));
        QCOMPARE(made["createTime"].toString(), u"2015-06-01T00:00:00.500Z"_s);
        QCOMPARE(made["importMode"].toBool(), true);
        QCOMPARE(made["importModeExpireTime"].toString(), u"2026-12-21T12:00:00Z"_s);
        const QJsonObject state = rig.simulator.state()["spaces"_L1][0].toObject();
        QCOMPARE(state["createTime"_L1].toString(), u"2015-06-01T00:00:00.500000Z"_s);
        QCOMPARE(state["firstCreateCall"_L1].toString(), u"2026-11-21T12:00:00.000000Z"_s);
        QCOMPARE(state["description"_L1].toString(), u"d"_s);
        QCOMPARE(state["externalUserAllowed"_L1].toBool(), true);
        QVERIFY(state["members"_L1].toArray().isEmpty());
        QCOMPARE(rig.simulator.writes(), 1);
    }

    void wrongSpacesAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("space");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("word");
        const QString invalid = u"INVALID_ARGUMENT"_s;
        QTest::newRow("before 2000") << newSpace({{u"createTime"_s, u"1999-12-31T23:59:59.999999Z"_s}}) << 400
                                     << invalid;
        QTest::newRow("in the future") << newSpace({{u"createTime"_s, u"2026-11-21T12:00:01Z"_s}}) << 400 << invalid;
        QTest::newRow("no time") << newSpace({{u"createTime"_s, u"yesterday"_s}}) << 400 << invalid;
        QTest::newRow("direct message") << newSpace({{u"spaceType"_s, u"DIRECT_MESSAGE"_s}}) << 400 << invalid;
        QTest::newRow("no type") << newSpace({{u"spaceType"_s, QJsonValue::Undefined}}) << 400 << invalid;
        QTest::newRow("type unknown") << newSpace({{u"spaceType"_s, u"ROOM"_s}}) << 400 << invalid;
        QTest::newRow("no name") << newSpace({{u"displayName"_s, QJsonValue::Undefined}}) << 400 << invalid;
        QTest::newRow("129 characters") << newSpace({{u"displayName"_s, QString(129, u'x')}}) << 400 << invalid;
        QTest::newRow("group with a name") << newSpace({{u"spaceType"_s, u"GROUP_CHAT"_s}}) << 400 << invalid;
        QTest::newRow("unknown name") << newSpace({{u"title"_s, u"x"_s}}) << 400 << invalid;
        QTest::newRow("unknown name inside")
            << newSpace({{u"spaceDetails"_s, QJsonObject{{u"topic"_s, u"x"_s}}}}) << 400 << invalid;
        QTest::newRow("wrong kind of value") << newSpace({{u"importMode"_s, u"true"_s}}) << 400 << invalid;
        QTest::newRow("long description")
            << newSpace({{u"spaceDetails"_s, QJsonObject{{u"description"_s, QString(151, u'x')}}}}) << 400 << invalid;
        QTest::newRow("audience") << newSpace(
                                         {{u"accessSettings"_s, QJsonObject{{u"audience"_s, u"audiences/default"_s}}}})
                                  << 400 << invalid;
        QTest::newRow("taken name, other case")
            << newSpace({{u"displayName"_s, u"TAKEN"_s}}) << 409 << u"ALREADY_EXISTS"_s;
        QTest::newRow("not in import mode") << newSpace({{u"importMode"_s, false}}) << 403 << u"PERMISSION_DENIED"_s;
    }
    void wrongSpacesAreRefused()
    {
        QFETCH(QJsonObject, space);
        Rig rig;
        rig.space(u"taken"_s);
        const auto answer = rig.client.call(rig.admin, "POST", "/v1/spaces", space);
        QTEST(answer.status, "status");
        QTEST(answer.errorWord(), "word");
        QCOMPARE(rig.simulator.writes(), 1);
    }

    void unknownNameIsSaidInWords()
    {
        Rig rig;
        const auto answer = rig.client.call(rig.admin, "POST", "/v1/spaces", newSpace({{u"title"_s, u"x"_s}}));
        QVERIFY(answer.errorText().contains("Unknown name \"title\""_L1));
        const auto query = rig.client.call(rig.admin, "POST", "/v1/spaces?requestID=1", newSpace());
        QCOMPARE(query.status, 400);
        QVERIFY(query.errorText().contains("Unknown name \"requestID\""_L1));
        const auto broken =
            rig.client.send("POST", "/v1/spaces",
                            {{"Authorization", "Bearer " + rig.admin}, {"Content-Type", "application/json"}}, "{");
        QCOMPARE(broken.status, 400);
    }

    void edgesAreAccepted()
    {
        Rig rig;
        const auto call = [&](const QJsonObject &space) {
            return rig.client.call(rig.admin, "POST", "/v1/spaces", space).status;
        };
        QCOMPARE(call(newSpace({{u"createTime"_s, u"2000-01-01T00:00:00Z"_s}, {u"displayName"_s, QString(128, u'x')}})),
                 200);
        QCOMPARE(call(newSpace({{u"createTime"_s, u"2026-11-21T12:00:00Z"_s}})), 200);
        QCOMPARE(call(newSpace({{u"spaceType"_s, u"GROUP_CHAT"_s}, {u"displayName"_s, QJsonValue::Undefined}})), 200);
    }

    void appCannotCreateSpaces()
    {
        Rig rig;
        QCOMPARE(rig.client.call(rig.app, "POST", "/v1/spaces", newSpace()).status, 403);
    }

    void requestIdGivesTheSameSpace()
    {
        Rig rig;
        const auto first = rig.client.call(rig.admin, "POST", "/v1/spaces?requestId=r1", newSpace());
        const auto again =
            rig.client.call(rig.admin, "POST", "/v1/spaces?requestId=r1", newSpace({{u"displayName"_s, u"x"_s}}));
        QCOMPARE(again.status, 200);
        QCOMPARE(again["name"].toString(), first["name"].toString());
        QCOMPARE(rig.simulator.writes(), 1);
        const auto other =
            rig.client.call(rig.bob, "POST", "/v1/spaces?requestId=r1", newSpace({{u"displayName"_s, u"y"_s}}));
        QCOMPARE(other.status, 400);
        QCOMPARE(rig.simulator.state()["spaces"_L1].toArray().size(), 1);
    }

    void unconfiguredAppFailsWritesButNotReads()
    {
        Rig rig;
        const QByteArray space = rig.space();
        rig.simulator.change([](SimulatorOptions &options) { options.appConfigured = false; });
        const auto write = rig.client.call(rig.admin, "POST", "/v1/spaces", newSpace({{u"displayName"_s, u"b"_s}}));
        QCOMPARE(write.status, 404);
        QVERIFY(write.errorText().startsWith("Google Chat app not found."_L1));
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + space).status, 200);
    }

    void switchedOffApiSaysSo()
    {
        Rig rig;
        const QByteArray space = rig.space();
        rig.simulator.change([](SimulatorOptions &options) { options.chatApiEnabled = false; });
        const auto answer = rig.client.call(rig.app, "GET", "/v1/" + space);
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.json()["error"_L1]["details"_L1][0]["reason"_L1].toString(), u"SERVICE_DISABLED"_s);
    }

    void missingScopeSaysSo()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray token = rig.client.token(u"bob@example.com"_s, u"drive.file"_s);
        const auto answer = rig.client.call(token, "GET", "/v1/" + space + "/messages");
        QCOMPARE(answer.status, 403);
        QCOMPARE(answer.json()["error"_L1]["details"_L1][0]["reason"_L1].toString(),
                 u"ACCESS_TOKEN_SCOPE_INSUFFICIENT"_s);
    }

    void accountsWithoutChatAreRefused()
    {
        SimulatorOptions options = usualOptions();
        options.people.push_back({.email = u"off@example.com"_s, .chatOn = false});
        options.people.push_back({.email = u"old@example.com"_s, .archived = true});
        Rig rig(options);
        const QByteArray space = rig.space();
        for (const QString &email : {u"off@example.com"_s, u"old@example.com"_s}) {
            const QByteArray token = rig.client.token(email, u"chat.import"_s);
            QVERIFY(!token.isEmpty());
            QCOMPARE(rig.post(token, space, {{u"text"_s, u"x"_s}}).status, 403);
        }
    }

    void getIsForTheAppAlone()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray all = rig.client.token(u"admin@example.com"_s, u"chat.import chat.spaces"_s);
        QCOMPARE(rig.client.call(rig.admin, "GET", "/v1/" + space).status, 403);
        QCOMPARE(rig.client.call(all, "GET", "/v1/" + space).status, 403);
        const auto answer = rig.client.call(rig.app, "GET", "/v1/" + space);
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer["importMode"].toBool(), true);
        QCOMPARE(answer["importModeExpireTime"].toString(), u"2026-12-21T12:00:00Z"_s);
    }

    void unknownDeletedAndExpiredSpacesLookAlike()
    {
        Rig rig;
        const QByteArray deleted = rig.space(u"one"_s);
        const QByteArray expired = rig.space(u"two"_s);
        QCOMPARE(rig.client.call(rig.bob, "DELETE", "/v1/" + deleted).status, 200);
        QCOMPARE(rig.post(rig.bob, expired, {{u"text"_s, u"x"_s}}).status, 200);
        rig.simulator.advanceClock(std::chrono::days(30) - std::chrono::microseconds(1));
        rig.app = rig.client.token({}, u"chat.bot"_s);
        rig.bob = rig.client.token(u"bob@example.com"_s, u"chat.import"_s);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + expired).status, 200);
        rig.simulator.advanceClock(std::chrono::microseconds(1));
        for (const QByteArray &space : {QByteArray("spaces/NOTTHERE"), deleted, expired}) {
            const auto get = rig.client.call(rig.app, "GET", "/v1/" + space);
            QCOMPARE(get.status, 403);
            QCOMPARE(get.errorWord(), u"PERMISSION_DENIED"_s);
            QCOMPARE(rig.post(rig.bob, space, {{u"text"_s, u"y"_s}}).status, 403);
            QCOMPARE(rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages").status, 403);
            QCOMPARE(rig.client.call(rig.bob, "POST", "/v1/" + space + ":completeImport", QJsonObject{}).status, 403);
            QCOMPARE(rig.client.call(rig.bob, "DELETE", "/v1/" + space).status, 403);
        }
        const QJsonArray states = rig.simulator.state()["spaces"_L1].toArray();
        QCOMPARE(states[0]["deleted"_L1].toBool(), true);
        QCOMPARE(states[0]["expired"_L1].toBool(), false);
        QCOMPARE(states[1]["deleted"_L1].toBool(), true);
        QCOMPARE(states[1]["expired"_L1].toBool(), true);
    }

    void windowIsAsSet()
    {
        SimulatorOptions options = usualOptions();
        options.windowDays = 90;
        options.createTellsExpiry = false;
        Rig rig(options);
        const auto made = rig.client.call(rig.admin, "POST", "/v1/spaces", newSpace());
        QVERIFY(!made.json().contains("importModeExpireTime"_L1));
        const auto answer = rig.client.call(rig.app, "GET", "/v1/" + made["name"].toString().toLatin1());
        QCOMPARE(answer["importModeExpireTime"].toString(), u"2027-02-19T12:00:00Z"_s);
    }

    void patchFollowsItsMask_data()
    {
        QTest::addColumn<QByteArray>("mask");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("status");
        const QJsonObject details{
            {u"spaceDetails"_s, QJsonObject{{u"description"_s, u"n"_s}, {u"guidelines"_s, u"m"_s}}}};
        const QJsonObject audience{{u"accessSettings"_s, QJsonObject{{u"audience"_s, u"audiences/default"_s}}}};
        QTest::newRow("name") << QByteArray("displayName") << QJsonObject{{u"displayName"_s, u"new"_s}} << 200;
        QTest::newRow("name, snake case")
            << QByteArray("display_name") << QJsonObject{{u"displayName"_s, u"new"_s}} << 200;
        QTest::newRow("own name again") << QByteArray("displayName") << QJsonObject{{u"displayName"_s, u"general"_s}}
                                        << 200;
        QTest::newRow("taken name") << QByteArray("displayName") << QJsonObject{{u"displayName"_s, u"taken"_s}} << 409;
        QTest::newRow("details") << QByteArray("spaceDetails") << details << 200;
        QTest::newRow("history") << QByteArray("spaceHistoryState")
                                 << QJsonObject{{u"spaceHistoryState"_s, u"HISTORY_ON"_s}} << 200;
        QTest::newRow("history not alone")
            << QByteArray("spaceHistoryState,displayName")
            << QJsonObject{{u"spaceHistoryState"_s, u"HISTORY_ON"_s}, {u"displayName"_s, u"new"_s}} << 400;
        QTest::newRow("audience in import mode") << QByteArray("accessSettings.audience") << audience << 400;
        QTest::newRow("external") << QByteArray("externalUserAllowed") << QJsonObject{{u"externalUserAllowed"_s, true}}
                                  << 400;
        QTest::newRow("create time") << QByteArray("createTime")
                                     << QJsonObject{{u"createTime"_s, u"2015-01-01T00:00:00Z"_s}} << 400;
        QTest::newRow("no mask") << QByteArray() << QJsonObject{{u"displayName"_s, u"new"_s}} << 400;
    }
    void patchFollowsItsMask()
    {
        QFETCH(QByteArray, mask);
        QFETCH(QJsonObject, body);
        QFETCH(int, status);
        Rig rig;
        const QByteArray space = rig.space();
        rig.space(u"taken"_s);
        const QJsonObject before = rig.simulator.state();
        const auto answer = rig.client.call(rig.bob, "PATCH", "/v1/" + space + "?updateMask=" + mask, body);
        QCOMPARE(answer.status, status);
        if (status != 200)
            QCOMPARE(rig.simulator.state(), before);
        else
            QCOMPARE(rig.simulator.writes(), 3);
        QCOMPARE(rig.client.call(rig.app, "PATCH", "/v1/" + space + "?updateMask=" + mask, body).status, 403);
    }

    void completionIsForAccountsAndOnce()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.client.call(rig.app, "POST", "/v1/" + space + ":completeImport", QJsonObject{}).status, 403);
        // not the creator
        const auto done = rig.client.call(rig.bob, "POST", "/v1/" + space + ":completeImport");
        QCOMPARE(done.status, 200);
        QCOMPARE(done.json()["space"_L1]["name"_L1].toString(), QString::fromLatin1(space));
        QVERIFY(!done.json()["space"_L1].toObject().contains("importMode"_L1));
        const QJsonObject state = rig.simulator.state()["spaces"_L1][0].toObject();
        QCOMPARE(state["completedBy"_L1].toString(), u"101"_s);
        QCOMPARE(state["members"_L1].toArray().size(), 1);
        QCOMPARE(state["members"_L1][0]["user"_L1].toString(), u"users/101"_s);
        QCOMPARE(state["members"_L1][0]["role"_L1].toString(), u"ROLE_MANAGER"_s);
        const auto again = rig.client.call(rig.bob, "POST", "/v1/" + space + ":completeImport");
        QCOMPARE(again.status, 400);
        QCOMPARE(again.errorWord(), u"FAILED_PRECONDITION"_s);
        const auto get = rig.client.call(rig.app, "GET", "/v1/" + space);
        QCOMPARE(get.status, 200);
        QVERIFY(!get.json().contains("importMode"_L1));
    }

    void completedSpaceOutlivesTheWindow()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        rig.simulator.advanceClock(std::chrono::days(40));
        const QByteArray reader = rig.client.token(u"admin@example.com"_s, u"chat.spaces.readonly"_s);
        QCOMPARE(rig.client.call(reader, "GET", "/v1/" + space).status, 200);
        const QByteArray import = rig.client.token(u"admin@example.com"_s, u"chat.import"_s);
        const QJsonObject audience{{u"accessSettings"_s, QJsonObject{{u"audience"_s, u"audiences/default"_s}}}};
        const QByteArray target = "/v1/" + space + "?updateMask=accessSettings.audience";
        QCOMPARE(rig.client.call(import, "PATCH", target, audience).status, 403);
        const QByteArray full = rig.client.token(u"admin@example.com"_s, u"chat.spaces"_s);
        QCOMPARE(rig.client.call(full, "PATCH", target, audience).status, 200);
    }

    void audienceNeedsTheManager()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        const QJsonObject audience{{u"accessSettings"_s, QJsonObject{{u"audience"_s, u"audiences/default"_s}}}};
        const QByteArray target = "/v1/" + space + "?updateMask=accessSettings.audience";
        QCOMPARE(rig.client.call(rig.bob, "PATCH", target, audience).status, 403);
        const auto done = rig.client.call(rig.admin, "PATCH", target, audience);
        QCOMPARE(done.status, 200);
        QCOMPARE(done.json()["accessSettings"_L1]["accessState"_L1].toString(), u"DISCOVERABLE"_s);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["audience"_L1].toString(), u"audiences/default"_s);
        const QJsonObject none{{u"accessSettings"_s, QJsonObject{{u"audience"_s, QString()}}}};
        QCOMPARE(rig.client.call(rig.admin, "PATCH", target, none).status, 200);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["audience"_L1].toString(), QString());
    }

    void completedSpaceIsDeletedByItsManagerWithTheScope()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "DELETE", "/v1/" + space).status, 403);
        const QByteArray other = rig.client.token(u"bob@example.com"_s, u"chat.delete"_s);
        QCOMPARE(rig.client.call(other, "DELETE", "/v1/" + space).status, 403);
        const QByteArray full = rig.client.token(u"admin@example.com"_s, u"chat.delete"_s);
        QCOMPARE(rig.client.call(full, "DELETE", "/v1/" + space).status, 200);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + space).status, 403);
        QVERIFY(!rig.space().isEmpty()); // its name is free again
    }

    void normalSpaceHasItsMaker()
    {
        Rig rig;
        const QByteArray token = rig.client.token(u"bob@example.com"_s, u"chat.spaces"_s);
        const auto made = rig.client.call(token, "POST", "/v1/spaces",
                                          QJsonObject{{u"spaceType"_s, u"SPACE"_s}, {u"displayName"_s, u"empty"_s}});
        QCOMPARE(made.status, 200);
        QVERIFY(!made.json().contains("importMode"_L1));
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["members"_L1][0]["user"_L1].toString(), u"users/101"_s);
        const auto listed = rig.client.call(token, "GET", "/v1/spaces");
        QCOMPARE(listed["spaces"].toArray().size(), 1);
        rig.space(u"hidden"_s);
        QCOMPARE(rig.client.call(token, "GET", "/v1/spaces")["spaces"].toArray().size(), 1);
        const QJsonObject dated{
            {u"spaceType"_s, u"SPACE"_s}, {u"displayName"_s, u"x"_s}, {u"createTime"_s, u"2015-01-01T00:00:00Z"_s}};
        QCOMPARE(rig.client.call(token, "POST", "/v1/spaces", dated).status, 400);
    }

    void fieldsCutTheAnswer()
    {
        Rig rig;
        const auto made = rig.client.call(
            rig.admin, "POST", "/v1/spaces?fields=name,spaceDetails(guidelines)",
            newSpace({{u"spaceDetails"_s, QJsonObject{{u"description"_s, u"d"_s}, {u"guidelines"_s, u"g"_s}}}}));
        QCOMPARE(made.status, 200);
        QCOMPARE(made.json().keys(), QStringList({u"name"_s, u"spaceDetails"_s}));
        QCOMPARE(made["spaceDetails"].toObject().keys(), QStringList{u"guidelines"_s});
        const auto wrong =
            rig.client.call(rig.admin, "POST", "/v1/spaces?fields=names", newSpace({{u"displayName"_s, u"x"_s}}));
        QCOMPARE(wrong.status, 400);
        QCOMPARE(rig.simulator.writes(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSimulatorSpaces)
#include "tst_simulator_spaces.moc"
