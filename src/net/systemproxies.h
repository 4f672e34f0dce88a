// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

#include <QHash>
#include <QNetworkProxyFactory>

namespace chatferry {

/// The proxies of the computer's settings; none for loopback. Asked for each request by the network library, so the
/// answer for a host is kept for a minute.
class SystemProxies final : public QNetworkProxyFactory
{
public:
    explicit SystemProxies(const Clock &clock)
        : m_clock(clock)
    {
    }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override;

private:
    struct Known
    {
        QList<QNetworkProxy> proxies;
        std::chrono::steady_clock::time_point until;
    };
    const Clock &m_clock;
    QHash<QString, Known> m_known;
};

} // namespace chatferry
