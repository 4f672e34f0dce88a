// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/peoplestep.h"

#include "steprig.h"
#include "store/persontable.h"
#include "tinyexport.h"

#include <QSet>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace chatferry;
using Policy = PersonRow::Policy;

namespace {

const QByteArray kPeople = R"(
{"id":"U1","name":"anna","real_name":"Anna Berg","profile":{"email":"anna@northwind.example"}},
{"id":"U2","name":"tom","real_name":"Tom Old","deleted":true,"profile":{}},
{"id":"U3","name":"mia","real_name":"Mia Guest","is_restricted":true,"profile":{"email":"mia@elsewhere.example"}},
{"id":"U4","name":"deploy","real_name":"Deploy","is_bot":true,"profile":{}},
{"id":"U5","name":"anna2","real_name":"Anna Berg","profile":{"email":"anna.b@northwind.example"}})";

QByteArray message(int number, const QByteArray &user)
{
    return R"({"type":"message","user":")" + user + R"(","ts":"15778800)" + QByteArray::number(10 + number) +
           R"(.000100","text":"hello"})";
}

const QByteArray kMessages = message(1, "U1") + "," + message(2, "U2") + "," + message(3, "U2") + "," +
                             message(4, "U3") + "," + message(5, "U4") + "," + message(6, "U5") + "," +
                             message(7, "U9");

} // namespace

class TestPeopleStep : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beforeAnExportItLooksAhead();
    void everyPersonIsUnderExactlyOneChip();
    void mappingCanBeTakenBackAndDoneAgain();
    void settingsAreUndoneWithoutTouchingOthers();
    void whoIsUndecidedStopsNextWithTheCost();
    void oneAccountForTwoIsFlagged();
    void aPlaceholderNeedsItsAddress();
    void leavingSomebodyOutSaysWhatStaysBehind();
    void aMapIsShownBeforeItIsAppliedAndCanBeUndone();
    void aBrokenMapNamesLineAndColumnAndChangesNothing();
    void aMapSavedAndReadAgainChangesNothing();
    void anEditorLeftAsItWasChangesNothing();
    void accountsOfARehearsalAreFound();

private:
    static bool open(StepRig &rig)
    {
        return rig.createProject() && rig.scan(writeTinyExport(rig.path(u"export"_s), kPeople, kMessages)) &&
               rig.waitFor([&rig] { return rig.bench.isScanned(); });
    }
    static PersonRow person(StepRig &rig, const QString &id)
    {
        return PersonTable(rig.bench.reader()).bySourceId(PersonId{id}).value_or(PersonRow{});
    }
    static int rowOf(const PeopleStep &step, qint64 id)
    {
        for (int row = 0; row < step.table().rowCount(); ++row) {
            if (step.table().rowId(row) == id)
                return row;
        }
        return -1;
    }
};

void TestPeopleStep::beforeAnExportItLooksAhead()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(rig.createProject());
    QVERIFY(step.lookingAhead());
    QCOMPARE(step.state().state, StepState::Locked);
    QVERIFY(!step.problems().isEmpty());
}

void TestPeopleStep::everyPersonIsUnderExactlyOneChip()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    qint64 sum = 0;
    for (const TableChip &chip : step.table().chips()) {
        qint64 rows = 0;
        for (int row = 0; row < step.table().rowCount(); ++row)
            rows += step.table().isUnderChip(row, chip.key) ? 1 : 0;
        QCOMPARE(rows, chip.count);
        sum += chip.key.isEmpty() ? 0 : chip.count;
    }
    QCOMPARE(sum, step.table().rowCount());
    QCOMPARE(step.table().rowCount(), 6);
    for (int row = 0; row < step.table().rowCount(); ++row) {
        QVERIFY(!step.table().cell(row, 1).text.isEmpty());
        QVERIFY(!step.table().cell(row, 1).icon.isEmpty());
    }
}

void TestPeopleStep::mappingCanBeTakenBackAndDoneAgain()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    const PersonRow tom = person(rig, u"U2"_s);
    QVERIFY(tom.policy != Policy::Map);
    QVERIFY(!step.mapProblem(u"not an address"_s).isEmpty());
    step.mapTo({tom.id}, u"not an address"_s);
    QVERIFY(step.undoText().isEmpty());
    step.mapTo({tom.id}, u" Tom.New@Northwind.example"_s);
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == Policy::Map; }));
    QCOMPARE(person(rig, u"U2"_s).targetEmail, u"tom.new@northwind.example"_s);
    QCOMPARE(step.undoText(), u"account of 1 person"_s);
    step.undo();
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == tom.policy; }));
    QVERIFY(person(rig, u"U2"_s).targetEmail.isEmpty());
    QCOMPARE(person(rig, u"U2"_s).policyByHand, tom.policyByHand);
    QCOMPARE(step.redoText(), u"account of 1 person"_s);
    step.redo();
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == Policy::Map; }));
    // Nobody else was touched.
    QCOMPARE(person(rig, u"U1"_s).targetEmail, u"anna@northwind.example"_s);
}

void TestPeopleStep::settingsAreUndoneWithoutTouchingOthers()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    step.setPolicyFor(PeopleStep::Kind::Bots, Policy::Skip);
    QVERIFY(rig.waitFor([&] { return person(rig, u"U4"_s).policy == Policy::Skip; }));
    // Another page edits a setting meanwhile.
    PlanSettings other = rig.bench.settings();
    other.reviewDays = 5;
    rig.bench.session().setSettings(other);
    QVERIFY(rig.waitFor([&] { return rig.bench.settings().reviewDays == 5; }));
    QCOMPARE(step.undoText(), u"policy for bots"_s);
    step.undo();
    QVERIFY(rig.waitFor([&] { return person(rig, u"U4"_s).policy == Policy::App; }));
    QCOMPARE(rig.bench.settings().reviewDays, 5);
}

void TestPeopleStep::whoIsUndecidedStopsNextWithTheCost()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    QVERIFY(step.problems().isEmpty());
    QCOMPARE(step.summary(), u"Everyone has a decision."_s);
    step.setPolicyFor(PeopleStep::Kind::Departed, Policy::Undecided);
    QVERIFY(rig.waitFor([&] { return !step.problems().isEmpty(); }));
    QCOMPARE(step.problems().first().text, u"1 person is undecided: 2 messages."_s);
    QCOMPARE(step.state().state, StepState::NeedsYou);
    QVERIFY(step.summary().isEmpty());
    QSignalSpy chip(&step, &PeopleStep::chipWanted);
    step.act(step.problems().first().act);
    QCOMPARE(chip.first().first().toString(), u"undecided"_s);
    step.setPolicy({person(rig, u"U2"_s).id}, Policy::App);
    QVERIFY(rig.waitFor([&] { return step.problems().isEmpty(); }));
    // Back to what holds for departed people: undecided again.
    step.followKind({person(rig, u"U2"_s).id});
    QVERIFY(rig.waitFor([&] { return !step.problems().isEmpty(); }));
}

void TestPeopleStep::oneAccountForTwoIsFlagged()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    QVERIFY(step.troubles().isEmpty());
    step.mapTo({person(rig, u"U5"_s).id}, u"anna@northwind.example"_s);
    QVERIFY(rig.waitFor([&] { return !step.troubles().isEmpty(); }));
    const Trouble trouble = step.troubles().first();
    QVERIFY(trouble.warning);
    QVERIFY(trouble.error.remedy.contains(u"anna.b@northwind.example"_s));
    QVERIFY(trouble.error.remedy.contains(u"(anna@northwind.example)"_s));
    const int row = rowOf(step, person(rig, u"U5"_s).id);
    QVERIFY(step.table().isUnderChip(row, u"same"_s));
    QCOMPARE(step.table().cell(row, 1).text, u"Mapped twice"_s);
    QVERIFY(step.problems().isEmpty());
}

void TestPeopleStep::aPlaceholderNeedsItsAddress()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    QVERIFY(!step.needsPlaceholder());
    step.setPolicyFor(PeopleStep::Kind::Departed, Policy::Placeholder);
    QVERIFY(rig.waitFor([&] { return step.needsPlaceholder(); }));
    QCOMPARE(step.problems().first().text, u"Give the address of the placeholder account."_s);
    step.setPlaceholder(u"nonsense"_s);
    QVERIFY(step.placeholder().isEmpty());
    step.setPlaceholder(u"Archive@Northwind.example"_s);
    QVERIFY(rig.waitFor([&] { return step.problems().isEmpty(); }));
    QCOMPARE(step.placeholder(), u"archive@northwind.example"_s);
    const int row = rowOf(step, person(rig, u"U2"_s).id);
    QCOMPARE(step.table().cell(row, 3).text,
             u"archive@northwind.example, \"tom:\" in front"_s.replace(u"tom"_s, person(rig, u"U2"_s).source.name));
}

void TestPeopleStep::leavingSomebodyOutSaysWhatStaysBehind()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    const qint64 id = person(rig, u"U2"_s).id;
    step.setPolicy({id}, Policy::Skip);
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == Policy::Skip; }));
    QVERIFY(rig.waitFor([&] { return step.table().cell(rowOf(step, id), 1).text == u"Left out"; }));
    QCOMPARE(step.table().cell(rowOf(step, id), 3).text, u"2 messages stay behind"_s);
}

void TestPeopleStep::aMapIsShownBeforeItIsAppliedAndCanBeUndone()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    const QString map = rig.write(u"map.csv"_s, "source_id;source_name;source_email;target_email;policy\r\n"
                                                "U2;Tom;;tom@northwind.example;map\r\n"
                                                "U4;Deploy;;;skip\r\n"
                                                "U77;Nobody;;x@northwind.example;map\r\n");
    step.readMap(map);
    QVERIFY(step.preview());
    QCOMPARE(step.preview()->changes, 2);
    QCOMPARE(step.preview()->text, u"2 change, 1 line names nobody of this export."_s);
    QVERIFY(person(rig, u"U2"_s).policy != Policy::Map);
    step.dropMap();
    QVERIFY(!step.preview());
    step.readMap(map);
    step.applyMap();
    QVERIFY(!step.preview());
    QVERIFY(rig.waitFor([&] { return person(rig, u"U4"_s).policy == Policy::Skip; }));
    QCOMPARE(person(rig, u"U2"_s).targetEmail, u"tom@northwind.example"_s);
    QVERIFY(step.undoText().startsWith(u"people map"_s));
    step.undo();
    QVERIFY(rig.waitFor([&] { return person(rig, u"U4"_s).policy == Policy::App; }));
    QVERIFY(person(rig, u"U2"_s).targetEmail.isEmpty());
    step.redo();
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == Policy::Map; }));
}

void TestPeopleStep::aBrokenMapNamesLineAndColumnAndChangesNothing()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    step.readMap(rig.write(u"map.csv"_s, "source_id,source_name,source_email,target_email,policy\n"
                                         "U2,Tom,,tom@northwind.example,map\n"
                                         "U4,Deploy,,,nonsense\n"));
    QVERIFY(!step.preview());
    QCOMPARE(step.troubles().size(), 1);
    QVERIFY(step.troubles().first().error.what.contains(u"line 3"_s));
    QVERIFY(step.troubles().first().error.what.contains(u"policy"_s));
    QVERIFY(person(rig, u"U2"_s).policy != Policy::Map);
    step.act(u"dismiss-map"_s);
    QVERIFY(step.troubles().isEmpty());
}

void TestPeopleStep::aMapSavedAndReadAgainChangesNothing()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    step.setPolicy({person(rig, u"U2"_s).id}, Policy::Skip);
    QVERIFY(rig.waitFor([&] { return person(rig, u"U2"_s).policy == Policy::Skip; }));
    QVERIFY(
        rig.waitFor([&] { return step.table().cell(rowOf(step, person(rig, u"U2"_s).id), 1).text == u"Left out"; }));
    step.saveMap(rig.path(u"saved.csv"_s));
    QVERIFY(step.troubles().isEmpty());
    step.readMap(rig.path(u"saved.csv"_s));
    QVERIFY(step.preview());
    QCOMPARE(step.preview()->changes, 0);
    step.saveMap(rig.path(u"no/such/folder/saved.csv"_s));
    QCOMPARE(step.troubles().size(), 1);
}

void TestPeopleStep::anEditorLeftAsItWasChangesNothing()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(open(rig));
    const qint64 id = person(rig, u"U1"_s).id;
    step.table().edit(id, 3, step.table().cell(rowOf(step, id), 3).text);
    QVERIFY(step.undoText().isEmpty());
    step.table().edit(id, 3, u"other@northwind.example"_s);
    QVERIFY(rig.waitFor([&] { return person(rig, u"U1"_s).targetEmail == u"other@northwind.example"; }));
}

void TestPeopleStep::accountsOfARehearsalAreFound()
{
    StepRig rig;
    PeopleStep step(rig.bench);
    QVERIFY(rig.createRehearsal());
    QVERIFY(!step.checkAccountsAction().enabled);
    QCOMPARE(step.remark()->goTo, u"connect"_s);
    rig.bench.session().readAccounts();
    QVERIFY(rig.waitFor([&] { return rig.bench.isConnected() && rig.bench.activity() == Activity::None; }));
    QVERIFY(step.checkAccountsAction().enabled);
    QVERIFY(!step.remark());
    int active = 0;
    for (int row = 0; row < step.table().rowCount(); ++row)
        active += step.table().cell(row, 4).text == u"active" ? 1 : 0;
    QCOMPARE(active, 9);
}

QTEST_GUILESS_MAIN(TestPeopleStep)
#include "tst_peoplestep.moc"
