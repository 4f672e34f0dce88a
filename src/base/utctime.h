// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace chatferry {

/// A moment in UTC with microseconds: the only way this program keeps time.
using UtcTime = std::chrono::sys_time<std::chrono::microseconds>;
using Micros = std::chrono::microseconds;

/// Microseconds since 1970-01-01T00:00:00Z; the form kept in the project file.
constexpr qint64 toMicros(UtcTime time)
{
    return time.time_since_epoch().count();
}

constexpr UtcTime fromMicros(qint64 micros)
{
    return UtcTime(Micros(micros));
}

/// RFC 3339 in UTC, "2021-03-04T05:06:07.123456Z"; always six digits of fraction, so that equal times are equal texts.
QString toRfc3339(UtcTime time);

/// Reads RFC 3339 with any offset and 0 to 9 digits of fraction (cut to microseconds). Empty when @p text is no time.
std::optional<UtcTime> fromRfc3339(QStringView text);

/// The first moment Google Chat accepts for spaces and messages (Chat API, Space.createTime).
constexpr UtcTime kYear2000 = UtcTime(std::chrono::seconds(946684800));

} // namespace chatferry
