// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/world.h"

namespace chatferry::sim {

class Accounts;

/// The world as JSON for tests; the shape is in README.md.
QJsonObject stateJson(const World &world, const Accounts &accounts, UtcTime now);

} // namespace chatferry::sim
