// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/endpoints.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestEndpoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainHttpIsForLoopbackOnly_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("https anywhere") << u"https://chat.googleapis.com"_s << true;
        QTest::newRow("http on 127.0.0.1") << u"http://127.0.0.1:8080"_s << true;
        QTest::newRow("http elsewhere in 127/8") << u"http://127.9.9.9"_s << true;
        QTest::newRow("http on ::1") << u"http://[::1]:9000"_s << true;
        QTest::newRow("http on localhost") << u"http://LocalHost:1"_s << true;
        QTest::newRow("https on loopback") << u"https://127.0.0.1:8443"_s << true;
        QTest::newRow("http on a host") << u"http://chat.googleapis.com"_s << false;
        QTest::newRow("http on a private address") << u"http://192.168.1.2:80"_s << false;
        QTest::newRow("a host that begins like loopback") << u"http://127.0.0.1.example.com"_s << false;
        QTest::newRow("a host that begins like localhost") << u"http://localhost.example.com"_s << false;
        QTest::newRow("user part like loopback") << u"http://127.0.0.1@example.com"_s << false;
        QTest::newRow("all addresses") << u"http://0.0.0.0:80"_s << false;
        QTest::newRow("another scheme") << u"ftp://127.0.0.1"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("no scheme") << u"127.0.0.1:8080"_s << false;
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("with a query") << u"https://a.example/?x=1"_s << false;
        QTest::newRow("with a password") << u"https://me:pw@a.example"_s << false;
    }
    void plainHttpIsForLoopbackOnly()
    {
        QFETCH(QString, base);
        QFETCH(bool, allowed);
        const auto endpoints = Endpoints::at(base);
        QCOMPARE(endpoints.ok(), allowed);
        if (!allowed) {
            QCOMPARE(endpoints.error().kind, Error::Kind::Input);
            QVERIFY(!endpoints.error().remedy.isEmpty());
        }
    }
    void oneBaseServesAll()
    {
        const auto endpoints = Endpoints::at(u" http://127.0.0.1:8080/ "_s);
        QVERIFY(endpoints.ok());
        QCOMPARE(endpoints->chat, QUrl(u"http://127.0.0.1:8080"_s));
        QCOMPARE(endpoints->drive, endpoints->chat);
        QCOMPARE(endpoints->directory, endpoints->chat);
    }
    void theRealHosts()
    {
        const Endpoints google = Endpoints::google();
        QCOMPARE(google.chat, QUrl(u"https://chat.googleapis.com"_s));
        QCOMPARE(google.drive, QUrl(u"https://www.googleapis.com"_s));
        QCOMPARE(google.directory, QUrl(u"https://admin.googleapis.com"_s));
    }
};

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
