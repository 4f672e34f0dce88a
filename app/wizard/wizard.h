// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"
#include "base/clock.h"
#include "steps/recentprojects.h"
#include "steps/startstep.h"
#include "steps/workbench.h"
#include "steps/workbenchshell.h"

#include <QSettings>

#include <memory>
#include <vector>

namespace chatferry {

class MainWindow;

/// The wizard as a whole: the workbench, the steps over it, and the window that draws them. What a main makes, and
/// tests.
class Wizard
{
public:
    struct Parts
    {
        Clock &clock;
        SecretStore &secrets;
        RecentProjects &recent;
        QSettings &settings; ///< What the window remembers: geometry, the page each project was left at.
        StartStep::Places places;
        TargetFactory factory;
    };
    explicit Wizard(const Parts &parts);
    ~Wizard();

    MainWindow &window() { return *m_window; }
    Workbench &bench() { return m_bench; }
    StartStep &start() { return *m_start; }
    /// The step of this key; null when there is none.
    Step *step(const QString &key) const;
    /// Opens a project or begins with an export, as given on the command line.
    void openArgument(const QString &path);

private:
    void connectWindow();
    void showHelp(const QString &key);
    QString pageKey() const;

    QSettings &m_settings;
    Workbench m_bench;
    WorkbenchShell m_shell;
    std::vector<std::unique_ptr<Step>> m_steps;
    StartStep *m_start = nullptr;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace chatferry
