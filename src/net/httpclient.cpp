// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpclient.h"

#include "net/httpattempt.h"
#include "net/httppool.h"
#include "net/systemproxies.h"

#include <QNetworkAccessManager>

namespace chatferry {

QByteArray HttpReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpClient::HttpClient(Clock &clock, int managers)
    : HttpClient(
          clock,
          [&clock] {
              auto manager = std::make_unique<QNetworkAccessManager>();
              manager->setProxyFactory(new SystemProxies(clock));
              return manager;
          },
          managers)
{
}

HttpClient::HttpClient(Clock &clock, const ManagerFactory &factory, int managers)
    : m_pool(std::make_unique<HttpPool>(clock, factory, managers))
{
}

HttpClient::~HttpClient() = default;

HttpCall *HttpClient::send(HttpRequest request, QObject *parent)
{
    return new HttpAttempt(m_pool.get(), std::move(request), parent);
}

} // namespace chatferry
