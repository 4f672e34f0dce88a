// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject emoji(const QString &unicode)
{
    return {{u"emoji"_s, QJsonObject{{u"unicode"_s, unicode}}}};
}

QJsonObject person(const QString &user, std::initializer_list<std::pair<QString, QJsonValue>> more = {})
{
    QJsonObject member{{u"member"_s, QJsonObject{{u"name"_s, u"users/"_s + user}, {u"type"_s, u"HUMAN"_s}}}};
    for (const auto &[key, value] : more)
        member.insert(key, value);
    return member;
}

QJsonObject past(const QString &user, const QString &from, const QString &to)
{
    QJsonObject member = person(user, {{u"deleteTime"_s, to}});
    if (!from.isEmpty())
        member.insert(u"createTime"_s, from);
    return member;
}

} // namespace

class TestSimulatorReactionsMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reactionIsMadeOnceByEach()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray message = rig.post(rig.bob, space, {{u"text"_s, u"x"_s}})["name"].toString().toLatin1();
        const QByteArray target = "/v1/" + message + "/reactions";
        const auto made = rig.client.call(rig.bob, "POST", target, emoji(u"\U0001F44D"_s));
        QCOMPARE(made.status, 200);
        QVERIFY(made["name"].toString().startsWith(QString::fromLatin1(message) + u"/reactions/"_s));
        QCOMPARE(made["user"].toObject()["name"_L1].toString(), u"users/101"_s);
        const auto twice = rig.client.call(rig.bob, "POST", target, emoji(u"\U0001F44D"_s));
        QCOMPARE(twice.status, 409);
        QCOMPARE(twice.errorWord(), u"ALREADY_EXISTS"_s);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, emoji(u"\U0001F44D"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, emoji(u"\u2764\uFE0F"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.app, "POST", target, emoji(u"\U0001F44D"_s)).status, 403);
        const QJsonArray summaries = rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages")["messages"]
                                         .toArray()[0]["emojiReactionSummaries"_L1]
                                         .toArray();
        QCOMPARE(summaries.size(), 2);
        QCOMPARE(summaries[0]["reactionCount"_L1].toInt(), 2);
        QCOMPARE(summaries[0]["emoji"_L1]["unicode"_L1].toString(), u"\U0001F44D"_s);
        const QJsonArray state = rig.simulator.state()["spaces"_L1][0]["messages"_L1][0]["reactions"_L1].toArray();
        QCOMPARE(state[0]["users"_L1].toArray(), QJsonArray({u"users/101"_s, u"users/100"_s}));
    }

    void emojiShape_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("status");
        QTest::newRow("family") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s << 200;
        QTest::newRow("toned") << u"\U0001F44B\U0001F3FD"_s << 200;
        QTest::newRow("flag") << u"\U0001F1E9\U0001F1EA"_s << 200;
        QTest::newRow("keycap") << u"1\uFE0F\u20E3"_s << 200;
        QTest::newRow("heart") << u"\u2764"_s << 200;
        QTest::newRow("rainbow flag") << u"\U0001F3F3\uFE0F\u200D\U0001F308"_s << 200;
        QTest::newRow("short name") << u":thumbsup:"_s << 400;
        QTest::newRow("letter") << u"a"_s << 400;
        QTest::newRow("two emoji") << u"\U0001F44D\U0001F44D"_s << 400;
        QTest::newRow("half a flag") << u"\U0001F1E9"_s << 400;
        QTest::newRow("digit") << u"1"_s << 400;
        QTest::newRow("empty") << QString() << 400;
        QTest::newRow("refused by setting") << u"\U0001F4A9"_s << 400;
    }
    void emojiShape()
    {
        QFETCH(QString, text);
        SimulatorOptions options = usualOptions();
        options.refusedEmoji = {u"\U0001F4A9"_s};
        Rig rig(options);
        const QByteArray message = rig.post(rig.bob, rig.space(), {{u"text"_s, u"x"_s}})["name"].toString().toLatin1();
        QTEST(rig.client.call(rig.bob, "POST", "/v1/" + message + "/reactions", emoji(text)).status, "status");
    }

    void reactionIsDeletedByItsMaker()
    {
        Rig rig;
        const QByteArray message = rig.post(rig.bob, rig.space(), {{u"text"_s, u"x"_s}})["name"].toString().toLatin1();
        const auto made = rig.client.call(rig.bob, "POST", "/v1/" + message + "/reactions", emoji(u"\U0001F44D"_s));
        const QByteArray target = "/v1/" + made["name"].toString().toLatin1();
        QCOMPARE(rig.client.call(rig.admin, "DELETE", target).status, 403);
        QCOMPARE(rig.client.call(rig.bob, "DELETE", target).status, 200);
        QCOMPARE(rig.client.call(rig.bob, "DELETE", target).status, 404);
        QVERIFY(rig.simulator.state()["spaces"_L1][0]["messages"_L1][0]["reactions"_L1].toArray().isEmpty());
    }

    void reactionListNeedsItsOwnScope()
    {
        Rig rig;
        const QByteArray message = rig.post(rig.bob, rig.space(), {{u"text"_s, u"x"_s}})["name"].toString().toLatin1();
        const QByteArray target = "/v1/" + message + "/reactions";
        for (const QByteArray &token : {rig.admin, rig.bob})
            QCOMPARE(rig.client.call(token, "POST", target, emoji(u"\U0001F44D"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.bob, "POST", target, emoji(u"\U0001F389"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.bob, "GET", target).status, 403);
        const QByteArray reader = rig.client.token(u"admin@example.com"_s, u"chat.messages.reactions.readonly"_s);
        QCOMPARE(rig.client.call(reader, "GET", target)["reactions"].toArray().size(), 3);
        const auto page = rig.client.call(reader, "GET", target + "?pageSize=2");
        QCOMPARE(page["reactions"].toArray().size(), 2);
        const auto rest = rig.client.call(
            reader, "GET", target + "?pageSize=2&pageToken=" + page["nextPageToken"].toString().toLatin1());
        QCOMPARE(rest["reactions"].toArray().size(), 1);
        const auto filtered = [&](const QString &filter) {
            return rig.client.call(reader, "GET", target + "?filter=" + filter.toUtf8().toPercentEncoding());
        };
        QCOMPARE(
            filtered(u"emoji.unicode = \"\U0001F44D\" AND user.name = \"users/101\""_s)["reactions"].toArray().size(),
            1);
        QCOMPARE(filtered(u"user.name = \"users/100\" OR user.name = \"users/101\""_s)["reactions"].toArray().size(),
                 3);
        QCOMPARE(filtered(u"user = \"users/100\""_s).status, 400);
    }

    void historicalMembershipFollowsItsRules_data()
    {
        QTest::addColumn<QJsonObject>("member");
        QTest::addColumn<int>("status");
        const QString from = u"2016-01-03T00:00:00Z"_s;
        const QString to = u"2018-01-04T00:00:00Z"_s;
        QTest::newRow("both times") << past(u"eve@example.com"_s, from, to) << 200;
        QTest::newRow("by id") << past(u"102"_s, from, to) << 200;
        QTest::newRow("by alias") << past(u"robert@example.com"_s, from, to) << 200;
        QTest::newRow("no start") << past(u"eve@example.com"_s, {}, to) << 200;
        QTest::newRow("just after the space")
            << past(u"eve@example.com"_s, {}, u"2015-01-01T00:00:00.000001Z"_s) << 200;
        QTest::newRow("end at the space's time") << past(u"eve@example.com"_s, {}, u"2015-01-01T00:00:00Z"_s) << 400;
        QTest::newRow("end in the future") << past(u"eve@example.com"_s, from, u"2026-11-21T12:00:01Z"_s) << 400;
        QTest::newRow("start before the space") << past(u"eve@example.com"_s, u"2014-12-31T00:00:00Z"_s, to) << 400;
        QTest::newRow("start at the end") << past(u"eve@example.com"_s, to, to) << 400;
        QTest::newRow("unknown person") << past(u"nobody@example.com"_s, from, to) << 404;
        QTest::newRow("outsider") << past(u"x@elsewhere.org"_s, from, to) << 403;
        QTest::newRow("without users/") << QJsonObject{{u"member"_s, QJsonObject{{u"name"_s, u"eve@example.com"_s},
                                                                                 {u"type"_s, u"HUMAN"_s}}},
                                                       {u"deleteTime"_s, to}}
                                        << 400;
        QTest::newRow("a role") << person(u"102"_s, {{u"deleteTime"_s, to}, {u"role"_s, u"ROLE_MANAGER"_s}}) << 400;
        QTest::newRow("there already") << past(u"100"_s, from, to) << 409;
    }
    void historicalMembershipFollowsItsRules()
    {
        QFETCH(QJsonObject, member);
        Rig rig;
        const QByteArray target = "/v1/" + rig.space() + "/members";
        QCOMPARE(rig.client.call(rig.admin, "POST", target, past(u"100"_s, {}, u"2017-01-01T00:00:00Z"_s)).status, 200);
        const auto answer = rig.client.call(rig.bob, "POST", target, member);
        QTEST(answer.status, "status");
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["historicalMembers"_L1].toArray().size(),
                 answer.status == 200 ? 2 : 1);
        QCOMPARE(rig.client.call(rig.app, "POST", target, member).status, 403);
    }

    void missingStartIsAMicrosecondBeforeTheEnd()
    {
        Rig rig;
        const QByteArray target = "/v1/" + rig.space() + "/members";
        const auto made = rig.client.call(rig.admin, "POST", target, past(u"102"_s, {}, u"2018-01-04T00:00:00Z"_s));
        QCOMPARE(made["createTime"].toString(), u"2018-01-03T23:59:59.999999Z"_s);
        QCOMPARE(made["state"].toString(), u"NOT_A_MEMBER"_s);
    }

    void activeMemberDuringImportIsRefusedInTheKnownWords()
    {
        Rig rig;
        const auto answer =
            rig.client.call(rig.admin, "POST", "/v1/" + rig.space() + "/members", person(u"bob@example.com"_s));
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.errorText().contains("Adding normal memberships isn't supported"_L1));
    }

    void historicalOnesVanishOnCompletion()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray target = "/v1/" + space + "/members";
        QCOMPARE(rig.client.call(rig.admin, "POST", target, past(u"102"_s, {}, u"2018-01-04T00:00:00Z"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, past(u"101"_s, {}, u"2018-01-04T00:00:00Z"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "GET", target)["memberships"].toArray().size(), 2);
        QCOMPARE(
            rig.client
                .call(rig.admin, "PATCH", target + "/102?updateMask=role", QJsonObject{{u"role"_s, u"ROLE_MANAGER"_s}})
                .status,
            400);
        QCOMPARE(rig.client.call(rig.bob, "DELETE", target + "/bob%40example.com").status, 200);
        QCOMPARE(rig.client.call(rig.admin, "GET", target)["memberships"].toArray().size(), 1);
        QCOMPARE(rig.complete(space).status, 200);
        const QJsonArray members = rig.client.call(rig.admin, "GET", target)["memberships"].toArray();
        QCOMPARE(members.size(), 1);
        QCOMPARE(members[0]["member"_L1]["name"_L1].toString(), u"users/100"_s);
        QCOMPARE(rig.client.call(rig.admin, "DELETE", target + "/102").status, 404);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, past(u"102"_s, {}, u"2018-01-04T00:00:00Z"_s)).status, 400);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["historicalMembers"_L1].toArray().size(), 1);
    }

    void membersAreAddedByTheManager()
    {
        SimulatorOptions options = usualOptions();
        options.people.push_back({.email = u"shy@example.com"_s, .id = u"103"_s, .autoAccept = false});
        Rig rig(options);
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        const QByteArray target = "/v1/" + space + "/members";
        QCOMPARE(rig.client.call(rig.bob, "POST", target, person(u"eve@example.com"_s)).status, 403);
        const auto joined = rig.client.call(rig.admin, "POST", target, person(u"robert@example.com"_s));
        QCOMPARE(joined.status, 200);
        QCOMPARE(joined["state"].toString(), u"JOINED"_s);
        QCOMPARE(joined["name"].toString(), QString::fromLatin1(space) + u"/members/101"_s);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"101"_s)).status, 409);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"shy@example.com"_s))["state"].toString(),
                 u"INVITED"_s);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"nobody@example.com"_s)).status, 404);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"x@elsewhere.org"_s)).status, 403);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"102"_s, {{u"role"_s, u"ROLE_MEMBER"_s}})).status,
                 400);
        QCOMPARE(rig.client.call(rig.admin, "GET", target)["memberships"].toArray().size(), 2);
        QCOMPARE(rig.client.call(rig.admin, "GET", target + "?showInvited=true")["memberships"].toArray().size(), 3);
        const auto managers =
            rig.client.call(rig.admin, "GET",
                            target + "?filter=" +
                                QByteArray("member.type = \"HUMAN\" AND role = \"ROLE_MANAGER\"").toPercentEncoding());
        QCOMPARE(managers["memberships"].toArray().size(), 1);
        QCOMPARE(rig.client.call(rig.admin, "GET", target + "?filter=role").status, 400);
        QCOMPARE(rig.client.call(rig.admin, "GET", target + "?pageSize=-5").status, 400);
        const auto page = rig.client.call(rig.admin, "GET", target + "?pageSize=1");
        QCOMPARE(page["memberships"].toArray().size(), 1);
        QCOMPARE(
            rig.client
                .call(rig.admin, "GET",
                      target + "?pageSize=1&pageToken=" + page["nextPageToken"].toString().toLatin1())["memberships"]
                .toArray()
                .size(),
            1);
    }

    void rolesAreGivenByPatch()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        const QByteArray target = "/v1/" + space + "/members";
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"101"_s)).status, 200);
        const QJsonObject manager{{u"role"_s, u"ROLE_MANAGER"_s}};
        QCOMPARE(rig.client.call(rig.bob, "PATCH", target + "/101?updateMask=role", manager).status, 403);
        QCOMPARE(rig.client.call(rig.admin, "PATCH", target + "/101?updateMask=state", manager).status, 400);
        QCOMPARE(rig.client.call(rig.admin, "PATCH", target + "/102?updateMask=role", manager).status, 404);
        const auto done = rig.client.call(rig.admin, "PATCH", target + "/101?updateMask=role", manager);
        QCOMPARE(done.status, 200);
        QCOMPARE(done["role"].toString(), u"ROLE_MANAGER"_s);
        // the new manager removes the helper
        QCOMPARE(rig.client.call(rig.bob, "DELETE", target + "/100")["state"].toString(), u"NOT_A_MEMBER"_s);
        const QJsonArray members = rig.simulator.state()["spaces"_L1][0]["members"_L1].toArray();
        QCOMPARE(members.size(), 1);
        QCOMPARE(members[0]["user"_L1].toString(), u"users/101"_s);
    }

    void importScopeEndsWithTheWindow()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        const QByteArray target = "/v1/" + space + "/members";
        rig.simulator.advanceClock(std::chrono::days(30) - std::chrono::seconds(1));
        rig.admin = rig.client.token(u"admin@example.com"_s, u"chat.import"_s);
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"101"_s)).status, 200);
        rig.simulator.advanceClock(std::chrono::seconds(1));
        QCOMPARE(rig.client.call(rig.admin, "POST", target, person(u"102"_s)).status, 403);
        const QByteArray full = rig.client.token(u"admin@example.com"_s, u"chat.memberships"_s);
        QCOMPARE(rig.client.call(full, "POST", target, person(u"102"_s)).status, 200);
    }

    void importScopeMayCoverLess()
    {
        SimulatorOptions options = usualOptions();
        options.importScopeAfterCompletion = {u"members.create"_s};
        Rig rig(options);
        const QByteArray space = rig.space();
        QCOMPARE(rig.complete(space).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "POST", "/v1/" + space + "/members", person(u"101"_s)).status, 200);
        QCOMPARE(rig.client.call(rig.admin, "GET", "/v1/" + space + "/members").status, 403);
    }

    void groupsAppAndOutsidersHaveTheirRules()
    {
        SimulatorOptions options = usualOptions();
        options.groups = QStringList{u"groups/77"_s};
        Rig rig(options);
        const auto made = rig.client.call(rig.admin, "POST", "/v1/spaces",
                                          QJsonObject{{u"spaceType"_s, u"SPACE"_s},
                                                      {u"displayName"_s, u"open"_s},
                                                      {u"importMode"_s, true},
                                                      {u"externalUserAllowed"_s, true}});
        const QByteArray space = made["name"].toString().toLatin1();
        QCOMPARE(rig.complete(space).status, 200);
        const QByteArray target = "/v1/" + space + "/members";
        const QByteArray full = rig.client.token(u"admin@example.com"_s, u"chat.memberships chat.memberships.app"_s);
        const auto group = [](const QString &name) {
            return QJsonObject{{u"groupMember"_s, QJsonObject{{u"name"_s, name}}}};
        };
        QCOMPARE(rig.client.call(rig.admin, "POST", target, group(u"groups/77"_s)).status, 403);
        QCOMPARE(rig.client.call(full, "POST", target, group(u"groups/78"_s)).status, 400);
        QCOMPARE(rig.client.call(full, "POST", target, group(u"groups/all@example.com"_s)).status, 400);
        QCOMPARE(rig.client.call(full, "POST", target, group(u"groups/77"_s)).status, 200);
        const QJsonObject app{{u"member"_s, QJsonObject{{u"name"_s, u"users/app"_s}, {u"type"_s, u"BOT"_s}}}};
        QCOMPARE(rig.client.call(rig.admin, "POST", target, app).status, 403);
        QCOMPARE(rig.client.call(full, "POST", target, app).status, 200);
        QCOMPARE(rig.post(rig.app, space, {{u"text"_s, u"now a member"_s}}).status, 200);
        QCOMPARE(rig.client.call(full, "POST", target, person(u"x@elsewhere.org"_s))["state"].toString(), u"INVITED"_s);
        QCOMPARE(rig.client.call(full, "GET", target)["memberships"].toArray().size(), 2);
        QCOMPARE(
            rig.client.call(full, "GET", target + "?showGroups=true&showInvited=true")["memberships"].toArray().size(),
            4);
        QCOMPARE(rig.client.call(full, "DELETE", target + "/x%40elsewhere.org").status, 200);
        QCOMPARE(rig.client.call(full, "DELETE", target + "/77").status, 200);
    }
};

QTEST_GUILESS_MAIN(TestSimulatorReactionsMembers)
#include "tst_simulator_reactions_members.moc"
