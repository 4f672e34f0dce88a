// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QTime>
#include <QTimeZone>

namespace chatferry {

/// The hours of the day, on the wall clock of a place, in which the machine may run. Both times null or equal: always.
/// From 20:00 to 06:00 goes over midnight.
class RunningHours
{
public:
    RunningHours() = default;
    RunningHours(QTime from, QTime to, QTimeZone zone = QTimeZone::systemTimeZone());

    bool isAlways() const { return !m_from.isValid() || !m_to.isValid() || m_from == m_to; }
    bool isOpen(UtcTime at) const;
    /// When work of this length is done that begins at @p start.
    UtcTime after(UtcTime start, std::chrono::duration<double> work) const;

private:
    QTime m_from;
    QTime m_to;
    QTimeZone m_zone;
};

} // namespace chatferry
