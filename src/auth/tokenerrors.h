// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "net/httpclient.h"

namespace chatferry {

/// What a token endpoint's refusal means (Google, "Using OAuth 2.0 for Server to Server Applications"; RFC 6749 5.2).
///
/// SignInNeeded: key or delegation; NotFound: the impersonated account does not exist or is closed; Forbidden: a policy
/// of the organisation; ServerFault and RateLimited: try again; BadReply: an answer that cannot be read (a page of a
/// proxy). @p impersonates: whether the request named an account.
Error tokenError(const HttpReply &reply, bool impersonates);

} // namespace chatferry
