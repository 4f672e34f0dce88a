// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;
using namespace chatferry;

namespace {

QString overview()
{
    QStringList lines{QCoreApplication::translate("main", "Usage: chatferry-cli COMMAND ..., each with --help:")};
    for (const Command &command : commands())
        lines << u"  "_s + command.name.leftJustified(14) + command.summary;
    return lines.join(u'\n');
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"chatferry-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(CHATFERRY_VERSION));
    QLocale::setDefault(QLocale::system());

    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString name = arguments.value(0);
    if (name == u"--version") {
        Console::result(u"chatferry-cli "_s + QCoreApplication::applicationVersion());
        return 0;
    }
    for (const Command &command : commands()) {
        if (command.name == name)
            return static_cast<int>(command.run(arguments.mid(1)));
    }
    const bool help = name == u"--help" || name == u"-h";
    if (help)
        Console::result(overview());
    else
        Console::say((name.isEmpty()
                          ? QString()
                          : QCoreApplication::translate("main", "There is no command named %1.\n").arg(name)) +
                     overview());
    return static_cast<int>(help ? ExitCode::AllDone : ExitCode::WrongInput);
}
