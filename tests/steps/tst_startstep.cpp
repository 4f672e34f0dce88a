// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/startstep.h"

#include "steprig.h"

#include <QFileInfo>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace chatferry;

class TestStartStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nextIsOffUntilAProjectIsOpen();
    void teamsIsToldToBeMissingAndMakesNothing();
    void aProjectNeedsANameThatIsAFileName_data();
    void aProjectNeedsANameThatIsAFileName();
    void aNewProjectIsRememberedAndLeadsToSource();
    void aFileThatExistsIsNeverWrittenOver();
    void aDroppedProjectOpens();
    void aDroppedExportIsReadOnceItsProjectIsMade();
    void aMovedFileIsToldAndCanBeForgotten();
    void whatIsNoProjectIsToldWithAWayOut();
    void aProjectInUseIsToldWithAWayOut();
    void theSampleIsCopiedOnceAndAChangedCopyStays();
    void aRehearsalNeedsItsExport();
    void nothingOpensWhileWorkRuns();
    void theListTellsWhereAProjectStands();

private:
    struct Page
    {
        StepRig rig;
        StartStep step{rig.bench, rig.recent, {.documents = rig.folder.path()}};
    };
};

void TestStartStep::nextIsOffUntilAProjectIsOpen()
{
    Page page;
    QCOMPARE(page.step.problems().size(), 1);
    QCOMPARE(page.step.problems().first().text, u"Choose one of the three ways to begin."_s);
    page.step.setProjectName(u"Northwind"_s);
    page.step.newProject(page.rig.path(u"a.chatferry"_s));
    QVERIFY(page.step.problems().isEmpty());
}

void TestStartStep::teamsIsToldToBeMissingAndMakesNothing()
{
    Page page;
    page.step.setProjectName(u"Northwind"_s);
    page.step.setDestination(StartStep::Destination::MicrosoftTeams);
    QVERIFY(!page.step.newProjectAction().enabled);
    QVERIFY(page.step.newProjectAction().reasonOff.contains(u"not built yet"_s));
    page.step.newProject(page.rig.path(u"a.chatferry"_s));
    QVERIFY(!page.rig.bench.isOpen());
    QVERIFY(!QFileInfo::exists(page.rig.path(u"a.chatferry"_s)));
}

void TestStartStep::aProjectNeedsANameThatIsAFileName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("plain") << u"Northwind Slack"_s << u"Northwind Slack.chatferry"_s;
    QTest::newRow("slashes") << u"../a/b"_s << u"-a-b.chatferry"_s;
    QTest::newRow("windows") << u"a:b*c"_s << u"a-b-c.chatferry"_s;
    QTest::newRow("nothing") << u"   "_s << QString();
    QTest::newRow("only dots") << u"..."_s << QString();
}

void TestStartStep::aProjectNeedsANameThatIsAFileName()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    Page page;
    page.step.setProjectName(name);
    QCOMPARE(page.step.newProjectAction().enabled, !file.isEmpty());
    if (!file.isEmpty())
        QCOMPARE(QFileInfo(page.step.suggestedPath()).fileName(), file);
    else
        QCOMPARE(page.step.newProjectAction().reasonOff, u"Give the project a name."_s);
}

void TestStartStep::aNewProjectIsRememberedAndLeadsToSource()
{
    Page page;
    QSignalSpy goTo(&page.step, &Step::goTo);
    page.step.setProjectName(u"Northwind"_s);
    page.step.newProject(page.rig.path(u"a"_s));
    QVERIFY(page.rig.bench.isOpen());
    QCOMPARE(page.rig.bench.name(), u"Northwind"_s);
    QVERIFY(!page.rig.bench.isRehearsal());
    QCOMPARE(page.rig.recent.all().size(), 1);
    QCOMPARE(page.rig.recent.all().first().path, page.rig.path(u"a.chatferry"_s));
    QCOMPARE(goTo.count(), 1);
    QCOMPARE(goTo.first().first().toString(), u"source"_s);
    // A second one of the same name gets another file.
    page.step.setProjectName(u"a"_s);
    QCOMPARE(QFileInfo(page.step.suggestedPath()).fileName(), u"a (2).chatferry"_s);
}

void TestStartStep::aFileThatExistsIsNeverWrittenOver()
{
    Page page;
    const QString there = page.rig.write(u"there.chatferry"_s, "not ours");
    page.step.setProjectName(u"Northwind"_s);
    page.step.newProject(there);
    QVERIFY(!page.rig.bench.isOpen());
    QCOMPARE(page.step.troubles().size(), 1);
    QFile file(there);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("not ours"));
}

void TestStartStep::aDroppedProjectOpens()
{
    Page page;
    QVERIFY(page.rig.createProject());
    page.rig.bench.close();
    page.step.drop(page.rig.path(u"project.chatferry"_s));
    QVERIFY(page.rig.bench.isOpen());
    QVERIFY(page.step.recent().first().isOpen);
}

void TestStartStep::aDroppedExportIsReadOnceItsProjectIsMade()
{
    Page page;
    QSignalSpy place(&page.step, &StartStep::placeWanted);
    page.step.drop(StepRig::sample());
    QCOMPARE(place.count(), 1);
    QVERIFY(!page.rig.bench.isOpen());
    QCOMPARE(page.step.projectName(), u"northwind-slack"_s);
    page.step.newProject(page.rig.path(u"dropped.chatferry"_s));
    QVERIFY(StepRig::waitFor([&] { return page.rig.bench.isScanned(); }));
    QVERIFY(page.step.droppedExport().isEmpty());
}

void TestStartStep::aMovedFileIsToldAndCanBeForgotten()
{
    Page page;
    QVERIFY(page.rig.createProject());
    page.rig.bench.close();
    const QString path = page.rig.path(u"project.chatferry"_s);
    QVERIFY(QFile::rename(path, page.rig.path(u"elsewhere.chatferry"_s)));
    page.step.refresh();
    QVERIFY(page.step.recent().first().missing);
    QVERIFY(page.step.recent().first().line.contains(u"Moved or deleted."_s));
    QVERIFY(!page.step.openAction(path).enabled);
    page.step.open(path);
    QCOMPARE(page.step.troubles().size(), 1);
    QCOMPARE(page.step.troubles().first().remedies.first().text, u"Find it"_s);
    page.step.moved(path, page.rig.path(u"elsewhere.chatferry"_s));
    QVERIFY(page.rig.bench.isOpen());
    QVERIFY(page.step.troubles().isEmpty());
    QCOMPARE(page.rig.recent.all().size(), 1);
}

void TestStartStep::whatIsNoProjectIsToldWithAWayOut()
{
    Page page;
    page.step.open(page.rig.write(u"odd.chatferry"_s, "plain text"));
    QVERIFY(!page.rig.bench.isOpen());
    QCOMPARE(page.step.troubles().size(), 1);
    QVERIFY(!page.step.troubles().first().error.what.isEmpty());
    QVERIFY(!page.step.troubles().first().remedies.isEmpty());
    QSignalSpy wanted(&page.step, &StartStep::projectWanted);
    page.step.act(page.step.troubles().first().remedies.first().act);
    QCOMPARE(wanted.count(), 1);
    page.step.act(u"dismiss"_s);
    QVERIFY(page.step.troubles().isEmpty());
}

void TestStartStep::aProjectInUseIsToldWithAWayOut()
{
    Page page;
    const QString path = page.rig.path(u"project.chatferry"_s);
    StepRig other;
    QVERIFY(other.bench.createProject(path, u"Theirs"_s, u"google-chat"_s));
    page.step.open(path);
    QVERIFY(!page.rig.bench.isOpen());
    QCOMPARE(page.step.troubles().size(), 1);
    const Trouble trouble = page.step.troubles().first();
    QCOMPARE(trouble.error.kind, Error::Kind::Locked);
    QCOMPARE(trouble.remedies.first().act, u"try-open"_s);
    other.bench.close();
    page.step.act(u"try-open"_s);
    QVERIFY(page.rig.bench.isOpen());
    QVERIFY(page.step.troubles().isEmpty());
}

void TestStartStep::theSampleIsCopiedOnceAndAChangedCopyStays()
{
    Page page;
    const auto rehearse = [&page] {
        page.step.startRehearsal();
        const bool read = StepRig::waitFor([&] { return page.rig.bench.isScanned() && page.rig.bench.world(); });
        const QString source = read ? MetaTable(page.rig.bench.reader()).value(u"source.path"_s) : QString();
        const bool rehearsal = page.rig.bench.isRehearsal();
        page.rig.bench.close();
        return rehearsal ? QFileInfo(source).fileName() : QString();
    };
    QCOMPARE(rehearse(), u"northwind-slack.zip"_s);
    QCOMPARE(rehearse(), u"northwind-slack.zip"_s);
    const QString copy = page.rig.path(u"Chatferry/northwind-slack.zip"_s);
    QVERIFY(QFile::resize(copy, QFileInfo(copy).size() - 1));
    QCOMPARE(rehearse(), u"northwind-slack (2).zip"_s);
    QCOMPARE(page.rig.recent.all().size(), 3);
    for (const RecentProject &project : page.rig.recent.all())
        QVERIFY(project.rehearsal);
}

void TestStartStep::aRehearsalNeedsItsExport()
{
    Page page;
    page.step.setRehearsalSource(StartStep::RehearsalSource::OwnExport);
    QVERIFY(!page.step.rehearsalAction().enabled);
    page.step.startRehearsal();
    QVERIFY(!page.rig.bench.isOpen());
    page.step.setOwnExport(StepRig::sample());
    QVERIFY(page.step.rehearsalAction().enabled);
}

void TestStartStep::nothingOpensWhileWorkRuns()
{
    Page page;
    QVERIFY(page.rig.createProject(u"other.chatferry"_s));
    QVERIFY(page.rig.createProject());
    page.rig.bench.session().scan(StepRig::sample());
    QVERIFY(StepRig::waitFor([&] { return page.rig.bench.activity() == Activity::Scan; }));
    QVERIFY(!page.step.rehearsalAction().enabled);
    QVERIFY(page.step.newProjectAction().reasonOff.contains(u"Northwind"_s));
    page.step.open(page.rig.path(u"other.chatferry"_s));
    QCOMPARE(page.rig.bench.session().projectPath(), page.rig.path(u"project.chatferry"_s));
}

void TestStartStep::theListTellsWhereAProjectStands()
{
    Page page;
    QVERIFY(page.rig.createProject());
    QVERIFY(page.step.recent().first().line.startsWith(u"no export read yet"_s));
    QVERIFY(page.rig.scan(StepRig::sample()));
    QVERIFY(StepRig::waitFor([&] { return page.rig.bench.isScanned(); }));
    QVERIFY(page.step.recent().first().line.startsWith(u"Plan"_s));
    QVERIFY(!page.rig.recent.all().first().fingerprint.isEmpty());
}

QTEST_GUILESS_MAIN(TestStartStep)
#include "tst_startstep.moc"
