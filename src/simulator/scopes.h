// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace chatferry::sim {

/// A set of OAuth scopes as bits.
using ScopeSet = quint64;

/// All scopes the simulated services know, without their prefix.
const QStringList &knownScopes();
/// Of "chat.import" or its full address; empty when there is no such scope.
std::optional<ScopeSet> scopeBit(QStringView name);
/// Of names that must all exist.
ScopeSet scopes(std::initializer_list<QLatin1String> names);
QString fullScope(QStringView name);

} // namespace chatferry::sim
