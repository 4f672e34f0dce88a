// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/projectsession.h"

#include "report/report.h"
#include "report/statusjson.h"
#include "store/conversationtable.h"
#include "store/differencetable.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("ProjectCommands", text);
}

ExitCode complain(const Error &error)
{
    Console::complain(error);
    return exitCodeFor(error);
}

QString jsonText(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Indented)).trimmed();
}

/// Opens the project named first on the line and, where asked, connects it.
Result<std::unique_ptr<ProjectSession>> opened(const Arguments &line, bool connect)
{
    std::optional<ConnectionSettings> settings;
    if (connect) {
        auto given = line.connectionSettings();
        if (!given)
            return given.error();
        settings = *given;
    }
    const auto quotas = line.quotaProfile();
    if (!quotas)
        return quotas.error();
    auto project = ProjectSession::open({.projectPath = line.positional(0)}, *quotas);
    if (!project)
        return project.error();
    if (settings) {
        if (const auto connected = (*project)->connect(*settings); !connected)
            return connected.error();
    }
    return project;
}

} // namespace

ExitCode checkCommand(const QStringList &arguments)
{
    Arguments line(u"check"_s,
                   words("Checks that the destination can be written to. The last check makes a hidden trial space and "
                         "deletes it."),
                   {u"PROJECT"_s});
    line.connection().option(u"json"_s, words("Prints JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto settings = line.connectionSettings();
    if (!settings)
        return complain(settings.error());
    const auto quotas = line.quotaProfile();
    if (!quotas)
        return complain(quotas.error());
    const auto project = ProjectSession::open({.projectPath = line.positional(0)}, *quotas);
    if (!project)
        return complain(project.error());

    QMap<QString, ConnectionCheck> latest;
    QStringList order;
    QObject::connect((*project)->session.get(), &Session::checkChanged, (*project)->driver.get(),
                     [&](const ConnectionCheck &check) {
                         if (!latest.contains(check.key))
                             order << check.key;
                         latest.insert(check.key, check);
                     });
    const ActivityEnd end = (*project)->driver->run([&] {
        (*project)->session->setConnection(*settings);
        (*project)->session->check();
    });
    bool passed = !end.stopped && !order.isEmpty();
    QJsonArray checks;
    for (const QString &key : std::as_const(order)) {
        const ConnectionCheck &check = latest[key];
        passed =
            passed && (check.state == ConnectionCheck::State::Passed || check.state == ConnectionCheck::State::Warned);
        QJsonObject values;
        for (const auto &value : check.values)
            values.insert(value.first, value.second);
        checks.append(QJsonObject{{u"key"_s, check.key},
                                  {u"title"_s, check.title},
                                  {u"state"_s, stateName(check.state)},
                                  {u"sentence"_s, check.sentence},
                                  {u"remedy"_s, check.remedy},
                                  {u"console"_s, check.consolePath},
                                  {u"values"_s, values}});
        if (!line.isSet(u"json"_s))
            Console::result(stateName(check.state) + u"  "_s + check.title + u": "_s + check.sentence);
    }
    if (line.isSet(u"json"_s))
        Console::result(jsonText({{u"passed"_s, passed}, {u"checks"_s, checks}}));
    if (end.stopped && end.stopped->kind != Error::Kind::NotSetUp)
        return complain(*end.stopped);
    return passed ? ExitCode::AllDone : ExitCode::NeedsPerson;
}

ExitCode planCommand(const QStringList &arguments)
{
    Arguments line(u"plan"_s, words("Shows forecast, problems and what will stay behind. Sends nothing."),
                   {u"PROJECT"_s});
    line.option(u"json"_s, words("Prints JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto project = opened(line, false);
    if (!project)
        return complain(project.error());
    const auto plan = (*project)->driver->plan();
    if (!plan)
        return complain(plan.error());
    if (line.isSet(u"json"_s)) {
        Console::result(jsonText(planJson(*plan)));
    } else {
        sayProblems(plan->problems);
        Console::result(planInWords(*plan));
    }
    const bool stops = std::any_of(plan->problems.begin(), plan->problems.end(),
                                   [](const Problem &problem) { return problem.severity == Problem::Severity::Stop; });
    return stops ? ExitCode::NeedsPerson : ExitCode::AllDone;
}

ExitCode reconcileCommand(const QStringList &arguments)
{
    Arguments line(u"reconcile"_s, words("Compares a newer export with the project. Nothing is sent without --apply."),
                   {u"PROJECT"_s});
    line.connection()
        .option(u"source"_s, words("The newer export."), u"NEWER_EXPORT"_s)
        .option(u"apply"_s, words("Applies what was found, except deletions."))
        .option(u"with-deletions"_s, words("Applies deletions too."));
    if (const auto code = line.parse(arguments))
        return *code;
    if (!line.isSet(u"source"_s)) {
        Console::say(words("The newer export is missing. Give it with --source NEWER_EXPORT."));
        return ExitCode::WrongInput;
    }
    const bool apply = line.isSet(u"apply"_s);
    const auto project = opened(line, apply);
    if (!project)
        return complain(project.error());
    const ActivityEnd compared =
        (*project)->driver->run([&] { (*project)->session->compareNewer(line.value(u"source"_s)); });
    if (compared.stopped)
        return complain(*compared.stopped);

    std::vector<qint64> wanted;
    {
        const auto reader = Project::openForReading(line.positional(0));
        if (!reader)
            return complain(reader.error());
        QMap<QString, qint64> counts;
        for (const DifferenceRow &row : DifferenceTable(**reader).ofSpace(0)) {
            if (row.origin != u"newer-export" || row.state == DifferenceRow::State::Repaired)
                continue;
            ++counts[row.what];
            if (row.proposal != u"none" && (!row.deletion || line.isSet(u"with-deletions"_s)))
                wanted.push_back(row.id);
        }
        if (counts.isEmpty())
            Console::result(words("No differences."));
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            Console::result(QLocale().toString(it.value()) + u"  "_s + it.key());
    }
    if (!apply || wanted.empty())
        return ExitCode::AllDone;
    const ActivityEnd applied = (*project)->driver->run([&] { (*project)->session->applyDifferences(wanted); });
    if (applied.stopped)
        return complain(*applied.stopped);
    Console::result(
        words("%1 applied.").arg(QLocale().toString(static_cast<qint64>(wanted.size()) - applied.failedItems)));
    return applied.failedItems > 0 || applied.differences > 0 ? ExitCode::ItemsFailed : ExitCode::AllDone;
}

ExitCode fetchFilesCommand(const QStringList &arguments)
{
    Arguments line(u"fetch-files"_s, words("Fetches files from the old chat's servers."), {u"PROJECT"_s});
    if (const auto code = line.parse(arguments))
        return *code;
    const auto project = opened(line, false);
    if (!project)
        return complain(project.error());
    const ActivityEnd end = (*project)->driver->run([&] { (*project)->session->fetchFiles(false); });
    if (end.stopped)
        return complain(*end.stopped);
    return end.failedItems > 0 ? ExitCode::ItemsFailed : ExitCode::AllDone;
}

ExitCode statusCommand(const QStringList &arguments)
{
    Arguments line(u"status"_s, words("Says how the project stands. Works beside a running one."), {u"PROJECT"_s});
    line.option(u"json"_s, words("Prints JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto project = Project::openForReading(line.positional(0));
    if (!project)
        return complain(project.error());
    const QJsonObject status = statusJson(**project);
    if (line.isSet(u"json"_s)) {
        Console::result(jsonText(status));
        return ExitCode::AllDone;
    }
    Console::result(status.value(u"project"_s).toString() + u": "_s + status.value(u"stage"_s).toString());
    const SpaceTable table(**project);
    for (const SpaceRow &space : table.all()) {
        const Counts messages = table.counts(space.id, CountClass::Messages);
        QString text = words("%1: %2, %3 of %4 messages")
                           .arg(space.displayName, stageName(space.stage), QLocale().toString(messages.done),
                                QLocale().toString(messages.planned));
        if (messages.failed > 0)
            text += words(", %1 failed").arg(QLocale().toString(messages.failed));
        if (space.limit && space.stage < SpaceRow::Stage::Completed)
            text += words(", limit %1").arg(toRfc3339(*space.limit).left(16) + u'Z');
        Console::result(text);
    }
    return ExitCode::AllDone;
}

ExitCode reportCommand(const QStringList &arguments)
{
    Arguments line(u"report"_s,
                   words("Writes report.html, items.csv, people.csv, ledger.csv, audit.csv, deadlines.ics."),
                   {u"PROJECT"_s});
    line.option(u"out"_s, words("The folder to write into."), u"DIR"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    if (!line.isSet(u"out"_s)) {
        Console::say(words("The folder is missing. Give it with --out DIR."));
        return ExitCode::WrongInput;
    }
    const auto project = Project::openForReading(line.positional(0));
    if (!project)
        return complain(project.error());
    if (const auto written = writeReport(**project, line.value(u"out"_s)); !written)
        return complain(written.error());
    Console::result(QDir(line.value(u"out"_s)).filePath(u"report.html"_s));
    return ExitCode::AllDone;
}

ExitCode rollbackCommand(const QStringList &arguments)
{
    Arguments line(u"rollback"_s, words("Deletes spaces that are still in import mode, with everything in them."),
                   {u"PROJECT"_s});
    line.connection()
        .option(u"only"_s, words("Only this conversation, by name or id; may be given several times."), u"NAME_OR_ID"_s)
        .option(u"confirm-delete"_s, words("Allows deleting, which cannot be undone."));
    if (const auto code = line.parse(arguments))
        return *code;
    if (!line.isSet(u"confirm-delete"_s)) {
        Console::say(words("Rolling back deletes spaces, which cannot be undone. Run again with --confirm-delete."));
        return ExitCode::NeedsPerson;
    }
    const auto project = opened(line, true);
    if (!project)
        return complain(project.error());
    std::vector<qint64> spaces;
    if (line.isSet(u"only"_s)) {
        const auto named = spacesNamed(line.positional(0), line.values(u"only"_s));
        if (!named)
            return complain(named.error());
        spaces = *named;
    }
    const ActivityEnd end = (*project)->driver->run([&] { (*project)->session->rollBack(spaces); });
    if (end.stopped)
        return complain(*end.stopped);
    return end.failedItems > 0 ? ExitCode::ItemsFailed : ExitCode::AllDone;
}

} // namespace chatferry
