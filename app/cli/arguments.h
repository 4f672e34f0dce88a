// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "engine/session.h"
#include "quota/quotaprofile.h"

#include <QCommandLineParser>

#include <optional>

namespace chatferry {

/// The words behind a command. Wrong ones are said on stderr, with the usage.
class Arguments
{
public:
    /// @p positional: names for the usage line, in order; every one is required.
    Arguments(const QString &command, const QString &description, const QStringList &positional);

    Arguments &option(const QString &name, const QString &description, const QString &value = {});
    /// --service-account, --admin, --endpoint, --quota-profile.
    Arguments &connection();

    /// Empty: go on; else the command ends with this code (help was asked for, or the words are wrong).
    std::optional<ExitCode> parse(const QStringList &arguments);

    QString positional(int index) const { return m_parser.positionalArguments().value(index); }
    bool isSet(const QString &name) const { return m_parser.isSet(name); }
    QString value(const QString &name) const { return m_parser.value(name); }
    QStringList values(const QString &name) const { return m_parser.values(name); }

    /// Reads the key file and checks the endpoint. Errors: Input, File.
    Result<ConnectionSettings> connectionSettings() const;
    /// The limits of --quota-profile: a file, or "off"; else those that ship. Errors: Input, File.
    Result<QuotaProfile> quotaProfile() const;

private:
    QString m_command;
    QStringList m_positional;
    QCommandLineParser m_parser;
    bool m_connects = false;
};

/// The bytes of a file the person named. Errors: File with the sentence why.
Result<QByteArray> readNamedFile(const QString &path);

} // namespace chatferry
