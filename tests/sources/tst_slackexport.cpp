// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/source.h"

#include "tests/sources/exportbuilder.h"

#include <QtTest>

#include <thread>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::CollectingSink;
using test::ExportBuilder;
using test::json;
using test::readAll;

/// What an export as a whole says: people, conversations, folders, variants, what is left over.
class TestSlackExport : public QObject
{
    Q_OBJECT

    static QStringList codes(const Source &source)
    {
        QStringList all;
        for (const Problem &problem : source.problems())
            all += problem.code;
        return all;
    }
    static const Conversation *conversation(const Source &source, const QString &id)
    {
        for (const Conversation &conversation : source.conversations()) {
            if (conversation.id.value == id)
                return &conversation;
        }
        return nullptr;
    }
    static const Person *person(const Source &source, const QString &id)
    {
        for (const Person &person : source.people()) {
            if (person.id.value == id)
                return &person;
        }
        return nullptr;
    }
    static QByteArray message(const QByteArray &ts, const QByteArray &text = "a")
    {
        return "{\"type\":\"message\",\"user\":\"U1\",\"ts\":\"" + ts + "\",\"text\":\"" + text + "\"}";
    }
    static QStringList ids(const std::vector<PersonId> &people)
    {
        QStringList all;
        for (const PersonId &id : people)
            all += id.value;
        return all;
    }

private Q_SLOTS:
    void zipAndFolderSayTheSame()
    {
        ExportBuilder builder;
        builder.day("[" + message("1577865600.000100") + "]");
        const auto zip = Source::open(builder.zip());
        QVERIFY(zip);
        ExportBuilder other;
        other.day("[" + message("1577865600.000100") + "]");
        const auto folder = Source::open(other.folder());
        QVERIFY(folder);
        for (const auto &source : {zip->get(), folder->get()}) {
            QCOMPARE(source->description().format, u"slack"_s);
            QCOMPARE(source->description().fingerprint.size(), 32);
            QCOMPARE(source->conversations().size(), 1U);
            QCOMPARE(source->totalBytes({u"C1"_s}), message("1577865600.000100").size() + 2);
            QCOMPARE(readAll(*source).ids(), QStringList{u"1577865600.000100"_s});
        }
    }

    void variantsAreTold_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("variant");
        QTest::addColumn<bool>("coversPrivate");
        QTest::newRow("public") << QString() << ""_ba << u"public-channels"_s << false;
        QTest::newRow("all") << u"dms.json"_s << "[]"_ba << u"all-conversations"_s << true;
        QTest::newRow("organisation") << u"org_users.json"_s << "[]"_ba << u"enterprise"_s << false;
        QTest::newRow("workspaces") << u"teams/acme/channels.json"_s << "[]"_ba << u"enterprise"_s << false;
        QTest::newRow("slackdump by its files") << u"__uploads/F1/x.txt"_s << "x"_ba << u"slackdump"_s << false;
        QTest::newRow("slackdump by its records")
            << u"general/2020-01-01.json"_s
            << json("[{'type':'message','ts':'1577865600.000100','replace_original':false,'delete_original':false}]")
            << u"slackdump"_s << false;
    }
    void variantsAreTold()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, variant);
        QFETCH(bool, coversPrivate);
        ExportBuilder builder;
        if (!file.isEmpty())
            builder.file(file, bytes);
        const auto source = builder.source();
        QVERIFY(source);
        QCOMPARE(source->description().variant, variant);
        QVERIFY(!source->description().variantName.isEmpty());
        QCOMPARE(source->description().coversPrivate, coversPrivate);
        QCOMPARE(codes(*source).contains(u"public-only"_s), variant == u"public-channels"_s);
    }

    void emptyListsDoNoHarm_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no bytes") << ""_ba;
        QTest::newRow("white space") << " \n"_ba;
        QTest::newRow("empty array") << "[]"_ba;
        QTest::newRow("array of one empty string") << "[\"\"]"_ba;
        QTest::newRow("null") << "null"_ba;
        QTest::newRow("an object") << "{}"_ba;
        QTest::newRow("cut off") << "[{\"id\":"_ba;
        QTest::newRow("odd rows") << json("[null,5,[],{},{'id':7},{'id':null}]");
    }
    void emptyListsDoNoHarm()
    {
        QFETCH(QByteArray, bytes);
        for (const auto &name :
             {u"users.json"_s, u"org_users.json"_s, u"channels.json"_s, u"groups.json"_s, u"dms.json"_s,
              u"mpims.json"_s, u"integration_logs.json"_s, u"canvases.json"_s, u"lists.json"_s,
              u"huddle_transcripts.json"_s, u"general/canvas_in_the_conversation.json"_s}) {
            const auto source =
                ExportBuilder().day("[" + message("1577865600.000100") + "]").file(name, bytes).source();
            QVERIFY2(source, qPrintable(name));
            const QString id = source->conversations().front().id.value;
            const CollectingSink sink = readAll(*source, id);
            QCOMPARE(sink.messages.size(), 1U);
        }
    }

    void withoutAListOfPeopleNamesComeFromMessages()
    {
        const auto source =
            ExportBuilder().without(u"users.json"_s).day("[" + message("1577865600.000100") + "]").source();
        QVERIFY(codes(*source).contains(u"no-users"_s));
        QVERIFY(readAll(*source).persons.isEmpty()); // members: in the list already, as unknown
        QCOMPARE(person(*source, u"U1"_s)->kind, Person::Kind::Unknown);
        QCOMPARE(person(*source, u"U1"_s)->name, u"U1"_s);
    }

    void peopleAreReadAsTheyStand()
    {
        const auto source =
            ExportBuilder()
                .file(
                    u"users.json"_s,
                    json("[{'id':'U1','team_id':'T1','name':'ada','real_name':'Ada A','profile':{'display_name':' Ada "
                         "','email':'ada@a.example'}},"
                         " {'id':'U2','team_id':'T1','name':'ben','deleted':true,'profile':{'real_name':'Ben "
                         "B','display_name':''},'is_bot':false},"
                         " {'id':'U3','team_id':'T1','name':'cy','is_restricted':true,'profile':{}},"
                         " {'id':'U4','team_id':'T1','name':'di','is_restricted':true,'is_ultra_restricted':true},"
                         " {'id':'U5','team_id':'T2','name':'eve','profile':{'fields':[]}},"
                         " {'id':'U6','team_id':'T1','name':'flo','is_stranger':true},"
                         " {'id':'U7','team_id':'T1','name':'','profile':null},"
                         " {'id':'U8','team_id':'T1','is_bot':true,'name':'bot','profile':{'bot_id':'B8'}},"
                         " {'id':'W9','team_id':'T9','name':'gus','enterprise_user':{'id':'W9','enterprise_id':'E1'}},"
                         " {'id':'USLACKBOT','name':'slackbot','profile':{'real_name':'Slackbot'},'is_bot':false},"
                         " {'id':'U1','team_id':'T1','name':'ada','profile':{'email':''}},"
                         " {'name':'no id'}]"))
                .source();
        using Kind = Person::Kind;
        QCOMPARE(*person(*source, u"U1"_s),
                 (Person{{u"U1"_s}, u"ada"_s, u"ada"_s, u"ada@a.example"_s, Kind::Human, true}));
        QCOMPARE(*person(*source, u"U2"_s), (Person{{u"U2"_s}, u"Ben B"_s, u"ben"_s, {}, Kind::Human, false}));
        QCOMPARE(person(*source, u"U3"_s)->kind, Kind::Guest);
        QCOMPARE(person(*source, u"U4"_s)->kind, Kind::Guest);
        QCOMPARE(person(*source, u"U5"_s)->kind, Kind::External);
        QCOMPARE(person(*source, u"U6"_s)->kind, Kind::External);
        QCOMPARE(*person(*source, u"U7"_s), (Person{{u"U7"_s}, u"U7"_s, {}, {}, Kind::Human, true}));
        QCOMPARE(person(*source, u"U8"_s)->kind, Kind::Bot);
        QCOMPARE(person(*source, u"W9"_s)->kind, Kind::Human);
        QCOMPARE(person(*source, u"USLACKBOT"_s)->kind, Kind::System);
        QCOMPARE(source->people().size(), 10U);
    }

    void withoutMailAddressesThatIsSaid()
    {
        const auto source =
            ExportBuilder().file(u"users.json"_s, json("[{'id':'U1','name':'ada','profile':{}}]")).source();
        QVERIFY(codes(*source).contains(u"no-emails"_s));
        QVERIFY(!codes(*ExportBuilder().source()).contains(u"no-emails"_s));
    }

    void conversationsAreReadAsTheyStand()
    {
        const auto source =
            ExportBuilder()
                .file(u"channels.json"_s, json("[{'id':'C1','name':'general','created':'1500000000','creator':'U1','"
                                               "members':['U1','U2','U1',null],"
                                               "  'topic':{'value':'a &amp; b <https://x.example|site> with "
                                               "<@U1>','last_set':'0'},'purpose':{'value':''}},"
                                               " {'id':'C2','name':'old','created':1,'is_archived':true,'members':[]},"
                                               " {'id':'C3','name':'secret','is_private':true,'created':1400000000}]"))
                .file(u"groups.json"_s,
                      json("[{'id':'G1','name':'board','created':1500000000,'members':['U2','UGONE']}]"))
                .file(u"mpims.json"_s, json("[{'id':'G2','name':'mpdm-ada--ben--zed-1','created':1500000000},{'id':'G3'"
                                            ",'name':'mpdm-x-1','members':['U1']}]"))
                .file(u"dms.json"_s, json("[{'id':'D1','created':0,'members':['U1','U1']},{'id':'D2','user':'USLACKBOT'"
                                          ",'created':1500000000}]"))
                .source();
        using Kind = Conversation::Kind;
        QCOMPARE(source->conversations().size(), 8U);
        const Conversation &general = *conversation(*source, u"C1"_s);
        QCOMPARE(general.kind, Kind::Public);
        QCOMPARE(ids(general.members), (QStringList{u"U1"_s, u"U2"_s}));
        QCOMPARE(toMicros(*general.created), 1500000000000000);
        QCOMPARE(general.topic, u"a & b site with @Ada"_s);
        QCOMPARE(general.creator.value, u"U1"_s);
        QVERIFY(conversation(*source, u"C2"_s)->archived);
        QVERIFY(!conversation(*source, u"C2"_s)->created);
        QCOMPARE(conversation(*source, u"C3"_s)->kind, Kind::Private);
        QCOMPARE(conversation(*source, u"G1"_s)->kind, Kind::Private);
        QCOMPARE(person(*source, u"UGONE"_s)->kind, Person::Kind::Unknown);
        QCOMPARE(conversation(*source, u"G2"_s)->kind, Kind::GroupDirect);
        QCOMPARE(ids(conversation(*source, u"G2"_s)->members), (QStringList{u"U1"_s, u"U2"_s}));
        QCOMPARE(conversation(*source, u"D1"_s)->kind, Kind::Direct);
        QCOMPARE(conversation(*source, u"D1"_s)->name, QString());
        QCOMPARE(ids(conversation(*source, u"D1"_s)->members), QStringList{u"U1"_s});
        QVERIFY(!conversation(*source, u"D1"_s)->created);
        QCOMPARE(ids(conversation(*source, u"D2"_s)->members), QStringList{u"USLACKBOT"_s});
    }

    void everyFolderFindsItsConversation_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QByteArray>("rows");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("id");
        QTest::newRow("by name") << u"channels.json"_s << json("[{'id':'C7','name':'x-y'}]") << u"x-y"_s << u"C7"_s;
        QTest::newRow("by id") << u"dms.json"_s << json("[{'id':'D0123','members':['U1']}]") << u"D0123"_s
                               << u"D0123"_s;
        QTest::newRow("empty name") << u"channels.json"_s << json("[{'id':'C7','name':''}]") << u"C7"_s << u"C7"_s;
        QTest::newRow("umlaut, taken apart by a Mac")
            << u"channels.json"_s << json("[{'id':'C7','name':'b\\u00fcro'}]") << u"bu\u0308ro"_s << u"C7"_s;
        QTest::newRow("name taken apart in the list")
            << u"channels.json"_s << json("[{'id':'C7','name':'bu\\u0308ro'}]") << u"b\u00fcro"_s << u"C7"_s;
        QTest::newRow("Japanese") << u"groups.json"_s << QByteArray("[{\"id\":\"C7\",\"name\":\"日本\"}]") << u"日本"_s
                                  << u"C7"_s;
        QTest::newRow("without an entry") << u"groups.json"_s << "[]"_ba << u"lost"_s << u"lost"_s;
        QTest::newRow("of a file") << u"groups.json"_s << "[]"_ba << u"FC:F0ABC:Plan"_s << u"FC:F0ABC:Plan"_s;
        QTest::newRow("workspace of an organisation")
            << u"teams/acme/channels.json"_s << json("[{'id':'C7','name':'sub'}]") << u"teams/acme/sub"_s << u"C7"_s;
    }
    void everyFolderFindsItsConversation()
    {
        QFETCH(QString, list);
        QFETCH(QByteArray, rows);
        QFETCH(QString, folder);
        QFETCH(QString, id);
        const auto source = ExportBuilder()
                                .without(u"channels.json"_s)
                                .file(u"channels.json"_s, "[]")
                                .file(list, rows)
                                .file(folder + u"/2020-01-01.json"_s, "[" + message("1577865600.000100") + "]")
                                .source();
        QVERIFY(source);
        QCOMPARE(source->conversations().size(), 1U);
        QCOMPARE(source->conversations().front().id.value, id);
        QCOMPARE(readAll(*source, id).messages.size(), 1U);
    }

    void aFolderWithoutAnEntryIsPrivateAndSaid()
    {
        const auto source = ExportBuilder()
                                .file(u"lost/2020-01-01.json"_s, "[]")
                                .file(u"D0AAAAAAA/2020-01-01.json"_s, "[]")
                                .file(u"mpdm-a--b-1/2020-01-01.json"_s, "[]")
                                .source();
        QCOMPARE(conversation(*source, u"lost"_s)->kind, Conversation::Kind::Private);
        QCOMPARE(conversation(*source, u"lost"_s)->name, u"lost"_s);
        QCOMPARE(conversation(*source, u"D0AAAAAAA"_s)->kind, Conversation::Kind::Direct);
        QCOMPARE(conversation(*source, u"mpdm-a--b-1"_s)->kind, Conversation::Kind::GroupDirect);
        QCOMPARE(codes(*source).count(u"unlisted-folder"_s), 3);
    }

    void twoConversationsOfOneNameDoNotShareMessages()
    {
        const auto source = ExportBuilder()
                                .file(u"groups.json"_s, json("[{'id':'G1','name':'general'}]"))
                                .day("[" + message("1577865600.000100") + "]")
                                .source();
        QCOMPARE(readAll(*source, u"C1"_s).messages.size(), 1U);
        QCOMPARE(readAll(*source, u"G1"_s).messages.size(), 0U);
        QVERIFY(codes(*source).contains(u"folder-of-two"_s));
    }

    void sameNamesInTwoWorkspacesStayApart()
    {
        const auto source =
            ExportBuilder()
                .file(u"teams/a/channels.json"_s, json("[{'id':'CA','name':'general'}]"))
                .file(u"teams/b/channels.json"_s, json("[{'id':'CB','name':'general'}]"))
                .file(u"teams/a/users.json"_s, json("[{'id':'U7','name':'gil'}]"))
                .file(u"teams/a/general/2020-01-01.json"_s, "[" + message("1577865600.000100", "in a") + "]")
                .file(u"teams/b/general/2020-01-01.json"_s, "[" + message("1577865600.000100", "in b") + "]")
                .day("[" + message("1577865600.000100", "of all") + "]")
                .source();
        const auto textOf = [&](const QString &id) {
            return test::words(readAll(*source, id).messages.front().text.blocks);
        };
        QCOMPARE(textOf(u"CA"_s), u"in a"_s);
        QCOMPARE(textOf(u"CB"_s), u"in b"_s);
        QCOMPARE(textOf(u"C1"_s), u"of all"_s);
        QVERIFY(person(*source, u"U7"_s));
    }

    void aRenamedChannelInAMergedExportIsOneConversation()
    {
        const auto source = ExportBuilder()
                                .file(u"channels.json"_s,
                                      json("[{'id':'C1','name':'before'},{'id':'C1','name':'after','members':['U1']}]"))
                                .file(u"before/2020-01-01.json"_s,
                                      "[" + message("1577865600.000100") + "," + message("1577865600.000300") + "]")
                                .file(u"after/2020-01-01.json"_s,
                                      "[" + message("1577865600.000200") + "," + message("1577865600.000300") + "]")
                                .file(u"after/2020-01-02.json"_s, "[" + message("1577965600.000100") + "]")
                                .source();
        QCOMPARE(source->conversations().size(), 1U);
        QCOMPARE(ids(source->conversations().front().members), QStringList{u"U1"_s});
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.ids(), (QStringList{u"1577865600.000100"_s, u"1577865600.000200"_s, u"1577865600.000300"_s,
                                          u"1577965600.000100"_s}));
        QCOMPARE(sink.skips.value(u"duplicate"_s), 1);
        QVERIFY(sink.addsUp());
    }

    void zipTrapsDoNoHarm()
    {
        test::ZipBuilder zip;
        zip.add("My Export/channels.json", json("[{'id':'C1','name':'b\\u00fcro'}]"))
            .add("My Export/users.json", "[]")
            .add("My Export/b\xC3\xBCro/2020-01-01.json", "[" + message("1577865600.000100") + "]")
            .add("My Export/b\xC3\xBCro\\2020-01-02.json", "[" + message("1577965600.000100") + "]")
            .add("__MACOSX/My Export/._channels.json", "junk")
            .add("My Export/b\xC3\xBCro/.DS_Store", "junk")
            .add("My Export/b\xC3\xBCro/.gitkeep", "");
        QTemporaryDir dir;
        QVERIFY(zip.write(dir.filePath(u"x.zip"_s)));
        const auto source = Source::open(dir.filePath(u"x.zip"_s));
        QVERIFY(source);
        QCOMPARE(readAll(**source).messages.size(), 2U);
        QVERIFY(!codes(**source).contains(u"unknown-file"_s));
    }

    void aDamagedDayIsOneDay()
    {
        test::ZipBuilder zip;
        zip.add("channels.json", json("[{'id':'C1','name':'general'}]"))
            .add("general/2020-01-01.json", "[" + message("1577865600.000100") + "]")
            .add({.name = "general/2020-01-02.json", .data = "[" + message("1577965600.000100") + "]", .saidCrc = 7})
            .add("general/2020-01-03.json", "[" + message("1578065600.000100") + "]");
        QTemporaryDir dir;
        QVERIFY(zip.write(dir.filePath(u"x.zip"_s)));
        const auto source = Source::open(dir.filePath(u"x.zip"_s));
        QVERIFY(source);
        const CollectingSink sink = readAll(**source);
        QCOMPARE(sink.messages.size(), 2U);
        QCOMPARE(sink.problems.size(), 1U);
        QCOMPARE(sink.problems.front().code, u"unreadable-file"_s);
        QCOMPARE(sink.problems.front().where, u"general/2020-01-02.json"_s);
        QVERIFY(sink.addsUp());
    }

    void aDayFileOfTheWrongNameIsSaid()
    {
        const auto source =
            ExportBuilder().file(u"general/2020-1-1.json"_s, "[]").file(u"something_new.json"_s, "{}").source();
        QVERIFY(codes(*source).contains(u"unknown-file"_s));
    }

    void whatIsLeftOverIsListed()
    {
        const auto source =
            ExportBuilder()
                .file(u"channels.json"_s,
                      json("[{'id':'C1','name':'general','pins':[{'id':'1577865600.0001','type':'C'}],'bookmarks':[{'"
                           "title':'Wiki'}],"
                           "  "
                           "'properties':{'canvas':{'file_id':'F0C'},'tabs':[{'type':'list','label':'Tasks'},{'type':'"
                           "files','label':''},{'type':'workflow','label':'Ask'}]}}]"))
                .file(u"general/canvas_in_the_conversation.json"_s,
                      json("[{'id':'F0C2','title':'Plan','mimetype':'application/vnd.slack-docs'}]"))
                .file(u"canvases.json"_s, json("[{'id':'F0D','title':'Handbook','export_timestamp':1700000000}]"))
                .file(u"lists.json"_s, json("[{'id':'F0L','name':'Inventory'}]"))
                .day("[" + message("1577865600.000100") + "]")
                .source();
        QStringList found;
        for (const Leftover &leftover : source->conversations().front().leftovers)
            found += leftover.kind + u' ' + leftover.name;
        QCOMPARE(found, (QStringList{u"pin 1577865600.000100"_s, u"bookmark Wiki"_s, u"canvas F0C"_s, u"list Tasks"_s,
                                     u"tab Ask"_s, u"canvas Plan"_s}));
        QCOMPARE(source->leftovers().size(), 2U);
        QCOMPARE(source->leftovers().front().name, u"Handbook"_s);
        QCOMPARE(toMicros(*source->description().made), 1700000000000000);
        QCOMPARE(readAll(*source).records, 1);
    }

    void integrationLogsNameOldBots()
    {
        const auto source = ExportBuilder()
                                .file(u"integration_logs.json"_s,
                                      json("[{'service_id':'B5','service_type':'Weather','user_name':'ada'}]"))
                                .day(json("[{'type':'message','subtype':'bot_message','bot_id':'B5','username':'Storm',"
                                          "'text':'a','ts':'1577865600.000100'}]"))
                                .source();
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.persons.value(u"B5"_s).name, u"Weather"_s);
        QCOMPARE(sink.messages.front().authorName, u"Storm"_s);
    }

    void unknownConversationsAreRefused()
    {
        const auto source = ExportBuilder().source();
        CollectingSink sink;
        QCOMPARE(source->read({u"C404"_s}, sink, {}, {}).error().kind, Error::Kind::Input);
        const qint64 locator = 5;
        QCOMPARE(source->load({u"C404"_s}, std::span(&locator, 1)).error().kind, Error::Kind::Input);
        QCOMPARE(source->load({u"C1"_s}, std::span(&locator, 1)).error().kind, Error::Kind::Input);
    }

    void messagesAreFoundAgain()
    {
        ExportBuilder builder;
        for (int day = 1; day <= 20; ++day) {
            QByteArrayList records;
            for (int i = 0; i < 30; ++i)
                records += message(QByteArray::number(1577836800 + day * 86400 + i * 60) + ".000100",
                                   "day " + QByteArray::number(day) + " no " + QByteArray::number(i));
            std::reverse(records.begin(), records.end());
            builder.day("[null," + records.join(',') + "]", u"2020-01-%1"_s.arg(day, 2, 10, QChar(u'0')));
        }
        const auto source = builder.source();
        const CollectingSink sink = readAll(*source);
        QCOMPARE(sink.messages.size(), 600U);
        std::vector<qint64> locators;
        for (const Message &message : sink.messages)
            locators.push_back(message.locator);
        std::reverse(locators.begin(), locators.end());
        std::atomic<int> right = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                const auto loaded = source->load({u"C1"_s}, locators);
                bool same = loaded.ok();
                for (std::size_t i = 0; same && i < 600; ++i) {
                    const Message &wanted = sink.messages[599 - i];
                    same = (*loaded)[i].id == wanted.id && (*loaded)[i].text == wanted.text &&
                           (*loaded)[i].contentHash == wanted.contentHash && (*loaded)[i].locator == wanted.locator;
                }
                right += same ? 1 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(right.load(), 4);
    }

    void hugeFilesAreReadInStretches()
    {
        QByteArray day = "[";
        const QByteArray filler = QByteArray("0123456789 ").repeated(90);
        constexpr int kRecords = 20'000; // about 21 MB
        for (int i = 0; i < kRecords; ++i)
            day += (i > 0 ? "," : "") +
                   message(QByteArray::number(1577865600 + i) + ".000100", filler + QByteArray::number(i));
        // One again at the end, which is a stretch away from the first.
        day += "," + message("1577865601.000100", filler + "1") + "]";
        ExportBuilder builder;
        builder.day(day);
        const auto opened = Source::open(builder.folder());
        QVERIFY(opened);
        const CollectingSink sink = readAll(**opened, u"C1"_s, false);
        QCOMPARE(sink.messages.size(), static_cast<std::size_t>(kRecords));
        QCOMPARE(sink.skips.value(u"duplicate"_s), 1);
        QVERIFY(sink.addsUp());
        const std::vector<qint64> locators = {sink.messages.back().locator, sink.messages.front().locator};
        const auto loaded = (*opened)->load({u"C1"_s}, locators);
        QVERIFY(loaded);
        QCOMPARE((*loaded)[0].id, sink.messages.back().id);
        QCOMPARE((*loaded)[1].id, sink.messages.front().id);
        QVERIFY(test::words((*loaded)[0].text.blocks).endsWith(QString::number(kRecords - 1)));
    }

    void theTimesOfAllRecordsAreCovered()
    {
        ExportBuilder builder;
        builder
            .day(json("[{'type':'message','subtype':'channel_topic','user':'U1','ts':'1577865600.000100','text':'t'},"
                      "null,{'type':'message','user':'U1','ts':'1577865700.000100','text':'a'}]"))
            .day(json("[{'type':'message','subtype':'channel_leave','user':'U1','ts':'1577965600.000100'}]"),
                 u"2020-01-02"_s);
        const CollectingSink sink = readAll(*builder.source());
        QVERIFY(sink.coverage);
        QCOMPARE(toMicros(sink.coverage->first), 1577865600000100);
        QCOMPARE(toMicros(sink.coverage->second), 1577965600000100);
        QVERIFY(!readAll(*ExportBuilder().source()).coverage);
    }

    void readingStopsWhenAsked()
    {
        const auto source = ExportBuilder().day("[]").source();
        const CancelToken cancel;
        cancel.cancel();
        CollectingSink sink;
        const auto read = source->read({u"C1"_s}, sink, {}, cancel);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestSlackExport)
#include "tst_slackexport.moc"
