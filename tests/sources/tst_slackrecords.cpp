// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/source.h"

#include "tests/sources/exportbuilder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::CollectingSink;
using test::ExportBuilder;
using test::json;
using test::readAll;
using test::words;

/// What becomes of single records: src/sources/README.md, line by line.
class TestSlackRecords : public QObject
{
    Q_OBJECT

    static CollectingSink readDay(const QByteArray &day)
    {
        const auto source = ExportBuilder().day(day).source();
        return source ? readAll(*source) : CollectingSink();
    }

private Q_SLOTS:
    void everySubtypeHasItsPlace_data()
    {
        QTest::addColumn<QString>("subtype");
        QTest::addColumn<QString>("reason"); // empty: a message
        for (const auto *subtype :
             {"", "file_share", "file_mention", "me_message", "thread_broadcast", "reply_broadcast", "bot_message",
              "slackbot_response", "assistant_app_thread", "ekm_access_denied", "never_heard_of"})
            QTest::addRow("message %s", subtype) << QString::fromLatin1(subtype) << QString();
        QTest::newRow("channel_join") << u"channel_join"_s << u"join"_s;
        QTest::newRow("group_join") << u"group_join"_s << u"join"_s;
        QTest::newRow("app_conversation_join") << u"app_conversation_join"_s << u"join"_s;
        QTest::newRow("channel_leave") << u"channel_leave"_s << u"leave"_s;
        QTest::newRow("group_leave") << u"group_leave"_s << u"leave"_s;
        for (const auto *subtype : {"channel_archive",
                                    "group_archive",
                                    "channel_unarchive",
                                    "group_unarchive",
                                    "channel_topic",
                                    "group_topic",
                                    "channel_purpose",
                                    "group_purpose",
                                    "channel_name",
                                    "group_name",
                                    "channel_posting_permissions",
                                    "channel_convert_to_private",
                                    "channel_convert_to_public",
                                    "channel_canvas_updated",
                                    "pinned_item",
                                    "unpinned_item",
                                    "channel_tab_added",
                                    "channel_tab_removed",
                                    "bot_add",
                                    "bot_remove",
                                    "bot_enable",
                                    "bot_disable"})
            QTest::addRow("%s", subtype) << QString::fromLatin1(subtype) << u"channel-state"_s;
        for (const auto *subtype : {"joiner_notification", "joiner_notification_for_inviter", "welcome_party",
                                    "reminder_add", "document_mention", "list_record_edited", "sla_breached"})
            QTest::addRow("%s", subtype) << QString::fromLatin1(subtype) << u"system"_s;
        for (const auto *subtype : {"huddle_thread", "sh_room_created", "sh_room_shared"})
            QTest::addRow("%s", subtype) << QString::fromLatin1(subtype) << u"call"_s;
        for (const auto *subtype : {"message_changed", "message_deleted", "message_replied"})
            QTest::addRow("%s", subtype) << QString::fromLatin1(subtype) << u"edit-log"_s;
        QTest::newRow("tombstone") << u"tombstone"_s << u"deleted"_s;
    }
    void everySubtypeHasItsPlace()
    {
        QFETCH(QString, subtype);
        QFETCH(QString, reason);
        const QJsonObject record{{u"type"_s, u"message"_s},
                                 {u"subtype"_s, subtype},
                                 {u"ts"_s, u"1577865600.000100"_s},
                                 {u"user"_s, u"U1"_s},
                                 {u"text"_s, u"words"_s}};
        const CollectingSink sink = readDay(QJsonDocument(QJsonArray{record}).toJson());
        QCOMPARE(sink.records, 1);
        QVERIFY(sink.addsUp());
        if (reason.isEmpty())
            QCOMPARE(sink.messages.size(), 1U);
        else
            QCOMPARE(sink.skips.value(reason), 1);
    }

    void whatSaysNothingIsNoMessageOfAnUnknownKind_data()
    {
        QTest::addColumn<QString>("subtype");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown") << u"never_heard_of"_s << u"unknown-subtype"_s;
        QTest::newRow("shell of a broadcast") << u"reply_broadcast"_s << u"broadcast-shell"_s;
        QTest::newRow("withheld") << u"ekm_access_denied"_s << u"system"_s;
        QTest::newRow("ordinary") << QString() << QString();
    }
    void whatSaysNothingIsNoMessageOfAnUnknownKind()
    {
        QFETCH(QString, subtype);
        QFETCH(QString, reason);
        const CollectingSink sink = readDay(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'','"
                                                 "files':[],'blocks':null,'subtype':'") +
                                            subtype.toUtf8() + "\"}]");
        QCOMPARE(sink.skips.value(reason), reason.isEmpty() ? 0 : 1);
        QCOMPARE(sink.messages.size(), reason.isEmpty() ? 1U : 0U);
        QVERIFY(sink.addsUp());
    }

    void brokenRecordsCostThemselves()
    {
        const CollectingSink sink = readDay(json(
            "[null, 5, 'x', [], {},"
            "{'type':'message','user':'U1','text':'no time'}, {'type':'message','text':'x','ts':'soon'}, "
            "{'type':'message','text':'x','ts':{}},"
            "{'type':'file','ts':'1577865600.000100'}, {'id':'F1','mimetype':'application/vnd.slack-docs','title':'x'},"
            "{'user':'U1','text':'no type, as other tools write it','ts':'1577865600.000200'},"
            "{'type':'message','user':7,'text':['x'],'ts':'1577865601.000200','files':'f','reactions':{},'attachments':"
            "1,'blocks':true,"
            "'edited':3,'thread_ts':[],'user_profile':'p','subtype':0}]"));
        QCOMPARE(sink.records, 12);
        QCOMPARE(sink.skips.value(u"unreadable"_s), 4);
        QCOMPARE(sink.skips.value(u"not-a-message"_s), 3);
        QCOMPARE(sink.skips.value(u"no-time"_s), 3);
        QCOMPARE(sink.ids(), (QStringList{u"1577865600.000200"_s, u"1577865601.000200"_s}));
        QCOMPARE(sink.messages.back().author.value, u"unknown"_s);
        QVERIFY(sink.addsUp());
        QVERIFY(!sink.problems.empty());
        QVERIFY(sink.problems.front().where.contains(u"2020-01-01.json"_s));
    }

    void brokenFilesKeepTheirGoodRecords_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("messages");
        QTest::addColumn<int>("unreadable");
        QTest::addColumn<QString>("problem");
        const QByteArray good = json("{'type':'message','user':'U1','ts':'1577865600.000100','text':'a'}");
        const QByteArray next = json("{'type':'message','user':'U1','ts':'1577865600.000200','text':'b'}");
        QTest::newRow("empty") << ""_ba << 0 << 0 << QString();
        QTest::newRow("white space") << "  \n"_ba << 0 << 0 << QString();
        QTest::newRow("empty array") << "[]"_ba << 0 << 0 << QString();
        QTest::newRow("an object") << json("{'messages':[{'ts':'1.2'}]}") << 0 << 0 << u"no-array"_s;
        QTest::newRow("not JSON") << "hello"_ba << 0 << 0 << u"no-array"_s;
        QTest::newRow("byte order mark") << "\xEF\xBB\xBF[" + good + "]" << 1 << 0 << QString();
        QTest::newRow("cut off") << "[" + good + json(", {'type':'message','ts':'1577") << 1 << 0 << u"broken-file"_s;
        QTest::newRow("one bad record") << "[" + good + json(",{'type':'message','ts':'3','text':'a'b'},") + next + "]"
                                        << 2 << 1 << u"broken-file"_s;
        QTest::newRow("invalid UTF-8") << "[" + good +
                                              ",{\"type\":\"message\",\"ts\":\"1577865600.000300\",\"text\":\"\xFF\"}]"
                                       << 2 << 0 << QString();
        QTest::newRow("lone surrogate") << "[" + good +
                                               json(",{'type':'message','ts':'1577865600.000300','text':'\\ud83d'}]")
                                        << 2 << 0 << QString();
        QTest::newRow("control character")
            << "[" + good + ",{\"type\":\"message\",\"ts\":\"1577865600.000300\",\"text\":\"a\nb\"}]" << 2 << 0
            << QString();
        QTest::newRow("huge number")
            << "[" + good + json(",{'type':'message','ts':'1577865600.000300','x':123456789012345678901234567890}]")
            << 2 << 0 << QString();
    }
    void brokenFilesKeepTheirGoodRecords()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, messages);
        QFETCH(int, unreadable);
        QFETCH(QString, problem);
        const CollectingSink sink = readDay(bytes);
        QCOMPARE(sink.messages.size(), static_cast<std::size_t>(messages));
        QCOMPARE(sink.skips.value(u"unreadable"_s), unreadable);
        QVERIFY(sink.addsUp());
        QCOMPARE(sink.bytes, bytes.size());
        const bool told = std::any_of(sink.problems.begin(), sink.problems.end(),
                                      [&](const Problem &p) { return p.code == problem; });
        QCOMPARE(told, !problem.isEmpty());
    }

    void everyFormOfATimeIsOneId_data()
    {
        QTest::addColumn<QByteArray>("ts");
        QTest::addColumn<QString>("id");
        QTest::newRow("as Slack writes it") << json("'1710500968.450909'") << u"1710500968.450909"_s;
        QTest::newRow("counter of old days") << json("'1434139102.000002'") << u"1434139102.000002"_s;
        QTest::newRow("a number") << "1710500968.450909"_ba << u"1710500968.450909"_s;
        QTest::newRow("trimmed zeros") << json("'1710500968.45'") << u"1710500968.450000"_s;
        QTest::newRow("seconds") << json("'1710500968'") << u"1710500968.000000"_s;
        QTest::newRow("seconds as a number") << "1710500968"_ba << u"1710500968.000000"_s;
        QTest::newRow("milliseconds") << "1710500968450"_ba << u"1710500968.450000"_s;
        QTest::newRow("too many digits") << json("'1710500968.450909123'") << u"1710500968.450909"_s;
    }
    void everyFormOfATimeIsOneId()
    {
        QFETCH(QByteArray, ts);
        QFETCH(QString, id);
        const CollectingSink sink = readDay(json("[{'type':'message','user':'U1','text':'a','ts':") + ts + "}]");
        QCOMPARE(sink.ids(), QStringList{id});
        QCOMPARE(toMicros(sink.messages.front().time), id.split(u'.').join(QString()).toLongLong());
    }

    void recordsOfAFileAreSorted()
    {
        const CollectingSink sink = readDay(json("[{'type':'message','user':'U1','ts':'1577865603.000000','text':'c'},"
                                                 "{'type':'message','user':'U1','ts':'1577865601.000000','text':'a'},{'"
                                                 "type':'message','user':'U1','ts':'1577865602.000000','text':'b'}]"));
        QCOMPARE(sink.ids(), (QStringList{u"1577865601.000000"_s, u"1577865602.000000"_s, u"1577865603.000000"_s}));
    }

    // Versions and twins.

    void oneMessageWrittenTwiceArrivesOnce_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QString>("kept");
        const QByteArray base = json("{'type':'message','user':'U1','ts':'1577865600.000100',");
        const QByteArray edit = json("'edited':{'user':'U1','ts':'1577865700.000000'},");
        const QByteArray later = json("'edited':{'user':'U1','ts':'1577865800.000000'},");
        QTest::newRow("equal") << base + json("'text':'a'}") << base + json("'text':'a'}") << u"a"_s;
        QTest::newRow("edited one counts")
            << base + json("'text':'before'}") << base + edit + json("'text':'x'}") << u"x"_s;
        QTest::newRow("edited one comes first")
            << base + edit + json("'text':'x'}") << base + json("'text':'before'}") << u"x"_s;
        QTest::newRow("edited last") << base + later + json("'text':'2'}")
                                     << base + edit + json("'text':'1, but longer'}") << u"2"_s;
        QTest::newRow("same client message, longer text")
            << base + json("'client_msg_id':'x','text':'cut'}")
            << base + json("'client_msg_id':'x','text':'cut no more'}") << u"cut no more"_s;
        QTest::newRow("broadcast and reply")
            << base + json("'thread_ts':'1577860000.000100','text':'r'}")
            << base + json("'thread_ts':'1577860000.000100','subtype':'thread_broadcast','text':'r'}") << u"r"_s;
    }
    void oneMessageWrittenTwiceArrivesOnce()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, second);
        QFETCH(QString, kept);
        // In one file, in the two files of neighbouring days, and in files far apart.
        for (const QString &day : {QString(), u"2020-01-02"_s, u"2020-03-01"_s}) {
            ExportBuilder builder;
            const bool far = day == u"2020-03-01"_s;
            if (day.isEmpty()) {
                builder.day('[' + first + ',' + second + ']');
            } else {
                builder.day('[' + first + ']').day('[' + second + ']', day);
                builder.day(json("[{'type':'message','user':'U1','ts':'1579000000.000000','text':'between'}]"),
                            u"2020-01-14"_s);
            }
            const auto source = builder.source();
            const CollectingSink sink = readAll(*source);
            QVERIFY(sink.addsUp());
            QCOMPARE(sink.skips.value(u"duplicate"_s), 1);
            QCOMPARE(sink.ids().count(u"1577865600.000100"_s), 1);
            // From far apart the first has gone its way already.
            if (!far)
                QCOMPARE(words(sink.messages.front().text.blocks), kept);
        }
    }

    void theBroadcastOfTwoVersionsStays()
    {
        const CollectingSink sink = readDay(
            json("[{'type':'message','user':'U1','ts':'1577865600.000100','thread_ts':'1577860000.000100','text':'r'},"
                 "{'type':'message','user':'U1','ts':'1577865600.000100','thread_ts':'1577860000.000100','subtype':'"
                 "thread_broadcast','text':'r'}]"));
        QCOMPARE(sink.messages.size(), 1U);
        QVERIFY(sink.messages.front().alsoInConversation);
    }

    void twinsOfOneTimeBothArrive()
    {
        const QByteArray day = json("[{'type':'message','user':'U2','ts':'1577865600.000100','text':'second author'},"
                                    "{'type':'message','user':'U1','ts':'1577865600.000100','text':'one'},"
                                    "{'type':'message','user':'U1','ts':'1577865600.000100','text':'another'}]");
        const auto source = ExportBuilder().day(day).source();
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.ids(), (QStringList{u"1577865600.000100"_s, u"1577865600.000100+2"_s, u"1577865600.000100+3"_s}));
        QCOMPARE(words(sink.messages[0].text.blocks), u"one"_s);
        QCOMPARE(words(sink.messages[1].text.blocks), u"another"_s);
        QCOMPARE(words(sink.messages[2].text.blocks), u"second author"_s);
        QCOMPARE(sink.skippedInAll(), 0);
        std::vector<qint64> locators;
        for (const Message &message : sink.messages)
            locators.push_back(message.locator);
        const auto loaded = source->load({u"C1"_s}, locators);
        QVERIFY(loaded);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE((*loaded)[i].id, sink.messages[i].id);
            QCOMPARE((*loaded)[i].text, sink.messages[i].text);
        }
    }

    void twinsInFilesFarApartBothArrive()
    {
        const auto source =
            ExportBuilder()
                .day(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'one'}]"))
                .day(json("[{'type':'message','user':'U1','ts':'1579000000.000000','text':'between'}]"),
                     u"2020-01-14"_s)
                .day(json("[{'type':'message','user':'U2','ts':'1577865600.000100','text':'two'}]"), u"2020-03-01"_s)
                .source();
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.ids(), (QStringList{u"1577865600.000100"_s, u"1579000000.000000"_s, u"1577865600.000100+2"_s}));
        QVERIFY(sink.addsUp());
    }

    void aJoinWrittenTwiceIsOneJoin()
    {
        const CollectingSink sink =
            readDay(json("[{'type':'message','subtype':'channel_join','user':'U1','ts':'1577865600.000100','text':'<@"
                         "U1> has joined'},"
                         "{'type':'message','subtype':'channel_join','user':'U1','ts':'1577865600.000100','text':'<@U1|"
                         "ada> joined'},"
                         "{'type':'message','subtype':'channel_join','user':'U2','ts':'1577865600.000100'}]"));
        QCOMPARE(sink.events.size(), 2U);
        QCOMPARE(sink.skips.value(u"duplicate"_s), 1);
        QVERIFY(sink.addsUp());
    }

    // Threads.

    void threadsAreToldByTheirTimeAlone()
    {
        const CollectingSink sink = readDay(json(
            "["
            "{'type':'message','user':'U1','ts':'1577865600.000100','thread_ts':'1577865600.000100','reply_count':9,'"
            "replies':[],'text':'root'},"
            "{'type':'message','user':'U2','ts':'1577865601.000100','thread_ts':'1577865600.000100','text':'reply'},"
            "{'type':'message','user':'U2','ts':'1577865602.000100','thread_ts':1577865600.0001,'subtype':'thread_"
            "broadcast','root':{'ts':'1'},'text':'to all'},"
            "{'type':'message','user':'U2','ts':'1577865603.000100','thread_ts':'1500000000.000100','parent_user_id':'"
            "U1','text':'orphan'},"
            "{'type':'message','user':'U2','ts':'1577865604.000100','thread_ts':'1600000000.000100','text':'older than "
            "its root'}]"));
        QCOMPARE(sink.messages.size(), 5U);
        QVERIFY(!sink.messages[0].threadRoot);
        QCOMPARE(sink.messages[1].threadRoot->value, u"1577865600.000100"_s);
        QVERIFY(!sink.messages[1].alsoInConversation);
        QCOMPARE(sink.messages[2].threadRoot->value, u"1577865600.000100"_s);
        QVERIFY(sink.messages[2].alsoInConversation);
        QCOMPARE(sink.messages[3].threadRoot->value, u"1500000000.000100"_s);
        QCOMPARE(toMicros(*sink.messages[3].threadRootTime), 1500000000000100);
        QCOMPARE(sink.messages[4].threadRoot->value, u"1600000000.000100"_s);
    }

    void aDeletedRootStandsOnlyForItsReplies()
    {
        const QByteArray root = json("{'type':'message','subtype':'tombstone','user':'USLACKBOT','hidden':true,'text':'"
                                     "This message was deleted.',"
                                     "'ts':'1577865600.000100','thread_ts':'1577865600.000100','reply_count':1}");
        const QByteArray reply =
            json("{'type':'message','user':'U1','ts':'1577865700.000100','thread_ts':'1577865600.000100','text':'r'}");
        const CollectingSink alone = readDay('[' + root + ']');
        QCOMPARE(alone.skips.value(u"deleted"_s), 1);
        QVERIFY(alone.addsUp());
        // The reply may stand in another file.
        const auto source = ExportBuilder().day('[' + root + ']').day('[' + reply + ']', u"2020-02-01"_s).source();
        const CollectingSink both = readAll(*source);
        QCOMPARE(both.ids(), (QStringList{u"1577865600.000100"_s, u"1577865700.000100"_s}));
        QCOMPARE(both.messages.front().kind, Message::Kind::Deleted);
        QVERIFY(both.messages.front().text.isEmpty());
        QVERIFY(both.addsUp());
        const CollectingSink asReply = readDay(
            '[' +
            QByteArray(root).replace("\"thread_ts\":\"1577865600.000100\"", "\"thread_ts\":\"1577865000.000100\"") +
            ']');
        QCOMPARE(asReply.skips.value(u"deleted"_s), 1);
    }

    void theTextOfADeletedMessageIsKeptWhereItIsStillThere()
    {
        const CollectingSink sink =
            readDay(json("["
                         "{'type':'message','subtype':'tombstone','user':'USLACKBOT','text':'This message was "
                         "deleted.','ts':'1577865600.000100'},"
                         "{'type':'message','user':'U1','text':'still here','ts':'1577865600.000100'}]"));
        QCOMPARE(sink.ids(), QStringList{u"1577865600.000100"_s});
        QCOMPARE(sink.messages.front().author.value, u"U1"_s);
        QCOMPARE(sink.skips.value(u"duplicate"_s), 1);
    }

    void aCallStandsOnlyForItsReplies()
    {
        const QByteArray huddle =
            json("{'type':'message','subtype':'huddle_thread','user':'USLACKBOT','text':'','ts':'1577865600.000100',"
                 "'room':{'created_by':'U2','date_start':1577865600,'date_end':1577866290}}");
        const CollectingSink sink = readDay('[' + huddle +
                                            json(",{'type':'message','user':'U1','ts':'1577865700.000100','thread_ts':'"
                                                 "1577865600.000100','text':'notes'}]"));
        QCOMPARE(sink.messages.size(), 2U);
        QCOMPARE(sink.messages.front().author.value, u"U2"_s);
        QCOMPARE(sink.messages.front().kind, Message::Kind::Human);
        QCOMPARE(words(sink.messages.front().text.blocks), u"Huddle, 12 min"_s);
        QVERIFY(sink.messages.front().text.blocks.front().inlines.front().style.italic);
    }

    // Authors.

    void everyMessageHasTheRightAuthor_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("author");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<bool>("bot");
        QTest::newRow("person") << json("'user':'U1'") << u"U1"_s << QString() << false;
        QTest::newRow("person with a name that is not shown")
            << json("'user':'U1','username':'x'") << u"U1"_s << QString() << false;
        QTest::newRow("person through an app") << json("'user':'U1','bot_id':'B1'") << u"U1"_s << QString() << false;
        QTest::newRow("app of the list") << json("'user':'U9','bot_id':'B9','bot_profile':{'name':'Builder'}")
                                         << u"U9"_s << QString() << true;
        QTest::newRow("app by its bot id")
            << json("'subtype':'bot_message','bot_id':'B9','username':'Nightly'") << u"U9"_s << u"Nightly"_s << true;
        QTest::newRow("app in no list") << json("'subtype':'bot_message','bot_id':'B5','username':'Storm'") << u"B5"_s
                                        << u"Storm"_s << true;
        QTest::newRow("app in no list, by profile")
            << json("'user':'U5','bot_id':'B5','bot_profile':{'name':'Storm'}") << u"B5"_s << u"Storm"_s << true;
        QTest::newRow("webhook by name only")
            << json("'subtype':'bot_message','username':'Hook','bot_id':null") << u"bot:Hook"_s << u"Hook"_s << true;
        QTest::newRow("Slackbot") << json("'user':'USLACKBOT'") << u"USLACKBOT"_s << QString() << true;
        QTest::newRow("upload without a user")
            << json("'file':{'id':'F1','user':'U2'},'bot_id':null") << u"U2"_s << QString() << false;
        QTest::newRow("file comment") << json("'subtype':'file_comment','comment':{'user':'U2','comment':'nice'}")
                                      << u"U2"_s << QString() << false;
        QTest::newRow("nobody") << json("'user':''") << u"unknown"_s << QString() << false;
        QTest::newRow("somebody unknown") << json("'user':'W77'") << u"W77"_s << QString() << false;
    }
    void everyMessageHasTheRightAuthor()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, author);
        QFETCH(QString, shown);
        QFETCH(bool, bot);
        const CollectingSink sink =
            readDay(json("[{'type':'message','text':'a','ts':'1577865600.000100',") + fields + "}]");
        QCOMPARE(sink.messages.size(), 1U);
        QCOMPARE(sink.messages.front().author.value, author);
        QCOMPARE(sink.messages.front().authorName, shown);
        QCOMPARE(sink.messages.front().kind, bot ? Message::Kind::Bot : Message::Kind::Human);
        const bool listed = author == u"U1"_s || author == u"U2"_s || author == u"U9"_s;
        QCOMPARE(sink.persons.contains(author), !listed);
    }

    void strangersBringWhatTheirMessagesTell()
    {
        const CollectingSink sink =
            readDay(json("["
                         "{'type':'message','user':'U7','ts':'1577865600.000100','text':'hello <@U8|zoe> and <@U1>'},"
                         "{'type':'message','user':'U7','ts':'1577865601.000100','text':'a','user_profile':{'display_"
                         "name':'','real_name':'Gil G','name':'gil','team':'T1','is_restricted':true}},"
                         "{'type':'message','user':'U6','user_team':'T2','ts':'1577865602.000100','text':'a','user_"
                         "profile':{'display_name':'Fay','team':'T2'}},"
                         "{'type':'message','user':'U1','ts':'1577865603.000100','text':'a','reactions':[{'name':'x','"
                         "users':['U5'],'count':1}]},"
                         "{'type':'message','subtype':'bot_message','bot_id':'B5','ts':'1577865604.000100','text':'a','"
                         "bot_profile':{'name':'Storm'}},"
                         "{'type':'message','user':'USLACKBOT','ts':'1577865605.000100','text':'a'}]"));
        QCOMPARE(sink.persons.keys(), (QStringList{u"B5"_s, u"U5"_s, u"U6"_s, u"U7"_s, u"U8"_s, u"USLACKBOT"_s}));
        QCOMPARE(sink.persons[u"U7"_s], (Person{{u"U7"_s}, u"Gil G"_s, u"gil"_s, {}, Person::Kind::Guest, true}));
        QCOMPARE(sink.persons[u"U6"_s].kind, Person::Kind::External);
        QCOMPARE(sink.persons[u"U6"_s].name, u"Fay"_s);
        QCOMPARE(sink.persons[u"U5"_s].kind, Person::Kind::Unknown);
        QCOMPARE(sink.persons[u"U5"_s].name, u"U5"_s);
        QCOMPARE(sink.persons[u"B5"_s], (Person{{u"B5"_s}, u"Storm"_s, {}, {}, Person::Kind::Bot, true}));
        QCOMPARE(sink.persons[u"USLACKBOT"_s].kind, Person::Kind::System);
    }

    // Text.

    void theRightTextIsTaken_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("text");
        const QByteArray rich = json("'blocks':[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':"
                                     "[{'type':'text','text':'from blocks'}]}]}]");
        QTest::newRow("plain") << json("'text':'a &lt;b&gt;'") << u"a <b>"_s;
        QTest::newRow("rich text before text") << json("'text':'from text',") + rich << u"from blocks"_s;
        QTest::newRow("unreadable blocks")
            << json("'text':'from text','blocks':[{'type':'divider'}]") << u"from text"_s;
        QTest::newRow("null blocks") << json("'text':'from text','blocks':null") << u"from text"_s;
        QTest::newRow("content of a bot")
            << json("'text':'','attachments':[{'text':'storm','fallback':'f'}]") << u"storm"_s;
        QTest::newRow("link preview")
            << json(
                   "'text':'see <https://a.example>','attachments':[{'from_url':'https://a.example','text':'preview'}]")
            << u"see https://a.example"_s;
        QTest::newRow("file comment")
            << json("'subtype':'file_comment','text':'<@U1> commented','comment':{'user':'U2','comment':'nice'}")
            << u"nice"_s;
        QTest::newRow("old upload")
            << json("'subtype':'file_share','text':'<@U1> uploaded a file: <https://x|y>','file':{'id':'F1'}")
            << QString();
        QTest::newRow("old upload with words")
            << json("'subtype':'file_share','text':'<@U1|a> uploaded a file: "
                    "<https://x|y>','file':{'id':'F1','initial_comment':{'comment':'look'}}")
            << u"look"_s;
        QTest::newRow("new upload") << json("'subtype':'file_share','text':'<@U1> look','files':[{'id':'F1'}]")
                                    << u"U1 look"_s;
    }
    void theRightTextIsTaken()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, text);
        const CollectingSink sink =
            readDay(json("[{'type':'message','user':'U1','ts':'1577865600.000100',") + fields + "}]");
        QCOMPARE(sink.messages.size(), 1U);
        QCOMPARE(words(sink.messages.front().text.blocks), text);
    }

    void anActionIsItalic()
    {
        const CollectingSink sink = readDay(json(
            "[{'type':'message','subtype':'me_message','user':'U1','ts':'1577865600.000100','text':'waves *twice*'}]"));
        for (const Inline &part : sink.messages.front().text.blocks.front().inlines)
            QVERIFY(part.style.italic);
    }

    void lostPreviewsAreCounted()
    {
        const auto source =
            ExportBuilder()
                .day(json(
                    "[{'type':'message','user':'U1','ts':'1577865600.000100','text':'x','attachments':["
                    "{'from_url':'https://a.example'},{'original_url':'https://"
                    "b.example'},{'is_share':true,'from_url':'https://c.example','text':'quoted'},{'text':'bot'}]}]"))
                .source();
        QCOMPARE(readAll(*source).messages.front().lostPreviews, 2);
        QCOMPARE(readAll(*source, u"C1"_s, false).messages.front().lostPreviews, 2);
    }

    void countingLeavesTheTextOutAndNothingElse()
    {
        const auto source = ExportBuilder()
                                .day(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'x','edited':"
                                          "{'ts':'1577865700.000000'},"
                                          "'reactions':[{'name':'a','users':['U2'],'count':1}],'files':[{'id':'F1','"
                                          "name':'n','url_private':'https://f.example/1'}]}]"))
                                .source();
        Message with = readAll(*source).messages.front();
        const Message without = readAll(*source, u"C1"_s, false).messages.front();
        QVERIFY(!with.text.isEmpty());
        QVERIFY(without.text.isEmpty());
        QCOMPARE(without.contentHash, with.contentHash);
        QCOMPARE(without.reactions, with.reactions);
        QCOMPARE(without.attachments, with.attachments);
        QCOMPARE(without.editedAt, with.editedAt);
    }

    // What newer exports are compared by.

    void theContentHashSeesWhatPeopleSee_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<bool>("differs");
        QTest::newRow("the same")
            << json("'text':'a','files':[{'id':'F1','name':'n','url_private':'https://f.example/1?t=xoxe-1'}]")
            << false;
        QTest::newRow("another token")
            << json("'text':'a','files':[{'id':'F1','name':'n','url_private':'https://f.example/1?t=xoxe-2'}]")
            << false;
        QTest::newRow("a reaction more")
            << json("'text':'a','reactions':[{'name':'x','users':['U1'],'count':1}],'files':[{'id':'F1','name':'n'}]")
            << false;
        QTest::newRow("replies") << json("'text':'a','reply_count':3,'files':[{'id':'F1','name':'n'}]") << false;
        QTest::newRow("a preview")
            << json("'text':'a','attachments':[{'from_url':'https://x'}],'files':[{'id':'F1','name':'n'}]") << false;
        QTest::newRow("another text") << json("'text':'b','files':[{'id':'F1','name':'n'}]") << true;
        QTest::newRow("edited")
            << json("'text':'a','edited':{'ts':'1577865700.000000'},'files':[{'id':'F1','name':'n'}]") << true;
        QTest::newRow("a file less") << json("'text':'a'") << true;
        QTest::newRow("a file withdrawn") << json("'text':'a','files':[{'id':'F1','mode':'tombstone'}]") << true;
        QTest::newRow("words of a bot")
            << json("'text':'a','attachments':[{'text':'x'}],'files':[{'id':'F1','name':'n'}]") << true;
        QTest::newRow("blocks of a bot") << json("'text':'a','blocks':[{'type':'section','block_id':'1','text':{'type':"
                                                 "'mrkdwn','text':'x'}}],'files':[{'id':'F1','name':'n'}]")
                                         << true;
    }
    void theContentHashSeesWhatPeopleSee()
    {
        QFETCH(QByteArray, fields);
        QFETCH(bool, differs);
        const auto hashOf = [](const QByteArray &more) {
            return readDay(json("[{'type':'message','user':'U1','ts':'1577865600.000100',") + more + "}]")
                .messages.front()
                .contentHash;
        };
        const qint64 before = hashOf(json("'text':'a','files':[{'id':'F1','name':'n'}]"));
        QCOMPARE(hashOf(fields) != before, differs);
        QVERIFY(before >= 0);
    }

    void theContentHashIsTheSameInEveryRelease()
    {
        const CollectingSink sink = readDay(
            json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'It stands in project files.'}]"));
        QCOMPARE(sink.messages.front().contentHash, 5057925106528362188);
    }

    // Reactions and files.

    void reactionsComeAsTheyStand()
    {
        const CollectingSink sink =
            readDay(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'a','reactions':["
                         "{'name':'+1','users':['U1','U2','U1',null],'count':60},{'name':'clap::skin-tone-3','users':['"
                         "U1'],'count':1},"
                         "{'name':'cut','users':[],'count':4},{'name':'nothing','users':[],'count':0},{'name':'x'},{'"
                         "users':['U1']},null,5]}]"));
        const std::vector<Reaction> &reactions = sink.messages.front().reactions;
        QCOMPARE(reactions.size(), 3U);
        QCOMPARE(reactions[0], (Reaction{u"+1"_s, {}, {{u"U1"_s}, {u"U2"_s}}, 60}));
        QCOMPARE(reactions[1].name, u"clap::skin-tone-3"_s);
        QCOMPARE(reactions[2].count, 4);
    }

    void everyFileHasItsPlace_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("place");
        QTest::addColumn<QString>("detail"); // reason, address or path
        QTest::addColumn<QString>("name");
        using Place = Attachment::Place;
        const auto row = [](const char *what, const QByteArray &file, Place place, const QString &detail,
                            const QString &name) {
            QTest::newRow(what) << file << static_cast<int>(place) << detail << name;
        };
        row("hosted",
            json("{'id':'F1','name':'a.png','title':'A','mode':'hosted','size':5,'url_private':'https://f.example/"
                 "1','url_private_download':'https://f.example/1/download?t=x'}"),
            Place::Remote, u"https://f.example/1/download?t=x"_s, u"a.png"_s);
        row("no download address",
            json("{'id':'F1','name':'','title':'A','url_private':'https://f.example/1','url_private_download':''}"),
            Place::Remote, u"https://f.example/1"_s, u"A"_s);
        row("canvas",
            json("{'id':'F1','name':'canvas','title':'Plan','mode':'quip','url_private':'https://f.example/1'}"),
            Place::Remote, u"https://f.example/1"_s, u"Plan"_s);
        row("external",
            json(
                "{'id':'F1','name':'doc','mode':'external','is_external':true,'url_private':'https://docs.example/d'}"),
            Place::ExternalLink, u"https://docs.example/d"_s, u"doc"_s);
        row("deleted", json("{'id':'F1','mode':'tombstone'}"), Place::Unavailable, u"deleted"_s, {});
        row("hidden", json("{'id':'F1','mode':'hidden_by_limit'}"), Place::Unavailable, u"hidden-by-limit"_s, {});
        row("denied", json("{'id':'F1','file_access':'access_denied','name':'s.pdf'}"), Place::Unavailable,
            u"access-denied"_s, u"s.pdf"_s);
        row("not found", json("{'id':'F1','file_access':'file_not_found'}"), Place::Unavailable, u"deleted"_s, {});
        row("stub", json("{'id':'F1','file_access':'check_file_info'}"), Place::Unavailable, u"no-address"_s, {});
        row("no web address", json("{'id':'F1','name':'x','url_private':'file:///etc/passwd'}"), Place::Unavailable,
            u"no-address"_s, u"x"_s);
        row("in the archive", json("{'id':'FUP','name':'up.txt','mode':'hosted','url_private':'https://f.example/1'}"),
            Place::InArchive, u"__uploads/FUP/up.txt"_s, u"up.txt"_s);
        row("in the folder", json("{'id':'FATT','name':'att.txt'}"), Place::InArchive,
            u"general/attachments/FATT-att.txt"_s, u"att.txt"_s);
    }
    void everyFileHasItsPlace()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, place);
        QFETCH(QString, detail);
        QFETCH(QString, name);
        const auto source =
            ExportBuilder()
                .file(u"__uploads/FUP/up.txt"_s, "uploaded")
                .file(u"general/attachments/FATT-att.txt"_s, "attached")
                .day(json("[{'type':'message','user':'U1','ts':'1577865600.000100','text':'a','files':[null,") + file +
                     "," + file + json(",7],'x_files':['F0']}]"))
                .source();
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.messages.front().attachments.size(), 1U);
        const Attachment &attachment = sink.messages.front().attachments.front();
        QCOMPARE(static_cast<int>(attachment.place), place);
        QCOMPARE(attachment.name, name);
        const QString found = attachment.place == Attachment::Place::InArchive     ? attachment.archivePath
                              : attachment.place == Attachment::Place::Unavailable ? attachment.reason
                                                                                   : attachment.url;
        QCOMPARE(found, detail);
        const auto device = source->openAttachment(attachment);
        QCOMPARE(device.ok(), attachment.place == Attachment::Place::InArchive);
        if (device)
            QCOMPARE((*device)->readAll().size(), attachment.sizeBytes);
    }

    void membershipsAreTold()
    {
        const CollectingSink sink = readDay(
            json("[{'type':'message','subtype':'channel_join','user':'U1','ts':'1577865600.000100','inviter':'U2'},"
                 "{'type':'message','subtype':'channel_leave','user':'U7','ts':'1577865601.000100'},"
                 "{'type':'message','subtype':'channel_archive','user':'U1','ts':'1577865602.000100','members':['U1','"
                 "U8',null]},"
                 "{'type':'message','subtype':'channel_join','user':'','ts':'1577865603.000100'}]"));
        using What = MembershipEvent::What;
        QCOMPARE(sink.events.size(), 4U);
        QCOMPARE(sink.events[0].what, What::Joined);
        QCOMPARE(sink.events[0].person.value, u"U1"_s);
        QCOMPARE(toMicros(sink.events[0].time), 1577865600000100);
        QCOMPARE(sink.events[1].what, What::Left);
        QCOMPARE(sink.events[2].what, What::ListedWhenArchived);
        QCOMPARE(sink.events[3].person.value, u"U8"_s);
        QVERIFY(sink.persons.contains(u"U7"_s) && sink.persons.contains(u"U8"_s));
        QVERIFY(sink.addsUp());
    }
};

QTEST_GUILESS_MAIN(TestSlackRecords)
#include "tst_slackrecords.moc"
