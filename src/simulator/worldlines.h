// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/world.h"

#include <QByteArray>

namespace chatferry::sim {

/// The changed parts as lines of the state file.
QByteArray changeLines(const World &world, const World::Changes &changes);
/// All of it.
QByteArray allLines(const World &world);
/// Takes one line up. False when it is none of ours.
bool takeLine(World &world, const QJsonObject &line);

} // namespace chatferry::sim
