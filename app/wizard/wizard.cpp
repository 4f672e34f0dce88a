// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wizard/wizard.h"

#include "app/wizard/helptext.h"
#include "base/digest.h"
#include "steps/completestep.h"
#include "steps/connectstep.h"
#include "steps/conversationsstep.h"
#include "steps/createstep.h"
#include "steps/filesstep.h"
#include "steps/forecaststep.h"
#include "steps/grantstep.h"
#include "steps/importstep.h"
#include "steps/peoplestep.h"
#include "steps/reconcilestep.h"
#include "steps/reportstep.h"
#include "steps/sourcestep.h"
#include "steps/validatestep.h"
#include "ui/pages/completepage.h"
#include "ui/pages/connectpage.h"
#include "ui/pages/conversationspage.h"
#include "ui/pages/createpage.h"
#include "ui/pages/filespage.h"
#include "ui/pages/forecastpage.h"
#include "ui/pages/grantpage.h"
#include "ui/pages/importpage.h"
#include "ui/pages/peoplepage.h"
#include "ui/pages/reconcilepage.h"
#include "ui/pages/reportpage.h"
#include "ui/pages/sourcepage.h"
#include "ui/pages/startpage.h"
#include "ui/pages/validatepage.h"
#include "ui/shell/mainwindow.h"

#include <QCoreApplication>
#include <QMessageBox>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// An entry whose page is made of exactly this step.
template<typename PageType, typename StepType>
PageEntry entry(StepType &step)
{
    return {&step, [&step](Step &, QWidget *parent) -> StepPage * { return new PageType(step, parent); }};
}

/// A message that waits for nobody: the window goes on behind it.
void tell(QWidget *window, const QString &title, const QString &heading, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, heading, QMessageBox::Close, window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(text);
    box->open();
}

} // namespace

Wizard::Wizard(const Parts &parts)
    : m_settings(parts.settings)
    , m_bench(parts.factory, parts.clock)
    , m_shell(m_bench)
{
    std::vector<PageEntry> entries;
    const auto add = [&]<typename PageType, typename StepType>(std::unique_ptr<StepType> step, PageType *) {
        StepType &made = *step;
        entries.push_back(entry<PageType>(made));
        m_steps.push_back(std::move(step));
        return &made;
    };
    m_start = add(std::make_unique<StartStep>(m_bench, parts.recent, parts.places), static_cast<StartPage *>(nullptr));
    add(std::make_unique<SourceStep>(m_bench, parts.recent), static_cast<SourcePage *>(nullptr));
    add(std::make_unique<FilesStep>(m_bench), static_cast<FilesPage *>(nullptr));
    add(std::make_unique<ConnectStep>(m_bench, parts.secrets), static_cast<ConnectPage *>(nullptr));
    add(std::make_unique<PeopleStep>(m_bench), static_cast<PeoplePage *>(nullptr));
    add(std::make_unique<ConversationsStep>(m_bench), static_cast<ConversationsPage *>(nullptr));
    add(std::make_unique<ForecastStep>(m_bench), static_cast<ForecastPage *>(nullptr));
    add(std::make_unique<CreateStep>(m_bench), static_cast<CreatePage *>(nullptr));
    add(std::make_unique<ImportStep>(m_bench), static_cast<ImportPage *>(nullptr));
    add(std::make_unique<ValidateStep>(m_bench), static_cast<ValidatePage *>(nullptr));
    add(std::make_unique<ReconcileStep>(m_bench), static_cast<ReconcilePage *>(nullptr));
    add(std::make_unique<CompleteStep>(m_bench), static_cast<CompletePage *>(nullptr));
    add(std::make_unique<GrantStep>(m_bench), static_cast<GrantPage *>(nullptr));
    add(std::make_unique<ReportStep>(m_bench), static_cast<ReportPage *>(nullptr));
    m_window = std::make_unique<MainWindow>(m_shell, std::move(entries));
    connectWindow();
}

Wizard::~Wizard() = default;

Step *Wizard::step(const QString &key) const
{
    for (const auto &step : m_steps) {
        if (step->key() == key)
            return step.get();
    }
    return nullptr;
}

void Wizard::connectWindow()
{
    MainWindow *const window = m_window.get();
    const auto toStart = [window] { window->openStep(u"start"_s); };
    QObject::connect(window, &MainWindow::newProjectWanted, window, toStart);
    QObject::connect(window, &MainWindow::openProjectWanted, window, toStart);
    QObject::connect(window, &MainWindow::closeProjectWanted, window, [this, toStart] {
        m_bench.close();
        toStart();
    });
    QObject::connect(window, &MainWindow::spaceWanted, window, [this, window](qint64) {
        window->openStep(m_bench.spacesPast(SpaceRow::Stage::Imported) > 0 ? u"complete"_s : u"import"_s);
    });
    QObject::connect(&m_bench, &Workbench::opened, window, [this, window] {
        if (window->currentKey() == u"start")
            window->openStep(m_settings.value(pageKey(), u"source"_s).toString());
    });
    QObject::connect(window, &MainWindow::stepOpened, window, [this](const QString &key) {
        if (m_bench.isOpen() && key != u"start")
            m_settings.setValue(pageKey(), key);
    });
    // Settings live on the pages they belong to; the audit trail is the log of what was done outside.
    QObject::connect(window, &MainWindow::settingsWanted, window, [window] { window->openStep(u"forecast"_s); });
    QObject::connect(window, &MainWindow::activityLogWanted, window, [window] { window->openStep(u"report"_s); });
    QObject::connect(window, &MainWindow::helpWanted, window, [this](const QString &key) { showHelp(key); });
    QObject::connect(window, &MainWindow::aboutWanted, window, [window] {
        tell(window, QCoreApplication::translate("Wizard", "About Chatferry"),
             QCoreApplication::translate("Wizard", "Chatferry %1").arg(QCoreApplication::applicationVersion()),
             QCoreApplication::translate("Wizard",
                                         "Moves chat history into Google Chat, and proves that it arrived.\n\n"
                                         "Free software under the GNU General Public License, version 3 or later."));
    });
    window->restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray());
    QObject::connect(window, &MainWindow::closed, window,
                     [this, window] { m_settings.setValue(u"window/geometry"_s, window->saveGeometry()); });
}

void Wizard::showHelp(const QString &key)
{
    const Step *shown = step(key);
    if (shown)
        tell(m_window.get(), QCoreApplication::translate("Wizard", "Help"), shown->title(),
             shown->purpose() + u"\n\n"_s + helpText(key));
}

QString Wizard::pageKey() const
{
    return u"pages/"_s + QString::fromLatin1(digest({m_bench.projectPath().toUtf8()}).toHex().left(16));
}

void Wizard::openArgument(const QString &path)
{
    if (!path.isEmpty())
        m_start->drop(path);
}

} // namespace chatferry
