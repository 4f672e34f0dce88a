// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"

#include "simulator/simulator.h"
#include "steps/rehearsalpeople.h"

#include <QCoreApplication>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("SimulatorCommand", text);
}

/// Reads the options of the line. Errors: Input, File.
Result<SimulatorOptions> optionsOf(const Arguments &line)
{
    const auto wrong = [](const QString &text) {
        return Error{.kind = Error::Kind::Input, .what = text, .remedy = {}};
    };
    SimulatorOptions options;
    options.jwtTimes = SimulatorOptions::JwtTimes::Real;
    bool ok = true;
    if (line.isSet(u"port"_s)) {
        options.port = line.value(u"port"_s).toUShort(&ok);
        if (!ok)
            return wrong(words("%1 is no port.").arg(line.value(u"port"_s)));
    }
    if (line.isSet(u"latency"_s)) {
        const int ms = line.value(u"latency"_s).toInt(&ok);
        if (!ok || ms < 0)
            return wrong(words("%1 is no latency in milliseconds.").arg(line.value(u"latency"_s)));
        options.latency = std::chrono::milliseconds(ms);
    }
    if (line.isSet(u"window-days"_s)) {
        options.windowDays = line.value(u"window-days"_s).toInt(&ok);
        if (!ok || options.windowDays < 1)
            return wrong(words("%1 is no number of days.").arg(line.value(u"window-days"_s)));
    }
    if (line.isSet(u"quotas"_s)) {
        const QString quotas = line.value(u"quotas"_s);
        if (quotas != u"real" && quotas != u"off")
            return wrong(words("--quotas takes real or off, not %1.").arg(quotas));
        options.quotas = quotas == u"real";
    }
    if (line.isSet(u"faults"_s)) {
        auto faults = parseFaultRules(line.value(u"faults"_s));
        if (!faults)
            return faults.error();
        options.faults = *faults;
    }
    if (line.isSet(u"people"_s)) {
        const auto bytes = readNamedFile(line.value(u"people"_s));
        if (!bytes)
            return bytes.error();
        auto accounts = accountsFromCsv(*bytes);
        if (!accounts)
            return accounts.error();
        options.people = *accounts;
    }
    if (line.isSet(u"admin"_s)) {
        const QString admin = line.value(u"admin"_s).trimmed().toLower();
        const auto there = std::find_if(options.people.begin(), options.people.end(),
                                        [&admin](const SimulatorAccount &account) { return account.email == admin; });
        if (there == options.people.end())
            options.people.push_back({.email = admin, .admin = true});
        else
            there->admin = true;
    }
    options.stateFile = line.value(u"state"_s);
    options.requestLogFile = line.value(u"log"_s);
    return options;
}

} // namespace

ExitCode simulatorCommand(const QStringList &arguments)
{
    Arguments line(u"simulator"_s,
                   words("Runs the stand-in of Google's services on this computer until it is stopped."), {});
    line.option(u"port"_s, words("The port; a free one when not given."), u"N"_s)
        .option(u"key-out"_s, words("Where to write the service account's key file."), u"KEY.json"_s)
        .option(u"state"_s, words("Keeps its world in this file."), u"FILE"_s)
        .option(u"people"_s, words("A people map or table of accounts (CSV)."), u"MAP.csv"_s)
        .option(u"admin"_s, words("The administrator's address; made up when not given."), u"EMAIL"_s)
        .option(u"quotas"_s, words("real (default) or off."), u"real|off"_s)
        .option(u"latency"_s, words("Milliseconds between acting and answering."), u"MS"_s)
        .option(u"faults"_s, words("Rules of misbehaviour; see src/simulator/README.md."), u"RULES"_s)
        .option(u"window-days"_s, words("Days that a space in import mode lives."), u"N"_s)
        .option(u"log"_s, words("Appends every request to this file, a JSON object on each line."), u"FILE"_s);
    if (const auto code = line.parse(arguments))
        return *code;
    auto options = optionsOf(line);
    if (!options) {
        Console::complain(options.error());
        return exitCodeFor(options.error());
    }
    const QString admin = ensureAdmin(options->people);
    Interrupt interrupt;
    Simulator simulator(*options);
    if (const auto port = simulator.start(); !port) {
        Console::complain(port.error());
        return exitCodeFor(port.error());
    }
    if (line.isSet(u"key-out"_s)) {
        QSaveFile file(line.value(u"key-out"_s));
        const QByteArray key = simulator.serviceAccountKeyJson();
        if (!file.open(QIODevice::WriteOnly) || file.write(key) != key.size() || !file.commit()) {
            Console::say(words("The key file cannot be written: %1.").arg(file.errorString()));
            return ExitCode::WrongInput;
        }
    }
    Console::result(simulator.baseUrl());
    Console::say(words("Administrator: %1. Stop with Ctrl-C.").arg(admin));
    QObject::connect(&interrupt, &Interrupt::interrupted, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
    simulator.stop();
    return ExitCode::AllDone;
}

} // namespace chatferry
