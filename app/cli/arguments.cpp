// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "app/wiring/googlewiring.h"
#include "auth/serviceaccountkey.h"
#include "net/endpoints.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Arguments", text);
}

} // namespace

Arguments::Arguments(const QString &command, const QString &description, const QStringList &positional)
    : m_command(command)
    , m_positional(positional)
{
    m_parser.setApplicationDescription(description);
    m_parser.addHelpOption();
    m_parser.addPositionalArgument(command, description, command);
    for (const QString &name : positional)
        m_parser.addPositionalArgument(name, {}, name);
}

Arguments &Arguments::option(const QString &name, const QString &description, const QString &value)
{
    m_parser.addOption(value.isEmpty() ? QCommandLineOption(name, description)
                                       : QCommandLineOption(name, description, value));
    return *this;
}

Arguments &Arguments::connection()
{
    m_connects = true;
    return option(u"service-account"_s, words("The service account's key file."), u"KEY.json"_s)
        .option(u"admin"_s, words("The administrator the app acts for."), u"EMAIL"_s)
        .option(u"endpoint"_s, words("Another base address for every service; http on this computer only."), u"URL"_s)
        .option(u"quota-profile"_s,
                words("Other limits than the documented ones: a file like resources/quota/google-chat.json, or off."),
                u"FILE|off"_s);
}

std::optional<ExitCode> Arguments::parse(const QStringList &arguments)
{
    const bool understood = m_parser.parse(QStringList{u"chatferry-cli"_s} + arguments);
    if (m_parser.isSet(u"help"_s)) {
        Console::result(m_parser.helpText().trimmed());
        return ExitCode::AllDone;
    }
    if (!understood) {
        Console::say(m_parser.errorText() + u' ' + words("See: chatferry-cli %1 --help").arg(m_command));
        return ExitCode::WrongInput;
    }
    const auto given = m_parser.positionalArguments().size();
    if (given < m_positional.size()) {
        Console::say(words("%1 is missing. See: chatferry-cli %2 --help").arg(m_positional.at(given), m_command));
        return ExitCode::WrongInput;
    }
    if (given > m_positional.size()) {
        Console::say(words("One word too many: %1. See: chatferry-cli %2 --help")
                         .arg(m_parser.positionalArguments().at(m_positional.size()), m_command));
        return ExitCode::WrongInput;
    }
    return {};
}

Result<ConnectionSettings> Arguments::connectionSettings() const
{
    ConnectionSettings settings;
    if (isSet(u"endpoint"_s)) {
        settings.endpoint = value(u"endpoint"_s);
        if (const auto endpoints = Endpoints::at(settings.endpoint); !endpoints)
            return endpoints.error();
    }
    settings.adminEmail = value(u"admin"_s).trimmed().toLower();
    if (!isSet(u"service-account"_s))
        return Error{.kind = Error::Kind::Input,
                     .what = words("The key file of the service account is missing."),
                     .remedy = words("Give it with --service-account KEY.json.")};
    if (settings.adminEmail.isEmpty() || !settings.adminEmail.contains(u'@'))
        return Error{.kind = Error::Kind::Input,
                     .what = words("The address of the administrator is missing."),
                     .remedy = words("Give it with --admin EMAIL.")};
    auto bytes = readNamedFile(value(u"service-account"_s));
    if (!bytes)
        return bytes.error();
    if (const auto key = ServiceAccountKey::fromJson(*bytes); !key)
        return key.error();
    settings.serviceAccountKey = *bytes;
    return settings;
}

Result<QuotaProfile> Arguments::quotaProfile() const
{
    const QString given = m_connects ? value(u"quota-profile"_s) : QString();
    if (given.isEmpty())
        return googleChatQuotas();
    if (given == u"off")
        return QuotaProfile::unlimited();
    const auto bytes = readNamedFile(given);
    if (!bytes)
        return bytes.error();
    return QuotaProfile::fromJson(*bytes);
}

Result<QByteArray> readNamedFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{.kind = Error::Kind::File,
                     .what = words("The file %1 cannot be read: %2.").arg(path, file.errorString())};
    return file.readAll();
}

} // namespace chatferry
