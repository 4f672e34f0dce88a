// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/filesstep.h"

#include "steprig.h"
#include "steps/humanwords.h"
#include "store/filetable.h"
#include "tinyexport.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

const QByteArray kAnna = R"({"id":"U1","name":"anna","profile":{"email":"anna@northwind.example"}})";

/// Three remote files, a hidden one and a link, of one message each.
const QByteArray kMessages = R"(
{"type":"message","user":"U1","ts":"1577880000.000100","text":"a","files":[
  {"id":"F1","name":"plan.pdf","size":2000000,"mode":"hosted","url_private_download":"https:\/\/files.invalid/1?t=xoxe-secret"},
  {"id":"F2","name":"b.png","size":1000000,"mode":"hosted","url_private_download":"https:\/\/files.invalid/2?t=xoxe-secret"}]},
{"type":"message","user":"U1","ts":"1577880060.000100","text":"b","files":[
  {"id":"F3","name":"c.png","size":500000,"mode":"hosted","url_private_download":"https:\/\/files.invalid/3?t=xoxe-secret"},
  {"id":"F4","mode":"hidden_by_limit"},
  {"id":"F5","name":"sheet","mode":"external","is_external":true,"url_private":"https:\/\/docs.invalid/5"}]})";

qint64 rowsUnder(const StepTable &table, const QString &chip)
{
    qint64 count = 0;
    for (int row = 0; row < table.rowCount(); ++row)
        count += table.isUnderChip(row, chip) ? 1 : 0;
    return count;
}

} // namespace

class TestFilesStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAnExportItLooksAhead();
    void everyFileStandsInExactlyOneSumAndOpensItsRow();
    void whatHappenedToAFileMovesItAndSaysWhy();
    void notEnoughRoomIsToldBeforeTheStart();
    void anExportWithAllItsFilesHasNothingToFetch();
    void aRehearsalTakesStandInsAndSaysSo();
    void noAddressOfAFileIsShown();

private:
    static QString tiny(const StepRig &rig) { return writeTinyExport(rig.path(u"export"_s), kAnna, kMessages); }
};

void TestFilesStep::withoutAnExportItLooksAhead()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.createProject());
    QVERIFY(step.lookingAhead());
    QCOMPARE(step.state().state, StepState::Locked);
    QVERIFY(!step.mainAction().enabled);
    QVERIFY(!step.mainAction().reasonOff.isEmpty());
}

void TestFilesStep::everyFileStandsInExactlyOneSumAndOpensItsRow()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.createProject() && rig.scan(tiny(rig)));
    QVERIFY(rig.waitFor([&] { return step.sums().outside() > 0; }));
    QCOMPARE(step.sums().toFetch, 3);
    QCOMPARE(step.sums().toFetchBytes, 3'500'000);
    QCOMPARE(step.sums().unavailable, 1);
    QCOMPARE(step.sums().links, 1);
    QCOMPARE(step.table().rowCount(), 4);
    QCOMPARE(rowsUnder(step.table(), u"to-fetch"_s), 3);
    QCOMPARE(rowsUnder(step.table(), u"unavailable"_s), 1);
    qint64 chips = 0;
    for (const TableChip &chip : step.table().chips())
        chips += chip.key.isEmpty() ? 0 : chip.count;
    QCOMPARE(chips, step.table().rowCount());
    QVERIFY(step.mainAction().enabled);
    QCOMPARE(withoutDoors(step.mainAction().text), u"&Fetch 3 files"_s);
    QCOMPARE(step.remark()->text, u"3 files are not fetched yet. They count as left behind until they are."_s);
    QCOMPARE(step.state().state, StepState::ToDo);
    QVERIFY(step.problems().isEmpty());
    QSignalSpy chip(&step, &FilesStep::chipWanted);
    step.act(u"unavailable"_s);
    QCOMPARE(chip.first().first().toString(), u"unavailable"_s);
}

void TestFilesStep::whatHappenedToAFileMovesItAndSaysWhy()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.createProject() && rig.scan(tiny(rig)));
    const QString path = rig.bench.session().projectPath();
    const qint64 first = step.table().rowId(0) / 1024;
    const qint64 second = step.table().rowId(2) / 1024;
    QVERIFY(first != second);
    rig.bench.close();
    {
        auto project = Project::open(path, rig.clock);
        QVERIFY(project);
        FileTable files(**project);
        QVERIFY(files.put({.item = first, .number = 0, .state = FileRow::State::Fetched, .sizeBytes = 2'000'000}));
        QVERIFY(
            files.put({.item = first, .number = 1, .state = FileRow::State::Unavailable, .reason = u"login-page"_s}));
        QVERIFY(files.put({.item = second, .number = 0, .state = FileRow::State::Left}));
    }
    QVERIFY(rig.bench.open(path));
    QCOMPARE(step.sums().fetched, 1);
    QCOMPARE(step.sums().unavailable, 2);
    QCOMPARE(step.sums().left, 1);
    QCOMPARE(step.sums().toFetch, 0);
    QStringList words;
    for (int row = 0; row < step.table().rowCount(); ++row)
        words << step.table().cell(row, 1).text + u": "_s + step.table().cell(row, 4).text;
    QVERIFY(words.contains(u"Log-in page came back: The link's key is no longer valid: a log-in page came back"_s));
    QVERIFY(words.contains(u"Not available: Hidden by the old chat's plan"_s));
    // What was refused may be tried again; what the export says is gone may not.
    QCOMPARE(step.mainAction().text, u"&Try 1 file again"_s);
    QVERIFY(step.mainAction().enabled);
    QCOMPARE(step.state().state, StepState::Done);
    QVERIFY(!step.remark());
}

void TestFilesStep::notEnoughRoomIsToldBeforeTheStart()
{
    StepRig rig;
    FilesStep step(rig.bench);
    step.setFreeBytes([](const QString &) { return 1'000'000; });
    QVERIFY(rig.createProject() && rig.scan(tiny(rig)));
    QVERIFY(rig.waitFor([&] { return step.sums().outside() > 0; }));
    QVERIFY(!step.troubles().isEmpty());
    QCOMPARE(step.troubles().first().error.kind, Error::Kind::DiskFull);
    QCOMPARE(step.troubles().first().error.what,
             u"Needs %1, %2 are free."_s.arg(bytesText(3'500'000), bytesText(1'000'000)));
    step.setFreeBytes([](const QString &) { return 1'000'000'000; });
    for (const Trouble &trouble : step.troubles())
        QVERIFY(trouble.error.kind != Error::Kind::DiskFull);
}

void TestFilesStep::anExportWithAllItsFilesHasNothingToFetch()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.createProject());
    QVERIFY(rig.scan(writeTinyExport(rig.path(u"export"_s), kAnna,
                                     R"({"type":"message","user":"U1","ts":"1577880000.000100","text":"a"})")));
    QVERIFY(rig.waitFor([&] { return rig.bench.isScanned(); }));
    QCOMPARE(step.standing(), u"This export brings all its files along. Nothing to fetch."_s);
    QCOMPARE(step.table().emptyText(), step.standing());
    QVERIFY(!step.mainAction().enabled);
    QCOMPARE(step.state().state, StepState::Done);
    QVERIFY(step.troubles().isEmpty());
}

void TestFilesStep::aRehearsalTakesStandInsAndSaysSo()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.bench.createRehearsal(rig.path(u"r.chatferry"_s), tiny(rig), {}));
    QVERIFY(rig.waitFor([&] { return rig.bench.world() && step.sums().toFetch == 3; }));
    QVERIFY(step.standing().contains(u"stand-ins"_s));
    step.runMain({});
    QVERIFY(rig.waitFor([&] { return rig.bench.lastEnd(Activity::FetchFiles).has_value(); }));
    QVERIFY(!rig.bench.lastEnd(Activity::FetchFiles)->stopped);
    QCOMPARE(step.sums().fetched, 3);
    QCOMPARE(step.sums().toFetch, 0);
    QVERIFY(step.standing().startsWith(u"Stand-ins of equal size are used."_s));
    QVERIFY(!QFile::exists(rig.path(u"r.files"_s)) || QDir(rig.path(u"r.files"_s)).isEmpty());
}

void TestFilesStep::noAddressOfAFileIsShown()
{
    StepRig rig;
    FilesStep step(rig.bench);
    QVERIFY(rig.createProject() && rig.scan(tiny(rig)));
    QVERIFY(rig.waitFor([&] { return step.sums().outside() > 0; }));
    for (int row = 0; row < step.table().rowCount(); ++row) {
        for (int column = 0; column < step.table().columns().size(); ++column) {
            const TableCell cell = step.table().cell(row, column);
            QVERIFY(!(cell.text + cell.tooltip + cell.door).contains(u"files.invalid"_s));
        }
        QVERIFY(!step.table().rowSentence(row).contains(u"xoxe"_s));
    }
}

QTEST_GUILESS_MAIN(TestFilesStep)
#include "tst_filesstep.moc"
