// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/endpoints.h"
#include "net/httpclient.h"

namespace chatferry {

/// What it takes to reach Google.
struct GoogleConnection
{
    QByteArray serviceAccountKey; ///< The key file's bytes.
    QString adminEmail;           ///< Creates the spaces, owns the files, completes, adds the members.
    Endpoints endpoints = Endpoints::google();
    HttpClient::ManagerFactory network = {}; ///< For tests; empty: the real network.
};

} // namespace chatferry
