// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/systemproxies.h"

#include "net/endpoints.h"

namespace chatferry {

QList<QNetworkProxy> SystemProxies::queryProxy(const QNetworkProxyQuery &query)
{
    if (isLoopback(query.url()))
        return {QNetworkProxy(QNetworkProxy::NoProxy)};
    const QString key = query.url().scheme() + query.url().host();
    const auto now = m_clock.steady();
    const auto found = m_known.constFind(key);
    if (found != m_known.constEnd() && found->until > now)
        return found->proxies;
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(query);
    m_known.insert(key, {proxies, now + std::chrono::minutes(1)});
    return proxies;
}

} // namespace chatferry
