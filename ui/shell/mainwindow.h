// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/shellmodel.h"
#include "steps/step.h"
#include "ui/shell/shortcuts.h"

#include <QHash>
#include <QWidget>

#include <functional>
#include <vector>

class QAction;
class QComboBox;
class QStackedWidget;
class QTimer;

namespace chatferry {

class Footer;
class Header;
class StepPage;
class PageFrame;
class StatusStrip;
class StepList;
class StepListModel;

/// A step and how to make its page; the page is made when it is opened first.
struct PageEntry
{
    Step *step = nullptr; ///< Outlives the window.
    std::function<StepPage *(Step &step, QWidget *parent)> make;
};

/// The frame of the wizard: header, step list, page, status strip, footer (ux chapter 3). Moving between pages touches
/// nothing outside; deeds happen only through Step::runMain(), Step::act() and ShellModel.
class MainWindow final : public QWidget
{
    Q_OBJECT
public:
    /// @p shell outlives the window. The entries in the order of the journey; the page before step 1 (group Overview)
    /// first.
    MainWindow(ShellModel &shell, std::vector<PageEntry> entries, QWidget *parent = nullptr);
    ~MainWindow() override;

    enum class WidthClass { Wide, Medium, Narrow };
    WidthClass widthClass() const { return m_widthClass; }

    void openStep(const QString &key);
    QString currentKey() const;
    Step &currentStep() const;
    PageFrame *frame(const QString &key); ///< Makes the page when needed; null for an unknown key.

    Header *header() const { return m_header; }
    Footer *footer() const { return m_footer; }
    StatusStrip *strip() const { return m_strip; }
    StepList *stepList() const { return m_list; }
    QComboBox *stepCombo() const { return m_combo; }
    QAction *action(Shortcut::Do what) const { return m_actions.value(what); }
    /// One line in the status strip's place for some seconds: "Undid: policy of 9 people".
    void say(const QString &text);
    /// Closes without a question (session end, a stop that was asked for).
    void quitNow();

Q_SIGNALS:
    void stepOpened(const QString &key); ///< To be kept, so that the next start opens the same page.
    void newProjectWanted();
    void openProjectWanted();
    void closeProjectWanted();
    void settingsWanted();
    void activityLogWanted();
    void aboutWanted();
    void helpWanted(const QString &stepKey);
    void spaceWanted(qint64 space); ///< [Go to] in the limits list.
    void sentToBackground();
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildLayout();
    void buildActions();
    void buildMenu();
    void connectParts();
    void perform(Shortcut::Do what);
    void refresh();
    void refreshSoon();
    void refreshTitle();
    void refreshMenu();
    void applyWidthClass();
    void refreshCombo();
    void runMain();
    void cure(const Hindrance &hindrance);
    void remedy(const Trouble::Remedy &remedy, bool ofRun);
    void moveRegion(int by);
    void openLimits();
    void openStepOverlay();
    void goBack();
    void goNext();
    std::size_t currentIndex() const { return m_current; }

    ShellModel &m_shell;
    std::vector<PageEntry> m_entries;
    std::vector<PageFrame *> m_frames;
    StepListModel *m_model;
    Header *m_header;
    StepList *m_list;
    QComboBox *m_combo;
    QWidget *m_comboRow = nullptr;
    QStackedWidget *m_stack;
    StatusStrip *m_strip;
    Footer *m_footer;
    QHash<Shortcut::Do, QAction *> m_actions;
    QTimer *m_refreshTimer;
    std::size_t m_current = 0;
    WidthClass m_widthClass = WidthClass::Wide;
    bool m_quitting = false;
    bool m_opened = false; ///< The first page was entered.
};

inline size_t qHash(Shortcut::Do what, size_t seed = 0)
{
    return ::qHash(static_cast<int>(what), seed);
}

} // namespace chatferry
