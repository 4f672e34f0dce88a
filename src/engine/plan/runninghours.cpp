// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/runninghours.h"

#include <QDateTime>

#include <algorithm>

namespace chatferry {

namespace {

UtcTime momentOf(const QDate &day, const QTime &time, const QTimeZone &zone)
{
    return UtcTime(std::chrono::milliseconds(QDateTime(day, time, zone).toMSecsSinceEpoch()));
}

QDate dayOf(UtcTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(toMicros(time) / 1000, zone).date();
}

/// Ten years: nothing is forecast further than that.
constexpr int kMostDays = 3660;

} // namespace

RunningHours::RunningHours(QTime from, QTime to, QTimeZone zone)
    : m_from(from)
    , m_to(to)
    , m_zone(std::move(zone))
{
}

bool RunningHours::isOpen(UtcTime at) const
{
    if (isAlways())
        return true;
    const QTime time = QDateTime::fromMSecsSinceEpoch(toMicros(at) / 1000, m_zone).time();
    return m_from < m_to ? time >= m_from && time < m_to : time >= m_from || time < m_to;
}

UtcTime RunningHours::after(UtcTime start, std::chrono::duration<double> work) const
{
    auto rest = std::chrono::ceil<Micros>(std::chrono::duration<double>(std::max(0.0, work.count())));
    if (isAlways())
        return start + rest;
    // The window that opened yesterday may still be open.
    QDate day = dayOf(start, m_zone).addDays(-1);
    for (int i = 0; i < kMostDays; ++i, day = day.addDays(1)) {
        const UtcTime opens = std::max(start, momentOf(day, m_from, m_zone));
        const UtcTime closes = momentOf(m_from < m_to ? day : day.addDays(1), m_to, m_zone);
        if (closes <= opens)
            continue;
        if (closes - opens >= rest)
            return opens + rest;
        rest -= closes - opens;
    }
    return start + std::chrono::days(kMostDays);
}

} // namespace chatferry
