// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/accounts.h"
#include "simulator/answer.h"
#include "simulator/simclock.h"
#include "simulator/tokens.h"
#include "simulator/world.h"

#include <QStringList>

namespace chatferry::sim {

/// What every service works on.
struct Context
{
    SimulatorOptions options;
    Accounts accounts;
    World world;
    SimClock clock;
    QString baseUrl;

    /// The account id for "users/ID", "users/ADDRESS" or either without prefix; "app" for the app; empty when unknown.
    QString userId(const QString &name) const;
};

/// One request on its way through a service.
struct Call
{
    const HttpRequest &http;
    QString path = {};     ///< Decoded.
    QStringList vars = {}; ///< What stood for the {parts} of the route.
    QHash<QString, QString> query = {};
    Identity who = {};
    QJsonObject body = {};
    UtcTime now = {};

    bool flag(const QString &name) const { return query.value(name) == QLatin1String("true"); }
};

} // namespace chatferry::sim
