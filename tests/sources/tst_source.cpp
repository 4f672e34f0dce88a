// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/source.h"

#include "tests/sources/exportbuilder.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using test::json;

/// What is no Slack export is called by its name.
class TestSource : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void archivesAreCalledByTheirName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("slackdump archive") << u"channels.json.gz"_s << "x"_ba << u"slackdump"_s;
        QTest::newRow("slackdump chunks") << u"C0123ABCD/chunks.jsonl.gz"_s << "x"_ba << u"slackdump"_s;
        QTest::newRow("slackdump database") << u"slackdump.sqlite"_s << "x"_ba << u"slackdump"_s;
        QTest::newRow("slackdump dump") << u"C0123ABCD.json"_s << json("{'channel_id':'C0123ABCD','messages':[]}")
                                        << u"slackdump"_s;
        QTest::newRow("text export of a user")
            << u"dms/ada.txt channels/general.txt files/x.png"_s << "hello"_ba << u"single user"_s;
        QTest::newRow("Mattermost") << u"import.jsonl"_s << json("{'type':'version','version':1}\n{}")
                                    << u"Mattermost"_s;
        QTest::newRow("Mattermost, nested")
            << u"a/b/export.json"_s << json("{'type':'version','version':1}\n{}") << u"Mattermost"_s;
        QTest::newRow("Discord") << u"Guild-general-[1].json"_s
                                 << json("{'guild':{'id':'1'},'channel':{'id':'2'},'messages':[]}") << u"Discord"_s;
        QTest::newRow("Telegram") << u"result.json"_s << json("{'name':'x','messages':[]}") << u"Telegram"_s;
        QTest::newRow("Rocket.Chat") << u"dump/rocketchat_message.bson"_s << "x"_ba << u"Rocket.Chat"_s;
        QTest::newRow("Zulip") << u"realm.json"_s << "{}"_ba << u"Zulip"_s;
        QTest::newRow("Teams") << u"users/usersList.json"_s << "[]"_ba << u"Microsoft Teams"_s;
        QTest::newRow("no conversations") << u"users.json"_s << "[]"_ba << u"no conversations"_s;
        QTest::newRow("anything") << u"holiday/photo.jpg"_s << "x"_ba << u"no chat export"_s;
    }
    void archivesAreCalledByTheirName()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        QTemporaryDir dir;
        const QString zip = dir.filePath(u"the.zip"_s);
        const QString folder = dir.filePath(u"folder"_s);
        test::ZipBuilder builder;
        for (const QString &one : name.split(u' ')) {
            builder.add(one.toUtf8(), bytes);
            QVERIFY(QDir().mkpath(QFileInfo(folder + u'/' + one).path()));
            QFile file(folder + u'/' + one);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
        QVERIFY(builder.write(zip));
        for (const QString &path : {zip, folder}) {
            const auto source = Source::open(path);
            QVERIFY(!source);
            QCOMPARE(source.error().kind, Error::Kind::Input);
            QVERIFY2(source.error().what.contains(says), qPrintable(source.error().what));
            QVERIFY(source.error().what.contains(QFileInfo(path).fileName()));
            QVERIFY(!source.error().what.contains(u'%'));
            QVERIFY(!source.error().remedy.isEmpty());
        }
    }

    void filesAreCalledByTheirName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << u"x.zip"_s << ""_ba << u"empty"_s;
        QTest::newRow("not a zip") << u"x.zip"_s << "hello"_ba << u"not a zip"_s;
        QTest::newRow("database") << u"x.sqlite"_s << "SQLite format 3\0..."_ba << u"database"_s;
        QTest::newRow("a project") << u"x.chatferry"_s << "SQLite format 3\0..."_ba << u"project"_s;
        QTest::newRow("gzip") << u"x.tar.gz"_s << "\x1F\x8B\x08"_ba << u"packed"_s;
        QTest::newRow("one file of an export") << u"channels.json"_s << "[]"_ba << u"single file"_s;
        QTest::newRow("one day of an export") << u"2020-01-01.json"_s << "[]"_ba << u"single file"_s;
        QTest::newRow("Discord") << u"x.json"_s << json("{'guild':{},'channel':{}}") << u"Discord"_s;
        QTest::newRow("Mattermost") << u"x.jsonl"_s << json("{'type':'version','version':1}") << u"Mattermost"_s;
        QTest::newRow("slackdump dump") << u"C0123ABCD.json"_s << json("{'messages':[]}") << u"slackdump"_s;
    }
    void filesAreCalledByTheirName()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        QTemporaryDir dir;
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto source = Source::open(file.fileName());
        QVERIFY(!source);
        QCOMPARE(source.error().kind, Error::Kind::Input);
        QVERIFY2(source.error().what.contains(says), qPrintable(source.error().what));
    }

    void emptyOnesAreSaidToBeEmpty()
    {
        QTemporaryDir dir;
        QVERIFY(test::ZipBuilder().write(dir.filePath(u"e.zip"_s)));
        QVERIFY(Source::open(dir.filePath(u"e.zip"_s)).error().what.contains(u"empty"_s));
        QVERIFY(QDir().mkpath(dir.filePath(u"folder"_s)));
        QVERIFY(Source::open(dir.filePath(u"folder"_s)).error().what.contains(u"empty"_s));
        QCOMPARE(Source::open(dir.filePath(u"nowhere"_s)).error().kind, Error::Kind::File);
    }
};

QTEST_GUILESS_MAIN(TestSource)
#include "tst_source.moc"
