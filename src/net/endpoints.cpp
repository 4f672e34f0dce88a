// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/endpoints.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace chatferry {

Endpoints Endpoints::google()
{
    return {QUrl(u"https://chat.googleapis.com"_s), QUrl(u"https://www.googleapis.com"_s),
            QUrl(u"https://admin.googleapis.com"_s)};
}

Result<Endpoints> Endpoints::at(const QString &base)
{
    QUrl url(base.trimmed(), QUrl::StrictMode);
    while (url.path().endsWith(u'/'))
        url.setPath(url.path().chopped(1));
    if (!url.isValid() || url.host().isEmpty() || !isAllowed(url) || url.hasQuery() || url.hasFragment() ||
        !url.userInfo().isEmpty()) {
        return Error{
            .kind = Error::Kind::Input,
            .what =
                QCoreApplication::translate("Endpoints", "%1 cannot be used as the address of a service.").arg(base),
            .remedy = QCoreApplication::translate(
                "Endpoints", "Give an https address, or http with 127.0.0.1, for example http://127.0.0.1:8080.")};
    }
    return Endpoints{url, url, url};
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address(host);
    if (address.isNull())
        return false;
    return address.isLoopback();
}

bool isAllowed(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty())
        return false;
    return url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url));
}

} // namespace chatferry
