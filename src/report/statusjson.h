// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/project.h"

#include <QJsonObject>

namespace chatferry {

/// The answer of `chatferry-cli status --json`: the shape is fixed in the README. @p project may be open for reading
/// only.
QJsonObject statusJson(Project &project);

} // namespace chatferry
