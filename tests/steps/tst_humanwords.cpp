// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/confirmation.h"
#include "steps/humanwords.h"
#include "steps/step.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestHumanWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void estimatesAreBelievable_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("negative") << -5 << u"less than a minute"_s;
        QTest::newRow("59 s") << 59 << u"less than a minute"_s;
        QTest::newRow("1 min") << 60 << u"about 1 minute"_s;
        QTest::newRow("9 min") << 552 << u"about 9 minutes"_s;
        QTest::newRow("nearly an hour") << 3595 << u"about 1 hour"_s;
        QTest::newRow("3 h 20") << 12120 << u"about 3 hours 20 minutes"_s;
        QTest::newRow("whole hours") << 7200 << u"about 2 hours"_s;
        QTest::newRow("half a day") << 43200 + 900 << u"about 12 hours"_s;
        QTest::newRow("three days") << 3 * 86400 << u"about 3 days"_s;
    }
    void estimatesAreBelievable()
    {
        QFETCH(int, seconds);
        QFETCH(QString, text);
        QCOMPARE(aboutText(std::chrono::seconds(seconds)), text);
    }
    void shortWorkIsSaidInSeconds()
    {
        QCOMPARE(aboutShortText(1s), u"about 5 s"_s);
        QCOMPARE(aboutShortText(22s), u"about 20 s"_s);
        QCOMPARE(aboutShortText(58s), u"about 1 minute"_s);
        QCOMPARE(aboutShortText(9min), u"about 9 minutes"_s);
    }
    void sizesCarryTheirUnit_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << u"0 bytes"_s;
        QTest::newRow("one") << qint64(1) << u"1 byte"_s;
        QTest::newRow("2 MB") << qint64(2'000'000) << u"2 MB"_s;
        QTest::newRow("2.1 GB") << qint64(2'100'000'000) << u"2.1 GB"_s;
        QTest::newRow("29.8 GB") << qint64(29'812'000'000) << u"29.8 GB"_s;
        QTest::newRow("412 GB") << qint64(412'300'000'000) << u"412 GB"_s;
        QTest::newRow("border") << qint64(999'960) << u"1 MB"_s;
    }
    void sizesCarryTheirUnit()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, text);
        QCOMPARE(bytesText(bytes), text);
    }
    void hundredPercentIsTheEnd()
    {
        QCOMPARE(percentText(0.9999), u"99 %"_s);
        QCOMPARE(percentText(1.0), u"100 %"_s);
        QCOMPARE(percentText(0.61), u"61 %"_s);
        QCOMPARE(percentText(-1), u"0 %"_s);
    }
    void knownSpansAreCut()
    {
        QCOMPARE(spanText(52h), u"2 days 4 h"_s);
        QCOMPARE(spanText(17h + 20min + 59s), u"17 h 20 min"_s);
        QCOMPARE(spanText(0s), u"1 min"_s);
        QCOMPARE(spanText(72h + 59min), u"3 days"_s);
    }
    void momentsNameUtcAndItsDateWhereItDiffers()
    {
        const UtcTime late = *fromRfc3339(u"2026-12-22T23:30:00Z");
        QVERIFY(momentWithUtcText(late, QTimeZone(3600)).endsWith(u"(22 Dec 2026 at 23:30 UTC)"_s));
        QVERIFY(momentWithUtcText(late, QTimeZone(3600)).startsWith(u"23 Dec 2026 at 00:30"_s));
        QVERIFY(momentWithUtcText(late, QTimeZone::utc()).endsWith(u"(23:30 UTC)"_s));
    }
    void doorsSurviveASentence()
    {
        const QString sentence = u"%1 of %2 messages"_s.arg(door(255104, u"done"_s), countText(402118));
        QCOMPARE(withoutDoors(sentence), u"255,104 of 402,118 messages"_s);
        QCOMPARE(phrases(sentence), (QList<Phrase>{{u"255,104"_s, u"done"_s}, {u" of 402,118 messages"_s, QString()}}));
        QCOMPARE(phrases(u"plain"_s), (QList<Phrase>{{u"plain"_s, QString()}}));
    }
    void namesCannotTurnTheirRow() { QCOMPARE(oneLine(u"a\u202Eb\nc\u2066 "_s), u"ab c"_s); }
    void onlyTheCountOrTheNameConfirms_data()
    {
        QTest::addColumn<int>("things");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("right");
        QTest::newRow("nothing") << 3 << QString() << false;
        QTest::newRow("space") << 3 << u" "_s << false;
        QTest::newRow("count") << 3 << u"3"_s << true;
        QTest::newRow("count with spaces") << 12 << u" 1 2 "_s << true;
        QTest::newRow("another count") << 3 << u"4"_s << false;
        QTest::newRow("arabic digits") << 37 << u"٣٧"_s << true;
        QTest::newRow("word") << 3 << u"three"_s << false;
        QTest::newRow("count and word") << 3 << u"3 spaces"_s << false;
        QTest::newRow("name") << 1 << u"design"_s << true;
        QTest::newRow("name in capitals") << 1 << u" Design"_s << true;
        QTest::newRow("count instead of the name") << 1 << u"1"_s << false;
        QTest::newRow("no rows at all") << 0 << u"0"_s << false;
    }
    void onlyTheCountOrTheNameConfirms()
    {
        QFETCH(int, things);
        QFETCH(QString, typed);
        QFETCH(bool, right);
        Confirmation confirmation;
        confirmation.level = DeedLevel::Final;
        for (int i = 0; i < things; ++i)
            confirmation.things += i == 0 ? u"design"_s : u"space %1"_s.arg(i);
        QCOMPARE(isTypedRight(confirmation, typed), right);
        QCOMPARE(isComplete(confirmation, {.typed = typed}), right);
    }
    void requiredTicksAndReasonAreWanted()
    {
        Confirmation confirmation;
        confirmation.level = DeedLevel::Final;
        confirmation.things = {u"design"_s};
        confirmation.ticks = {{u"closed"_s, u"The old chat is closed"_s, true},
                              {u"retention"_s, u"Retention"_s, false}};
        confirmation.asksReason = true;
        QVERIFY(!isComplete(confirmation, {.typed = u"design"_s, .reason = u"agreed"_s, .ticked = {}}));
        QVERIFY(!isComplete(confirmation, {.typed = u"design"_s, .reason = u" "_s, .ticked = {u"closed"_s}}));
        QVERIFY(isComplete(confirmation, {.typed = u"design"_s, .reason = u"agreed"_s, .ticked = {u"closed"_s}}));
    }
    void stepRowsSayStateAndCount()
    {
        QCOMPARE(stepStateWord({StepState::NeedsYou, 2, 12, 40}), u"Needs 2"_s);
        QCOMPARE(stepStateWord({StepState::Running, 0, 12, 40}), u"12/40"_s);
        QCOMPARE(stepStateWord({StepState::ToDo, 0, 0, 1}), u"To do"_s);
        QCOMPARE(stepStateWord({StepState::Running, 0, 0, 1}), u"0/1"_s);
        QCOMPARE(stepRowName(u"Import"_s, 9, 13, {StepState::Running, 0, 12, 40}),
                 u"Import, step 9 of 13, running, 12 of 40 spaces"_s);
        QCOMPARE(stepRowName(u"Source"_s, 1, 13, {StepState::Done}), u"Source, step 1 of 13, done"_s);
    }
};

QTEST_GUILESS_MAIN(TestHumanWords)
#include "tst_humanwords.moc"
