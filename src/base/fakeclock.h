// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QPointer>

#include <map>

namespace chatferry {

/// A clock that stands still until advance() moves it. For tests and for virtual time.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(UtcTime start = UtcTime(std::chrono::seconds(1763715600)));

    UtcTime nowUtc() const override { return m_now; }
    std::chrono::steady_clock::time_point steady() const override { return m_steady; }
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) override;

    /// Moves both clocks and runs, in order of time, what falls due on the way.
    void advance(std::chrono::milliseconds by);
    /// Moves the wall clock alone, as a wrong or corrected computer clock does.
    void jumpWall(std::chrono::milliseconds by);
    /// How many calls wait for a context that still lives.
    std::size_t waiting() const;

private:
    struct Waiting
    {
        QPointer<QObject> context;
        std::function<void()> call;
    };
    UtcTime m_now;
    std::chrono::steady_clock::time_point m_steady;
    std::multimap<std::chrono::steady_clock::time_point, Waiting> m_waiting;
};

} // namespace chatferry
