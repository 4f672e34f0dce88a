// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/googlewiring.h"
#include "app/wizard/wizard.h"
#include "auth/memorysecretstore.h"
#include "steps/completestep.h"
#include "steps/conversationsstep.h"
#include "steps/createstep.h"
#include "steps/reportstep.h"
#include "store/differencetable.h"
#include "store/spacetable.h"
#include "ui/shell/footer.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirmdialog.h"

#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60000;

class RememberedProjects final : public RecentProjects
{
};

} // namespace

/// Walks a rehearsal with the sample through every page to the report, by the window's own buttons. Where the
/// environment names a folder in CHATFERRY_PICTURES, each page's picture is kept there.
class TestWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_wizard =
            std::make_unique<Wizard>(Wizard::Parts{.clock = m_clock,
                                                   .secrets = m_secrets,
                                                   .recent = m_recent,
                                                   .settings = *m_settings,
                                                   .places = {.documents = m_folder.path()},
                                                   .factory = googleChatFactory(m_clock, QuotaProfile::unlimited())});
        m_wizard->bench().setRehearsalQuotas(false);
        m_wizard->window().resize(1280, 800);
        m_wizard->window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&m_wizard->window()));
    }
    void cleanup() { m_wizard.reset(); }

    void aRehearsalGoesThroughEveryPageToTheReport()
    {
        Workbench &bench = m_wizard->bench();
        picture(u"start"_s);
        press(u"Start rehearsal"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isScanned() && bench.world() && bench.plan(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        QCOMPARE(key(), u"source"_s);
        picture(u"source"_s);
        const qint64 writesBefore = bench.world()->simulator().writes();

        next(u"files"_s);
        picture(u"files"_s);
        next(u"connect"_s);
        QVERIFY(!bench.isConnected());
        picture(u"connect-before"_s);
        // Walking on and back touches nothing outside.
        next(u"people"_s);
        back(u"connect"_s);
        QCOMPARE(bench.world()->simulator().writes(), writesBefore);

        mainAction();
        consent({});
        QTRY_VERIFY_WITH_TIMEOUT(bench.isConnected(), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        picture(u"connect"_s);

        next(u"people"_s);
        picture(u"people"_s);
        next(u"conversations"_s);
        QVERIFY(!current().problems().isEmpty());
        choose(u"move them too"_s);
        QTRY_VERIFY_WITH_TIMEOUT(current().problems().isEmpty(), kPatienceMs);
        picture(u"conversations"_s);

        next(u"forecast"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bench.plan() && !bench.plan()->forecast.spaces.empty(), kPatienceMs);
        QVERIFY(bench.plan()->sum.closes());
        QVERIFY(!current().mainAction().enabled);
        tick(u"I have read the ledger"_s);
        QTRY_VERIFY(current().mainAction().enabled);
        picture(u"forecast"_s);
        mainAction();
        QTRY_VERIFY_WITH_TIMEOUT(bench.isPlanAccepted(), kPatienceMs);

        next(u"create"_s);
        choose(u"All"_s);
        picture(u"create-before"_s);
        mainAction();
        consent({});
        const int all = static_cast<int>(bench.spaces().size());
        QVERIFY(all >= 6);
        QTRY_COMPARE_WITH_TIMEOUT(bench.spacesPast(SpaceRow::Stage::Created), all, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        picture(u"create"_s);

        next(u"import"_s);
        mainAction();
        QTRY_VERIFY_WITH_TIMEOUT(bench.snapshot().done > 0 || bench.spacesPast(SpaceRow::Stage::Imported) > 0,
                                 kPatienceMs);
        picture(u"import-running"_s);
        QTRY_COMPARE_WITH_TIMEOUT(bench.spacesPast(SpaceRow::Stage::Imported), all, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        picture(u"import"_s);

        next(u"validate"_s);
        mainAction();
        QTRY_COMPARE_WITH_TIMEOUT(bench.spacesPast(SpaceRow::Stage::Validated), all, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        QCOMPARE(DifferenceTable(bench.reader()).ofSpace(0).size(), 0u);
        picture(u"validate"_s);

        next(u"reconcile"_s);
        picture(u"reconcile"_s);
        next(u"complete"_s);
        QVERIFY(!current().mainAction().enabled);
        press(u"Tick all ready"_s);
        picture(u"complete-before"_s);
        mainAction();
        QTRY_VERIFY(dialog());
        picture(u"complete-question"_s, dialog());
        // A habitual Return goes to Cancel and does nothing.
        QVERIFY(!dialog()->verbButton()->isEnabled());
        QTest::keyClick(dialog(), Qt::Key_Return);
        QTRY_VERIFY(!dialog());
        QCOMPARE(bench.activity(), Activity::None);
        QCOMPARE(bench.spacesPast(SpaceRow::Stage::Completed), 0);
        takeFront();
        mainAction();
        consent(QString::number(all));
        QTRY_COMPARE_WITH_TIMEOUT(bench.spacesPast(SpaceRow::Stage::Completed), all, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        picture(u"complete"_s);

        next(u"grant"_s);
        mainAction();
        consent({});
        QTRY_COMPARE_WITH_TIMEOUT(bench.spacesPast(SpaceRow::Stage::Opened), all, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bench.activity(), Activity::None, kPatienceMs);
        picture(u"grant"_s);

        next(u"report"_s);
        auto *report = qobject_cast<ReportStep *>(&current());
        QVERIFY(report);
        QVERIFY(report->sumCloses());
        report->save(m_folder.filePath(u"report"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!report->savedText().isEmpty(), kPatienceMs);
        QVERIFY(QFile::exists(m_folder.filePath(u"report/report.html"_s)));
        picture(u"report"_s);
        everyMessageArrived();
    }

private:
    QString key() const { return m_wizard->window().currentKey(); }
    Step &current() const { return m_wizard->window().currentStep(); }

    static QString plain(QString text) { return text.remove(u'&'); }

    template<typename Button>
    Button *visibleButton(const QString &start) const
    {
        const auto all = m_wizard->window().findChildren<Button *>();
        for (Button *button : all) {
            if (button->isVisible() && plain(button->text()).startsWith(start))
                return button;
        }
        return nullptr;
    }

    void press(const QString &text)
    {
        auto *button = visibleButton<QPushButton>(text);
        QVERIFY2(button, qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    void choose(const QString &text)
    {
        auto *button = visibleButton<QRadioButton>(text);
        QVERIFY2(button, qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(8, button->height() / 2));
    }
    void tick(const QString &text)
    {
        auto *box = visibleButton<QCheckBox>(text);
        QVERIFY2(box, qPrintable(text));
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
    }
    void next(const QString &expected)
    {
        QTRY_VERIFY_WITH_TIMEOUT(m_wizard->window().footer()->nextButton()->isEnabled(), kPatienceMs);
        QTest::keyClick(&m_wizard->window(), Qt::Key_N, Qt::AltModifier);
        QTRY_COMPARE(key(), expected);
    }
    void back(const QString &expected)
    {
        QTest::keyClick(&m_wizard->window(), Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(key(), expected);
    }
    void mainAction() { QTest::keyClick(&m_wizard->window(), Qt::Key_Return, Qt::ControlModifier); }

    ConfirmDialog *dialog() const
    {
        const auto all = m_wizard->window().findChildren<ConfirmDialog *>();
        for (ConfirmDialog *one : all) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    void consent(const QString &typed)
    {
        QTRY_VERIFY(dialog());
        if (!typed.isEmpty())
            QTest::keyClicks(dialog()->typedField(), typed);
        QTRY_VERIFY(dialog()->verbButton()->isEnabled());
        QTest::mouseClick(dialog()->verbButton(), Qt::LeftButton);
        QTRY_VERIFY(!dialog());
        takeFront();
    }
    /// The desktop's window manager would do this; the offscreen platform has none.
    void takeFront()
    {
        m_wizard->window().activateWindow();
        QTRY_VERIFY(m_wizard->window().isActiveWindow());
    }

    void picture(const QString &name, QWidget *what = nullptr)
    {
        const QString folder = qEnvironmentVariable("CHATFERRY_PICTURES");
        if (folder.isEmpty())
            return;
        QDir().mkpath(folder);
        QCoreApplication::processEvents();
        QVERIFY((what ? what : &m_wizard->window())->grab().save(folder + u'/' + name + u".png"_s));
    }

    void everyMessageArrived()
    {
        qint64 planned = 0;
        qint64 done = 0;
        qint64 left = 0;
        for (const SpaceRow &space : m_wizard->bench().spaces()) {
            const Counts counts = SpaceTable(m_wizard->bench().reader()).counts(space.id, CountClass::Messages);
            planned += counts.planned;
            done += counts.done;
            left += counts.left;
        }
        QVERIFY(planned > 200);
        QCOMPARE(done + left, planned);
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    MemorySecretStore m_secrets;
    RememberedProjects m_recent;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Wizard> m_wizard;
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    installTheme(application,
                 qEnvironmentVariable("CHATFERRY_APPEARANCE") == u"dark"_s ? Appearance::Dark : Appearance::Light);
    TestWalk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_walk.moc"
