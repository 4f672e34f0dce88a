// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/entryname.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestEntryName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodesNames_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "general/2020-01-01.json"_ba << u"general/2020-01-01.json"_s;
        QTest::newRow("utf-8 without the flag") << "b\xC3\xBCro/x.json"_ba << u"b\u00FCro/x.json"_s;
        QTest::newRow("code page 437") << "b\x81ro/x.json"_ba << u"b\u00FCro/x.json"_s;
        QTest::newRow("decomposed") << "bu\xCC\x88ro/x.json"_ba << u"b\u00FCro/x.json"_s;
        QTest::newRow("backslashes") << "general\\2020-01-01.json"_ba << u"general/2020-01-01.json"_s;
        QTest::newRow("dot slash in front") << "./general//x.json"_ba << u"general/x.json"_s;
        QTest::newRow("colon in a file conversation") << "FC:F0:x/2024-01-01.json"_ba << u"FC:F0:x/2024-01-01.json"_s;
        QTest::newRow("narrow space") << "a/Screenshot 1\xE2\x80\xAFPM.png"_ba << u"a/Screenshot 1\u202FPM.png"_s;
        QTest::newRow("byte order mark is part of the name") << "\xEF\xBB\xBFx"_ba << u"\uFEFFx"_s;
    }
    void decodesNames()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, name);
        QCOMPARE(decodeEntryName(raw), name);
    }

    void knowsNamesThatLeadOutside_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("unsafe");
        QTest::newRow("dot dot") << u"../../evil.json"_s << true;
        QTest::newRow("dot dot inside") << u"a/../../b.json"_s << true;
        QTest::newRow("absolute") << u"/abs.json"_s << true;
        QTest::newRow("network share") << u"//server/x"_s << true;
        QTest::newRow("drive") << u"C:/x.json"_s << true;
        QTest::newRow("empty") << QString() << true;
        QTest::newRow("dots in a name") << u"a/..b/c...json"_s << false;
        QTest::newRow("file conversation") << u"FC:F1:a/x.json"_s << false;
    }
    void knowsNamesThatLeadOutside()
    {
        QFETCH(QString, name);
        QFETCH(bool, unsafe);
        QCOMPARE(isUnsafeName(name), unsafe);
    }

    void knowsRubbish_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("rubbish");
        QTest::newRow("mac folder") << u"__MACOSX/general/._x.json"_s << true;
        QTest::newRow("resource fork") << u"general/._2020-01-01.json"_s << true;
        QTest::newRow("finder") << u"general/.DS_Store"_s << true;
        QTest::newRow("explorer") << u"Thumbs.db"_s << true;
        QTest::newRow("channel of that name") << u"thumbs.db-talk/2020-01-01.json"_s << false;
        QTest::newRow("day") << u"general/2020-01-01.json"_s << false;
    }
    void knowsRubbish()
    {
        QFETCH(QString, name);
        QFETCH(bool, rubbish);
        QCOMPARE(isRubbishName(name), rubbish);
    }

    void findsTheEnclosingFolder_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("folder");
        QTest::newRow("none") << QStringList{u"channels.json"_s, u"general/x.json"_s} << QString();
        QTest::newRow("one") << QStringList{u"E x/channels.json"_s, u"E x/general/x.json"_s} << u"E x/"_s;
        QTest::newRow("nested") << QStringList{u"E/E/channels.json"_s, u"E/E/general/x.json"_s} << u"E/E/"_s;
        QTest::newRow("two folders") << QStringList{u"a/x.json"_s, u"b/x.json"_s} << QString();
        QTest::newRow("same beginning") << QStringList{u"ab/x.json"_s, u"abc/x.json"_s} << QString();
        QTest::newRow("nothing") << QStringList{} << QString();
    }
    void findsTheEnclosingFolder()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, folder);
        QCOMPARE(enclosingFolder(std::vector<QString>(names.begin(), names.end())), folder);
    }
};

QTEST_GUILESS_MAIN(TestEntryName)
#include "tst_entryname.moc"
