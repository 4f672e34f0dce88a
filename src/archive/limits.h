// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace chatferry {

/// More entries than a channel-day of every channel of the largest known exports.
inline constexpr qint64 kMaxEntries = 5'000'000;

/// A zip is taken for a bomb when it unpacks to more than this ...
inline constexpr double kBombBytes = 256.0 * 1024 * 1024;
/// ... and to more than this times its packed size. Repetitive JSON packs 10 to 60 times; deflate ends at 1,032.
inline constexpr double kBombRatio = 250;

/// What Archive::read() takes into memory at most; larger entries are for Archive::stream().
inline constexpr qint64 kMaxReadBytes = 512LL * 1024 * 1024;

/// Readable bytes past the end of what Archive::read() answers (simdjson reads up to 64 bytes too far).
inline constexpr qsizetype kPaddingBytes = 64;

} // namespace chatferry
