// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/outage.h"

#include "engine/run/grading.h"

namespace chatferry {

namespace {

/// So many faults without any verdict between, of so many operations, are the service's and not theirs.
constexpr int kFaultsInARow = 6;
constexpr std::size_t kFaultyOperations = 3;

} // namespace

void Outage::answered()
{
    ++m_verdicts;
    m_reason = Reason::None;
    m_waits = 0;
    m_faults = 0;
    m_faulty.clear();
}

void Outage::failed(Error::Kind kind, const OperationKey &key, Time now, UtcTime wall, std::chrono::milliseconds jitter)
{
    if (kind == Error::Kind::Offline) {
        if (m_reason == Reason::None)
            m_since = wall;
        m_reason = Reason::Offline;
    } else {
        ++m_faults;
        m_faulty.insert(key);
        if (m_reason == Reason::None && m_faults == 1)
            m_since = wall;
        if (m_reason == Reason::None && m_faults >= kFaultsInARow && m_faulty.size() >= kFaultyOperations)
            m_reason = Reason::Faults;
    }
    // Calls that were under way together fail together; that is one wait, not many.
    if (m_reason != Reason::None && now >= m_probeAt)
        m_probeAt = now + backOff(++m_waits, jitter);
}

bool Outage::mayStart(Time now, int inFlight) const
{
    return m_reason == Reason::None || (inFlight == 0 && now >= m_probeAt);
}

std::optional<Outage::Time> Outage::wakeAt() const
{
    return m_reason == Reason::None ? std::nullopt : std::optional(m_probeAt);
}

} // namespace chatferry
