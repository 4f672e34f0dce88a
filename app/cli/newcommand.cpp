// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/projectsession.h"
#include "app/wiring/googlewiring.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("NewCommand", text);
}

/// Everything after the project file exists. Errors leave nothing behind: the caller removes the file.
Result<void> fill(ProjectSession &project, const Arguments &line, const std::optional<PlanSettings> &settings,
                  const QByteArray &people)
{
    const ActivityEnd scanned = project.driver->run([&] { project.session->scan(line.value(u"source"_s)); });
    if (scanned.stopped)
        return *scanned.stopped;
    if (settings) {
        if (const auto stored = project.driver->edit([&] { project.session->setSettings(*settings); }); !stored)
            return stored.error();
    }
    if (!people.isEmpty()) {
        const auto outcome = project.driver->applyPeopleMap(people);
        if (!outcome)
            return outcome.error();
        if (outcome->unknown > 0)
            Console::say(words("%1 rows of the people map name nobody of this export.").arg(outcome->unknown));
    }
    return {};
}

} // namespace

ExitCode newCommand(const QStringList &arguments)
{
    Arguments line(u"new"_s, words("Makes a project file from an export."), {u"PROJECT"_s});
    line.option(u"source"_s, words("The export: a zip file or a folder."), u"EXPORT"_s)
        .option(u"to"_s, words("google-chat (default) or microsoft-teams."), u"DESTINATION"_s)
        .option(u"people"_s, words("A people map (CSV)."), u"MAP.csv"_s)
        .option(u"settings"_s, words("Settings of the plan (JSON)."), u"FILE.json"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    const auto wrong = [](const QString &text) {
        Console::say(text);
        return ExitCode::WrongInput;
    };
    const QString destination = line.isSet(u"to"_s) ? line.value(u"to"_s) : u"google-chat"_s;
    if (destination == u"microsoft-teams")
        return wrong(words("Microsoft Teams is not built yet in this version. Use --to google-chat."));
    if (destination != u"google-chat")
        return wrong(words("There is no destination named %1. It is google-chat or microsoft-teams.").arg(destination));
    if (!line.isSet(u"source"_s))
        return wrong(words("The export is missing. Give it with --source EXPORT."));

    std::optional<PlanSettings> settings;
    if (line.isSet(u"settings"_s)) {
        const auto bytes = readNamedFile(line.value(u"settings"_s));
        if (!bytes) {
            Console::complain(bytes.error());
            return exitCodeFor(bytes.error());
        }
        auto parsed = PlanSettings::fromJson(*bytes);
        if (!parsed) {
            Console::complain(parsed.error());
            return exitCodeFor(parsed.error());
        }
        settings = *parsed;
    }
    QByteArray people;
    if (line.isSet(u"people"_s)) {
        const auto bytes = readNamedFile(line.value(u"people"_s));
        if (!bytes) {
            Console::complain(bytes.error());
            return exitCodeFor(bytes.error());
        }
        people = *bytes;
    }

    const QString path = line.positional(0);
    auto project = ProjectSession::open(
        {.projectPath = path, .create = true, .name = QFileInfo(path).completeBaseName(), .destination = destination},
        googleChatQuotas());
    if (!project) {
        Console::complain(project.error());
        return exitCodeFor(project.error());
    }
    if (const auto filled = fill(**project, line, settings, people); !filled) {
        project->reset();
        QFile::remove(path);
        Console::complain(filled.error());
        return exitCodeFor(filled.error());
    }
    Console::result(words("Made %1. Next: chatferry-cli plan %1").arg(path));
    return ExitCode::AllDone;
}

} // namespace chatferry
