// SPDX-License-Identifier: GPL-3.0-or-later
#include "simclient.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QJsonObject at(int n)
{
    return {{u"text"_s, u"m%1"_s.arg(n)}, {u"createTime"_s, toRfc3339(fromMicros(1451606400000000 + n * 1000000LL))}};
}

} // namespace

class TestSimulatorTrouble : public QObject
{
    Q_OBJECT

    static qsizetype messages(const Rig &rig)
    {
        return rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray().size();
    }

private Q_SLOTS:
    void faultRulesAreRead_data()
    {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("action");
        QTest::newRow("POST *messages:drop-after:every=7,seed=1") << u"POST"_s << u"*messages"_s << u"drop-after"_s;
        QTest::newRow("*:503:p=0.02") << QString() << u"*"_s << u"503"_s;
        QTest::newRow("*:completeImport:drop-before") << QString() << u"*:completeImport"_s << u"drop-before"_s;
        QTest::newRow("PUT /upload/*attachments:upload:cut-upload:nth=2")
            << u"PUT"_s << u"/upload/*attachments:upload"_s << u"cut-upload"_s;
        QTest::newRow("*:500-after") << QString() << u"*"_s << u"500-after"_s;
        QTest::newRow("*:429-bare:times=3") << QString() << u"*"_s << u"429-bare"_s;
        QTest::newRow("*:429:wait=5") << QString() << u"*"_s << u"429"_s;
        QTest::newRow("GET *:slow:ms=20") << u"GET"_s << u"*"_s << u"slow"_s;
        QTest::newRow("*:truncate") << QString() << u"*"_s << u"truncate"_s;
        QTest::newRow("*:html") << QString() << u"*"_s << u"html"_s;
        QTest::newRow("*:401:nth=1") << QString() << u"*"_s << u"401"_s;
    }
    void faultRulesAreRead()
    {
        const auto rules = parseFaultRules(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(rules.ok());
        QCOMPARE(rules->size(), std::size_t(1));
        QTEST(rules->front().method, "method");
        QTEST(rules->front().path, "path");
        QTEST(faultActionName(rules->front()), "action");
    }

    void faultConditionsAreRead()
    {
        const auto rules = parseFaultRules(u" *:slow:ms=20,nth=3,every=2,p=0.5,seed=9,times=4 ; *:429:wait=7;"_s);
        QVERIFY(rules.ok());
        QCOMPARE(rules->size(), std::size_t(2));
        const FaultRule &rule = rules->front();
        QCOMPARE(rule.ms, 20);
        QCOMPARE(rule.nth, 3);
        QCOMPARE(rule.every, 2);
        QCOMPARE(*rule.probability, 0.5);
        QCOMPARE(rule.seed, 9u);
        QCOMPARE(rule.times, 4);
        QCOMPARE((*rules)[1].waitSeconds, 7);
    }

    void wrongFaultRulesAreNamed_data()
    {
        QTest::addColumn<QString>("rules");
        QTest::newRow("no action") << u"POST *"_s;
        QTest::newRow("unknown action") << u"*:explode"_s;
        QTest::newRow("status of success") << u"*:200"_s;
        QTest::newRow("unknown condition") << u"*:503:often=1"_s;
        QTest::newRow("chance above one") << u"*:503:p=2"_s;
        QTest::newRow("nth zero") << u"*:503:nth=0"_s;
        QTest::newRow("no number") << u"*:503:every=x"_s;
        QTest::newRow("second is wrong") << u"*:503;nonsense"_s;
    }
    void wrongFaultRulesAreNamed()
    {
        QFETCH(QString, rules);
        const auto parsed = parseFaultRules(rules);
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, Error::Kind::Input);
        QVERIFY(parsed.error().what.contains(rules.section(u';', -1)));
        Simulator simulator;
        QVERIFY(!simulator.setFaults(rules).ok());
    }

    void faultsDoWhatTheySay_data()
    {
        QTest::addColumn<int>("status"); // 0: the connection was dropped
        QTest::addColumn<int>("written");
        QTest::newRow("drop-before") << 0 << 0;
        QTest::newRow("drop-after") << 0 << 1;
        QTest::newRow("500") << 500 << 0;
        QTest::newRow("503") << 503 << 0;
        QTest::newRow("500-after") << 500 << 1;
        QTest::newRow("503-after") << 503 << 1;
        QTest::newRow("429") << 429 << 0;
        QTest::newRow("429-bare") << 429 << 0;
        QTest::newRow("401") << 401 << 0;
        QTest::newRow("html") << 502 << 0;
        QTest::newRow("truncate") << 0 << 1;
        QTest::newRow("slow:ms=5") << 200 << 1;
        QTest::newRow("cut-upload") << 0 << 0;
    }
    void faultsDoWhatTheySay()
    {
        QFETCH(int, written);
        Rig rig;
        const QByteArray space = rig.space();
        const QString action = QString::fromLatin1(QTest::currentDataTag());
        const QString rule = u"POST *messages:"_s + action + (action.contains(u':') ? u","_s : u":"_s) + u"nth=2"_s;
        QVERIFY(rig.simulator.setFaults(rule).ok());
        QCOMPARE(rig.post(rig.bob, space, at(0)).status, 200);
        const auto hit = rig.post(rig.bob, space, at(1), "requestId=r");
        QTEST(hit.status, "status");
        QCOMPARE(messages(rig), 1 + written);
        QCOMPARE(!hit.header("Retry-After").isEmpty(), action == "429"_L1);
        const LoggedRequest last = rig.simulator.requests().back();
        QCOMPARE(last.fault, action.section(u':', 0, 0));
        QCOMPARE(last.actedOn, written == 1);
        // the same again gets through, and there is one message
        QCOMPARE(rig.post(rig.bob, space, at(1), "requestId=r").status, 200);
        QCOMPARE(messages(rig), 2);
        QCOMPARE(rig.simulator.writes(), 3);
    }

    void everyKthAndAtMost()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QVERIFY(rig.simulator.setFaults(u"POST *messages:503:every=3,times=2"_s).ok());
        QByteArray seen;
        for (int n = 0; n < 12; ++n)
            seen += rig.post(rig.bob, space, at(n)).status == 200 ? '.' : 'x';
        QCOMPARE(seen, QByteArray("..x..x......"));
        rig.simulator.clearFaults();
        QCOMPARE(rig.post(rig.bob, space, at(20)).status, 200);
    }

    void chanceIsTheSameForTheSameSeed()
    {
        const auto run = [](const QString &rule) {
            Rig rig;
            const QByteArray space = rig.space();
            if (!rig.simulator.setFaults(rule))
                qFatal("rule");
            QByteArray seen;
            for (int n = 0; n < 200; ++n)
                seen += rig.post(rig.bob, space, at(n)).status == 200 ? '.' : 'x';
            return seen;
        };
        const QByteArray one = run(u"*:503:p=0.2,seed=5"_s);
        QCOMPARE(run(u"*:503:p=0.2,seed=5"_s), one);
        QVERIFY(run(u"*:503:p=0.2,seed=6"_s) != one);
        QVERIFY(one.count('x') > 15 && one.count('x') < 70);
    }

    void cutUploadKeepsHalf()
    {
        Rig rig;
        const QByteArray token = rig.client.token(u"admin@example.com"_s, u"drive"_s);
        const auto begun = rig.client.send("POST", "/upload/drive/v3/files?uploadType=resumable",
                                           {{"Authorization", "Bearer " + token}, {"Content-Type", "application/json"}},
                                           R"({"name":"x"})");
        const QUrl location(QString::fromLatin1(begun.header("Location")));
        const QByteArray target = (location.path() + u'?' + location.query()).toLatin1();
        QVERIFY(rig.simulator.setFaults(u"PUT *:cut-upload:nth=1"_s).ok());
        const QByteArray bytes(4 * 262144, 'x');
        QCOMPARE(rig.client.send("PUT", target, {}, bytes).status, 0);
        const auto status = rig.client.send("PUT", target, {{"Content-Range", "bytes */1048576"}});
        QCOMPARE(status.status, 308);
        QCOMPARE(status.header("Range"), QByteArray("bytes=0-524287"));
        QCOMPARE(rig.client.send("PUT", target, {{"Content-Range", "bytes 524288-1048575/1048576"}}, bytes.mid(524288))
                     .status,
                 200);
    }

    void quotasOfASpace_data()
    {
        QTest::addColumn<int>("limit");
        QTest::newRow("import messages") << 10;
        QTest::newRow("reactions") << 5;
        QTest::newRow("patches") << 1;
        QTest::newRow("reads") << 15;
    }
    void quotasOfASpace()
    {
        QFETCH(int, limit);
        SimulatorOptions options = usualOptions();
        options.quotas = true;
        Rig rig(options);
        const QByteArray space = rig.space();
        const QByteArray other = rig.space(u"other"_s);
        const QByteArray message = rig.post(rig.bob, other, at(0))["name"].toString().toLatin1();
        const QByteArray tag = QTest::currentDataTag();
        int n = 0;
        const auto send = [&]() -> Answered {
            if (tag == "import messages")
                return rig.post(rig.bob, space, at(++n));
            if (tag == "reactions")
                return rig.client.call(
                    rig.bob, "POST", "/v1/" + message + "/reactions",
                    QJsonObject{{u"emoji"_s, QJsonObject{{u"unicode"_s, QString::fromUcs4(U"\U0001F600", 1)}}}});
            if (tag == "patches")
                return rig.client.call(rig.bob, "PATCH", "/v1/" + message + "?updateMask=text",
                                       QJsonObject{{u"text"_s, u"t"_s}});
            return rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages");
        };
        rig.simulator.advanceClock(2s);
        for (int round = 0; round < 2; ++round) {
            for (int i = 0; i < limit; ++i)
                QVERIFY(send().status != 429);
            const auto refused = send();
            QCOMPARE(refused.status, 429);
            QCOMPARE(refused.errorWord(), u"RESOURCE_EXHAUSTED"_s);
            QCOMPARE(refused.json()["error"_L1]["details"_L1][0]["reason"_L1].toString(), u"RATE_LIMIT_EXCEEDED"_s);
            rig.simulator.advanceClock(949ms);
            QCOMPARE(send().status, 429);
            rig.simulator.advanceClock(2ms);
        }
        // the other space has its own
        QCOMPARE(rig.client.call(rig.bob, "GET", "/v1/" + other + "/messages").status, 200);
    }

    void quotasOfTheProject()
    {
        SimulatorOptions options = usualOptions();
        options.quotas = true;
        options.quotaLimits = {{u"spaceWrites"_s, 3}};
        Rig rig(options);
        for (int n = 0; n < 3; ++n)
            QVERIFY(!rig.space(QString::number(n)).isEmpty());
        QVERIFY(rig.space(u"x"_s).isEmpty());
        rig.simulator.advanceClock(59s);
        QVERIFY(rig.space(u"x"_s).isEmpty());
        rig.simulator.advanceClock(1s);
        QVERIFY(!rig.space(u"x"_s).isEmpty());
    }

    void retryAfterIsSometimesAbsent()
    {
        SimulatorOptions options = usualOptions();
        options.quotas = true;
        options.quotaLimits = {{u"messageReads"_s, 0}};
        Rig rig(options);
        const QByteArray space = rig.space();
        int with = 0;
        for (int n = 0; n < 4; ++n) {
            const auto answer = rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages");
            QCOMPARE(answer.status, 429);
            with += answer.header("Retry-After").isEmpty() ? 0 : 1;
        }
        QCOMPARE(with, 2);
    }

    void quotasCanBeOff()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (int n = 0; n < 40; ++n)
            QCOMPARE(rig.post(rig.bob, space, at(n)).status, 200);
    }

    void logNamesWhoAndWhat()
    {
        QTemporaryDir dir;
        SimulatorOptions options = usualOptions();
        options.requestLogFile = dir.filePath(u"log.jsonl"_s);
        Rig rig(options);
        const QByteArray space = rig.space();
        rig.simulator.clearRequests();
        rig.post(rig.bob, space, at(0), "requestId=r");
        rig.post(rig.bob, space, at(0), "requestId=r");
        rig.client.call(rig.app, "GET", "/v1/" + space);
        const auto log = rig.simulator.requests();
        QCOMPARE(log.size(), std::size_t(3));
        QCOMPARE(log[0].method, u"POST"_s);
        QCOMPARE(log[0].path, u"/v1/"_s + QString::fromLatin1(space) + u"/messages"_s);
        QCOMPARE(log[0].query, u"requestId=r"_s);
        QCOMPARE(log[0].identity, u"bob@example.com"_s);
        QCOMPARE(log[0].status, 200);
        QVERIFY(log[0].actedOn && log[0].isWrite);
        QVERIFY(!log[1].actedOn && log[1].isWrite); // a replay
        QCOMPARE(log[2].identity, u"app"_s);
        QVERIFY(!log[2].isWrite);
        QCOMPARE(log[1].seq, log[0].seq + 1);
        QFile file(options.requestLogFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QCOMPARE(text.count('\n'), 7); // three tokens, a space, and these
        QVERIFY(!text.contains("ya29"));
        QVERIFY(!text.contains("assertion"));
    }

    void hookSeesEveryRequestBeforeAndAfter()
    {
        std::vector<std::pair<qint64, bool>> seen;
        SimulatorOptions options = usualOptions();
        Simulator *running = nullptr;
        qsizetype before = -1;
        options.onRequest = [&](const LoggedRequest &request, SimulatorOptions::Phase phase) {
            seen.emplace_back(request.seq, phase == SimulatorOptions::Phase::AfterAct);
            // the lock is free: a test may look
            if (running && request.path.endsWith("/messages"_L1) && phase == SimulatorOptions::Phase::BeforeAct)
                before = running->state()["spaces"_L1][0]["messages"_L1].toArray().size();
        };
        Rig rig(options);
        const QByteArray space = rig.space();
        running = &rig.simulator;
        QCOMPARE(rig.post(rig.bob, space, at(0)).status, 200);
        rig.simulator.stop();
        QCOMPARE(before, 0);
        QCOMPARE(seen.size(), std::size_t(10));
        QCOMPARE(seen[8], std::pair(qint64(5), false));
        QCOMPARE(seen[9], std::pair(qint64(5), true));
    }

    void stateSurvivesStopAndStart()
    {
        QTemporaryDir dir;
        SimulatorOptions options = usualOptions();
        options.serviceAccount.privateKeyPem.clear();
        options.stateFile = dir.filePath(u"world.jsonl"_s);
        QJsonObject before;
        QByteArray key;
        QByteArray space;
        QString file;
        {
            Rig rig(options);
            space = rig.space();
            const auto root = rig.post(rig.bob, space, at(0), "requestId=r&messageId=client-r");
            rig.client.call(rig.bob, "POST", "/v1/" + root["name"].toString().toLatin1() + "/reactions",
                            QJsonObject{{u"emoji"_s, QJsonObject{{u"unicode"_s, u"\u2764"_s}}}});
            QJsonObject keyed = at(1);
            keyed.insert(u"thread"_s, QJsonObject{{u"threadKey"_s, u"k"_s}});
            rig.post(rig.bob, space, keyed, "messageReplyOption=REPLY_MESSAGE_OR_FAIL");
            rig.client.call(
                rig.bob, "POST", "/v1/" + space + "/members",
                QJsonObject{{u"member"_s, QJsonObject{{u"name"_s, u"users/102"_s}, {u"type"_s, u"HUMAN"_s}}},
                            {u"deleteTime"_s, u"2018-01-01T00:00:00Z"_s}});
            const QByteArray drive = rig.client.token(u"admin@example.com"_s, u"drive"_s);
            file = rig.client.call(drive, "POST", "/drive/v3/files", QJsonObject{{u"name"_s, u"f"_s}})["id"].toString();
            rig.client.call(
                drive, "DELETE",
                "/drive/v3/files/" +
                    rig.client.call(drive, "POST", "/drive/v3/files", QJsonObject{{u"name"_s, u"g"_s}})["id"]
                        .toString()
                        .toLatin1());
            rig.complete(rig.space(u"done"_s));
            rig.simulator.advanceClock(3h);
            before = rig.simulator.state();
            key = QJsonDocument::fromJson(rig.simulator.serviceAccountKeyJson())
                      .object()["private_key"_L1]
                      .toString()
                      .toLatin1();
        }
        Rig rig(options);
        QCOMPARE(rig.simulator.state(), before);
        QCOMPARE(QJsonDocument::fromJson(rig.simulator.serviceAccountKeyJson())
                     .object()["private_key"_L1]
                     .toString()
                     .toLatin1(),
                 key);
        // what was used stays used
        QCOMPARE(
            rig.post(rig.bob, space, at(5), "requestId=r&messageId=client-x")["clientAssignedMessageId"].toString(),
            u"client-r"_s);
        QCOMPARE(rig.post(rig.bob, space, at(0)).status, 409);
        QJsonObject keyed = at(2);
        keyed.insert(u"thread"_s, QJsonObject{{u"threadKey"_s, u"k"_s}});
        QCOMPARE(rig.post(rig.bob, space, keyed, "messageReplyOption=REPLY_MESSAGE_OR_FAIL")["threadReply"].toBool(),
                 true);
        QSet<QString> names;
        for (const QJsonValue &message : rig.simulator.state()["spaces"_L1][0]["messages"_L1].toArray())
            names.insert(message["name"_L1].toString());
        QCOMPARE(names.size(), 3); // no id came twice
    }

    void changesAreOnDiskBeforeTheAnswer()
    {
        QTemporaryDir dir;
        SimulatorOptions options = usualOptions();
        options.stateFile = dir.filePath(u"world.jsonl"_s);
        Rig rig(options);
        const QByteArray space = rig.space();
        QCOMPARE(rig.post(rig.bob, space, at(0)).status, 200);
        // what a kill would leave, with a last line torn
        const QString copy = dir.filePath(u"copy.jsonl"_s);
        QVERIFY(QFile::copy(options.stateFile, copy));
        QFile torn(copy);
        QVERIFY(torn.open(QIODevice::Append));
        torn.write("{\"kind\":\"mess");
        torn.close();
        options.stateFile = copy;
        Rig second(options);
        QCOMPARE(second.simulator.state()["spaces"_L1], rig.simulator.state()["spaces"_L1]);
    }

    void foreignFileIsRefusedAsState()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"notes.txt"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("dear diary\n");
        file.close();
        SimulatorOptions options = usualOptions();
        options.stateFile = path;
        Simulator simulator(options);
        const auto started = simulator.start();
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, Error::Kind::Input);
        QVERIFY(started.error().what.contains("notes.txt"_L1));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("dear diary\n"));
    }

    void takenPortIsSaid()
    {
        Rig rig;
        SimulatorOptions options = usualOptions();
        options.port = quint16(QUrl(rig.simulator.baseUrl()).port());
        Simulator second(options);
        const auto started = second.start();
        QVERIFY(!started.ok());
        QCOMPARE(started.error().kind, Error::Kind::Locked);
    }

    void sabotageIsSeenThroughTheApi()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QString name = rig.post(rig.bob, space, at(0), "messageId=client-a")["name"].toString();
        const QString second = rig.post(rig.bob, space, at(1))["name"].toString();
        const auto listed = [&] {
            return rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages")["messages"].toArray();
        };
        QVERIFY(rig.simulator.alterText(name, u"forged"_s));
        QVERIFY(rig.simulator.alterSender(name, u"eve@example.com"_s));
        QVERIFY(rig.simulator.addReaction(name, u"\u2764"_s, u"bob@example.com"_s));
        QCOMPARE(listed()[0]["text"_L1].toString(), u"forged"_s);
        QCOMPARE(listed()[0]["sender"_L1]["name"_L1].toString(), u"users/102"_s);
        QCOMPARE(listed()[0]["emojiReactionSummaries"_L1][0]["reactionCount"_L1].toInt(), 1);
        QVERIFY(rig.simulator.removeReaction(name, u"\u2764"_s, u"bob@example.com"_s));
        QVERIFY(!rig.simulator.removeReaction(name, u"\u2764"_s, u"bob@example.com"_s));
        QVERIFY(rig.simulator.loseMessage(QString::fromLatin1(space) + u"/messages/client-a"_s));
        QCOMPARE(listed().size(), 1);
        QCOMPARE(
            rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages?showDeleted=true")["messages"].toArray().size(),
            1);
        QVERIFY(!rig.simulator.alterText(name, u"x"_s));
        QVERIFY(rig.simulator.deleteMessage(second));
        QCOMPARE(
            rig.client.call(rig.bob, "GET", "/v1/" + space + "/messages?showDeleted=true")["messages"].toArray().size(),
            1);
        QVERIFY(!rig.simulator
                     .addMessage(QString::fromLatin1(space), u"eve@example.com"_s, u"extra"_s,
                                 *fromRfc3339(u"2017-01-01T00:00:00Z"))
                     .isEmpty());
        QCOMPARE(listed()[0]["text"_L1].toString(), u"extra"_s);
        QCOMPARE(rig.complete(space).status, 200);
        QVERIFY(rig.simulator.addMember(QString::fromLatin1(space), u"eve@example.com"_s));
        QCOMPARE(rig.client.call(rig.admin, "GET", "/v1/" + space + "/members")["memberships"].toArray().size(), 2);
        QVERIFY(rig.simulator.removeMember(QString::fromLatin1(space), u"eve@example.com"_s));
        QVERIFY(rig.simulator.removeSpace(QString::fromLatin1(space)));
        QCOMPARE(rig.client.call(rig.app, "GET", "/v1/" + space).status, 403);
        QVERIFY(!rig.simulator.removeSpace(u"spaces/NONE"_s));
    }

    void lostMessageCanBeSentAgainAtAnotherTime()
    {
        Rig rig;
        const QByteArray space = rig.space();
        const QString name = rig.post(rig.bob, space, at(0), "messageId=client-a&requestId=a")["name"].toString();
        QVERIFY(rig.simulator.loseMessage(name));
        QCOMPARE(rig.post(rig.bob, space, at(0), "messageId=client-a&requestId=a").status, 409); // its time is burnt
        QCOMPARE(rig.post(rig.bob, space, at(1), "messageId=client-a&requestId=a").status, 200);
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        Rig rig;
        const QByteArray space = rig.space();
        for (int n = 0; n < 20; ++n)
            rig.client.write("POST", "/v1/" + space + "/messages",
                             {{"Authorization", "Bearer " + rig.bob}, {"Content-Type", "application/json"}},
                             QJsonDocument(at(n)).toJson());
        for (int n = 0; n < 20; ++n)
            QCOMPARE(rig.client.read()["text"].toString(), u"m%1"_s.arg(n));
    }

    void answersToSeveralConnectionsOverlap()
    {
        SimulatorOptions options = usualOptions();
        options.latency = 200ms;
        Rig rig(options);
        const QByteArray space = rig.space();
        std::vector<std::unique_ptr<SimClient>> clients;
        QElapsedTimer timer;
        timer.start();
        for (int n = 0; n < 10; ++n) {
            clients.push_back(std::make_unique<SimClient>(rig.simulator));
            clients.back()->write("GET", "/v1/" + space + "/messages", {{"Authorization", "Bearer " + rig.bob}}, {});
        }
        for (const auto &client : clients)
            QCOMPARE(client->read().status, 200);
        QVERIFY(timer.elapsed() >= 195);
        QVERIFY2(timer.elapsed() < 1500, "ten answers of 200 ms each took as long as if one waited for the other");
    }

    void qtsOwnClientGetsAlong()
    {
        Rig rig;
        const QByteArray space = rig.space();
        QNetworkAccessManager manager;
        std::vector<std::unique_ptr<QNetworkReply>> replies;
        for (int n = 0; n < 30; ++n) {
            QNetworkRequest request(
                QUrl(rig.simulator.baseUrl() + u"/v1/"_s + QString::fromLatin1(space) + u"/messages"_s));
            request.setRawHeader("Authorization", "Bearer " + rig.bob);
            request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
            replies.emplace_back(manager.post(request, QJsonDocument(at(n)).toJson()));
        }
        for (const auto &reply : replies) {
            QSignalSpy spy(reply.get(), &QNetworkReply::finished);
            QVERIFY(reply->isFinished() || spy.wait(5000));
            QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
            QVERIFY(reply->hasRawHeader("Date"));
        }
        QCOMPARE(messages(rig), 30);
    }

    void dateIsTheSimulatorsTime()
    {
        Rig rig;
        QCOMPARE(rig.client.send("GET", "/v1/nothing").header("Date"), QByteArray("Sat, 21 Nov 2026 12:00:00 GMT"));
        QCOMPARE(rig.client.send("GET", "/v1/nothing").status, 404);
    }

    void realClockMoves()
    {
        SimulatorOptions options = usualOptions();
        options.clockMode = SimulatorOptions::ClockMode::Real;
        Rig rig(options);
        const UtcTime start = rig.simulator.now();
        QVERIFY(start >= *options.startTime && start < *options.startTime + 1h);
        rig.simulator.advanceClock(24h);
        QVERIFY(rig.simulator.now() >= start + 24h);
    }

    void optionsComeFromJson()
    {
        const auto options =
            simulatorOptionsFromJson(R"({"port":8123,"people":[{"email":"a@x.example","name":"A","suspended":true}],
            "quotas":false,"latencyMs":250,"faults":"*:503:p=0.1","windowDays":90,"startTime":"2026-01-01T00:00:00Z"})");
        QVERIFY(options.ok());
        QCOMPARE(options->port, quint16(8123));
        QCOMPARE(options->people.front().suspended, true);
        QCOMPARE(options->latency, 250ms);
        QCOMPARE(options->faults.size(), std::size_t(1));
        QCOMPARE(options->windowDays, 90);
        QVERIFY(!simulatorOptionsFromJson(R"({"prot":1})").ok());
        QVERIFY(!simulatorOptionsFromJson(R"({"people":[{"name":"A"}]})").ok());
        QVERIFY(!simulatorOptionsFromJson(R"({"faults":"x"})").ok());
        QVERIFY(!simulatorOptionsFromJson("[").ok());
    }
};

QTEST_GUILESS_MAIN(TestSimulatorTrouble)
#include "tst_simulator_trouble.moc"
