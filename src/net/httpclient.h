// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"

#include <QByteArray>
#include <QIODevice>
#include <QNetworkReply>
#include <QUrl>

#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace chatferry {

/// One request, as it will leave.
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::shared_ptr<QIODevice> bodyDevice;    ///< Instead of body, for large uploads; read on the engine's thread.
    std::chrono::milliseconds timeout{60000}; ///< Without a byte moving.
    bool large = false;                       ///< Goes over the connections kept for uploads.
};

struct HttpReply
{
    int status = 0;
    std::vector<QNetworkReply::RawHeaderPair> headers;
    QByteArray body;
    std::optional<UtcTime> serverTime; ///< The Date header.
    std::optional<std::chrono::milliseconds> retryAfter;

    QByteArray header(const QByteArray &name) const; ///< Case does not matter; empty when absent.
};

/// One HTTP attempt. Any status is a result; an Error means that no complete answer came: Offline (nothing left this
/// computer), Ambiguous (the connection broke after sending began), Timeout, Cancelled.
using HttpCall = ResultJob<HttpReply>;

/// Sends single attempts over a few network managers. Redirects are not followed. Plain http is refused for all but
/// loopback addresses; certificates are verified. Logs method, path, status and milliseconds; nothing else.
class HttpClient
{
public:
    /// @p managers: each opens at most six connections to a host.
    explicit HttpClient(Clock &clock, int managers = 5);
    ~HttpClient();
    HttpCall *send(HttpRequest request, QObject *parent);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace chatferry
