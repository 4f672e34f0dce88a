// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/forecastchart.h"
#include "ui/charts/importchart.h"
#include "ui/charts/timeaxis.h"
#include "ui/theme/theme.h"

#include <QtTest>

#include <QSvgRenderer>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kNow = *fromRfc3339(u"2026-11-23T10:00:00Z");

ForecastBar bar(const QString &name, std::chrono::hours begin, std::chrono::hours granted)
{
    const UtcTime start = kNow + begin;
    return {name, start, start + 5h, start + 6h, start + 54h, start + granted, start + 720h};
}

/// How many pixels have (nearly) this colour.
int pixelsOf(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor p = image.pixelColor(x, y);
            if (std::abs(p.red() - colour.red()) + std::abs(p.green() - colour.green()) +
                    std::abs(p.blue() - colour.blue()) <
                12)
                ++count;
        }
    }
    return count;
}

ImportCourse course()
{
    ImportCourse c;
    c.now = kNow + 3h;
    c.plan = {{kNow, 0}, {kNow + 5h, 1}};
    c.done = {{kNow, 0}, {kNow + 1h, 0.2}, {kNow + 2h, 0.4}, {kNow + 3h, 0.64}};
    c.end = kNow + 5h + 5min;
    c.limit = kNow + 5h + 5min + 720h;
    c.rates = {{kNow, 40}, {kNow + 1h, 0}, {kNow + 80min, 47}};
    c.allowed = 50;
    c.pauses = {{kNow + 1h, kNow + 80min, u"no network"_s}};
    return c;
}

} // namespace

class TestCharts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        installTheme(*qApp, Appearance::Light);
    }

    void rowsReadAsSentences()
    {
        ForecastChart chart;
        chart.setBars({bar(u"general"_s, 0h, 96h), bar(u"tickets"_s, 0h, 768h)}, kNow, QTimeZone::utc());
        QCOMPARE(
            chart.sentence(0),
            u"general: import 23 Nov 2026 10:00 to 15:00, granted 27 Nov 2026, limit 23 Dec 2026, 26 days to spare"_s);
        QCOMPARE(chart.sentence(1),
                 u"tickets: import 23 Nov 2026 10:00 to 15:00, granted 25 Dec 2026, limit 23 Dec 2026, 2 days late"_s);
        QCOMPARE(chart.accessibleDescription(), chart.sentence(0));
    }
    void arrowsWalkTheRows()
    {
        ForecastChart chart;
        chart.setBars({bar(u"a"_s, 0h, 96h), bar(u"b"_s, 0h, 96h)}, kNow, QTimeZone::utc());
        QSignalSpy moved(&chart, &ForecastChart::currentRowChanged);
        QTest::keyClick(&chart, Qt::Key_Down);
        QTest::keyClick(&chart, Qt::Key_Down);
        QCOMPARE(chart.currentRow(), 1);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(chart.accessibleDescription(), chart.sentence(1));
    }
    void moreThanThirtyFoldIntoWavesThatUnfold()
    {
        std::vector<ForecastBar> bars;
        for (int i = 0; i < 68; ++i)
            bars.push_back(bar(u"space %1"_s.arg(i), i < 50 ? 0h : 48h, 96h));
        ForecastChart chart;
        chart.setBars(bars, kNow, QTimeZone::utc());
        QCOMPARE(chart.rows(), 29 + 2);
        QVERIFY(chart.sentence(29).startsWith(u"21 more, nearest limit 23 Dec 2026"_s));
        QVERIFY(chart.sentence(30).startsWith(u"18 more, nearest limit 25 Dec 2026"_s));
        chart.setCurrentRow(29);
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(chart.rows(), 29 + 21 + 1);
        chart.setBars({bars.begin(), bars.begin() + 30}, kNow, QTimeZone::utc());
        QCOMPARE(chart.rows(), 30);
    }
    void onlyALateRowIsOrange()
    {
        ForecastChart chart;
        chart.resize(900, 300);
        chart.setBars({bar(u"general"_s, 0h, 96h)}, kNow, QTimeZone::utc());
        QCOMPARE(pixelsOf(chart.grab().toImage(), colours().chartOrange), 0);
        chart.setBars({bar(u"general"_s, 0h, 768h)}, kNow, QTimeZone::utc());
        QVERIFY(pixelsOf(chart.grab().toImage(), colours().chartOrange) > 20);
    }
    void withoutLimitsNoneIsNamed()
    {
        ForecastChart chart;
        chart.setHasLimits(false);
        chart.setBars({bar(u"general"_s, 0h, 96h)}, kNow, QTimeZone::utc());
        QVERIFY(!chart.sentence(0).contains(u"limit"_s));
    }
    void chartsAreSavedAsDrawings()
    {
        ForecastChart forecast;
        forecast.setBars({bar(u"general"_s, 0h, 96h)}, kNow, QTimeZone::utc());
        QVERIFY(QSvgRenderer(forecast.svg()).isValid());
        ImportChart import;
        import.setCourse(course(), QTimeZone::utc());
        QVERIFY(QSvgRenderer(import.svg()).isValid());
    }
    void emptyChartsDrawWithoutHarm()
    {
        ForecastChart forecast;
        QVERIFY(!forecast.grab().isNull());
        QVERIFY(forecast.sentence(0).isEmpty());
        ImportChart import;
        QVERIFY(!import.grab().isNull());
        QCOMPARE(import.summary(), u"Nothing is imported yet."_s);
        QVERIFY(import.table().empty());
    }
    void importSaysPlanEndAndLimit()
    {
        ImportChart chart;
        chart.setCourse(course(), QTimeZone::utc());
        QCOMPARE(chart.summary(), u"64 % done, 4 % ahead of plan; all in by 15:05, 30 days before the nearest limit"_s);
        ImportCourse late = course();
        late.done.back().share = 0.5;
        late.limit = *late.end - 26h;
        chart.setCourse(late, QTimeZone::utc());
        QCOMPARE(chart.summary(), u"50 % done, 10 % behind plan; all in by 15:05, 1 day 2 h after the nearest limit"_s);
        ImportCourse unsteady = course();
        unsteady.end.reset();
        chart.setCourse(unsteady, QTimeZone::utc());
        QCOMPARE(chart.summary(), u"64 % done, 4 % ahead of plan"_s);
    }
    void importByTheHour()
    {
        ImportChart chart;
        chart.setCourse(course(), QTimeZone::utc());
        const auto rows = chart.table();
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows.at(0), (QStringList{u"23 Nov 2026 at 11:00"_s, u"20 %"_s, u"20 %"_s, u"40.0"_s}));
        QCOMPARE(rows.at(1).at(3), u"31.3"_s); // 20 minutes still, 40 at 47.
        QCOMPARE(rows.at(2).at(1), u"64 %"_s);
        QCOMPARE(ImportChart::tableTitles().size(), rows.at(0).size());
    }
    void axisKeepsOrderAcrossABreak()
    {
        const TimeAxis axis(kNow, kNow + 720h, 0, 1000, QTimeZone::utc(), TimeAxis::Cut{kNow + 6h, kNow + 700h});
        QVERIFY(axis.hasCut());
        double last = -1;
        for (int hour = 0; hour <= 720; ++hour) {
            const double x = axis.x(kNow + std::chrono::hours(hour));
            QVERIFY(x >= last);
            last = x;
        }
        // The hours of work take most of the width.
        QVERIFY(axis.x(kNow + 6h) > 700);
    }
    void labelsNeverOverlap()
    {
        for (const int hours : {1, 5, 24, 100, 720, 9000}) {
            const TimeAxis axis(kNow, kNow + std::chrono::hours(hours), 0, 800, QTimeZone::utc());
            for (const double width : {60.0, 120.0, 240.0}) {
                const auto ticks = axis.ticks(width);
                QVERIFY(hours > 5 ? !ticks.empty() : true);
                for (std::size_t i = 1; i < ticks.size(); ++i)
                    QVERIFY(ticks[i].x - ticks[i - 1].x >= width);
            }
        }
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
