// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulatoroptions.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Error wrong(const QString &why)
{
    return Error{.kind = Error::Kind::Input,
                 .what =
                     QCoreApplication::translate("Simulator", "The simulator's settings cannot be used: %1").arg(why)};
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &one : array)
        list.append(one.toString());
    return list;
}

SimulatorAccount accountOf(const QJsonObject &json)
{
    return {.email = json[u"email"_s].toString(),
            .id = json[u"id"_s].toString(),
            .aliases = strings(json[u"aliases"_s]),
            .name = json[u"name"_s].toString(),
            .admin = json[u"admin"_s].toBool(),
            .suspended = json[u"suspended"_s].toBool(),
            .archived = json[u"archived"_s].toBool(),
            .guest = json[u"guest"_s].toBool(),
            .deleted = json[u"deleted"_s].toBool(),
            .chatOn = json[u"chatOn"_s].toBool(true),
            .autoAccept = json[u"autoAccept"_s].toBool(true),
            .orgUnit = json[u"orgUnit"_s].toString(u"/"_s)};
}

} // namespace

Result<SimulatorOptions> simulatorOptionsFromJson(const QByteArray &text)
{
    static const QStringList known{u"port"_s,
                                   u"people"_s,
                                   u"domains"_s,
                                   u"adminEmails"_s,
                                   u"delegatedScopes"_s,
                                   u"appConfigured"_s,
                                   u"quotas"_s,
                                   u"latencyMs"_s,
                                   u"faults"_s,
                                   u"windowDays"_s,
                                   u"startTime"_s,
                                   u"stateFile"_s,
                                   u"requestLogFile"_s,
                                   u"markupSyntaxKnown"_s,
                                   u"sharedDrivesAllowed"_s};
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsed);
    if (!document.isObject())
        return wrong(parsed.errorString());
    const QJsonObject json = document.object();
    for (auto it = json.begin(); it != json.end(); ++it) {
        if (!known.contains(it.key()))
            return wrong(QCoreApplication::translate("Simulator", "\"%1\" is not known.").arg(it.key()));
    }
    SimulatorOptions options;
    options.port = quint16(json[u"port"_s].toInt());
    const QJsonArray people = json[u"people"_s].toArray();
    for (const QJsonValue &one : people) {
        const SimulatorAccount account = accountOf(one.toObject());
        if (!account.email.contains(u'@'))
            return wrong(QCoreApplication::translate("Simulator", "a person has no address."));
        options.people.push_back(account);
    }
    options.domains = strings(json[u"domains"_s]);
    options.adminEmails = strings(json[u"adminEmails"_s]);
    if (json.contains(u"delegatedScopes"_s))
        options.delegatedScopes = strings(json[u"delegatedScopes"_s]);
    options.appConfigured = json[u"appConfigured"_s].toBool(options.appConfigured);
    options.quotas = json[u"quotas"_s].toBool(options.quotas);
    options.latency = std::chrono::milliseconds(json[u"latencyMs"_s].toInt());
    options.windowDays = json[u"windowDays"_s].toInt(options.windowDays);
    options.stateFile = json[u"stateFile"_s].toString();
    options.requestLogFile = json[u"requestLogFile"_s].toString();
    options.markupSyntaxKnown = json[u"markupSyntaxKnown"_s].toBool(options.markupSyntaxKnown);
    options.sharedDrivesAllowed = json[u"sharedDrivesAllowed"_s].toBool(options.sharedDrivesAllowed);
    if (json.contains(u"startTime"_s)) {
        options.startTime = fromRfc3339(json[u"startTime"_s].toString());
        if (!options.startTime)
            return wrong(QCoreApplication::translate("Simulator", "startTime is no time."));
    }
    auto faults = parseFaultRules(json[u"faults"_s].toString());
    if (!faults)
        return faults.error();
    options.faults = std::move(*faults);
    return options;
}

} // namespace chatferry
