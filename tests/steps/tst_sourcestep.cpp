// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/sourcestep.h"

#include "steprig.h"
#include "steps/humanwords.h"
#include "store/spacetable.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

/// The figure behind a door of a sentence.
qint64 figure(const QStringList &sentences, const QString &id)
{
    for (const QString &sentence : sentences) {
        for (const Phrase &phrase : phrases(sentence)) {
            if (phrase.door == id)
                return QLocale().toLongLong(phrase.text);
        }
    }
    return -1;
}

qint64 rowsUnder(const StepTable &table, const QString &chip)
{
    qint64 count = 0;
    for (int row = 0; row < table.rowCount(); ++row)
        count += table.isUnderChip(row, chip) ? 1 : 0;
    return count;
}

} // namespace

class TestSourceStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutProjectOrExportNextIsOffWithItsReason();
    void theSumOnThePageClosesAndEqualsTheRows();
    void everyDoorOpensAsManyRowsAsItSays();
    void aWrongFileIsToldWithAWayOut();
    void aStoppedReadingShowsNothingOfIt();
    void anotherProjectOfTheSameExportIsTold();
    void aRehearsalKeepsItsExport();
    void onceSpacesExistANewerExportBelongsToReconcile();
};

void TestSourceStep::withoutProjectOrExportNextIsOffWithItsReason()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QCOMPARE(step.problems().first().goTo, u"start"_s);
    QVERIFY(!step.chooseAction().enabled);
    QVERIFY(rig.createProject());
    QCOMPARE(step.problems().first().text, u"Choose an export first."_s);
    QVERIFY(step.chooseAction().enabled);
    QCOMPARE(step.show(), SourceStep::Show::Nothing);
}

void TestSourceStep::theSumOnThePageClosesAndEqualsTheRows()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createScanned());
    QVERIFY(step.problems().isEmpty());
    QCOMPARE(step.state().state, StepState::Done);
    QCOMPARE(step.show(), SourceStep::Show::Findings);
    qint64 messages = 0;
    qint64 records = 0;
    for (const ConversationRow &row : rig.bench.conversations()) {
        messages += row.counts.messages;
        records += row.counts.records;
    }
    QVERIFY(messages > 0);
    qint64 aside = 0;
    StepTable &rows = step.table(SourceStep::Rows::SetAside);
    for (int row = 0; row < rows.rowCount(); ++row) {
        aside += rows.cell(row, 1).sort.toLongLong();
        QVERIFY(!rows.cell(row, 0).text.contains(u'-') || rows.cell(row, 0).text.contains(u' '));
    }
    QCOMPARE(messages + aside, records);
    QCOMPARE(withoutDoors(step.sum().text), u"%1 to carry + %2 set aside = %3 records read"_s.arg(
                                                countText(messages), countText(aside), countText(records)));
    QCOMPARE(step.sum().tone, Tone::Ok);
    QVERIFY(step.headline().text.startsWith(u"northwind-slack.zip"_s));
}

void TestSourceStep::everyDoorOpensAsManyRowsAsItSays()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createScanned());
    StepTable &table = step.table(SourceStep::Rows::Conversations);
    QSignalSpy chips(&step, &SourceStep::chipWanted);
    QCOMPARE(figure(step.holds(), u"conversations"_s), table.rowCount());
    qint64 sum = 0;
    for (const QString &kind : {u"public"_s, u"private"_s, u"direct"_s, u"group"_s}) {
        const qint64 said = figure(step.holds(), kind);
        QCOMPARE(std::max<qint64>(said, 0), rowsUnder(table, kind));
        sum += rowsUnder(table, kind);
        step.act(kind);
        QCOMPARE(chips.last().first().toString(), kind);
        QCOMPARE(step.rows(), SourceStep::Rows::Conversations);
    }
    QCOMPARE(sum, table.rowCount());
    step.act(u"set-aside"_s);
    QCOMPARE(step.rows(), SourceStep::Rows::SetAside);
    QSignalSpy goTo(&step, &Step::goTo);
    step.act(u"people"_s);
    QCOMPARE(goTo.count(), 1);
}

void TestSourceStep::aWrongFileIsToldWithAWayOut()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createProject());
    step.choose(rig.write(u"letter.zip"_s, "no zip at all"));
    QVERIFY(rig.waitFor([&] { return !step.troubles().isEmpty(); }));
    QCOMPARE(step.state().state, StepState::Stopped);
    QVERIFY(!step.troubles().first().error.what.isEmpty());
    QSignalSpy choose(&step, &SourceStep::chooseWanted);
    step.act(step.troubles().first().remedies.first().act);
    QCOMPARE(choose.count(), 1);
    // The right one heals it.
    step.choose(StepRig::sample());
    QVERIFY(rig.waitFor([&] { return rig.bench.isScanned(); }));
    QVERIFY(step.troubles().isEmpty());
}

void TestSourceStep::aStoppedReadingShowsNothingOfIt()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createProject());
    step.choose(StepRig::sample());
    QVERIFY(rig.waitFor([&] { return rig.bench.activity() == Activity::Scan; }));
    QCOMPARE(step.show(), SourceStep::Show::Reading);
    QCOMPARE(step.progress().buttons.first().act, u"stop"_s);
    step.act(u"stop"_s);
    QVERIFY(rig.waitFor([&] { return rig.bench.lastEnd(Activity::Scan).has_value(); }));
    const auto end = rig.bench.lastEnd(Activity::Scan);
    if (!end->stopped)
        QSKIP("The sample was read before the stop came.");
    QCOMPARE(end->stopped->kind, Error::Kind::Cancelled);
    QVERIFY(step.troubles().isEmpty());
    QCOMPARE(step.show(), SourceStep::Show::Stopped);
    QVERIFY(!step.problems().isEmpty());
    step.readAgain();
    QVERIFY(rig.waitFor([&] { return rig.bench.isScanned(); }));
    QCOMPARE(step.show(), SourceStep::Show::Findings);
}

void TestSourceStep::anotherProjectOfTheSameExportIsTold()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createScanned());
    QVERIFY(step.troubles().isEmpty());
    const QString fingerprint = MetaTable(rig.bench.reader()).value(u"source.fingerprint"_s);
    rig.recent.put({.path = rig.path(u"first.chatferry"_s), .name = u"First"_s, .fingerprint = fingerprint});
    QCOMPARE(step.troubles().size(), 1);
    QVERIFY(step.troubles().first().warning);
    QVERIFY(step.troubles().first().error.what.contains(u"First"_s));
    step.act(u"accept-same"_s);
    QVERIFY(step.troubles().isEmpty());
}

void TestSourceStep::aRehearsalKeepsItsExport()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createRehearsal());
    QVERIFY(!step.chooseAction().enabled);
    QVERIFY(step.chooseAction().reasonOff.contains(u"rehearsal"_s));
    const QString before = MetaTable(rig.bench.reader()).value(u"scan.time"_s);
    step.choose(StepRig::sample());
    QCOMPARE(rig.bench.activity(), Activity::None);
    QCOMPARE(MetaTable(rig.bench.reader()).value(u"scan.time"_s), before);
}

void TestSourceStep::onceSpacesExistANewerExportBelongsToReconcile()
{
    StepRig rig;
    SourceStep step(rig.bench, rig.recent);
    QVERIFY(rig.createScanned());
    const qint64 conversation = rig.bench.conversations().front().id;
    const QString path = rig.bench.session().projectPath();
    rig.bench.close();
    {
        auto project = Project::open(path, rig.clock);
        QVERIFY(project);
        QVERIFY(SpaceTable(**project).add(
            {.conversation = conversation, .stage = SpaceRow::Stage::Created, .displayName = u"general"_s}));
    }
    QVERIFY(rig.bench.open(path));
    QVERIFY(step.hasSpaces());
    QVERIFY(!step.chooseAction().enabled);
    QSignalSpy goTo(&step, &Step::goTo);
    step.act(u"newer"_s);
    QCOMPARE(goTo.first().first().toString(), u"reconcile"_s);
}

QTEST_GUILESS_MAIN(TestSourceStep)
#include "tst_sourcestep.moc"
