// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/stages.h"
#include "app/wiring/googlewiring.h"

#include "report/report.h"
#include "report/statusjson.h"
#include "sources/source.h"
#include "steps/rehearsalpeople.h"
#include "steps/rehearsalworld.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("RehearseCommand", text);
}

ExitCode complain(const Error &error)
{
    Console::complain(error);
    return exitCodeFor(error);
}

/// What came of it, for stdout: the sums and whether validation found anything.
ExitCode conclude(const QString &projectPath, ExitCode code)
{
    const auto reader = Project::openForReading(projectPath);
    if (!reader)
        return complain(reader.error());
    const QJsonObject totals = statusJson(**reader).value(u"totals"_s).toObject();
    const QJsonObject counts = totals.value(u"counts"_s).toObject();
    const QLocale locale;
    for (const QString &name : {u"messages"_s, u"reactions"_s, u"attachments"_s, u"memberships"_s, u"members"_s}) {
        const QJsonObject one = counts.value(name).toObject();
        const auto count = [&](const QString &key) { return locale.toString(one.value(key).toInteger()); };
        Console::result(words("%1: %2 of %3 carried, %4 failed, %5 left")
                            .arg(name.leftJustified(12), count(u"done"_s), count(u"planned"_s), count(u"failed"_s),
                                 count(u"left"_s)));
    }
    const QJsonObject validation = totals.value(u"validation"_s).toObject();
    const qint64 different = validation.value(u"different"_s).toInteger();
    Console::result(words("validation  : %1 compared, %2 differ")
                        .arg(locale.toString(validation.value(u"checked"_s).toInteger()), locale.toString(different)));
    return code == ExitCode::AllDone && different > 0 ? ExitCode::ItemsFailed : code;
}

} // namespace

ExitCode rehearseCommand(const QStringList &arguments)
{
    Arguments line(u"rehearse"_s, words("Walks all stages against a built-in stand-in. Nothing leaves this computer."),
                   {u"EXPORT"_s});
    line.option(u"people"_s, words("A people map (CSV); its target addresses are the accounts of the stand-in."),
                u"MAP.csv"_s)
        .option(u"out"_s, words("Keeps the project and the report in this folder."), u"DIR"_s)
        .option(u"quotas"_s, words("real or off (default)."), u"real|off"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    const QString quotas = line.isSet(u"quotas"_s) ? line.value(u"quotas"_s) : u"off"_s;
    if (quotas != u"real" && quotas != u"off") {
        Console::say(words("--quotas takes real or off, not %1.").arg(quotas));
        return ExitCode::WrongInput;
    }

    QByteArray people;
    std::vector<SimulatorAccount> wanted;
    RehearsalWorld::Options world{.quotas = quotas == u"real"};
    if (line.isSet(u"people"_s)) {
        const auto bytes = readNamedFile(line.value(u"people"_s));
        if (!bytes)
            return complain(bytes.error());
        people = *bytes;
        auto accounts = accountsFromCsv(people);
        if (!accounts)
            return complain(accounts.error());
        wanted = *accounts;
    }
    {
        const auto source = Source::open(line.positional(0));
        if (!source)
            return complain(source.error());
        world.accounts = accountsFromPeople((*source)->people(), std::move(wanted));
    }

    QTemporaryDir temporary;
    QString folder = temporary.path();
    if (line.isSet(u"out"_s)) {
        folder = QFileInfo(line.value(u"out"_s)).absoluteFilePath();
        if (!QDir().mkpath(folder)) {
            Console::say(words("The folder %1 cannot be made.").arg(folder));
            return ExitCode::WrongInput;
        }
    }
    const QString path = folder + u"/rehearsal.chatferry"_s;
    // A rehearsal starts from nothing; the one before it in the same folder makes room.
    QFile::remove(path);
    QFile::remove(RehearsalWorld::worldFile(path));
    world.projectPath = path;
    const auto stage = RehearsalWorld::start(world);
    if (!stage)
        return complain(stage.error());

    ExitCode code = ExitCode::AllDone;
    {
        const auto project = ProjectSession::open({.projectPath = path,
                                                   .create = true,
                                                   .name = QFileInfo(line.positional(0)).completeBaseName(),
                                                   .destination = u"google-chat"_s,
                                                   .rehearsal = true},
                                                  world.quotas ? googleChatQuotas() : QuotaProfile::unlimited());
        if (!project)
            return complain(project.error());
        Session &session = *(*project)->session;
        SessionDriver &driver = *(*project)->driver;
        const ActivityEnd scanned = driver.run([&] { session.scan(line.positional(0)); });
        if (scanned.stopped)
            return complain(*scanned.stopped);
        if (!people.isEmpty()) {
            if (const auto outcome = driver.applyPeopleMap(people); !outcome)
                return complain(outcome.error());
        }
        const ActivityEnd files = driver.run([&] { session.fetchFiles(true); });
        if (files.stopped)
            return complain(*files.stopped);
        const ActivityEnd checked = driver.run([&] {
            session.setConnection((*stage)->connection());
            session.check();
        });
        if (checked.stopped)
            return complain(*checked.stopped);
        code = runStages(**project, {.confirmComplete = true});
    }
    const ExitCode concluded = conclude(path, code);
    if (line.isSet(u"out"_s)) {
        const auto reader = Project::openForReading(path);
        if (!reader)
            return complain(reader.error());
        if (const auto written = writeReport(**reader, folder); !written)
            return complain(written.error());
        Console::result(QDir(folder).filePath(u"report.html"_s));
    }
    return concluded;
}

} // namespace chatferry
