// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "net/httpclient.h"

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace chatferry {

class HttpAttempt;

/// The network managers behind a HttpClient: gives each attempt the one with the fewest calls, holds back what is over
/// their connections, and ends attempts on which no byte has moved for their time-out.
class HttpPool final : public QObject
{
public:
    HttpPool(Clock &clock, const HttpClient::ManagerFactory &factory, int managers);
    ~HttpPool() override;

    Clock &clock() const { return m_clock; }
    void admit(HttpAttempt *attempt);
    /// @p attempt has ended or is going away, whether it waited or ran.
    void leave(HttpAttempt *attempt);

private:
    struct Lane
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int running = 0;
    };
    /// Lanes that share a queue: the ordinary ones, or the one for large requests.
    struct Group
    {
        std::vector<Lane> lanes;
        std::deque<HttpAttempt *> waiting;
    };
    struct Running
    {
        HttpAttempt *attempt = nullptr;
        Group *group = nullptr;
        std::size_t lane = 0;
    };
    void sendWaiting(Group &group);
    void watch(std::chrono::steady_clock::time_point deadline);
    void endStalled();

    Clock &m_clock;
    Group m_ordinary;
    Group m_large;
    std::vector<Running> m_running;
    std::optional<std::chrono::steady_clock::time_point> m_nextCheck;
};

} // namespace chatferry
