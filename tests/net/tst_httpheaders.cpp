// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpheaders.h"

#include <QtTest>

using namespace chatferry;
using namespace std::chrono_literals;

class TestHttpHeaders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("of the standard") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << 784111777LL;
        QTest::newRow("blanks around") << QByteArray(" Sat, 21 Nov 2026 21:00:00 GMT ") << 1795294800LL;
        QTest::newRow("leap day") << QByteArray("Thu, 29 Feb 2024 00:00:00 GMT") << 1709164800LL;
        QTest::newRow("no such day") << QByteArray("Fri, 30 Feb 2024 00:00:00 GMT") << -1LL;
        QTest::newRow("another zone") << QByteArray("Sun, 06 Nov 1994 08:49:37 CET") << -1LL;
        QTest::newRow("letters for digits") << QByteArray("Sun, 06 Nov 19x4 08:49:37 GMT") << -1LL;
        QTest::newRow("hour 24") << QByteArray("Sun, 06 Nov 1994 24:49:37 GMT") << -1LL;
        QTest::newRow("empty") << QByteArray() << -1LL;
    }
    void readsDates()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, seconds);
        const auto date = fromHttpDate(text);
        QCOMPARE(date ? toMicros(*date) / 1000000 : -1, seconds);
    }
    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("seconds") << QByteArray("7") << 7000LL;
        QTest::newRow("zero") << QByteArray("0") << 0LL;
        QTest::newRow("a date ahead") << QByteArray("Sun, 06 Nov 1994 08:49:47 GMT") << 10000LL;
        QTest::newRow("a date gone by") << QByteArray("Sun, 06 Nov 1994 08:49:00 GMT") << 0LL;
        QTest::newRow("a month") << QByteArray("2592000") << 86400000LL;
        QTest::newRow("more than fits") << QByteArray("99999999999999999999") << -1LL;
        QTest::newRow("negative") << QByteArray("-5") << -1LL;
        QTest::newRow("a word") << QByteArray("soon") << -1LL;
        QTest::newRow("empty") << QByteArray() << -1LL;
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, milliseconds);
        const UtcTime now = UtcTime(784111777s);
        const auto wait = fromRetryAfter(text, now);
        QCOMPARE(wait ? qint64(wait->count()) : -1, milliseconds);
    }
};

QTEST_GUILESS_MAIN(TestHttpHeaders)
#include "tst_httpheaders.moc"
