// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/utctime.h"
#include "target/operation.h"

#include <chrono>
#include <optional>
#include <set>

namespace chatferry {

/// Tells a dead connection or service from a bad operation, and lets one call at a time try whether it is back.
///
///     up --Offline, or faults of several operations in a row--> down --wait--> one probe --an answer--> up
///                                                                 ^-----no answer-----|
///
/// Plain arithmetic; time is passed in.
class Outage
{
public:
    using Time = std::chrono::steady_clock::time_point;
    enum class Reason { None, Offline, Faults };

    /// The service answered something that is a verdict, good or bad.
    void answered();
    /// No verdict. @p jitter is added to the wait before the next probe.
    void failed(Error::Kind kind, const OperationKey &key, Time now, UtcTime wall, std::chrono::milliseconds jitter);

    /// Whether a call may start while @p inFlight others are under way.
    bool mayStart(Time now, int inFlight) const;
    /// When mayStart() may change by itself.
    std::optional<Time> wakeAt() const;

    Reason reason() const { return m_reason; }
    UtcTime since() const { return m_since; }
    /// Rises with each verdict; tells whether anything went through since some moment.
    quint64 verdicts() const { return m_verdicts; }

private:
    Reason m_reason = Reason::None;
    UtcTime m_since{};
    Time m_probeAt{};
    int m_waits = 0;
    int m_faults = 0;
    std::set<OperationKey> m_faulty;
    quint64 m_verdicts = 0;
};

} // namespace chatferry
