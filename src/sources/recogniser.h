// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"

#include <optional>

namespace chatferry {

/// What an archive is that no reader of this program takes, as far as its names and first bytes tell.
///
/// Answers the Error (Kind::Input) that says so in one sentence, with what to do instead.
Error whatItIsInstead(const Archive &archive, const QString &path);

/// The same for a single file that is no zip: a file of an export, a database, another program's export. Empty when the
/// file may be a zip or tells nothing.
std::optional<Error> whatFileItIs(const QString &path);

} // namespace chatferry
