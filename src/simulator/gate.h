// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/quotas.h"
#include "simulator/router.h"

namespace chatferry::sim {

/// What every call must pass before its handler sees it. Each check answers an error, or nothing that is one.
class Gate
{
public:
    Gate(const Context &context, Quotas &quotas);

    /// Bearer token, API switched on, scopes, account, quotas.
    Answer admit(const Call &call, const Route &route);
    Answer checkQuery(const Call &call, const Route &route) const;
    /// Reads the JSON body of @p call and holds it against the route's schema.
    Answer readBody(Call &call, const Route &route) const;

    static Answer unauthenticated();
    static Answer rateLimited(const QString &quota, int limit);

private:
    Answer serviceOff(Api api) const;
    Answer accountRefused(const Call &call, Api api) const;

    const Context &m_context;
    Quotas &m_quotas;
};

} // namespace chatferry::sim
