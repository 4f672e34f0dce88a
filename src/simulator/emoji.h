// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace chatferry::sim {

/// Whether the text has the shape of exactly one emoji (UTS #51: sequence of elements joined by ZWJ, flag, keycap).
/// Knows ranges, not the list of each Unicode version.
bool isEmoji(const QString &text);

} // namespace chatferry::sim
