// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "markup/textnames.h"
#include "model/richtext.h"

#include <QString>

#include <span>

namespace chatferry {

/// One line of inlines (no LineBreak among them) in Chat syntax; README, 4.4.
QString chatLine(std::span<const Inline> inlines, const TextNames &names);

} // namespace chatferry
