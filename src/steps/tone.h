// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace chatferry {

/// The role a state is drawn in: what it means, never a colour. Every tone comes with an icon and a word.
enum class Tone { Idle, Info, Ok, Warn, Err, Rehearsal };

} // namespace chatferry
