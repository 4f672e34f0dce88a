// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QObject>

#include <functional>

namespace chatferry {

/// Where time comes from. Everything that waits or stamps asks a Clock, so that tests move time instead of sleeping.
class Clock
{
public:
    virtual ~Clock() = default;

    /// The wall clock. May jump; never used to measure a wait.
    virtual UtcTime nowUtc() const = 0;

    /// Rises steadily from an unspecified start; what pacing and time-outs use.
    virtual std::chrono::steady_clock::time_point steady() const = 0;

    /// Calls @p call once, from the event loop of the calling thread, after @p delay; never when @p context died first.
    virtual void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) = 0;
};

/// The computer's own clocks.
class SystemClock final : public Clock
{
public:
    UtcTime nowUtc() const override;
    std::chrono::steady_clock::time_point steady() const override;
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) override;
};

} // namespace chatferry
