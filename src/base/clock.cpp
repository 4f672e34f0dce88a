// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <QTimer>

namespace chatferry {

UtcTime SystemClock::nowUtc() const
{
    return std::chrono::floor<Micros>(std::chrono::system_clock::now());
}

std::chrono::steady_clock::time_point SystemClock::steady() const
{
    return std::chrono::steady_clock::now();
}

void SystemClock::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call)
{
    QTimer::singleShot(delay, Qt::PreciseTimer, context, std::move(call));
}

} // namespace chatferry
