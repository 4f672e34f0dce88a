// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QByteArrayView>

#include <chrono>
#include <optional>

namespace chatferry {

/// Reads the form of RFC 9110 5.6.7 that servers send, "Sun, 06 Nov 1994 08:49:37 GMT". Empty for anything else.
std::optional<UtcTime> fromHttpDate(QByteArrayView text);

/// Reads a Retry-After value: seconds or a date. A date is counted from @p now; one in the past gives zero. Empty when
/// it is neither. More than a day counts as a day.
std::optional<std::chrono::milliseconds> fromRetryAfter(QByteArrayView text, UtcTime now);

} // namespace chatferry
