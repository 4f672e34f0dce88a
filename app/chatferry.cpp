// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/googlewiring.h"
#include "app/wizard/wizard.h"

#include "auth/keychainsecretstore.h"
#include "steps/recentprojects.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace chatferry;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"chatferry"_s);
    QApplication::setApplicationDisplayName(u"Chatferry"_s);
    QApplication::setOrganizationName(u"Chatferry"_s);
    QApplication::setApplicationVersion(QStringLiteral(CHATFERRY_VERSION));
    QApplication::setDesktopFileName(u"chatferry"_s);

    QCommandLineParser line;
    line.setApplicationDescription(QCoreApplication::translate("main", "Moves chat history into Google Chat."));
    line.addHelpOption();
    line.addVersionOption();
    line.addPositionalArgument(u"PROJECT|EXPORT"_s,
                               QCoreApplication::translate("main", "A project to open, or an export to begin with."),
                               u"[PROJECT.chatferry | EXPORT]"_s);
    line.addOption({u"rehearse"_s, QCoreApplication::translate(
                                       "main", "Starts a rehearsal with the sample; nothing leaves this computer.")});
    line.process(application);

    installTheme(application);
    SystemClock clock;
    KeychainSecretStore secrets;
    QSettings settings;
    SettingsRecentProjects recent(settings);
    Wizard wizard({.clock = clock,
                   .secrets = secrets,
                   .recent = recent,
                   .settings = settings,
                   .places = {.documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)},
                   .factory = googleChatFactory(clock, googleChatQuotas())});
    QObject::connect(&wizard.window(), &MainWindow::closed, &application, &QApplication::quit);
    wizard.window().show();
    QTimer::singleShot(0, &wizard.window(), [&] {
        if (line.isSet(u"rehearse"_s))
            wizard.start().startRehearsal();
        else
            wizard.openArgument(line.positionalArguments().value(0));
    });
    return QApplication::exec();
}
