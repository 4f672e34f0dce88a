// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utctime.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

class TestUtcTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAndWrites_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("written");
        QTest::newRow("no fraction") << u"2021-03-04T05:06:07Z"_s << 1614834367000000LL
                                     << u"2021-03-04T05:06:07.000000Z"_s;
        QTest::newRow("micros") << u"2021-03-04T05:06:07.123456Z"_s << 1614834367123456LL
                                << u"2021-03-04T05:06:07.123456Z"_s;
        QTest::newRow("nanos are cut") << u"2021-03-04T05:06:07.123456789Z"_s << 1614834367123456LL
                                       << u"2021-03-04T05:06:07.123456Z"_s;
        QTest::newRow("offset") << u"2021-03-04T06:06:07.5+01:00"_s << 1614834367500000LL
                                << u"2021-03-04T05:06:07.500000Z"_s;
        QTest::newRow("before 1970") << u"1969-12-31T23:59:59.999999Z"_s << -1LL << u"1969-12-31T23:59:59.999999Z"_s;
    }
    void readsAndWrites()
    {
        QFETCH(QString, text);
        QFETCH(qint64, micros);
        QFETCH(QString, written);
        const auto time = fromRfc3339(text);
        QVERIFY(time);
        QCOMPARE(toMicros(*time), micros);
        QCOMPARE(toRfc3339(*time), written);
    }
    void refusesWhatIsNoTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("words") << u"yesterday at noon or so"_s;
        QTest::newRow("no zone") << u"2021-03-04T05:06:07.12"_s;
        QTest::newRow("dot without digits") << u"2021-03-04T05:06:07.Z"_s;
        QTest::newRow("month 13") << u"2021-13-04T05:06:07Z"_s;
    }
    void refusesWhatIsNoTime()
    {
        QFETCH(QString, text);
        QVERIFY(!fromRfc3339(text));
    }
};

QTEST_GUILESS_MAIN(TestUtcTime)
#include "tst_utctime.moc"
