// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/fakeclock.h"

namespace chatferry {

FakeClock::FakeClock(UtcTime start)
    : m_now(start)
    , m_steady(std::chrono::hours(1))
{
}

void FakeClock::after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call)
{
    m_waiting.emplace(m_steady + delay, Waiting{context, std::move(call)});
}

void FakeClock::advance(std::chrono::milliseconds by)
{
    const auto end = m_steady + by;
    while (!m_waiting.empty() && m_waiting.begin()->first <= end) {
        auto node = m_waiting.extract(m_waiting.begin());
        const auto step = std::max(node.key() - m_steady, std::chrono::steady_clock::duration::zero());
        m_steady += step;
        m_now += std::chrono::floor<Micros>(step);
        if (node.mapped().context)
            node.mapped().call();
    }
    m_now += std::chrono::floor<Micros>(end - m_steady);
    m_steady = end;
}

void FakeClock::jumpWall(std::chrono::milliseconds by)
{
    m_now += by;
}

std::size_t FakeClock::waiting() const
{
    return static_cast<std::size_t>(std::count_if(m_waiting.begin(), m_waiting.end(),
                                                  [](const auto &entry) { return !entry.second.context.isNull(); }));
}

} // namespace chatferry
