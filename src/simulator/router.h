// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

#include <functional>

namespace chatferry::sim {

/// One method of one service, and what must hold before its handler is asked.
struct Route
{
    QByteArray method;
    QString pattern; ///< "/v1/spaces/{}/messages"; the last part may end in ":verb".
    Api api = Api::Chat;
    ScopeSet userScopes = 0; ///< One of them is needed to act for an account; 0: not possible.
    ScopeSet appScopes = 0;  ///< One of them is needed to act as the app; 0: not possible.
    QString quota = {};      ///< Of the project.
    std::function<QString(const Call &)> spaceQuota = {}; ///< Of the space named by the first var.
    QStringList query = {};                               ///< Parameters of its own.
    QString bodySchema = {};                              ///< Of a JSON body; empty: no JSON is read.
    QString answerSchema = {};                            ///< For `fields`.
    bool isWrite = false;                                 ///< Needs the Chat app to be configured.
    bool needsToken = true;                               ///< False: the upload's own address is the secret.
    std::function<Answer(Call &)> handler = {};
};

/// Finds the route of a request.
class Router
{
public:
    void add(Route route);
    /// Fills path, vars and query of @p call. Nullptr when there is no such address.
    const Route *find(Call &call) const;

private:
    struct Known
    {
        QStringList parts;
        Route route;
    };
    QHash<QByteArray, std::vector<Known>> m_routes; ///< By method and number of parts.
};

} // namespace chatferry::sim
