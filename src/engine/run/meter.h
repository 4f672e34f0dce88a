// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>

namespace chatferry {

/// Counts over the last half minute, and how long calls take. Plain arithmetic; time is passed in.
class Meter
{
public:
    using Time = std::chrono::steady_clock::time_point;

    void count(Time now) { bucket(now).count += 1; }
    /// A second; over the last half minute, or what there is of it.
    double perSecond(Time now) const;
    /// Whether there is half a minute to go by.
    bool isSteady(Time now) const;

    void took(std::chrono::duration<double> latency);
    /// Calls that must be under way together to reach @p wanted a second, with room for the slower ones.
    int inFlightFor(double wanted, int least, int most) const;
    std::chrono::duration<double> latency() const { return m_latency; }

private:
    struct Second
    {
        Time start;
        int count = 0;
    };
    Second &bucket(Time now);

    std::deque<Second> m_seconds;
    Time m_first{};
    bool m_started = false;
    std::chrono::duration<double> m_latency{0.3}; ///< Moving average.
};

} // namespace chatferry
