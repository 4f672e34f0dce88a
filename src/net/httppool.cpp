// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httppool.h"

#include "net/httpattempt.h"

#include <QNetworkAccessManager>

namespace chatferry {

namespace {

// What a QNetworkAccessManager opens to one host (Qt documentation). More would wait inside it, where the time-out of a
// call that has not even left would run.
constexpr int kConnectionsOfManager = 6;

} // namespace

HttpPool::HttpPool(Clock &clock, const HttpClient::ManagerFactory &factory, int managers)
    : m_clock(clock)
{
    for (int i = 0; i < std::max(1, managers); ++i)
        m_ordinary.lanes.push_back({factory(), 0});
    m_large.lanes.push_back({factory(), 0});
}

HttpPool::~HttpPool()
{
    std::vector<HttpAttempt *> all(m_ordinary.waiting.begin(), m_ordinary.waiting.end());
    all.insert(all.end(), m_large.waiting.begin(), m_large.waiting.end());
    for (const Running &running : m_running)
        all.push_back(running.attempt);
    m_ordinary.waiting.clear();
    m_large.waiting.clear();
    m_running.clear();
    for (HttpAttempt *attempt : all)
        attempt->abandon();
}

void HttpPool::admit(HttpAttempt *attempt)
{
    Group &group = attempt->request().large ? m_large : m_ordinary;
    group.waiting.push_back(attempt);
    sendWaiting(group);
}

void HttpPool::leave(HttpAttempt *attempt)
{
    for (Group *group : {&m_ordinary, &m_large}) {
        const auto waiting = std::find(group->waiting.begin(), group->waiting.end(), attempt);
        if (waiting != group->waiting.end()) {
            group->waiting.erase(waiting);
            return;
        }
    }
    const auto found = std::find_if(m_running.begin(), m_running.end(),
                                    [attempt](const Running &running) { return running.attempt == attempt; });
    if (found == m_running.end())
        return;
    Group &group = *found->group;
    --group.lanes[found->lane].running;
    *found = m_running.back();
    m_running.pop_back();
    sendWaiting(group);
}

void HttpPool::sendWaiting(Group &group)
{
    while (!group.waiting.empty()) {
        const auto lane =
            std::min_element(group.lanes.begin(), group.lanes.end(),
                             [](const Lane &left, const Lane &right) { return left.running < right.running; });
        if (lane->running >= kConnectionsOfManager)
            return;
        HttpAttempt *attempt = group.waiting.front();
        group.waiting.pop_front();
        ++lane->running;
        m_running.push_back({attempt, &group, static_cast<std::size_t>(lane - group.lanes.begin())});
        attempt->send(*lane->manager);
        watch(attempt->deadline());
    }
}

void HttpPool::watch(std::chrono::steady_clock::time_point deadline)
{
    if (m_nextCheck && *m_nextCheck <= deadline)
        return;
    m_nextCheck = deadline;
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(deadline - m_clock.steady());
    m_clock.after(std::max(delay, std::chrono::milliseconds(0)), this, [this, deadline] {
        if (m_nextCheck != deadline)
            return;
        m_nextCheck.reset();
        endStalled();
    });
}

void HttpPool::endStalled()
{
    const auto now = m_clock.steady();
    std::vector<HttpAttempt *> stalled;
    std::optional<std::chrono::steady_clock::time_point> earliest;
    for (const Running &running : m_running) {
        const auto deadline = running.attempt->deadline();
        if (deadline <= now)
            stalled.push_back(running.attempt);
        else if (!earliest || deadline < *earliest)
            earliest = deadline;
    }
    for (HttpAttempt *attempt : stalled)
        attempt->endStalled();
    if (earliest)
        watch(*earliest);
}

} // namespace chatferry
