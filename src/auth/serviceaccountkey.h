// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QUrl>

namespace chatferry {

/// The JSON key file of a Google service account, read and checked.
struct ServiceAccountKey
{
    QString projectId;
    QString keyId;
    QByteArray privateKeyPem; ///< Secret; PKCS#8.
    QString clientEmail;
    QString clientId; ///< Numeric: what an admin enters for domain-wide delegation.
    QUrl tokenUri;

    /// Errors: Input, saying what the file is instead (an OAuth client, an API key, a key in another format, no JSON)
    /// or which part is missing. Neither sentence nor detail quotes the file.
    static Result<ServiceAccountKey> fromJson(const QByteArray &json);
};

} // namespace chatferry
