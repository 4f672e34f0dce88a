// SPDX-License-Identifier: GPL-3.0-or-later
#include "quota/quotaprofile.h"

#include <QFile>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestQuotaProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theGoogleChatProfileHasThePublishedNumbers_data();
    void theGoogleChatProfileHasThePublishedNumbers();
    void errorsNameTheEntryAndWhatIsWrong_data();
    void errorsNameTheEntryAndWhatIsWrong();
    void unlimitedHasNoLimits();
};

void TestQuotaProfile::theGoogleChatProfileHasThePublishedNumbers_data()
{
    QTest::addColumn<bool>("perSpace");
    QTest::addColumn<double>("calls");
    QTest::addColumn<int>("windowMs");
    const auto row = [](const char *name, bool perSpace, double calls, int windowMs) {
        QTest::newRow(name) << perSpace << calls << windowMs;
    };
    row("message.write", false, 3000, 60000);
    row("message.read", false, 3000, 60000);
    row("membership.write", false, 300, 60000);
    row("membership.read", false, 3000, 60000);
    row("space.write", false, 60, 60000);
    row("space.read", false, 3000, 60000);
    row("attachment.write", false, 600, 60000);
    row("reaction.write", false, 600, 60000);
    row("space/read", true, 15, 1000);
    row("space/write", true, 1, 1000);
    row("space/message.create", true, 10, 1000);
    row("space/reaction.create", true, 5, 1000);
    row("drive.write", false, 10, 1000);
    row("directory.read", false, 2400, 60000);
}

void TestQuotaProfile::theGoogleChatProfileHasThePublishedNumbers()
{
    QFile file(QStringLiteral(CHATFERRY_SOURCE_DIR "/resources/quota/google-chat.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto profile = QuotaProfile::fromJson(file.readAll());
    QVERIFY2(profile, profile ? "" : qPrintable(profile.error().what));
    QCOMPARE(profile->name(), u"Google Chat"_s);
    QCOMPARE(profile->limits().size(), 14u);
    const QuotaLimit *limit = profile->find(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(limit);
    QTEST(limit->scope == QuotaLimit::Scope::Space, "perSpace");
    QTEST(limit->calls, "calls");
    QTEST(int(limit->window.count()), "windowMs");
}

void TestQuotaProfile::errorsNameTheEntryAndWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("named");
    QTest::newRow("no JSON") << "hello"_ba << u"JSON"_s;
    QTest::newRow("cut off") << R"({"limits":[{"name":"a")"_ba << u"character"_s;
    QTest::newRow("a list") << "[]"_ba << u"JSON object"_s;
    QTest::newRow("no limits") << R"({"name":"x"})"_ba << u"limits"_s;
    QTest::newRow("unknown key") << R"({"limits":[],"limts":[]})"_ba << u"limts"_s;
    QTest::newRow("entry is no object") << R"({"limits":[1]})"_ba << u"limits[0]"_s;
    QTest::newRow("no name") << R"({"limits":[{"scope":"space"}]})"_ba << u"limits[0]"_s;
    QTest::newRow("scope") << R"({"limits":[{"name":"a.b","scope":"user","calls":1,"windowMs":1}]})"_ba << u"a.b"_s;
    QTest::newRow("calls missing") << R"({"limits":[{"name":"a.b","scope":"space","windowMs":1}]})"_ba << u"calls"_s;
    QTest::newRow("calls zero") << R"({"limits":[{"name":"a.b","scope":"space","calls":0,"windowMs":1}]})"_ba
                                << u"calls"_s;
    QTest::newRow("calls text") << R"({"limits":[{"name":"a","scope":"space","calls":"9","windowMs":1}]})"_ba
                                << u"calls"_s;
    QTest::newRow("window negative") << R"({"limits":[{"name":"a","scope":"space","calls":1,"windowMs":-1}]})"_ba
                                     << u"windowMs"_s;
    QTest::newRow("window misspelt") << R"({"limits":[{"name":"a","scope":"space","calls":1,"window":1000}]})"_ba
                                     << u"\"window\""_s;
    QTest::newRow("twice") << R"({"limits":[{"name":"a","scope":"space","calls":1,"windowMs":1},
                                            {"name":"a","scope":"space","calls":1,"windowMs":1}]})"_ba
                           << u"twice"_s;
}

void TestQuotaProfile::errorsNameTheEntryAndWhatIsWrong()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, named);
    const auto profile = QuotaProfile::fromJson(json);
    QVERIFY(!profile);
    QCOMPARE(profile.error().kind, Error::Kind::Input);
    QVERIFY2(profile.error().what.contains(named), qPrintable(profile.error().what));
}

void TestQuotaProfile::unlimitedHasNoLimits()
{
    QVERIFY(QuotaProfile::unlimited().limits().empty());
    QVERIFY(!QuotaProfile::unlimited().find(u"message.write"_s));
}

QTEST_GUILESS_MAIN(TestQuotaProfile)
#include "tst_quotaprofile.moc"
