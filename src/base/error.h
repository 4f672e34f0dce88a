// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace chatferry {

/// Why an operation did not succeed. A value that travels with the result; it is never thrown.
///
/// Code branches on kind, never on text. No member ever holds a secret, a message text or a person's address.
struct Error
{
    enum class Kind {
        Cancelled,    ///< The person or the program stopped it.
        Offline,      ///< No connection to the service.
        Timeout,      ///< Sent, no answer in time: the outcome is unknown.
        Ambiguous,    ///< The connection broke after bytes had left: the outcome is unknown.
        RateLimited,  ///< The service asks to slow down; see retryAfter.
        SignInNeeded, ///< Token refused, key revoked, delegation missing.
        Forbidden,    ///< The service refuses this identity.
        NotFound,
        Conflict,     ///< It exists already (name, id, time, member, reaction).
        Aborted,      ///< A concurrent change; the same call may be repeated.
        Precondition, ///< The thing is in another state than the call needs.
        BadRequest,   ///< The service says the request is wrong.
        BadReply,     ///< The answer cannot be understood (HTML, broken JSON, a required field missing).
        ServerFault,  ///< 5xx.
        NotSetUp,     ///< The service as a whole is not ready: API off, Chat app not configured, quota of storage full.
        Input,        ///< A file or value the person gave is wrong.
        File,         ///< Reading or writing on this computer failed.
        DiskFull,
        Locked, ///< The project is open elsewhere.
        Bug,    ///< Our own fault.
    };

    Kind kind = Kind::Bug;
    QString what = {};   ///< One translated sentence for the person: what failed, with its name.
    QString remedy = {}; ///< What the person can do next, translated; may be empty.
    QString detail = {}; ///< Untranslated and redacted: HTTP status, API reason. For the log and "Details".
    std::optional<std::chrono::milliseconds> retryAfter = {}; ///< From the server; RateLimited and ServerFault only.
};

/// "RateLimited" and so on: the stable word for logs, JSON and the project file.
QString errorKindName(Error::Kind kind);

/// Whether the server may have acted although no answer says so.
bool isOutcomeUnknown(Error::Kind kind);

/// Whether the very same call may succeed later without anybody doing anything.
bool isTransient(Error::Kind kind);

} // namespace chatferry
