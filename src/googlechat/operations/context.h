// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/googleapi.h"
#include "target/operation.h"

#include <QHash>
#include <QUrl>

namespace chatferry {

/// What all operations of one target share. Outlives them.
struct GoogleChatContext
{
    GoogleApi api;
    QString admin;      ///< Address of the account that creates spaces and owns the files.
    QString projectKey; ///< Makes request ids of project-wide operations.
    QString driveName;
    /// After completion chat.import was refused and the ordinary scopes worked: learnt once.
    bool laterScopes = false;
    QHash<QString, QString> idByAddress;           ///< Lower-case address or alias -> "users/1".
    QHash<OperationKey, QUrl> uploadSessions = {}; ///< Uploads that broke off and can go on.

    Identity adminIdentity() const { return Identity::account(admin); }
    QString idOf(const QString &address) const { return idByAddress.value(address.toLower()); }
};

/// The id that the client gives a message: "client-" and 48 hex digits, the same for the same message, part and
/// generation in every run. Source: Google Chat API, messageId (at most 63 characters, lower case, digits, hyphens).
QString clientMessageId(const QString &uniqueKey, int part, int generation);

/// Whether @p text has the form of one mail address.
bool isMailAddress(const QString &text);

/// A UUID (version 5) made from @p text, for requestId parameters.
QString requestUuid(const QString &text);

} // namespace chatferry
