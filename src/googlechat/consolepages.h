// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/serviceaccountkey.h"
#include "target/connection.h"

#include <QStringList>

namespace chatferry {

/// What consoles ask for.
struct ConsoleValues
{
    const ServiceAccountKey *key = nullptr; ///< Null while the key file is not read.
    QString admin;
    QStringList scopes;
};

/// Adds to @p check the page of the Admin or Cloud console where @p error is mended, and what is to be pasted there.
/// Adds nothing for troubles of the network.
void addConsole(ConnectionCheck &check, const Error &error, const ConsoleValues &values);

} // namespace chatferry
