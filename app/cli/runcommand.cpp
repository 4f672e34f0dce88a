// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/stages.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

ExitCode runCommand(const QStringList &arguments)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("RunCommand", text); };
    Arguments line(u"run"_s, words("Moves the project on, stage by stage; run again to continue."), {u"PROJECT"_s});
    line.connection()
        .option(u"through"_s, words("The last stage to do: create, import, validate, reconcile, complete or grant."),
                u"STAGE"_s)
        .option(u"only"_s, words("Only this conversation, by name or id; may be given several times."), u"NAME_OR_ID"_s)
        .option(u"confirm-complete"_s, words("Allows completing, which cannot be undone."))
        .option(u"override-reason"_s, words("Completes what is not validated too; the reason is recorded."), u"TEXT"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    StageOptions options{line.value(u"through"_s), line.values(u"only"_s), line.isSet(u"confirm-complete"_s),
                         line.value(u"override-reason"_s).trimmed()};
    if (!options.through.isEmpty() && !stageNames().contains(options.through)) {
        Console::say(
            words("There is no stage named %1. The stages: %2.").arg(options.through, stageNames().join(u", "_s)));
        return ExitCode::WrongInput;
    }
    if (line.isSet(u"override-reason"_s) && options.overrideReason.isEmpty()) {
        Console::say(words("The reason for completing what is not validated is empty."));
        return ExitCode::WrongInput;
    }
    const auto settings = line.connectionSettings();
    if (!settings) {
        Console::complain(settings.error());
        return exitCodeFor(settings.error());
    }
    const auto quotas = line.quotaProfile();
    if (!quotas) {
        Console::complain(quotas.error());
        return exitCodeFor(quotas.error());
    }
    const auto project = ProjectSession::open({.projectPath = line.positional(0)}, *quotas);
    if (!project) {
        Console::complain(project.error());
        return exitCodeFor(project.error());
    }
    if (const auto connected = (*project)->connect(*settings); !connected) {
        Console::complain(connected.error());
        return exitCodeFor(connected.error());
    }
    return runStages(**project, options);
}

} // namespace chatferry
