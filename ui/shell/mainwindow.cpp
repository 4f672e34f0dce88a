// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/pages/steppage.h"
#include "ui/shell/closedialog.h"
#include "ui/shell/countdownchip.h"
#include "ui/shell/footer.h"
#include "ui/shell/header.h"
#include "ui/shell/limitsdialog.h"
#include "ui/shell/pageframe.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/steplist.h"
#include "ui/shell/steplistmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/filtertable.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QSystemTrayIcon>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

std::vector<Step *> stepsOf(const std::vector<PageEntry> &entries)
{
    std::vector<Step *> steps;
    for (const PageEntry &entry : entries)
        steps.push_back(entry.step);
    return steps;
}

} // namespace

MainWindow::MainWindow(ShellModel &shell, std::vector<PageEntry> entries, QWidget *parent)
    : QWidget(parent)
    , m_shell(shell)
    , m_entries(std::move(entries))
    , m_frames(m_entries.size(), nullptr)
    , m_model(new StepListModel(stepsOf(m_entries), this))
    , m_header(new Header(this))
    , m_list(new StepList(*m_model, this))
    , m_combo(new QComboBox(this))
    , m_stack(new QStackedWidget(this))
    , m_strip(new StatusStrip(this))
    , m_footer(new Footer(this))
    , m_refreshTimer(new QTimer(this))
{
    Q_ASSERT(!m_entries.empty());
    m_refreshTimer->setSingleShot(true);
    connect(m_refreshTimer, &QTimer::timeout, this, &MainWindow::refresh);
    buildLayout();
    buildActions();
    buildMenu();
    connectParts();
    openStep(m_entries.front().step->key());
    setMinimumSize(1024, 700);
    resize(1100, 760);
    applyWidthClass();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    m_comboRow = new QWidget(this);
    auto *comboRow = new QHBoxLayout(m_comboRow);
    comboRow->setContentsMargins(grid(16), grid(4), grid(16), grid(4));
    comboRow->addWidget(m_combo, 1);
    column->addWidget(m_comboRow);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_list);
    middle->addWidget(m_stack, 1);
    column->addLayout(middle, 1);
    column->addWidget(m_strip);
    column->addWidget(m_footer);
    m_combo->setAccessibleName(tr("Steps"));
    m_comboRow->hide();
    setTabOrder(m_header, m_list);
    setTabOrder(m_list, m_stack);
    setTabOrder(m_stack, m_strip);
    setTabOrder(m_strip, m_footer);
}

void MainWindow::buildActions()
{
    for (const Shortcut &shortcut : shortcuts(isRightToLeft())) {
        if (shortcut.what >= Shortcut::Do::EditCell)
            continue;
        auto *action = new QAction(shortcut.text, this);
        action->setShortcuts(shortcut.keys);
        action->setShortcutContext(Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [this, what = shortcut.what] { perform(what); });
        addAction(action);
        m_actions.insert(shortcut.what, action);
    }
}

void MainWindow::buildMenu()
{
    QMenu *menu = m_header->menuButton()->menu();
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::refreshMenu);
    refreshMenu();
}

void MainWindow::refreshMenu()
{
    using D = Shortcut::Do;
    QMenu *menu = m_header->menuButton()->menu();
    menu->clear();
    const auto entry = [&](const QString &text, D what, bool enabled = true) {
        QAction *item = menu->addAction(text, this, [this, what] { perform(what); });
        item->setEnabled(enabled);
        // Shown as a hint; the shortcut itself belongs to the window's action.
        item->setText(text + u'\t' + action(what)->shortcut().toString(QKeySequence::NativeText));
    };
    const bool open = !m_shell.projectName().isEmpty();
    entry(tr("&Settings"), D::Settings);
    entry(tr("&Activity log"), D::ActivityLog, open);
    menu->addSeparator();
    const QString undo = currentStep().undoText();
    const QString redo = currentStep().redoText();
    entry(undo.isEmpty() ? tr("&Undo: nothing to undo") : tr("&Undo: %1").arg(undo), D::Undo, !undo.isEmpty());
    entry(redo.isEmpty() ? tr("&Redo: nothing to redo") : tr("&Redo: %1").arg(redo), D::Redo, !redo.isEmpty());
    menu->addSeparator();
    entry(tr("&Keyboard shortcuts"), D::Shortcuts);
    menu->addAction(tr("A&bout Chatferry"), this, &MainWindow::aboutWanted);
    menu->addSeparator();
    menu->addAction(tr("&Close project"), this, &MainWindow::closeProjectWanted)->setEnabled(open);
    entry(tr("&Quit"), D::Quit);
}

void MainWindow::connectParts()
{
    connect(&m_shell, &ShellModel::changed, this, &MainWindow::refreshSoon);
    connect(&m_shell, &ShellModel::stoppedForQuit, this, &MainWindow::quitNow);
    for (const PageEntry &entry : m_entries) {
        connect(entry.step, &Step::changed, this, &MainWindow::refreshSoon);
        connect(entry.step, &Step::goTo, this, &MainWindow::openStep);
    }
    connect(m_list, &StepList::stepChosen, this, &MainWindow::openStep);
    connect(m_combo, &QComboBox::activated, this, [this](int index) { openStep(m_combo->itemData(index).toString()); });
    connect(m_header->chip(), &QAbstractButton::clicked, this, &MainWindow::openLimits);
    connect(m_strip, &StatusStrip::workPressed, this, [this] { openStep(m_shell.strip().goTo); });
    connect(m_footer, &Footer::helpPressed, this, [this] { Q_EMIT helpWanted(currentKey()); });
    connect(m_footer, &Footer::mainPressed, this, &MainWindow::runMain);
    connect(m_footer, &Footer::backPressed, this, &MainWindow::goBack);
    connect(m_footer, &Footer::nextPressed, this, &MainWindow::goNext);
    connect(m_footer, &Footer::closePressed, this, &MainWindow::closeProjectWanted);
    connect(m_footer, &Footer::curePressed, this, &MainWindow::cure);
#if QT_CONFIG(sessionmanager)
    // Log-off and shutdown are not held up by a question.
    connect(
        qApp, &QGuiApplication::commitDataRequest, this, [this] { m_quitting = true; }, Qt::DirectConnection);
#endif
}

void MainWindow::openStep(const QString &key)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].step->key() != key)
            continue;
        PageFrame *next = frame(key);
        QWidget *focus = QApplication::focusWidget();
        const bool fromList = focus == m_list || focus == m_combo;
        if (auto *old = qobject_cast<PageFrame *>(m_stack->currentWidget()); old && old != next) {
            old->rememberFocus();
            old->page().step().leave();
        }
        const bool another = m_stack->currentWidget() != next || !m_opened;
        m_opened = true;
        m_current = i;
        m_stack->setCurrentWidget(next);
        next->setNarrow(m_widthClass == WidthClass::Narrow);
        m_list->setCurrentStep(key);
        if (another) {
            m_entries[i].step->enter();
            refresh();
            // Who walks the list with the arrow keys stays in it.
            if (!fromList)
                next->takeFocus();
            Q_EMIT stepOpened(key);
        }
        return;
    }
}

QString MainWindow::currentKey() const
{
    return m_entries.at(m_current).step->key();
}

Step &MainWindow::currentStep() const
{
    return *m_entries.at(m_current).step;
}

PageFrame *MainWindow::frame(const QString &key)
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].step->key() != key)
            continue;
        if (!m_frames[i]) {
            StepPage *page = m_entries[i].make(*m_entries[i].step, nullptr);
            m_frames[i] = new PageFrame(page, m_stack);
            m_stack->addWidget(m_frames[i]);
            connect(m_frames[i], &PageFrame::cureChosen, this, &MainWindow::cure);
            connect(m_frames[i], &PageFrame::remedyChosen, this, &MainWindow::remedy);
        }
        return m_frames[i];
    }
    return nullptr;
}

void MainWindow::refreshSoon()
{
    if (!m_refreshTimer->isActive())
        m_refreshTimer->start(0);
}

void MainWindow::refresh()
{
    m_refreshTimer->stop();
    m_header->refresh(m_shell);
    m_strip->refresh(m_shell);
    m_footer->refresh(currentStep(), m_current == 0, m_current + 1 == m_entries.size());
    if (m_frames[m_current])
        m_frames[m_current]->refresh(m_shell.runTroubles());
    refreshCombo();
    refreshTitle();
}

void MainWindow::refreshTitle()
{
    QStringList parts;
    const QString running = m_shell.running().title;
    parts += running.isEmpty() ? currentStep().title() : running;
    if (!m_shell.projectName().isEmpty())
        parts += m_shell.isRehearsal() ? tr("%1 (rehearsal)").arg(m_shell.projectName()) : m_shell.projectName();
    parts += tr("Chatferry");
    setWindowTitle(parts.join(u" - "_s));
}

void MainWindow::refreshCombo()
{
    if (m_comboRow->isHidden())
        return;
    QStringList texts;
    QStringList keys;
    for (const PageEntry &entry : m_entries) {
        const int number = m_model->numberOf(entry.step->key());
        const QString word = stepStatePlainWord(entry.step->state()).toLower();
        texts += number == 0
                     ? entry.step->title()
                     : tr("Step %1 of %2: %3, %4")
                           .arg(QString::number(number), QString::number(m_model->steps()), entry.step->title(), word);
        keys += entry.step->key();
    }
    if (m_combo->count() != texts.size()) {
        m_combo->clear();
        for (qsizetype i = 0; i < texts.size(); ++i)
            m_combo->addItem(texts.at(i), keys.at(i));
    }
    for (int i = 0; i < m_combo->count(); ++i) {
        const StepStatus status = m_entries.at(static_cast<std::size_t>(i)).step->state();
        m_combo->setItemText(i, texts.at(i));
        m_combo->setItemIcon(i, icon(stepStateIcon(status.state), stepStateTone(status.state)));
    }
    m_combo->setCurrentIndex(static_cast<int>(m_current));
}

void MainWindow::goBack()
{
    if (m_current > 0)
        openStep(m_entries[m_current - 1].step->key());
}

void MainWindow::goNext()
{
    if (m_current + 1 < m_entries.size() && currentStep().problems().isEmpty())
        openStep(m_entries[m_current + 1].step->key());
}

void MainWindow::runMain()
{
    Step &step = currentStep();
    if (!step.mainAction().enabled)
        return;
    const std::optional<Confirmation> confirmation = step.confirmation();
    if (!confirmation) {
        step.runMain({});
        return;
    }
    auto *dialog = new ConfirmDialog(*confirmation, m_shell.isRehearsal(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ConfirmDialog::consented, &step, [&step](const Consent &consent) { step.runMain(consent); });
    connect(dialog, &ConfirmDialog::cureChosen, this, &MainWindow::cure);
    connect(dialog, &QDialog::finished, this, [this, before = QPointer<QWidget>(QApplication::focusWidget())] {
        if (before)
            before->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void MainWindow::cure(const Hindrance &hindrance)
{
    if (!hindrance.goTo.isEmpty())
        openStep(hindrance.goTo);
    if (!hindrance.act.isEmpty())
        currentStep().act(hindrance.act);
}

void MainWindow::remedy(const Trouble::Remedy &remedy, bool ofRun)
{
    if (!remedy.goTo.isEmpty())
        openStep(remedy.goTo);
    if (remedy.act.isEmpty())
        return;
    if (ofRun)
        m_shell.act(remedy.act);
    else
        currentStep().act(remedy.act);
}

void MainWindow::perform(Shortcut::Do what)
{
    using D = Shortcut::Do;
    PageFrame *shown = m_frames[m_current];
    FilterTable *table = shown ? shown->page().mainTable() : nullptr;
    switch (what) {
    case D::Back:
        goBack();
        break;
    case D::Next:
        goNext();
        break;
    case D::Main:
        runMain();
        break;
    case D::PreviousStep:
    case D::NextStep: {
        const QString key = m_model->neighbour(currentKey(), what == D::NextStep ? 1 : -1);
        if (!key.isEmpty())
            openStep(key);
        break;
    }
    case D::Refresh:
        currentStep().refresh();
        break;
    case D::NextRegion:
        moveRegion(1);
        break;
    case D::PreviousRegion:
        moveRegion(-1);
        break;
    case D::PauseResume:
        m_shell.pauseOrResume();
        break;
    case D::Help:
        Q_EMIT helpWanted(currentKey());
        break;
    case D::Shortcuts:
        (new ShortcutsDialog(this))->open();
        break;
    case D::Limits:
        openLimits();
        break;
    case D::Filter:
        if (table)
            table->focusFilter();
        break;
    case D::Inspector:
        if (table)
            table->toggleInspector();
        break;
    case D::SaveCsv:
        if (table)
            table->saveCsv();
        break;
    case D::SortBy:
        if (table)
            table->openSortMenu();
        break;
    case D::Undo:
    case D::Redo: {
        Step &step = currentStep();
        const QString text = what == D::Undo ? step.undoText() : step.redoText();
        if (text.isEmpty())
            break;
        if (what == D::Undo)
            step.undo();
        else
            step.redo();
        say(what == D::Undo ? tr("Undid: %1").arg(text) : tr("Did again: %1").arg(text));
        break;
    }
    case D::New:
        Q_EMIT newProjectWanted();
        break;
    case D::Open:
        Q_EMIT openProjectWanted();
        break;
    case D::Settings:
        Q_EMIT settingsWanted();
        break;
    case D::ActivityLog:
        Q_EMIT activityLogWanted();
        break;
    case D::Quit:
        close();
        break;
    case D::Status:
        m_strip->setFocus(Qt::ShortcutFocusReason);
        break;
    case D::StepList:
        openStepOverlay();
        break;
    case D::Menu:
        m_header->menuButton()->setFocus(Qt::ShortcutFocusReason);
        m_header->menuButton()->showMenu();
        break;
    case D::EditCell:
    case D::TickRow:
    case D::SelectAll:
    case D::Copy:
    case D::OpenRow:
        break;
    }
}

void MainWindow::moveRegion(int by)
{
    QWidget *steps = m_comboRow->isHidden() ? static_cast<QWidget *>(m_list) : m_combo;
    const std::vector<QWidget *> regions = {m_header, steps, m_stack, m_strip, m_footer};
    QWidget *focus = QApplication::focusWidget();
    int at = -1;
    for (std::size_t i = 0; i < regions.size(); ++i)
        if (focus && (regions[i] == focus || regions[i]->isAncestorOf(focus)))
            at = static_cast<int>(i);
    if (at == 2 && m_frames[m_current])
        m_frames[m_current]->rememberFocus();
    const int count = static_cast<int>(regions.size());
    const int next = at < 0 ? 2 : (at + by + count) % count;
    switch (next) {
    case 0:
        if (m_header->chip()->isVisible())
            m_header->chip()->setFocus(Qt::ShortcutFocusReason);
        else
            m_header->menuButton()->setFocus(Qt::ShortcutFocusReason);
        break;
    case 1:
        steps->setFocus(Qt::ShortcutFocusReason);
        break;
    case 2:
        if (m_frames[m_current])
            m_frames[m_current]->takeFocus();
        break;
    case 3:
        m_strip->setFocus(Qt::ShortcutFocusReason);
        break;
    default:
        for (QPushButton *button :
             {m_footer->nextButton(), m_footer->closeButton(), m_footer->backButton(), m_footer->helpButton()}) {
            if (button->isVisible() && button->isEnabled()) {
                button->setFocus(Qt::ShortcutFocusReason);
                break;
            }
        }
    }
}

void MainWindow::openLimits()
{
    auto *dialog = new LimitsDialog(m_shell, this);
    connect(dialog, &LimitsDialog::goTo, this, &MainWindow::spaceWanted);
    dialog->open();
}

void MainWindow::openStepOverlay()
{
    if (m_widthClass == WidthClass::Narrow) {
        m_combo->setFocus(Qt::ShortcutFocusReason);
        m_combo->showPopup();
        return;
    }
    if (m_widthClass == WidthClass::Wide) {
        m_list->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    auto *overlay = new QFrame(this, Qt::Popup);
    overlay->setAttribute(Qt::WA_DeleteOnClose);
    overlay->setAccessibleName(tr("Steps"));
    auto *column = new QVBoxLayout(overlay);
    column->setContentsMargins(1, 1, 1, 1);
    auto *list = new StepList(*m_model, overlay);
    list->setCurrentStep(currentKey());
    column->addWidget(list);
    connect(list, &StepList::stepChosen, this, &MainWindow::openStep);
    connect(list, &QAbstractItemView::clicked, overlay, &QWidget::close);
    connect(list, &QAbstractItemView::activated, overlay, &QWidget::close);
    overlay->resize(lh(13) + 2, m_list->height());
    overlay->move(m_list->mapToGlobal(QPoint(0, 0)));
    overlay->show();
    list->setFocus();
}

void MainWindow::say(const QString &text)
{
    m_strip->say(text);
}

void MainWindow::quitNow()
{
    m_quitting = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_quitting || m_shell.running().sentence.isEmpty()) {
        event->accept();
        Q_EMIT closed();
        return;
    }
    event->ignore();
    const bool tray = QSystemTrayIcon::isSystemTrayAvailable();
    auto *dialog = new CloseDialog(m_shell, tray, this);
    connect(dialog, &CloseDialog::keepRunning, this, [this, tray] {
        if (tray)
            hide();
        else
            showMinimized();
        Q_EMIT sentToBackground();
    });
    connect(dialog, &CloseDialog::stopAndQuit, &m_shell, &ShellModel::stopForQuit);
    dialog->open();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    applyWidthClass();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyWidthClass();
}

void MainWindow::applyWidthClass()
{
    const double width = this->width() / static_cast<double>(std::max(1, lh()));
    const WidthClass wanted = width >= 56 ? WidthClass::Wide : width >= 40 ? WidthClass::Medium : WidthClass::Narrow;
    const bool narrow = wanted == WidthClass::Narrow;
    const bool hadFocus = m_list->hasFocus() || m_combo->hasFocus();
    m_widthClass = wanted;
    m_list->setVisible(!narrow);
    m_list->setRail(wanted == WidthClass::Medium);
    m_comboRow->setVisible(narrow);
    m_header->setNarrow(narrow);
    m_footer->setNarrow(narrow);
    m_strip->setNarrow(narrow);
    for (PageFrame *shown : m_frames)
        if (shown)
            shown->setNarrow(narrow);
    if (hadFocus)
        (narrow ? static_cast<QWidget *>(m_combo) : m_list)->setFocus();
    refreshCombo();
}

} // namespace chatferry
