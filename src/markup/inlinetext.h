// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markup/textnames.h"
#include "model/richtext.h"

#include <QString>

namespace chatferry {

/// What people see of an inline when nothing can be marked up: "@Name", "#name", the label of a link, Unicode emoji,
/// LF. Cleaned of control characters.
QString plainInline(const Inline &part, const TextNames *names);

} // namespace chatferry
