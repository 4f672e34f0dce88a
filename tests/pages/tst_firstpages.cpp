// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/memorysecretstore.h"
#include "steps/workbenchshell.h"
#include "tests/steps/steprig.h"
#include "tests/steps/tinyexport.h"
#include "tests/support/testkey.h"
#include "ui/pages/connectpage.h"
#include "ui/pages/filespage.h"
#include "ui/pages/peoplepage.h"
#include "ui/pages/sourcepage.h"
#include "ui/pages/startpage.h"
#include "ui/shell/footer.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/pageframe.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/linkbutton.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

template<typename PageType, typename StepType>
PageEntry entry(StepType &step)
{
    return {&step, [&step](Step &, QWidget *parent) -> StepPage * { return new PageType(step, parent); }};
}

/// The window with the first steps over a workbench of its own.
class FirstPages
{
public:
    StepRig rig;
    MemorySecretStore secrets;
    StartStep start{rig.bench, rig.recent, {.documents = rig.folder.path()}};
    SourceStep source{rig.bench, rig.recent};
    FilesStep files{rig.bench};
    ConnectStep connect{rig.bench, secrets};
    PeopleStep people{rig.bench};
    WorkbenchShell shell{rig.bench};
    MainWindow window{shell,
                      {entry<StartPage>(start), entry<SourcePage>(source), entry<FilesPage>(files),
                       entry<ConnectPage>(connect), entry<PeoplePage>(people)}};

    explicit FirstPages(QSize size = {1280, 800})
    {
        window.resize(size);
        window.show();
    }
    QWidget &open(const QString &key)
    {
        window.openStep(key);
        settle();
        return window.frame(key)->page();
    }
    static void settle()
    {
        for (int i = 0; i < 6; ++i)
            QApplication::processEvents();
    }
    /// Draws the window, where somebody wants to look.
    void draw(const QString &name)
    {
        settle();
        const QString folder = qEnvironmentVariable("CHATFERRY_GALLERY");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        for (const auto &[appearance, look] :
             {std::pair(Appearance::Light, u"light"_s), {Appearance::Dark, u"dark"_s}}) {
            setAppearance(appearance);
            settle();
            // Texts of progress blocks and counts of chips come a moment later.
            QTest::qWait(150);
            window.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, look));
        }
        setAppearance(Appearance::Light);
    }
};

QPushButton *button(const QWidget &page, const QString &text)
{
    for (QPushButton *one : page.findChildren<QPushButton *>()) {
        if (QString(one->text()).remove(u'&') == text && one->isVisibleTo(&page))
            return one;
    }
    return nullptr;
}

QString textOf(const QWidget &page)
{
    QStringList out;
    for (const QLabel *label : page.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&page))
            out << label->text();
    }
    return out.join(u'\n');
}

QString mnemonicOf(const QString &text)
{
    QString plain = text;
    plain.remove(u"&&"_s);
    const qsizetype at = plain.indexOf(u'&');
    return at >= 0 && at + 1 < plain.size() ? plain.mid(at + 1, 1).toLower() : QString();
}

const QByteArray kPeople = R"(
{"id":"U1","name":"anna","real_name":"Anna Berg","profile":{"email":"anna@northwind.example"}},
{"id":"U2","name":"tom","real_name":"Tom Old","deleted":true,"profile":{}})";
const QByteArray kMessages = R"(
{"type":"message","user":"U1","ts":"1577880000.000100","text":"a","files":[
  {"id":"F1","name":"plan.pdf","size":2000000,"mode":"hosted","url_private_download":"https:\/\/files.invalid\/1"},
  {"id":"F4","mode":"hidden_by_limit"}]},
{"type":"message","user":"U2","ts":"1577880060.000100","text":"b"})";

} // namespace

class TestFirstPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTheme(*qobject_cast<QApplication *>(qApp), Appearance::Light); }
    void startOffersThreeWaysAndSaysWhyOneIsOff();
    void startListsProjectsAndTheirWaysOut();
    void sourceTakesAnExportAndItsDoorsShowAsManyRows();
    void sourceSaysWhatIsWrongWithAFile();
    void filesShowsWhatIsNotInTheExport();
    void connectOfARehearsalShowsEveryLink();
    void connectShowsWhatToPasteForABrokenLink();
    void connectOfARealProjectBeginsWithTheKey();
    void peopleShowsEveryoneAndWhatEachKindBecomes();
    void peopleAsksBeforeAMapIsApplied();
    void mnemonicsOfAPageAreItsOwn();
    void everyControlHasAName();
};

void TestFirstPages::startOffersThreeWaysAndSaysWhyOneIsOff()
{
    FirstPages pages;
    QWidget &page = pages.open(u"start"_s);
    pages.draw(u"start-empty"_s);
    QVERIFY(textOf(page).contains(u"Projects you open appear here."_s));
    QVERIFY(button(page, u"Start rehearsal"_s)->isEnabled());
    QPushButton *create = button(page, u"New project"_s);
    QVERIFY(create && !create->isEnabled());
    QVERIFY(textOf(page).contains(u"Give the project a name."_s));
    auto *name = page.findChild<QLineEdit *>();
    QTest::keyClicks(name, u"Northwind"_s);
    FirstPages::settle();
    QVERIFY(create->isEnabled());
    for (QRadioButton *one : page.findChildren<QRadioButton *>()) {
        if (one->text().contains(u"Teams"_s))
            one->click();
    }
    FirstPages::settle();
    QVERIFY(!create->isEnabled());
    QVERIFY(textOf(page).contains(u"Moving to Microsoft Teams is not built yet."_s));
    // The choice of the destination is not the one of the rehearsal.
    QCOMPARE(pages.start.rehearsalSource(), StartStep::RehearsalSource::Sample);
    pages.draw(u"start-teams"_s);
}

void TestFirstPages::startListsProjectsAndTheirWaysOut()
{
    FirstPages pages;
    pages.rig.recent.put(
        {.path = pages.rig.path(u"gone.chatferry"_s), .name = u"Northwind Slack"_s, .standing = u"Import"_s});
    QVERIFY(pages.rig.createRehearsal());
    pages.start.refresh();
    QWidget &page = pages.open(u"start"_s);
    auto *list = page.findChild<QListWidget *>();
    QCOMPARE(list->count(), 2);
    list->setCurrentRow(1);
    FirstPages::settle();
    QVERIFY(button(page, u"Find it"_s));
    QVERIFY(!button(page, u"Open selected"_s)->isEnabled());
    pages.draw(u"start-missing"_s);
    button(page, u"Forget it"_s)->click();
    FirstPages::settle();
    QCOMPARE(list->count(), 1);
    QVERIFY(!button(page, u"Find it"_s));
}

void TestFirstPages::sourceTakesAnExportAndItsDoorsShowAsManyRows()
{
    FirstPages pages;
    QVERIFY(pages.rig.createProject());
    QWidget &page = pages.open(u"source"_s);
    QVERIFY(button(page, u"Choose export"_s)->isEnabled());
    QVERIFY(!textOf(page).contains(u"It holds"_s));
    pages.draw(u"source-empty"_s);
    button(page, u"How to get a full export"_s)->click();
    pages.draw(u"source-how"_s);
    pages.source.choose(StepRig::sample());
    QVERIFY(pages.rig.waitFor([&] { return pages.rig.bench.isScanned(); }));
    FirstPages::settle();
    pages.draw(u"source-done"_s);
    QVERIFY(textOf(page).contains(u"It lacks, and what that costs"_s));
    FilterTable *table = pages.window.frame(u"source"_s)->page().mainTable();
    QVERIFY(table);
    int pressed = 0;
    for (LinkButton *one : page.findChildren<LinkButton *>()) {
        bool isCount = false;
        const qint64 count = QLocale().toLongLong(one->text(), &isCount);
        if (!isCount || !one->isVisibleTo(&page))
            continue;
        one->click();
        FirstPages::settle();
        if (pages.window.currentKey() != u"source") {
            pages.open(u"source"_s);
            continue;
        }
        QCOMPARE(pages.window.frame(u"source"_s)->page().mainTable()->shownRows() > 0, count > 0);
        if (pages.source.rows() == SourceStep::Rows::Conversations) {
            QCOMPARE(pages.window.frame(u"source"_s)->page().mainTable()->shownRows(), count);
            ++pressed;
        }
    }
    QVERIFY(pressed >= 3);
    pages.source.act(u"set-aside"_s);
    pages.draw(u"source-counted"_s);
}

void TestFirstPages::sourceSaysWhatIsWrongWithAFile()
{
    FirstPages pages;
    QVERIFY(pages.rig.createProject());
    QWidget &page = pages.open(u"source"_s);
    pages.source.choose(pages.rig.write(u"letter.zip"_s, "no zip"));
    QVERIFY(pages.rig.waitFor([&] { return !pages.source.troubles().isEmpty(); }));
    pages.draw(u"source-failed"_s);
    QVERIFY(button(page, u"Choose export"_s)->isEnabled());
}

void TestFirstPages::filesShowsWhatIsNotInTheExport()
{
    FirstPages pages;
    QVERIFY(pages.rig.createProject());
    QVERIFY(pages.rig.scan(writeTinyExport(pages.rig.path(u"export"_s), kPeople, kMessages)));
    pages.open(u"files"_s);
    FilterTable *table = pages.window.frame(u"files"_s)->page().mainTable();
    QCOMPARE(table->shownRows(), 2);
    pages.draw(u"files-to-fetch"_s);
    table->showChip(u"unavailable"_s);
    QCOMPARE(table->shownRows(), 1);
    FirstPages sample;
    QVERIFY(sample.rig.createRehearsal());
    sample.open(u"files"_s);
    sample.draw(u"files-rehearsal"_s);
}

void TestFirstPages::connectOfARehearsalShowsEveryLink()
{
    FirstPages pages;
    QVERIFY(pages.rig.createRehearsal());
    QWidget &page = pages.open(u"connect"_s);
    QVERIFY(!button(page, u"Choose key file"_s));
    QVERIFY(page.findChild<QLineEdit *>()->isReadOnly());
    pages.draw(u"connect-rehearsal"_s);
    pages.connect.runMain({});
    QVERIFY(pages.rig.waitFor([&] { return pages.rig.bench.isConnected(); }));
    FirstPages::settle();
    QCOMPARE(textOf(page).count(u"passed"_s), 9);
    QVERIFY(textOf(page).contains(u"Connected to the stand-in's northwind.example"_s));
    for (QCheckBox *box : page.findChildren<QCheckBox *>()) {
        if (box->isVisibleTo(&page) && box->text().startsWith(u"History"_s))
            box->click();
    }
    QVERIFY(pages.rig.waitFor([&] { return pages.connect.points().at(1).confirmed.has_value(); }));
    pages.draw(u"connect-done"_s);
}

void TestFirstPages::connectShowsWhatToPasteForABrokenLink()
{
    FirstPages pages;
    QVERIFY(pages.rig.createRehearsal());
    pages.rig.bench.world()->simulator().change(
        [](SimulatorOptions &options) { options.delegatedScopes = QStringList(); });
    QWidget &page = pages.open(u"connect"_s);
    pages.connect.runMain({});
    QVERIFY(pages.rig.waitFor([&] { return pages.rig.bench.lastEnd(Activity::Check).has_value(); }));
    FirstPages::settle();
    pages.draw(u"connect-broken"_s);
    QVERIFY(button(page, u"Open page"_s));
    QVERIFY(textOf(page).contains(u"waits for Delegation"_s));
    bool clientId = false;
    for (const QLineEdit *field : page.findChildren<QLineEdit *>())
        clientId = clientId || (field->isVisibleTo(&page) && field->text() == u"101234567890123456789");
    QVERIFY(clientId);
}

void TestFirstPages::connectOfARealProjectBeginsWithTheKey()
{
    FirstPages pages;
    QVERIFY(pages.rig.createProject());
    QWidget &page = pages.open(u"connect"_s);
    pages.draw(u"connect-empty"_s);
    QVERIFY(button(page, u"Choose key file"_s));
    QVERIFY(!pages.connect.mainAction().enabled);
    pages.connect.useKeyFile(pages.rig.write(u"key.json"_s, test::serviceAccountJson()));
    pages.connect.setAdmin(u"admin@northwind.example"_s);
    QVERIFY(pages.rig.waitFor([&] { return pages.connect.keptText().startsWith(u"Kept"_s); }));
    pages.draw(u"connect-key"_s);
    QVERIFY(textOf(page).contains(u"You are about to act in: northwind.example"_s));
    QVERIFY(button(page, u"Copy scopes"_s)->isEnabled());
}

void TestFirstPages::peopleShowsEveryoneAndWhatEachKindBecomes()
{
    FirstPages pages;
    QVERIFY(pages.rig.createRehearsal());
    QWidget &page = pages.open(u"people"_s);
    FilterTable *table = pages.window.frame(u"people"_s)->page().mainTable();
    QCOMPARE(table->shownRows(), pages.people.table().rowCount());
    pages.draw(u"people"_s);
    const auto combos = page.findChildren<QComboBox *>();
    QComboBox *bots = nullptr;
    for (QComboBox *combo : combos) {
        if (combo->accessibleName() == u"Policy for bots")
            bots = combo;
    }
    QVERIFY(bots);
    bots->setCurrentIndex(bots->findData(static_cast<int>(PersonRow::Policy::Undecided)));
    Q_EMIT bots->activated(bots->currentIndex());
    QVERIFY(pages.rig.waitFor([&] { return !pages.people.problems().isEmpty(); }));
    FirstPages::settle();
    pages.people.act(u"undecided"_s);
    FirstPages::settle();
    QVERIFY(table->shownRows() > 0);
    QVERIFY(table->shownRows() < pages.people.table().rowCount());
    table->setSelectedKeys({QString::number(pages.people.table().rowId(0))});
    pages.draw(u"people-undecided"_s);
}

void TestFirstPages::peopleAsksBeforeAMapIsApplied()
{
    FirstPages pages;
    QVERIFY(pages.rig.createProject());
    QVERIFY(pages.rig.scan(writeTinyExport(pages.rig.path(u"export"_s), kPeople, kMessages)));
    QWidget &page = pages.open(u"people"_s);
    QVERIFY(!button(page, u"Apply 1"_s));
    pages.people.readMap(pages.rig.write(u"map.csv"_s, "source_id,source_name,source_email,target_email,policy\n"
                                                       "U2,Tom,,tom@northwind.example,map\n"));
    FirstPages::settle();
    pages.draw(u"people-map"_s);
    QPushButton *apply = button(page, u"Apply 1"_s);
    QVERIFY(apply);
    apply->click();
    QVERIFY(pages.rig.waitFor([&] { return pages.people.table().cell(1, 3).text == u"tom@northwind.example"; }));
    FirstPages::settle();
    QVERIFY(!button(page, u"Apply 1"_s));
}

void TestFirstPages::mnemonicsOfAPageAreItsOwn()
{
    FirstPages pages;
    QVERIFY(pages.rig.createRehearsal());
    for (const QString &key : {u"start"_s, u"source"_s, u"files"_s, u"connect"_s, u"people"_s}) {
        QWidget &page = pages.open(key);
        QHash<QString, QString> taken = {{u"b"_s, u"Back"_s}, {u"n"_s, u"Next"_s}, {u"h"_s, u"Help"_s}};
        const auto take = [&](const QString &text) {
            const QString letter = mnemonicOf(text);
            if (letter.isEmpty())
                return;
            QVERIFY2(!taken.contains(letter),
                     qPrintable(u"%1: \"%2\" and \"%3\""_s.arg(key, taken.value(letter), text)));
            taken.insert(letter, text);
        };
        take(pages.window.currentStep().mainAction().text);
        for (const QAbstractButton *one : page.findChildren<QAbstractButton *>()) {
            if (one->isVisibleTo(&page))
                take(one->text());
        }
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->buddy() && label->isVisibleTo(&page))
                take(label->text());
        }
    }
}

void TestFirstPages::everyControlHasAName()
{
    FirstPages pages;
    QVERIFY(pages.rig.createRehearsal());
    for (const QString &key : {u"start"_s, u"source"_s, u"files"_s, u"connect"_s, u"people"_s}) {
        QWidget &page = pages.open(key);
        for (QWidget *one : page.findChildren<QWidget *>()) {
            if (!(one->focusPolicy() & Qt::TabFocus) || !one->isVisibleTo(&page) || qobject_cast<QLabel *>(one))
                continue;
            auto *pressable = qobject_cast<QAbstractButton *>(one);
            const QString name = pressable && !pressable->text().isEmpty() ? pressable->text() : one->accessibleName();
            QVERIFY2(!name.isEmpty(), qPrintable(key + u": "_s + QLatin1String(one->metaObject()->className())));
        }
    }
}

QTEST_MAIN(TestFirstPages)
#include "tst_firstpages.moc"
