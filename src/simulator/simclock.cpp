// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simclock.h"

namespace chatferry::sim {

UtcTime SimClock::real()
{
    return std::chrono::time_point_cast<Micros>(std::chrono::system_clock::now());
}

UtcTime SimClock::now() const
{
    return m_still ? fromMicros(m_micros) : real() + Micros(m_micros);
}

void SimClock::set(UtcTime now)
{
    m_micros = m_still ? toMicros(now) : (now - real()).count();
}

void SimClock::setStill(bool still)
{
    const UtcTime shown = now();
    m_still = still;
    set(shown);
}

QString protoTime(UtcTime time)
{
    QString text = toRfc3339(time); // "....123456Z"
    const auto micros = toMicros(time) % 1000000;
    if (micros == 0)
        return text.left(text.size() - 8) + QLatin1Char('Z');
    if (micros % 1000 == 0)
        return text.left(text.size() - 4) + QLatin1Char('Z');
    return text;
}

} // namespace chatferry::sim
