// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace chatferry {

/// Gives every message part of one space a time of its own (README, "Time"). Starts from what the journal holds; what
/// is given is journalled before anything is sent.
class TimeGiver
{
public:
    /// @p last: the latest time ever given in the space; empty before the first.
    explicit TimeGiver(std::optional<UtcTime> last)
        : m_last(last)
    {
    }

    /// In the order of the conversation: the smallest time not before @p effective and later than all given before.
    UtcTime give(UtcTime effective)
    {
        m_last = m_last ? std::max(effective, *m_last + Micros(1)) : effective;
        return *m_last;
    }

    /// For what comes late, out of order: the smallest time not before @p effective that was never given.
    UtcTime giveFree(UtcTime effective, const std::function<bool(UtcTime)> &isTaken)
    {
        while (isTaken(effective))
            effective += Micros(1);
        m_last = m_last ? std::max(effective, *m_last) : effective;
        return effective;
    }

private:
    std::optional<UtcTime> m_last;
};

} // namespace chatferry
