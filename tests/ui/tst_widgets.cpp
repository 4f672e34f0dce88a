// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/humanwords.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cellmodel.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/droparea.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorblock.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/sentence.h"
#include "ui/widgets/steptablemodel.h"
#include "ui/widgets/tableroles.h"

#include <QtTest>

#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

Confirmation completion()
{
    Confirmation c;
    c.level = DeedLevel::Final;
    c.title = u"Complete 3 spaces in northwind.example"_s;
    c.destination = u"Google Chat: northwind.example"_s;
    c.now = u"hidden"_s;
    c.afterwards = u"normal spaces"_s;
    c.cautions = {{u"The export is 3 days old."_s, u"Give a newer export"_s, u"reconcile"_s}};
    c.ticks = {{u"closed"_s, u"The old chat is closed for writing"_s, true}};
    c.things = {u"general"_s, u"design"_s, u"random"_s};
    c.verb = u"Complete 3 spaces"_s;
    c.prompt = u"Type 3 to complete 3 spaces:"_s;
    return c;
}

/// People as the page shows them, some mapped, some undecided.
class PeopleModel
{
public:
    explicit PeopleModel(int rows)
        : model({{u"Person"_s}, {u"State"_s}, {u"E-mail"_s}, {u"Messages"_s, true}})
    {
        std::vector<CellModel::Row> all;
        for (int i = 0; i < rows; ++i) {
            const bool mapped = i % 3 != 0;
            all.push_back({.key = QString::number(i),
                           .cells = {{.text = u"Person %1"_s.arg(i)},
                                     mapped ? CellModel::stateCell(u"circle-check"_s, Tone::Ok, u"Mapped"_s)
                                            : CellModel::stateCell(u"circle-alert"_s, Tone::Warn, u"Undecided"_s),
                                     {.text = u"p%1@northwind.example"_s.arg(i)},
                                     CellModel::countCell(i * 10, u"messages"_s)},
                           .chips = {mapped ? u"mapped"_s : u"undecided"_s}});
        }
        model.setRows(std::move(all));
    }
    CellModel model;
};

class ManyRows final : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex & = {}) const override { return 200000; }
    int columnCount(const QModelIndex & = {}) const override { return 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role == KeyRole)
            return QString::number(index.row());
        if (role == ChipsRole)
            return index.row() % 2 == 0 ? QStringList{u"even"_s} : QStringList();
        return role == Qt::DisplayRole ? QVariant(index.row()) : QVariant();
    }
};

class CountingTable final : public StepTable
{
public:
    QString key() const override { return u"things"_s; }
    QString name() const override { return u"Things table"_s; }
    QList<TableColumn> columns() const override
    {
        return {{u"name"_s, u"Name"_s}, {u"policy"_s, u"Policy"_s, false, 8, true}};
    }
    int rowCount() const override { return 4; }
    TableCell cell(int row, int column) const override
    {
        if (column == 0)
            return {.text = u"row %1"_s.arg(row), .ticked = false};
        return {.text = u"app"_s, .choices = {u"app"_s, u"leave out"_s}};
    }
    qint64 rowId(int row) const override { return 100 + row; }
    QString rowSentence(int row) const override { return u"row %1, by the app"_s.arg(row); }
    QList<TableChip> chips() const override { return {{{}, u"All"_s, 4}, {u"even"_s, u"Even"_s, 2}}; }
    bool isUnderChip(int row, const QString &) const override { return row % 2 == 0; }
    QString emptyText() const override { return u"Nothing here."_s; }
    void setTicked(const QList<qint64> &rows, bool on) override
    {
        ++ticks;
        lastTicked = rows;
        lastOn = on;
    }
    void edit(qint64 row, int column, const QString &text) override
    {
        edits += u"%1/%2/%3"_s.arg(row).arg(column).arg(text);
    }

    int ticks = 0;
    QList<qint64> lastTicked;
    bool lastOn = false;
    QStringList edits;
};

} // namespace

class TestWidgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        installTheme(*qApp, Appearance::Light);
    }

    // Level C: what cannot be undone is typed.
    void levelCStartsOnCancelAndSleeps()
    {
        ConfirmDialog dialog(completion(), false);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(dialog.cancelButton()->hasFocus());
        QVERIFY(dialog.cancelButton()->isDefault());
        QVERIFY(!dialog.verbButton()->isEnabled());
        QVERIFY(!dialog.verbButton()->isDefault());
    }
    void returnAndSpaceNeverDoTheDeed_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("inField");
        QTest::addColumn<bool>("typed");
        for (const int key : {int(Qt::Key_Return), int(Qt::Key_Enter), int(Qt::Key_Space)}) {
            QTest::addRow("on Cancel, %d", key) << key << false << false;
            QTest::addRow("on Cancel, typed, %d", key) << key << false << true;
            QTest::addRow("in the field, %d", key) << key << true << false;
            QTest::addRow("in the field, typed, %d", key) << key << true << true;
        }
    }
    void returnAndSpaceNeverDoTheDeed()
    {
        QFETCH(int, key);
        QFETCH(bool, inField);
        QFETCH(bool, typed);
        ConfirmDialog dialog(completion(), false);
        QSignalSpy consented(&dialog, &ConfirmDialog::consented);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        if (typed) {
            dialog.findChild<QCheckBox *>()->setChecked(true);
            dialog.typedField()->setText(u"3"_s);
            QVERIFY(dialog.verbButton()->isEnabled());
        }
        QWidget *target = inField ? static_cast<QWidget *>(dialog.typedField()) : dialog.cancelButton();
        target->setFocus();
        QTest::keyClick(target, static_cast<Qt::Key>(key));
        QCOMPARE(consented.count(), 0);
        // In the field the key is text or nothing; it does not throw away what was typed either.
        QCOMPARE(dialog.isVisible(), inField);
    }
    void levelCWakesOnlyWhenTheFieldFits()
    {
        ConfirmDialog dialog(completion(), false);
        dialog.open();
        auto *tick = dialog.findChild<QCheckBox *>();
        QVERIFY(!tick->isChecked());
        dialog.typedField()->setText(u"3"_s);
        QVERIFY(!dialog.verbButton()->isEnabled());
        tick->setChecked(true);
        QVERIFY(dialog.verbButton()->isEnabled());
        dialog.typedField()->setText(u"33"_s);
        QVERIFY(!dialog.verbButton()->isEnabled());
        dialog.typedField()->clear();
        QApplication::clipboard()->setText(u"3"_s);
        dialog.typedField()->paste();
        QVERIFY(dialog.verbButton()->isEnabled());

        QSignalSpy consented(&dialog, &ConfirmDialog::consented);
        dialog.verbButton()->click();
        QCOMPARE(consented.count(), 1);
        const auto given = consented.first().first().value<Consent>();
        QCOMPARE(given.typed, u"3"_s);
        QCOMPARE(given.ticked, QStringList{u"closed"_s});
    }
    void countToTypeEqualsTheRowsListed()
    {
        ConfirmDialog dialog(completion(), false);
        QCOMPARE(dialog.thingsList()->count(), 3);
    }
    void escapeCancels()
    {
        ConfirmDialog dialog(completion(), false);
        QSignalSpy consented(&dialog, &ConfirmDialog::consented);
        dialog.open();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QCOMPARE(consented.count(), 0);
    }
    void aCautionLeadsToItsCureInstead()
    {
        ConfirmDialog dialog(completion(), false);
        QSignalSpy cure(&dialog, &ConfirmDialog::cureChosen);
        QSignalSpy consented(&dialog, &ConfirmDialog::consented);
        dialog.open();
        for (QPushButton *button : dialog.findChildren<QPushButton *>())
            if (button->text() == u"Give a newer export"_s)
                button->click();
        QCOMPARE(cure.count(), 1);
        QCOMPARE(consented.count(), 0);
        QVERIFY(!dialog.isVisible());
    }
    void levelBHasCancelAsDefaultAndNothingTicked()
    {
        Confirmation c;
        c.level = DeedLevel::Reversible;
        c.title = u"Create 12 spaces in northwind.example"_s;
        c.destination = u"Google Chat: northwind.example"_s;
        c.lines = {u"12 hidden spaces."_s, u"Their clock starts now."_s};
        c.ticks = {{u"share"_s, u"Share files with the domain"_s, false}};
        c.verb = u"Create 12 spaces"_s;
        ConfirmDialog dialog(c, true);
        dialog.open();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(dialog.cancelButton()->hasFocus());
        QVERIFY(dialog.cancelButton()->isDefault());
        QVERIFY(dialog.verbButton()->isEnabled());
        QVERIFY(!dialog.typedField());
        QVERIFY(!dialog.findChild<QCheckBox *>()->isChecked());
        QVERIFY(dialog.windowTitle().contains(u"rehearsal"_s));
        QSignalSpy consented(&dialog, &ConfirmDialog::consented);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QCOMPARE(consented.count(), 0);
    }

    // Errors.
    void errorBlockSaysWhatWhyAndHow()
    {
        Trouble trouble;
        trouble.id = u"delegation"_s;
        trouble.error = {.kind = Error::Kind::SignInNeeded,
                         .what = u"Google does not let this service account act."_s,
                         .remedy = u"Usually a scope is missing."_s,
                         .detail = u"Google answered 401 unauthorized_client"_s};
        trouble.remedies = {{u"Check again"_s, u"check"_s}};
        trouble.tries = 3;
        ErrorBlock block;
        block.setTrouble(trouble);
        QVERIFY(!block.areDetailsShown());
        QSignalSpy chosen(&block, &ErrorBlock::remedyChosen);
        QPushButton *remedy = nullptr;
        for (QPushButton *button : block.findChildren<QPushButton *>()) {
            if (button->text() == u"Check again"_s)
                remedy = button;
            if (button->text() == u"Details"_s)
                button->click();
            if (button->text() == u"Copy details"_s)
                button->click();
        }
        QVERIFY(remedy);
        remedy->click();
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<Trouble::Remedy>().act, u"check"_s);
        QVERIFY(block.areDetailsShown());
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.contains(u"401 unauthorized_client"_s));
        QVERIFY(copied.contains(u"try 3"_s));

        // A counter that goes up neither folds the details nor replaces the buttons.
        trouble.tries = 4;
        block.setTrouble(trouble);
        QVERIFY(block.areDetailsShown());
        QCOMPARE(block.findChildren<QPushButton *>().contains(remedy), true);
    }
    void solvedTroubleIsOneLine()
    {
        Trouble trouble;
        trouble.id = u"offline"_s;
        trouble.error = {.kind = Error::Kind::Offline, .what = u"No network."_s, .remedy = u"Check the cable."_s};
        trouble.remedies = {{u"Check again"_s, u"check"_s}};
        trouble.solvedAt = *fromRfc3339(u"2026-11-23T10:42:00Z");
        ErrorBlock block;
        block.setTrouble(trouble);
        QVERIFY(block.accessibleName().startsWith(u"Solved at "_s));
        for (QPushButton *button : block.findChildren<QPushButton *>())
            QVERIFY(!button->isVisibleTo(&block));
        QCOMPARE(block.tone(), Tone::Ok);
    }
    void textsFromOutsideAreNoMarkup()
    {
        Trouble trouble;
        trouble.error = {.what = u"<b>bold</b> <img src=x>"_s};
        ErrorBlock block;
        block.setTrouble(trouble);
        for (QLabel *label : block.findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    // Progress.
    void barNeverGoesBackNorIsFullWhileWorkGoesOn()
    {
        ProgressBlock block(u"Import progress"_s);
        ProgressFacts facts{
            .id = u"import"_s, .what = u"Copying"_s, .state = ProgressFacts::State::Working, .fraction = 0.5};
        block.setFacts(facts);
        const int half = block.bar()->value();
        facts.fraction = 0.4;
        facts.state = ProgressFacts::State::Waiting;
        block.setFacts(facts);
        QCOMPARE(block.bar()->value(), half);
        facts.fraction = 1.0;
        facts.state = ProgressFacts::State::Working;
        block.setFacts(facts);
        QVERIFY(block.bar()->value() < block.bar()->maximum());
        facts.state = ProgressFacts::State::Done;
        block.setFacts(facts);
        QCOMPARE(block.bar()->value(), block.bar()->maximum());
        facts = {.id = u"validate"_s, .what = u"Reading"_s, .state = ProgressFacts::State::Working, .fraction = 0.1};
        block.setFacts(facts);
        QCOMPARE(block.bar()->value(), block.bar()->maximum() / 10);
        QVERIFY(!block.bar()->isTextVisible());
    }
    void doorsOfASentenceOpenTheirRows()
    {
        Sentence sentence;
        sentence.setSentences({u"%1 of %2 messages"_s.arg(door(255104, u"done"_s), countText(402118)),
                               u"%1 need you"_s.arg(door(2, u"needs"_s))});
        QCOMPARE(sentence.plainText(), u"255,104 of 402,118 messages · 2 need you"_s);
        QSignalSpy opened(&sentence, &Sentence::doorOpened);
        sentence.doorButton(u"needs"_s)->click();
        QCOMPARE(opened.takeFirst().first().toString(), u"needs"_s);
        QAbstractButton *done = sentence.doorButton(u"done"_s);
        done->setFocus();
        QTest::keyClick(done, Qt::Key_Return);
        QCOMPARE(opened.takeFirst().first().toString(), u"done"_s);
        // Figures that change keep the door, so that the focus stays.
        sentence.setSentences({u"%1 of %2 messages"_s.arg(door(255105, u"done"_s), countText(402118)),
                               u"%1 need you"_s.arg(door(2, u"needs"_s))});
        QCOMPARE(sentence.doorButton(u"done"_s), done);
        QCOMPARE(done->text(), u"255,105"_s);
    }

    // Tables.
    void everyChipCountsTheRowsItShows()
    {
        PeopleModel people(100);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.setChips({{QString(), u"All"_s}, {u"mapped"_s, u"Mapped"_s}, {u"undecided"_s, u"Undecided"_s}});
        for (const QString &chip : {u"mapped"_s, u"undecided"_s, QString()}) {
            table.chipButton(chip)->click();
            QVERIFY(table.chipButton(chip)->text().endsWith(u' ' + QString::number(table.shownRows())));
        }
        QCOMPARE(table.shownRows(), 100);
        table.showChip(u"undecided"_s);
        QCOMPARE(table.shownRows(), 34);
        QVERIFY(table.chipButton(u"undecided"_s)->isChecked());
    }
    void selectionSurvivesFilterSortAndReset()
    {
        PeopleModel people(100);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.setChips({{QString(), u"All"_s}, {u"undecided"_s, u"Undecided"_s}});
        table.setBulkActions({{u"policy"_s, u"Set &policy"_s}});
        table.resize(800, 500);
        table.show();
        table.setSelectedKeys({u"1"_s, u"3"_s, u"6"_s});
        table.showChip(u"undecided"_s);
        QCOMPARE(table.selectedKeys().size(), 3);
        bool told = false;
        for (QLabel *label : table.findChildren<QLabel *>())
            told = told || label->text() == u"3 selected, 1 not shown:"_s;
        QVERIFY(told);
        table.view()->selectRow(0); // Key 0; the shown ones are let go, the hidden one is kept.
        QStringList keys = table.selectedKeys();
        keys.sort();
        QCOMPARE(keys, (QStringList{u"0"_s, u"1"_s}));
        auto rows = people.model.rows();
        rows.pop_back();
        people.model.setRows(rows);
        QCOMPARE(table.selectedKeys().size(), 2);
        QSignalSpy bulk(&table, &FilterTable::bulkChosen);
        table.bulkButton(u"policy"_s)->click();
        QCOMPARE(bulk.first().at(1).toStringList().size(), 2);
    }
    void wordsOfTheFilterAreAllWanted()
    {
        PeopleModel people(40);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.filterLine()->setText(u"person p12@"_s);
        QTRY_COMPARE(table.shownRows(), 1);
        table.filterLine()->setText(u"nobody"_s);
        QTRY_COMPARE(table.shownRows(), 0);
        auto *empty = table.findChild<EmptyState *>();
        QCOMPARE(empty->text(), u"No row matches this filter."_s);
        empty->button()->click();
        QCOMPARE(table.shownRows(), 40);
    }
    void whileRowsAreReadNothingClaimsThereAreNone()
    {
        PeopleModel people(0);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.setEmptyState(u"users"_s, u"This export names no people."_s);
        auto *empty = table.findChild<EmptyState *>();
        QVERIFY(empty->isVisibleTo(&table));
        table.setLoading(u"Reading 5,012 conversations"_s);
        QVERIFY(!empty->isVisibleTo(&table));
        QVERIFY(table.view()->isVisibleTo(&table));
        const auto said = [&] {
            for (const QLabel *label : table.view()->viewport()->findChildren<QLabel *>())
                if (label->isVisibleTo(table.view()) && label->text() == u"Reading 5,012 conversations"_s)
                    return true;
            return false;
        };
        QVERIFY(!said());
        QTRY_VERIFY(said());
        table.setLoading(QString());
        QVERIFY(empty->isVisibleTo(&table));
    }
    void escapeClearsThenLeavesTheFilter()
    {
        PeopleModel people(5);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        table.focusFilter();
        QTest::keyClicks(table.filterLine(), u"abc"_s);
        QTest::keyClick(table.filterLine(), Qt::Key_Escape);
        QVERIFY(table.filterLine()->text().isEmpty());
        QVERIFY(table.filterLine()->hasFocus());
        QTest::keyClick(table.filterLine(), Qt::Key_Escape);
        QTRY_VERIFY(table.view()->hasFocus());
    }
    void returnOpensTheDoorElseTheInspector()
    {
        PeopleModel people(5);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.show();
        table.focusTable();
        QSignalSpy opened(&table, &FilterTable::doorOpened);
        table.view()->setCurrentIndex(table.view()->model()->index(2, 3));
        QTest::keyClick(table.view(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.first().at(0).toString(), u"2"_s);
        QCOMPARE(opened.first().at(1).toString(), u"messages"_s);
        table.view()->setCurrentIndex(table.view()->model()->index(2, 0));
        QVERIFY(!table.inspector()->isVisible());
        QTest::keyClick(table.view(), Qt::Key_Return);
        QVERIFY(table.inspector()->isVisible());
        QTest::keyClick(table.view(), Qt::Key_Return, Qt::AltModifier);
        QVERIFY(!table.inspector()->isVisible());
    }
    void tabLeavesTheTable()
    {
        QWidget window;
        QVBoxLayout column(&window);
        PeopleModel people(5);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        QPushButton after(u"after"_s);
        column.addWidget(&table);
        column.addWidget(&after);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QApplication::setActiveWindow(&window);
        table.focusTable();
        QTest::keyClick(table.view(), Qt::Key_Tab);
        QTRY_VERIFY(!table.view()->hasFocus());
    }
    void rowsAreReadAsSentences()
    {
        PeopleModel people(3);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        const QString text = table.view()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(text, u"Person 1, Mapped, E-mail p1@northwind.example, Messages 10"_s);
    }
    void viewComesBackAsItWasLeft()
    {
        PeopleModel people(50);
        FilterTable::View kept;
        {
            FilterTable table(u"People table"_s);
            table.setModel(&people.model);
            table.setChips({{QString(), u"All"_s}, {u"mapped"_s, u"Mapped"_s}});
            table.restoreView({.filter = u"Person 1"_s,
                               .chip = u"mapped"_s,
                               .sortColumn = 3,
                               .order = Qt::DescendingOrder,
                               .selected = {u"13"_s},
                               .current = u"14"_s});
            kept = table.saveView();
        }
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.setChips({{QString(), u"All"_s}, {u"mapped"_s, u"Mapped"_s}});
        table.restoreView(kept);
        QCOMPARE(table.filterLine()->text(), u"Person 1"_s);
        QVERIFY(table.chipButton(u"mapped"_s)->isChecked());
        QCOMPARE(table.view()->model()->index(0, 0).data().toString(), u"Person 41"_s);
        QCOMPARE(table.selectedKeys(), QStringList{u"13"_s});
        QCOMPARE(table.currentKey(), u"14"_s);
    }
    void csvHoldsWhatIsShownAndRunsNoFormula()
    {
        CellModel model({{u"Name"_s}, {u"Messages"_s, true}});
        model.setRows({{.key = u"1"_s, .cells = {{.text = u"=cmd()"_s}, CellModel::countCell(3)}, .chips = {u"a"_s}},
                       {.key = u"2"_s, .cells = {{.text = u"hidden"_s}, CellModel::countCell(4)}, .chips = {u"b"_s}}});
        FilterTable table(u"Table"_s);
        table.setModel(&model);
        table.setChips({{QString(), u"All"_s}, {u"a"_s, u"A"_s}});
        table.showChip(u"a"_s);
        const QString csv = QString::fromUtf8(table.csv());
        QVERIFY(csv.contains(u"'=cmd()"_s));
        QVERIFY(!csv.contains(u"hidden"_s));
    }
    void spaceTicksAllSelectedRowsInOneStep()
    {
        CountingTable things;
        FilterTable table(things.name());
        table.setTable(things);
        table.show();
        QCOMPARE(table.shownRows(), 4);
        QVERIFY(table.chipButton(u"even"_s)->text().endsWith(u" 2"_s));
        table.setSelectedKeys({u"100"_s, u"102"_s, u"103"_s});
        table.focusTable();
        table.view()->selectionModel()->setCurrentIndex(table.view()->model()->index(0, 1),
                                                        QItemSelectionModel::NoUpdate);
        QTest::keyClick(table.view(), Qt::Key_Space);
        QCOMPARE(things.ticks, 1);
        std::ranges::sort(things.lastTicked);
        QCOMPARE(things.lastTicked, (QList<qint64>{100, 102, 103}));
        QVERIFY(things.lastOn);
        const QModelIndex cell = table.view()->model()->index(1, 1);
        table.view()->model()->setData(cell, u"leave out"_s, Qt::EditRole);
        QCOMPARE(things.edits, QStringList{u"101/1/leave out"_s});
    }
    void manyRowsFilterWithoutAStall()
    {
        ManyRows rows;
        FilterTable table(u"Things table"_s);
        table.setModel(&rows);
        table.setChips({{QString(), u"All"_s}, {u"even"_s, u"Even"_s}});
        table.resize(900, 600);
        table.show();
        QElapsedTimer timer;
        timer.start();
        table.showChip(u"even"_s);
        // A few tenths of a second here; taking scattered rows out one by one would last minutes.
        QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(table.shownRows(), 100000);
    }
    void columnsKeepTheirWidthWhenRowsAreReplaced()
    {
        PeopleModel people(5);
        FilterTable table(u"People table"_s);
        table.setModel(&people.model);
        table.show();
        table.view()->setColumnWidth(1, 217);
        table.view()->setColumnHidden(2, true);
        auto rows = people.model.rows();
        rows.pop_back();
        people.model.setRows(rows);
        QCOMPARE(table.view()->columnWidth(1), 217);
        QVERIFY(table.view()->isColumnHidden(2));
    }

    // Small ones.
    void dropAreaIsAButtonToo()
    {
        DropArea area(u"Export drop area"_s, u"file-archive"_s);
        area.setSentence(u"Drop the export here, zip or folder."_s);
        QSignalSpy clicked(&area, &DropArea::clicked);
        area.show();
        area.setFocus();
        QTest::keyClick(&area, Qt::Key_Return);
        QTest::keyClick(&area, Qt::Key_Space);
        QCOMPARE(clicked.count(), 2);
        QSignalSpy dropped(&area, &DropArea::dropped);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(u"/tmp/export.zip"_s)});
        const auto enter = [&area](const QMimeData &what) {
            QDragEnterEvent event(QPoint(5, 5), Qt::CopyAction, &what, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&area, &event);
            return event.isAccepted();
        };
        QVERIFY(enter(data));
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&area, &drop);
        QCOMPARE(dropped.takeFirst().first().toString(), u"/tmp/export.zip"_s);
        QMimeData foreign;
        foreign.setUrls({QUrl(u"https://example.com/export.zip"_s)});
        QVERIFY(!enter(foreign));
    }
    void copyFieldCopiesExactly()
    {
        CopyField field(u"Client ID"_s, u"Copy client &ID"_s);
        QVERIFY(!field.button()->isEnabled());
        field.setValue(u"104000000000000000442"_s);
        field.button()->click();
        QCOMPARE(QApplication::clipboard()->text(), u"104000000000000000442"_s);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
