// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakesteps.h"

#include "ui/shell/closedialog.h"
#include "ui/shell/countdownchip.h"
#include "ui/shell/footer.h"
#include "ui/shell/header.h"
#include "ui/shell/limitsdialog.h"
#include "ui/shell/pageframe.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/steplist.h"
#include "ui/theme/theme.h"
#include "ui/widgets/band.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/errorblock.h"
#include "ui/widgets/filtertable.h"

#include <QtTest>

#include <QAccessible>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Trouble delegationTrouble()
{
    Trouble trouble;
    trouble.id = u"delegation"_s;
    trouble.error = {.kind = Error::Kind::SignInNeeded, .what = u"Google does not let this service account act."_s};
    trouble.waits = u"39 spaces wait for this."_s;
    trouble.remedies = {{u"Check again"_s, u"check"_s}};
    return trouble;
}

Confirmation oneThing(DeedLevel level)
{
    Confirmation c;
    c.level = level;
    c.title = u"Complete design in northwind.example"_s;
    c.destination = u"Google Chat: northwind.example"_s;
    c.things = {u"design"_s};
    c.verb = u"Complete design"_s;
    c.prompt = u"Type design to complete it:"_s;
    return c;
}

} // namespace

class TestShell : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<FakeWizard> m_wizard;
    std::unique_ptr<MainWindow> m_window;

    MainWindow &window() { return *m_window; }
    FakeStep &step(const QString &key) { return m_wizard->step(key); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        if (!QApplication::activeWindow())
            QApplication::setActiveWindow(m_window.get());
        QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get();
        QTest::keyClick(target, key, modifiers);
    }
    void settle() { QCoreApplication::processEvents(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        installTheme(*qApp, Appearance::Light);
    }
    void init()
    {
        m_wizard = std::make_unique<FakeWizard>();
        setPilotImport(*m_wizard);
        m_window = std::make_unique<MainWindow>(m_wizard->shell, m_wizard->entries());
        m_window->resize(1100, 760);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QApplication::setActiveWindow(m_window.get());
        settle();
    }
    void cleanup()
    {
        m_wizard->shell.work = {};
        m_window.reset();
        m_wizard.reset();
    }

    // Principle 1.
    void walkingAllPagesDoesNothing()
    {
        for (const QString &key : m_wizard->keys())
            step(key).hindrances.clear();
        for (int i = 0; i < 20; ++i)
            window().footer()->nextButton()->click();
        QCOMPARE(window().currentKey(), u"report"_s);
        for (int i = 0; i < 20; ++i)
            window().footer()->backButton()->click();
        QCOMPARE(window().currentKey(), u"start"_s);
        for (const QString &key : m_wizard->keys())
            window().openStep(key);
        for (const QString &key : m_wizard->keys()) {
            QCOMPARE(step(key).runs, 0);
            QVERIFY(step(key).acts.isEmpty());
        }
        QVERIFY(m_wizard->shell.acts.isEmpty());
    }
    // Principle 2.
    void noButtonIsCalledOkYesSubmitOrFinish()
    {
        const QStringList banned = {u"ok"_s, u"yes"_s, u"no"_s, u"submit"_s, u"finish"_s};
        for (const QString &key : m_wizard->keys()) {
            window().openStep(key);
            for (const QAbstractButton *button : window().findChildren<QAbstractButton *>())
                QVERIFY2(!banned.contains(button->text().remove(u'&').toLower()),
                         qPrintable(key + u": "_s + button->text()));
        }
    }
    // Principle 7.
    void whatIsOffSaysWhyInView()
    {
        window().openStep(u"import"_s);
        QVERIFY(!window().footer()->nextButton()->isEnabled());
        QCOMPARE(window().footer()->sentence(), u"You can go on when one space is imported: about 9 minutes."_s);
        QVERIFY(window().footer()->cureButton()->isVisible());
        window().footer()->cureButton()->click();
        QCOMPARE(step(u"import"_s).acts, QStringList{u"show-running"_s});

        window().openStep(u"complete"_s);
        settle();
        QVERIFY(!window().footer()->mainButton()->isEnabled());
        QVERIFY(window().footer()->sentence().contains(u"No space is proven yet."_s));
        QCOMPARE(window().footer()->mainButton()->accessibleDescription(), u"No space is proven yet."_s);
    }
    void lockedPageOpensAndPointsTheWay()
    {
        window().openStep(u"complete"_s);
        QCOMPARE(window().currentKey(), u"complete"_s);
        Band *band = window().frame(u"complete"_s)->lookingAheadBand();
        QVERIFY(band->isVisible());
        QCOMPARE(band->text(), u"You are looking ahead. Validate a space first."_s);
        band->button()->click();
        QCOMPARE(window().currentKey(), u"validate"_s);
    }
    void nextThatIsOffTurnsNoPage()
    {
        window().openStep(u"import"_s);
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window().currentKey(), u"import"_s);
        // The list is free: looking ahead is always possible.
        press(Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(window().currentKey(), u"validate"_s);
    }
    // Principles 8 and 9.
    void runTroubleStandsOnEveryPageOnce()
    {
        m_wizard->shell.blocks = {delegationTrouble()};
        Q_EMIT m_wizard->shell.changed();
        settle();
        for (const QString &key : m_wizard->keys()) {
            window().openStep(key);
            QCOMPARE(window().frame(key)->blocks().size(), 1);
            QVERIFY(window().frame(key)->blocks().first()->isVisible());
        }
        for (QPushButton *button : window().frame(u"report"_s)->blocks().first()->findChildren<QPushButton *>())
            if (button->text() == u"Check again"_s)
                button->click();
        QCOMPARE(m_wizard->shell.acts, QStringList{u"check"_s});
        QVERIFY(step(u"report"_s).acts.isEmpty());
    }
    void troubleOfAStepGoesToTheStep()
    {
        step(u"connect"_s).blocks = {delegationTrouble()};
        window().openStep(u"connect"_s);
        for (QPushButton *button : window().frame(u"connect"_s)->blocks().first()->findChildren<QPushButton *>())
            if (button->text() == u"Check again"_s)
                button->click();
        QCOMPARE(step(u"connect"_s).acts, QStringList{u"check"_s});
        QVERIFY(m_wizard->shell.acts.isEmpty());
    }

    // Principle 14.
    void countdownStandsOnEveryPage()
    {
        const QString text = u"Rehearsal clock: 30 days to the nearest limit · 1 space to complete"_s;
        for (const QString &key : m_wizard->keys()) {
            window().openStep(key);
            QVERIFY(window().header()->chip()->isVisible());
            QCOMPARE(window().header()->chip()->accessibleName(), text);
        }
        press(Qt::Key_D, Qt::ControlModifier);
        auto *limits = window().findChild<LimitsDialog *>();
        QVERIFY(limits);
        QVERIFY(limits->windowTitle().endsWith(text));
        QCOMPARE(limits->table()->shownRows(), 1);
        limits->close();
    }
    void noChipBeforeTheFirstAttempt()
    {
        m_wizard->shell.spaces.clear();
        Q_EMIT m_wizard->shell.changed();
        settle();
        QVERIFY(!window().header()->chip()->isVisible());
    }
    // Principle 15.
    void destinationIsInHeaderAndDialogs()
    {
        QCOMPARE(window().header()->destinationText(), u"to Google Chat: northwind.example"_s);
        FakeStep &complete = step(u"complete"_s);
        for (const DeedLevel level : {DeedLevel::Reversible, DeedLevel::Final}) {
            complete.action = {.text = u"&Complete design…"_s, .enabled = true, .level = level};
            complete.asks = oneThing(level);
            window().openStep(u"complete"_s);
            Q_EMIT complete.changed();
            settle();
            window().footer()->mainButton()->click();
            auto *dialog = window().findChild<ConfirmDialog *>();
            QVERIFY(dialog);
            bool named = false;
            for (const QLabel *label : dialog->findChildren<QLabel *>())
                named = named || label->text().contains(u"Google Chat: northwind.example"_s);
            QVERIFY(named);
            QCOMPARE(complete.runs, 0);
            delete dialog;
        }
    }
    // Principle 16.
    void rehearsalIsMarkedEverywhereAndRealProjectsNever()
    {
        QVERIFY(window().header()->rehearsalMark()->isVisible());
        QVERIFY(window().windowTitle().contains(u"(rehearsal)"_s));
        m_wizard->shell.settings.rehearsal = false;
        Q_EMIT m_wizard->shell.changed();
        settle();
        QVERIFY(!window().header()->rehearsalMark()->isVisible());
        QVERIFY(!window().windowTitle().contains(u"ehearsal"_s));
        QVERIFY(!window().header()->chip()->text().contains(u"ehearsal"_s));
        for (const QLabel *label : window().findChildren<QLabel *>())
            QVERIFY2(!label->isVisibleTo(&window()) || !label->text().contains(u"ehearsal"_s),
                     qPrintable(label->text()));
    }

    // The main action.
    void finalDeedRunsOnlyAfterItsNameIsTyped()
    {
        FakeStep &complete = step(u"complete"_s);
        complete.action = {.text = u"&Complete design…"_s, .enabled = true, .level = DeedLevel::Final};
        complete.asks = oneThing(DeedLevel::Final);
        window().openStep(u"complete"_s);
        Q_EMIT complete.changed();
        settle();
        press(Qt::Key_Return, Qt::ControlModifier);
        auto *dialog = window().findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QTest::keyClick(dialog->cancelButton(), Qt::Key_Return);
        QCOMPARE(complete.runs, 0);
        QTRY_VERIFY(!window().findChild<ConfirmDialog *>());
        press(Qt::Key_Return, Qt::ControlModifier);
        dialog = window().findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        dialog->verbButton()->click();
        QCOMPARE(complete.runs, 0);
        dialog->typedField()->setText(u"design"_s);
        dialog->verbButton()->click();
        QCOMPARE(complete.runs, 1);
        QCOMPARE(complete.given.typed, u"design"_s);
    }
    void actionWithoutQuestionRunsAtOnce()
    {
        window().openStep(u"import"_s);
        press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(step(u"import"_s).runs, 1);
        QVERIFY(!window().findChild<ConfirmDialog *>());
    }
    void returnPressesNextOnlyWhenItHasTheFocus()
    {
        window().openStep(u"source"_s);
        press(Qt::Key_Return);
        QCOMPARE(window().currentKey(), u"source"_s);
        window().footer()->nextButton()->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(window().currentKey(), u"files"_s);
    }
    void nextAndBackNeverStandWhereAMainActionStands()
    {
        for (const QString &key : m_wizard->keys()) {
            step(key).hindrances.clear();
            step(key).action = {.text = u"&Do %1 things…"_s.arg(key), .enabled = true};
        }
        QRegion navigation;
        QRegion actions;
        QRect next;
        for (const QString &key : m_wizard->keys()) {
            window().openStep(key);
            settle();
            const Footer &footer = *window().footer();
            if (footer.nextButton()->isVisible()) {
                if (next.isValid())
                    QCOMPARE(footer.nextButton()->geometry(), next);
                next = footer.nextButton()->geometry();
                navigation += next;
            }
            navigation += footer.backButton()->geometry();
            actions += footer.mainButton()->geometry();
        }
        QVERIFY(!navigation.intersects(actions));
    }

    // Keyboard.
    void keysOpenTheirParts()
    {
        window().openStep(u"source"_s);
        press(Qt::Key_F7);
        QVERIFY(window().strip()->hasFocus());
        QVERIFY(window().strip()->accessibleDescription().contains(u"Importing design, about 9 minutes left"_s));
        press(Qt::Key_F9);
        QVERIFY(window().stepList()->hasFocus());
        press(Qt::Key_F5);
        QCOMPARE(step(u"source"_s).refreshed, 1);
        press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_wizard->shell.pauses, 1);
        QSignalSpy help(&window(), &MainWindow::helpWanted);
        press(Qt::Key_F1);
        QCOMPARE(help.first().first().toString(), u"source"_s);
        press(Qt::Key_F1, Qt::ControlModifier);
        QVERIFY(window().findChild<ShortcutsDialog *>());
    }
    void mnemonicsTurnPages()
    {
        window().openStep(u"source"_s);
        // A mnemonic shows the press for a moment before it acts.
        press(Qt::Key_N, Qt::AltModifier);
        QTRY_COMPARE(window().currentKey(), u"files"_s);
        press(Qt::Key_B, Qt::AltModifier);
        QTRY_COMPARE(window().currentKey(), u"source"_s);
        press(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window().currentKey(), u"files"_s);
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(window().currentKey(), u"source"_s);
    }
    void f6WalksTheFivePartsBothWays()
    {
        window().openStep(u"import"_s);
        settle();
        const auto place = [this] {
            QWidget *focus = QApplication::focusWidget();
            if (window().header()->isAncestorOf(focus))
                return 0;
            if (focus == window().stepList())
                return 1;
            if (focus == window().strip())
                return 3;
            if (window().footer()->isAncestorOf(focus))
                return 4;
            return window().frame(u"import"_s)->isAncestorOf(focus) ? 2 : -1;
        };
        QCOMPARE(place(), 2);
        QList<int> forward;
        for (int i = 0; i < 5; ++i) {
            press(Qt::Key_F6);
            forward += place();
        }
        QCOMPARE(forward, (QList<int>{3, 4, 0, 1, 2}));
        QList<int> back;
        for (int i = 0; i < 5; ++i) {
            press(Qt::Key_F6, Qt::ShiftModifier);
            back += place();
        }
        QCOMPARE(back, (QList<int>{1, 0, 4, 3, 2}));
    }
    void everyShortcutIsUnique()
    {
        QSet<QString> seen;
        for (const Shortcut &shortcut : shortcuts(false)) {
            QVERIFY(!shortcut.text.isEmpty());
            for (const QKeySequence &keys : shortcut.keys) {
                const bool inTable = shortcut.what >= Shortcut::Do::EditCell;
                const QString name = (inTable ? u"table "_s : QString()) + keys.toString();
                QVERIFY2(!seen.contains(name), qPrintable(name));
                seen.insert(name);
            }
        }
    }
    void focusComesBackToWhereItWas()
    {
        window().openStep(u"source"_s);
        const auto buttons = window().frame(u"source"_s)->findChildren<QPushButton *>();
        QPushButton *second = nullptr;
        for (QPushButton *button : buttons)
            if (button->text().contains(u"full export"_s))
                second = button;
        QVERIFY(second);
        QVERIFY(QApplication::focusWidget() != second);
        second->setFocus();
        window().openStep(u"files"_s);
        window().openStep(u"source"_s);
        QCOMPARE(QApplication::focusWidget(), second);
    }
    void undoTellsWhatItUndid()
    {
        step(u"people"_s).undoable = u"policy of 9 people"_s;
        window().openStep(u"people"_s);
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(step(u"people"_s).undoable.isEmpty());
        QVERIFY(window().strip()->text().contains(u"Undid: policy of 9 people"_s));
    }

    // Closing.
    void closingWhileRunningAsksAndKeepsByDefault()
    {
        QVERIFY(!window().close());
        auto *dialog = window().findChild<CloseDialog *>();
        QVERIFY(dialog);
        QVERIFY(dialog->text().startsWith(
            u"Import is running. 1 space is being imported. If you quit, it stops within a second"_s));
        QVERIFY2(dialog->text().endsWith(u"The limits keep running: the nearest is in 30 days."_s),
                 qPrintable(dialog->text()));
        QVERIFY(dialog->keepButton()->isDefault());
        QVERIFY(!dialog->stopButton()->isDefault());
        dialog->cancelButton()->click();
        QVERIFY(window().isVisible());
        QCOMPARE(m_wizard->shell.stops, 0);

        QSignalSpy closed(&window(), &MainWindow::closed);
        QVERIFY(!window().close());
        QTRY_COMPARE(window().findChildren<CloseDialog *>().size(), 1);
        window().findChild<CloseDialog *>()->stopButton()->click();
        QCOMPARE(m_wizard->shell.stops, 1);
        QCOMPARE(closed.count(), 0);
        Q_EMIT m_wizard->shell.stoppedForQuit();
        QCOMPARE(closed.count(), 1);
    }
    void closingIdleAsksNothing()
    {
        m_wizard->shell.work = {};
        QSignalSpy closed(&window(), &MainWindow::closed);
        QVERIFY(window().close());
        QCOMPARE(closed.count(), 1);
        QVERIFY(!window().findChild<CloseDialog *>());
    }

    // Sizes.
    void widthClassesFollowTheFont()
    {
        window().resize(1100, 760);
        QCOMPARE(window().widthClass(), MainWindow::WidthClass::Wide);
        const QFont normal = QApplication::font();
        QFont large = normal;
        large.setPointSizeF(normal.pointSizeF() * 1.3);
        QApplication::setFont(large);
        window().resize(1100, 760);
        settle();
        QCOMPARE(window().widthClass(), MainWindow::WidthClass::Medium);
        QVERIFY(window().stepList()->isRail());
        // F9 opens the list with its words over the page.
        press(Qt::Key_F9);
        StepList *overlay = nullptr;
        for (StepList *list : window().findChildren<StepList *>())
            if (list != window().stepList())
                overlay = list;
        QVERIFY(overlay);
        QVERIFY(!overlay->isRail());
        QTest::keyClick(overlay, Qt::Key_Down);
        QCOMPARE(window().currentKey(), u"source"_s);
        overlay->window()->close();
        large.setPointSizeF(normal.pointSizeF() * 2);
        QApplication::setFont(large);
        window().resize(1024, 700);
        settle();
        QCOMPARE(window().widthClass(), MainWindow::WidthClass::Narrow);
        QVERIFY(window().stepCombo()->isVisible());
        QVERIFY(!window().stepList()->isVisible());
        window().openStep(u"import"_s);
        settle();
        QCOMPARE(window().stepCombo()->currentText(), u"Step 8 of 13: Import, running"_s);
        // No part wants more than the window has.
        QVERIFY(window().width() <= 1024);
        QVERIFY(window().footer()->nextButton()->geometry().right() <= window().footer()->width());
        QApplication::setFont(normal);
        window().resize(1100, 760);
        settle();
        QCOMPARE(window().widthClass(), MainWindow::WidthClass::Wide);
    }
    void titleSaysWorkProjectAndProgram()
    {
        QCOMPARE(window().windowTitle(), u"61 % Import - Northwind Slack (rehearsal) - Chatferry"_s);
    }

    // Principle 18.
    void noControlIsNamelessAndNamesAreUniqueInTheirPart()
    {
        for (const QString &key : m_wizard->keys()) {
            window().openStep(key);
            settle();
            QHash<QString, int> names;
            for (QWidget *control : window().findChildren<QWidget *>()) {
                if (!control->isVisibleTo(&window()) || !(control->focusPolicy() & Qt::TabFocus))
                    continue;
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(control);
                QVERIFY(face);
                const QString name = face->text(QAccessible::Name);
                QVERIFY2(!name.isEmpty(),
                         qPrintable(key + u": "_s + QLatin1String(control->metaObject()->className())));
                ++names[name + u'/' + QString::number(static_cast<int>(face->role()))];
            }
            for (auto it = names.constBegin(); it != names.constEnd(); ++it)
                QVERIFY2(it.value() == 1, qPrintable(key + u": "_s + it.key()));
        }
    }
    void rowsOfTheStepListAreReadAsSentences()
    {
        QStringList rows;
        const QAbstractItemModel *model = window().stepList()->model();
        for (int i = 0; i < model->rowCount(); ++i)
            rows += model->index(i, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY(rows.contains(u"Import, step 8 of 13, running, 0 of 1 space"_s));
        QVERIFY(rows.contains(u"Complete, step 11 of 13, locked"_s));
        QCOMPARE(rows.size(), 13 + 4);
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
