// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/meter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace std::chrono_literals;

namespace chatferry {

namespace {

constexpr auto kWindow = 30s;

} // namespace

double Meter::perSecond(Time now) const
{
    if (!m_started)
        return 0;
    const auto from = std::max(now - kWindow, m_first);
    const double span = std::max(std::chrono::duration<double>(now - from).count(), 1.0);
    const int sum = std::accumulate(m_seconds.begin(), m_seconds.end(), 0, [&](int total, const Second &second) {
        return second.start >= now - kWindow ? total + second.count : total;
    });
    return sum / span;
}

bool Meter::isSteady(Time now) const
{
    return m_started && now - m_first >= kWindow;
}

void Meter::took(std::chrono::duration<double> latency)
{
    m_latency += (latency - m_latency) * 0.1;
}

int Meter::inFlightFor(double wanted, int least, int most) const
{
    if (!std::isfinite(wanted))
        return most;
    // Little's law, with half as much again since calls differ, and a few for calls that are being journalled.
    const double needed = std::ceil(wanted * m_latency.count() * 1.5) + 4;
    return std::clamp(static_cast<int>(std::min(needed, 1e6)), least, most);
}

Meter::Second &Meter::bucket(Time now)
{
    if (!m_started) {
        m_started = true;
        m_first = now;
    }
    if (m_seconds.empty() || now - m_seconds.back().start >= 1s)
        m_seconds.push_back({now, 0});
    while (m_seconds.front().start < now - kWindow)
        m_seconds.pop_front();
    return m_seconds.back();
}

} // namespace chatferry
