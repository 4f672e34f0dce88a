// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/identitymatrix.h"
#include "net/httpclient.h"

#include <QString>

namespace chatferry {

/// What the body of a refusal says. Everything empty when it is a page of a proxy or something else that is no JSON.
struct ApiRefusal
{
    int code = 0;
    QString status;  ///< "INVALID_ARGUMENT".
    QString reason;  ///< ErrorInfo.reason of Chat, or errors[0].reason of Drive and Directory.
    QString message; ///< As the service wrote it: may name people; never logged as it is.
    QString service; ///< ErrorInfo.metadata.service: "chat.googleapis.com".

    /// Takes the object with or without its "error" wrapper.
    static ApiRefusal fromBody(const QByteArray &body);
};

/// The Error that a refused call ends in: kind, a sentence naming what was being done, and what to do.
///
/// NotSetUp: Chat app not configured (404 with its known text), API off, storage full. SignInNeeded: token or scope.
/// RateLimited: 429 and Drive's and Directory's 403 of the rate reasons. Precondition: 400 FAILED_PRECONDITION.
/// Aborted, Conflict: 409. BadReply: a refusal that is not of the service. Source: Google's error model
/// (google.rpc.Status), Chat and Drive guides; observed texts.
Error errorFor(ApiMethod method, const HttpReply &reply);

/// A 2xx answer that does not hold what it has to. @p missing names a field.
Error badReply(ApiMethod method, QLatin1String missing);

/// What the method does, for sentences: "creating a space".
QString doing(ApiMethod method);

/// Whether the service refused a request because it does not know the field @p name.
bool isUnknownField(const HttpReply &reply, QLatin1String name);

} // namespace chatferry
