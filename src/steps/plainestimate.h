// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <optional>

namespace chatferry {

/// When work that goes at one speed will end: for reading and fetching, which the forecast does not count.
class PlainEstimate
{
public:
    /// @p settling: no end is told before this long, because the speed is not known yet.
    explicit PlainEstimate(std::chrono::seconds settling)
        : m_settling(settling)
    {
    }
    void begin(UtcTime now) { m_begun = now; }
    void forget() { m_begun.reset(); }
    std::optional<UtcTime> end(UtcTime now, qint64 done, qint64 total) const
    {
        if (!m_begun || done <= 0 || total <= 0 || done > total || now - *m_begun < m_settling)
            return {};
        const double left = static_cast<double>(total - done) / static_cast<double>(done);
        const auto spent = static_cast<double>((now - *m_begun).count());
        return now + Micros(static_cast<qint64>(spent * left));
    }

private:
    std::chrono::seconds m_settling;
    std::optional<UtcTime> m_begun;
};

} // namespace chatferry
