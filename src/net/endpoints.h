// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QUrl>

namespace chatferry {

/// Where the services live. Either the real hosts or one loopback base for all of them (--endpoint).
struct Endpoints
{
    QUrl chat;      ///< "https://chat.googleapis.com"
    QUrl drive;     ///< "https://www.googleapis.com"
    QUrl directory; ///< "https://admin.googleapis.com"

    static Endpoints google();
    /// Errors: Input when @p base is neither https nor a loopback address over http.
    static Result<Endpoints> at(const QString &base);
};

/// 127.0.0.0/8, ::1 or "localhost".
bool isLoopback(const QUrl &url);
/// Whether a request may go there at all: https anywhere, http on loopback only.
bool isAllowed(const QUrl &url);

} // namespace chatferry
