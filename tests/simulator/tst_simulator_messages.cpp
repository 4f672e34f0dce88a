// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject at(const QString &time, const QString &text = u"hello"_s)
{
    return {{u"text"_s, text}, {u"createTime"_s, time}};
}

QString second(int n)
{
    return u"2016-01-01T00:%1:%2Z"_s.arg(n / 60, 2, 10, QLatin1Char('0')).arg(n % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

class TestSimulatorMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messageIsWrittenByWhoSendsIt()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const auto made =
            rig.post(rig.bob, space, at(u"2016-01-01T10:00:00.000001Z"_s), "messageId=client-a&requestId=ra");
        QCOMPARE(made.status, 200);
        QVERIFY(made["name"].toString().startsWith(QString::fromLatin1(space) + u"/messages/"_s));
        QCOMPARE(made["sender"].toObject()["name"_L1].toString(), u"users/101"_s);
        QCOMPARE(made["sender"].toObject()["type"_L1].toString(), u"HUMAN"_s);
        QCOMPARE(made["createTime"].toString(), u"2016-01-01T10:00:00.000001Z"_s);
        QCOMPARE(made["clientAssignedMessageId"].toString(), u"client-a"_s);
        QVERIFY(
            made["thread"].toObject()["name"_L1].toString().startsWith(QString::fromLatin1(space) + u"/threads/"_s));
        QVERIFY(!made.json().contains("threadReply"_L1));
        const auto byApp = rig.post(rig.app, space, at(u"2016-01-01T10:00:01Z"_s));
        QCOMPARE(byApp["sender"].toObject()["name"_L1].toString(), u"users/app"_s);
        QCOMPARE(byApp["createTime"].toString(), u"2016-01-01T10:00:01Z"_s);
        const QJsonArray state = rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray();
        QCOMPARE(state.size(), 2);
        QCOMPARE(state[0]["sender"_L1].toString(), u"users/101"_s);
        QCOMPARE(state[0]["text"_L1].toString(), u"hello"_s);
        QCOMPARE(state[1]["sender"_L1].toString(), u"users/app"_s);
    }

    void wrongMessagesAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("message");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("status");
        const QString fine = u"2016-02-01T00:00:00Z"_s;
        QTest::newRow("before the space") << at(u"2014-12-31T23:59:59.999999Z"_s) << QByteArray() << 400;
        QTest::newRow("in the future") << at(u"2026-11-21T12:00:00.000001Z"_s) << QByteArray() << 400;
        QTest::newRow("time taken") << at(u"2016-01-01T00:00:00Z"_s) << QByteArray() << 409;
        QTest::newRow("time of a deleted one") << at(u"2016-01-01T00:00:01Z"_s) << QByteArray() << 409;
        QTest::newRow("empty") << at(fine, QString()) << QByteArray() << 400;
        QTest::newRow("blank") << at(fine, u" \n "_s) << QByteArray() << 400;
        QTest::newRow("too large") << at(fine, QString(32001, u'x')) << QByteArray() << 400;
        QTest::newRow("too large in bytes") << at(fine, QString(16001, u'\u00e4')) << QByteArray() << 400;
        QTest::newRow("id without prefix") << at(fine) << QByteArray("messageId=abc") << 400;
        QTest::newRow("id with capitals") << at(fine) << QByteArray("messageId=client-A") << 400;
        QTest::newRow("id with underscore") << at(fine) << QByteArray("messageId=client-a_b") << 400;
        QTest::newRow("id too long") << at(fine) << "messageId=client-" + QByteArray(57, 'a') << 400;
        QTest::newRow("id taken") << at(fine) << QByteArray("messageId=client-first") << 409;
        QTest::newRow("id of a deleted one") << at(fine) << QByteArray("messageId=client-gone") << 409;
        QTest::newRow("request of a deleted one") << at(fine) << QByteArray("requestId=gone") << 409;
        QTest::newRow("unknown thread") << QJsonObject{{u"text"_s, u"x"_s},
                                                       {u"thread"_s, QJsonObject{{u"name"_s, u"spaces/X/threads/Y"_s}}}}
                                        << QByteArray("messageReplyOption=REPLY_MESSAGE_OR_FAIL") << 404;
        QTest::newRow("unknown option") << at(fine) << QByteArray("messageReplyOption=REPLY") << 400;
        QTest::newRow("unknown field") << QJsonObject{{u"text"_s, u"x"_s}, {u"author"_s, u"x"_s}} << QByteArray()
                                       << 400;
        QTest::newRow("unknown markup") << QJsonObject{{u"text"_s, u"x"_s}, {u"markupSyntax"_s, u"CHAT"_s}}
                                        << QByteArray() << 400;
        QTest::newRow("unknown upload") << QJsonObject{{u"attachment"_s,
                                                        QJsonArray{QJsonObject{
                                                            {u"attachmentDataRef"_s,
                                                             QJsonObject{{u"attachmentUploadToken"_s, u"x"_s}}}}}}}
                                        << QByteArray() << 400;
        QTest::newRow("cards of a user") << QJsonObject{{u"cardsV2"_s, QJsonArray{QJsonObject{}}}} << QByteArray()
                                         << 400;
    }
    void wrongMessagesAreRefused()
    {
        QFETCH(QJsonObject, message);
        QFETCH(QByteArray, query);
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(second(0)), "messageId=client-first").status, 200);
        const auto gone = rig.post(rig.bob, space, at(second(1)), "messageId=client-gone&requestId=gone");
        QCOMPARE(rig.client.call(rig.bob, "DELETE", "/v1/" + gone["name"].toString().toLatin1()).status, 200);
        const QJsonObject before = rig.simulator.state();
        const auto answer = rig.post(rig.bob, space, message, query);
        QTEST(answer.status, "status");
        QCOMPARE(rig.simulator.state(), before);
    }

    void edgesAreAccepted()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(u"2015-01-01T00:00:00Z"_s, QString(32000, u'x')),
                          "messageId=client-" + QByteArray(56, 'a'))
                     .status,
                 200);
        QCOMPARE(rig.post(rig.bob, space, at(u"2026-11-21T12:00:00Z"_s)).status, 200);
        QCOMPARE(rig.post(rig.bob, space, {{u"text"_s, u"now"_s}}).status, 200);
        QCOMPARE(rig.post(rig.bob, space, {{u"text"_s, u"now"_s}}).status, 200);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray().size(), 4);
    }

    void clashMayBe400()
    {
        SimulatorOptions options = usualOptions();
        options.messageClashStatus = 400;
        Rig rig(options);
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(second(0))).status, 200);
        QCOMPARE(rig.post(rig.bob, space, at(second(0))).status, 400);
    }

    void markupSyntaxMayBeUnknown()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QJsonObject message = at(second(0));
        message.insert(u"markupSyntax"_s, u"MARKUP_SYNTAX_CHAT"_s);
        QCOMPARE(rig.post(rig.bob, space, message).status, 200);
        rig.simulator.change([](SimulatorOptions &options) { options.markupSyntaxKnown = false; });
        const auto answer = rig.post(rig.bob, space, message);
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.errorText().contains("Unknown name \"markupSyntax\""_L1));
    }

    void requestIdGivesTheSameMessage()
    {
        SimulatorOptions options = usualOptions();
        options.requestIdLifetime = std::chrono::seconds(60);
        Rig rig(options);
        const QByteArray space = rig.space();
        const auto first = rig.post(rig.bob, space, at(second(0)), "requestId=r&messageId=client-r");
        const auto again = rig.post(rig.bob, space, at(second(0)), "requestId=r&messageId=client-r");
        QCOMPARE(again.status, 200);
        QCOMPARE(again.json(), first.json());
        const auto otherBody =
            rig.post(rig.bob, space, at(second(5), u"other"_s), "requestId=r&messageId=client-other");
        QCOMPARE(otherBody["name"].toString(), first["name"].toString());
        QCOMPARE(otherBody["text"].toString(), u"hello"_s);
        QCOMPARE(rig.post(rig.admin, space, at(second(6)), "requestId=r").status, 409);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray().size(), 1);
        rig.simulator.advanceClock(std::chrono::seconds(61));
        QCOMPARE(rig.post(rig.bob, space, at(second(7)), "requestId=r&messageId=client-r").status, 409);
    }

    void repliesFindTheirThread()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const auto reply = [&](int n, const QJsonObject &thread, const QByteArray &option) {
            QJsonObject message = at(second(n));
            message.insert(u"thread"_s, thread);
            return rig.post(rig.admin, space, message,
                            option.isEmpty() ? QByteArray() : "messageReplyOption=" + option);
        };
        const auto thread = [](const Answered &answer) { return answer["thread"].toObject()["name"_L1].toString(); };
        const auto root = rig.post(rig.bob, space, at(second(0)));
        const QJsonObject byName{{u"name"_s, thread(root)}};
        const auto named = reply(1, byName, "REPLY_MESSAGE_OR_FAIL");
        QCOMPARE(thread(named), thread(root));
        QCOMPARE(named["threadReply"].toBool(), true);
        QCOMPARE(thread(reply(2, byName, "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")), thread(root));
        // without an option the thread is ignored
        const auto ignored = reply(3, byName, {});
        QVERIFY(thread(ignored) != thread(root));
        QVERIFY(!ignored.json().contains("threadReply"_L1));
        const QJsonObject unknown{{u"name"_s, QString::fromLatin1(space) + u"/threads/none"_s}};
        QCOMPARE(reply(4, unknown, "REPLY_MESSAGE_OR_FAIL").status, 404);
        QCOMPARE(reply(4, unknown, "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD").status, 200);
        // an unseen key opens a thread
        const QJsonObject key{{u"threadKey"_s, u"k1"_s}};
        const auto opened = reply(5, key, "REPLY_MESSAGE_OR_FAIL");
        QCOMPARE(opened.status, 200);
        QVERIFY(!opened.json().contains("threadReply"_L1));
        QCOMPARE(thread(reply(6, key, "REPLY_MESSAGE_OR_FAIL")), thread(opened));
        QVERIFY(thread(reply(7, key, {})) != thread(opened));
    }

    void groupChatHasNoThreadsUnlessAsked()
    {
        for (const bool threads : {false, true}) {
            SimulatorOptions options = usualOptions();
            options.groupChatThreads = threads;
            Rig rig(options);
            const auto made = rig.client.call(rig.admin, "POST", "/v1/spaces",
                                              QJsonObject{{u"spaceType"_s, u"GROUP_CHAT"_s},
                                                          {u"importMode"_s, true},
                                                          {u"createTime"_s, u"2015-01-01T00:00:00Z"_s}});
            const QByteArray space = made["name"].toString().toLatin1();
            const auto root = rig.post(rig.bob, space, at(second(0)));
            QJsonObject message = at(second(1));
            message.insert(u"thread"_s, QJsonObject{{u"name"_s, root["thread"].toObject()["name"_L1]}});
            const auto reply = rig.post(rig.bob, space, message, "messageReplyOption=REPLY_MESSAGE_OR_FAIL");
            QCOMPARE(reply["thread"].toObject()["name"_L1] == root["thread"].toObject()["name"_L1], threads);
        }
    }

    void textComesBackPlain_data()
    {
        QTest::addColumn<QString>("plain");
        QTest::newRow("nothing to strip") << u"nothing to strip"_s;
        QTest::newRow("*bold* and _it_ and ~no~ and `c`") << u"bold and it and no and c"_s;
        QTest::newRow("*_both_*") << u"both"_s;
        QTest::newRow("2 * 3 * 4 and snake_case_name") << u"2 * 3 * 4 and snake_case_name"_s;
        QTest::newRow("<https://a.example/x_y_z|a label>") << u"a label"_s;
        QTest::newRow("hi <users/101> and <users/all>") << u"hi @Bob B and @all"_s;
        QTest::newRow("```\n*kept*\n``` x") << u"\n*kept*\n x"_s;
    }
    void textComesBackPlain()
    {
        const QString sent = QString::fromUtf8(QTest::currentDataTag());
        Rig rig;
        const QByteArray space = rig.space();
        const auto made = rig.post(rig.bob, space, at(second(0), sent));
        QTEST(made["text"].toString(), "plain");
        QCOMPARE(made["formattedText"].toString(), sent);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["messages"_L1][0]["text"_L1].toString(), sent);
        rig.simulator.change([](SimulatorOptions &options) { options.plainText = false; });
        QCOMPARE(rig.post(rig.bob, space, at(second(1), sent))["text"].toString(), sent);
    }

    void readingIsAsTheMatrixSays()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray mine = rig.post(rig.bob, space, at(second(0)))["name"].toString().toLatin1();
        const QByteArray apps =
            rig.post(rig.app, space, at(second(1)), "messageId=client-app")["name"].toString().toLatin1();
        const QByteArray reader = rig.client.token(u"bob@example.com"_s, u"chat.import chat.messages"_s);
        QCOMPARE(rig.client.call(rig.bob, "GET", "/v1/" + mine).status, 403);
        QCOMPARE(rig.client.call(reader, "GET", "/v1/" + mine).status, 403);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + mine).status, 403);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + apps).status, 200);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + space + "/messages/client-app").status, 200);
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + space + "/messages").status, 403);
        QCOMPARE(rig.client.call(rig.admin, "GET", "/v1/" + space + "/messages").status, 200);
    }

    void listGoesThroughPages()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (int n = 0; n < 60; ++n)
            QCOMPARE(rig.post(rig.bob, space, at(second((n * 37) % 60), u"m%1"_s.arg((n * 37) % 60))).status, 200);
        const QByteArray list = "/v1/" + space + "/messages";
        const auto first = rig.client.call(rig.bob, "GET", list);
        QCOMPARE(first["messages"].toArray().size(), 25);
        const QByteArray token = first["nextPageToken"].toString().toLatin1();
        const auto next = rig.client.call(rig.bob, "GET", list + "?pageToken=" + token);
        QCOMPARE(next["messages"].toArray()[0]["text"_L1].toString(), u"m25"_s);
        // what comes before or is deleted later does not shift a page
        QCOMPARE(rig.post(rig.bob, space, at(u"2015-06-01T00:00:00Z"_s)).status, 200);
        QVERIFY(rig.simulator.deleteMessage(first["messages"].toArray()[24]["name"_L1].toString()));
        QCOMPARE(rig.client.call(rig.bob, "GET", list + "?pageToken=" + token).json(), next.json());
        const auto last =
            rig.client.call(rig.bob, "GET", list + "?pageToken=" + next["nextPageToken"].toString().toLatin1());
        QCOMPARE(last["messages"].toArray().size(), 10);
        QVERIFY(!last.json().contains("nextPageToken"_L1));
        const auto all = rig.client.call(rig.bob, "GET", list + "?pageSize=5000&orderBy=create_time%20DESC");
        QCOMPARE(all["messages"].toArray().size(), 60);
        QCOMPARE(all["messages"].toArray()[0]["text"_L1].toString(), u"m59"_s);
        const auto down = rig.client.call(rig.bob, "GET", list + "?pageSize=59&orderBy=DESC");
        const auto rest = rig.client.call(
            rig.bob, "GET",
            list + "?pageSize=59&orderBy=DESC&pageToken=" + down["nextPageToken"].toString().toLatin1());
        QCOMPARE(rest["messages"].toArray().size(), 1);
        QCOMPARE(rest["messages"].toArray()[0]["createTime"_L1].toString(), u"2015-06-01T00:00:00Z"_s);
        // exactly full: no further page
        QVERIFY(!rig.client.call(rig.bob, "GET", list + "?pageSize=60").json().contains("nextPageToken"_L1));
    }

    void pageIsCutAtAThousand()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (int n = 0; n < 1001; ++n)
            QCOMPARE(rig.post(rig.bob, space, at(second(n))).status, 200);
        const auto page = rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages?pageSize=2000");
        QCOMPARE(page["messages"].toArray().size(), 1000);
        QVERIFY(page.json().contains("nextPageToken"_L1));
    }

    void filtersFollowTheGrammar_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("count"); // -1: refused
        const auto filter = [](const QByteArray &text) { return "filter=" + text.toPercentEncoding(); };
        QTest::newRow("all") << QByteArray() << 5;
        QTest::newRow("after") << filter("create_time > \"2016-01-01T00:00:01Z\"") << 3;
        QTest::newRow("before") << filter("create_time < \"2016-01-01T00:00:01Z\"") << 1;
        QTest::newRow("between")
            << filter("create_time > \"2016-01-01T00:00:00Z\" AND create_time < \"2016-01-01T00:00:03Z\"") << 2;
        QTest::newRow("offset") << filter("create_time > \"2016-01-01T02:00:01+02:00\"") << 3;
        QTest::newRow("thread") << QByteArray("thread") << 2;
        QTest::newRow("not strict") << filter("create_time >= \"2016-01-01T00:00:01Z\"") << -1;
        QTest::newRow("camel case") << filter("createTime > \"2016-01-01T00:00:01Z\"") << -1;
        QTest::newRow("single quotes") << filter("create_time > '2016-01-01T00:00:01Z'") << -1;
        QTest::newRow("or") << filter(
                                   "create_time > \"2016-01-01T00:00:01Z\" OR create_time < \"2016-01-01T00:00:01Z\"")
                            << -1;
        QTest::newRow("sender") << filter("sender.name = \"users/1\"") << -1;
        QTest::newRow("order unknown") << QByteArray("orderBy=sender") << -1;
        QTest::newRow("negative size") << QByteArray("pageSize=-1") << -1;
        QTest::newRow("invented token") << QByteArray("pageToken=abcdefgh") << -1;
        QTest::newRow("deleted too") << QByteArray("showDeleted=true") << 6;
    }
    void filtersFollowTheGrammar()
    {
        QFETCH(QByteArray, query);
        QFETCH(int, count);
        Rig rig;
        const QByteArray space = rig.space();
        QString thread;
        for (int n = 0; n < 4; ++n)
            thread = rig.post(rig.bob, space, at(second(n)))["thread"].toObject()["name"_L1].toString();
        QJsonObject reply = at(second(4));
        reply.insert(u"thread"_s, QJsonObject{{u"name"_s, thread}});
        QCOMPARE(rig.post(rig.bob, space, reply, "messageReplyOption=REPLY_MESSAGE_OR_FAIL").status, 200);
        const auto gone = rig.post(rig.bob, space, at(second(9)));
        QVERIFY(rig.simulator.deleteMessage(gone["name"].toString()));
        if (query == "thread")
            query = "filter=" + (u"thread.name = "_s + thread).toUtf8().toPercentEncoding();
        const auto answer =
            rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages" + (query.isEmpty() ? query : '?' + query));
        QCOMPARE(answer.status, count < 0 ? 400 : 200);
        if (count >= 0)
            QCOMPARE(answer["messages"].toArray().size(), count);
    }

    void pageTokenIsBoundToItsList()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (int n = 0; n < 3; ++n)
            rig.post(rig.bob, space, at(second(n)));
        const QByteArray list = "/v1/" + space + "/messages?pageSize=1";
        const QByteArray token = rig.client.call(rig.bob, "GET", list)["nextPageToken"].toString().toLatin1();
        QCOMPARE(rig.client.call(rig.bob, "GET", list + "&pageToken=" + token).status, 200);
        QCOMPARE(rig.client.call(rig.bob, "GET", list + "&orderBy=DESC&pageToken=" + token).status, 400);
        QCOMPARE(rig.client.call(rig.bob, "GET", list + "&showDeleted=true&pageToken=" + token).status, 400);
    }

    void emptySpaceListsNothing()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages").json(), QJsonObject{});
    }

    void deletedOnesAreTombstones()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const auto made = rig.post(rig.bob, space, at(second(0), u"secret"_s));
        QCOMPARE(rig.client.call(rig.admin, "DELETE", "/v1/" + made["name"].toString().toLatin1()).status, 200);
        const auto listed = rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages?showDeleted=true");
        const QJsonObject tombstone = listed["messages"].toArray()[0].toObject();
        QVERIFY(tombstone.contains("deleteTime"_L1));
        QVERIFY(!listed.body.contains("secret"));
    }

    void patchIsForTheSameAuthor()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QByteArray mine = "/v1/" + rig.post(rig.bob, space, at(second(0)))["name"].toString().toLatin1();
        const QByteArray apps = "/v1/" + rig.post(rig.app, space, at(second(1)))["name"].toString().toLatin1();
        const QJsonObject body{{u"text"_s, u"changed"_s}};
        QCOMPARE(rig.client.call(rig.admin, "PATCH", mine + "?updateMask=text", body).status, 403);
        QCOMPARE(rig.client.call(rig.app, "PATCH", mine + "?updateMask=text", body).status, 403);
        QCOMPARE(rig.client.call(rig.bob, "PATCH", apps + "?updateMask=text", body).status, 403);
        const auto done = rig.client.call(rig.bob, "PATCH", mine + "?updateMask=text", body);
        QCOMPARE(done.status, 200);
        QCOMPARE(done["text"].toString(), u"changed"_s);
        QCOMPARE(done["createTime"].toString(), second(0));
        QCOMPARE(done["lastUpdateTime"].toString(), u"2026-11-21T12:00:00Z"_s);
        QCOMPARE(rig.client.call(rig.app, "PUT", apps + "?updateMask=text", body).status, 200);
    }

    void patchMasks_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<int>("status");
        const QJsonObject text{{u"text"_s, u"t"_s}};
        QTest::newRow("text") << QByteArray("updateMask=text") << text << 200;
        QTest::newRow("star") << QByteArray("updateMask=*") << text << 200;
        QTest::newRow("none") << QByteArray() << text << 400;
        QTest::newRow("createTime") << QByteArray("updateMask=createTime") << at(second(5)) << 400;
        QTest::newRow("markup in mask") << QByteArray("updateMask=text,markupSyntax") << text << 400;
        QTest::newRow("sender") << QByteArray("updateMask=sender") << text << 400;
        QTest::newRow("cards of a user") << QByteArray("updateMask=cards_v2") << text << 400;
        QTest::newRow("emptied") << QByteArray("updateMask=text") << QJsonObject{{u"text"_s, QString()}} << 400;
        QTest::newRow("too large") << QByteArray("updateMask=text") << QJsonObject{{u"text"_s, QString(32001, u'x')}}
                                   << 400;
    }
    void patchMasks()
    {
        QFETCH(QByteArray, query);
        QFETCH(QJsonObject, body);
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(second(0)), "messageId=client-x").status, 200);
        const auto answer = rig.client.call(rig.bob, "PATCH", "/v1/" + space + "/messages/client-x?" + query, body);
        QTEST(answer.status, "status");
    }

    void patchOfAMissingMessage()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QJsonObject body{{u"text"_s, u"t"_s}};
        const QByteArray target = "/v1/" + space + "/messages/";
        QCOMPARE(rig.client.call(rig.bob, "PATCH", target + "client-n?updateMask=text", body).status, 404);
        QCOMPARE(rig.client.call(rig.bob, "PATCH", target + "A.B?updateMask=text&allowMissing=true", body).status, 404);
        QCOMPARE(rig.client.call(rig.bob, "PATCH", target + "client-n?allowMissing=true", body).status, 200);
        QCOMPARE(rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray().size(), 1);
    }

    void deletionFollowsItsRules()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const auto root = rig.post(rig.bob, space, at(second(0)));
        QJsonObject message = at(second(1));
        message.insert(u"thread"_s, root["thread"].toObject());
        QCOMPARE(rig.post(rig.bob, space, message, "messageReplyOption=REPLY_MESSAGE_OR_FAIL").status, 200);
        const QByteArray mine = "/v1/" + root["name"].toString().toLatin1();
        QCOMPARE(rig.client.call(rig.app, "DELETE", mine).status, 403);
        QCOMPARE(rig.client.call(rig.admin, "DELETE", mine).status, 400); // has a reply
        QCOMPARE(rig.client.call(rig.admin, "DELETE", mine + "?force=true").status, 200);
        const QJsonArray messages = rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray();
        QCOMPARE(messages[0]["deleted"_L1].toBool(), true);
        QCOMPARE(messages[1]["deleted"_L1].toBool(), true);
        QCOMPARE(rig.client.call(rig.admin, "DELETE", mine).status, 404);
        const auto apps = rig.post(rig.app, space, at(second(2)), "messageId=client-app");
        QCOMPARE(rig.client.call(rig.app, "DELETE", "/v1/" + space + "/messages/client-app").status, 200);
        // replies no longer find the thread
        message.insert(u"createTime"_s, second(8));
        QCOMPARE(rig.post(rig.bob, space, message, "messageReplyOption=REPLY_MESSAGE_OR_FAIL").status, 404);
    }

    void completedSpaceFollowsNormalRules()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(second(0))).status, 200);
        QCOMPARE(rig.complete(space).status, 200);
        QCOMPARE(rig.post(rig.admin, space, at(second(1))).status, 403);
        QCOMPARE(rig.post(rig.app, space, {{u"text"_s, u"x"_s}}).status, 403);
        QCOMPARE(rig.client.call(rig.admin, "GET", "/v1/" + space + "/messages").status, 403);
        const QByteArray full = rig.client.token(u"admin@example.com"_s, u"chat.messages"_s);
        const auto dated = rig.post(full, space, at(second(1)));
        QCOMPARE(dated.status, 400);
        QVERIFY(dated.errorText().contains("import mode"_L1));
        QCOMPARE(rig.post(full, space, {{u"text"_s, u"x"_s}}).status, 200);
        QCOMPARE(rig.client.call(full, "GET", "/v1/" + space + "/messages")["messages"].toArray().size(), 2);
        // not a member
        const QByteArray other = rig.client.token(u"bob@example.com"_s, u"chat.messages"_s);
        QCOMPARE(rig.client.call(other, "GET", "/v1/" + space + "/messages").status, 403);
    }

    void webhookPostsWithoutAToken()
    {
        Rig rig;
        const QUrl url = rig.simulator.webhookUrl();
        const QByteArray target = url.path().toLatin1() + '?' + url.query().toLatin1();
        const SimClient::Headers json{{"Content-Type", "application/json"}};
        const auto posted = rig.client.send("POST", target, json, R"({"text":"done"})");
        QCOMPARE(posted.status, 200);
        QVERIFY(posted["thread"].toObject().contains("name"_L1));
        QCOMPARE(rig.simulator.state()["webhookPosts"_L1][0]["text"_L1].toString(), u"done"_s);
        QCOMPARE(rig.client.send("POST", target + "x", json, R"({"text":"done"})").status, 400);
        QCOMPARE(rig.client.send("POST", target, json, R"({"text":""})").status, 400);
        for (const LoggedRequest &request : rig.simulator.requests())
            QVERIFY(!request.query.contains(url.query().section(u"token="_s, 1)) || url.query().isEmpty());
        rig.simulator.change([](SimulatorOptions &options) { options.webhooksAllowed = false; });
        const auto off = rig.client.send("POST", target, json, R"({"text":"done"})");
        QCOMPARE(off.status, 403);
        QCOMPARE(off.errorText(), u"The caller does not have permission"_s);
        QCOMPARE(rig.simulator.state()["webhookPosts"_L1].toArray().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSimulatorMessages)
#include "tst_simulator_messages.moc"
