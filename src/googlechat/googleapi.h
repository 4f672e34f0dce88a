// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "net/endpoints.h"

#include <memory>

namespace chatferry {

class HttpClient;
class TokenProvider;

/// What every call to Google needs. Outlives its calls.
struct GoogleApi
{
    HttpClient &http;
    Clock &clock;
    std::shared_ptr<TokenProvider> tokens;
    Endpoints endpoints;
    /// The service does not know Message.markupSyntax (it is newer than the discovery document): learnt once, then left
    /// out everywhere.
    bool withoutMarkupSyntax = false;
};

} // namespace chatferry
