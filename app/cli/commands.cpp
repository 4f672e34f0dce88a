// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

const std::vector<Command> &commands()
{
    const auto words = [](const char *text) { return QCoreApplication::translate("Commands", text); };
    static const std::vector<Command> all = {
        {u"inspect"_s, words("Says what an export holds; changes nothing."), inspectCommand},
        {u"new"_s, words("Makes a project file from an export."), newCommand},
        {u"check"_s, words("Checks that the destination can be written to."), checkCommand},
        {u"plan"_s, words("Shows forecast, problems and what will stay behind."), planCommand},
        {u"run"_s, words("Moves the project on, stage by stage; run again to continue."), runCommand},
        {u"reconcile"_s, words("Brings in a newer export."), reconcileCommand},
        {u"fetch-files"_s, words("Fetches files from the old chat's servers."), fetchFilesCommand},
        {u"status"_s, words("Says how the project stands."), statusCommand},
        {u"report"_s, words("Writes the report: HTML, tables and calendar."), reportCommand},
        {u"rollback"_s, words("Deletes spaces that are still in import mode."), rollbackCommand},
        {u"rehearse"_s, words("Walks all stages against a built-in stand-in."), rehearseCommand},
        {u"simulator"_s, words("Runs the stand-in of the services by itself."), simulatorCommand},
    };
    return all;
}

} // namespace chatferry
