// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <atomic>

namespace chatferry::sim {

/// The simulator's time: the computer's plus an offset, or one that stands until it is moved. Safe from any thread.
class SimClock
{
public:
    UtcTime now() const;
    /// The time of the computer, whatever was moved.
    static UtcTime real();
    void advance(Micros by) { m_micros += by.count(); }
    void set(UtcTime now);
    /// Keeps the time that it shows.
    void setStill(bool still);

private:
    std::atomic<qint64> m_micros{0}; ///< Offset while running, the time itself while still.
    std::atomic<bool> m_still{false};
};

/// As the services write times: no fraction, three or six digits, whichever is enough.
QString protoTime(UtcTime time);

} // namespace chatferry::sim
