// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"

#include <QByteArray>
#include <QIODevice>
#include <QNetworkReply>
#include <QUrl>

#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace chatferry {

class HttpPool;

/// One request, as it will leave.
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::shared_ptr<QIODevice> bodyDevice; ///< Instead of body, for large uploads; read on the engine's thread.
    std::shared_ptr<QIODevice> bodySink;   ///< The body of a 2xx answer goes here as it comes, not to HttpReply::body.
    std::chrono::milliseconds timeout{60000}; ///< Without a byte moving.
    /// Goes over the connections kept for uploads. Such a request may be repeated by the network library when its
    /// connection breaks, so it has to be one that does no harm twice (a chunk of a resumable upload).
    bool large = false;
};

struct HttpReply
{
    int status = 0;
    QList<QNetworkReply::RawHeaderPair> headers;
    QByteArray body;
    std::optional<UtcTime> serverTime; ///< The Date header.
    std::optional<std::chrono::milliseconds> retryAfter;

    QByteArray header(const QByteArray &name) const; ///< Case does not matter; empty when absent.
};

/// One HTTP attempt. Any status is a result; an Error means that no complete answer came: Offline (nothing left this
/// computer), Ambiguous (the connection broke after sending began), Timeout, Cancelled, Input (an address that is not
/// allowed), File (the sink takes no more). Of a large request and of one with a sink, progress() counts bytes.
using HttpCall = ResultJob<HttpReply>;

/// Sends single attempts over a few network managers. Redirects are not followed. Plain http is refused for all but
/// loopback addresses; certificates are verified. Logs method, path (not of a request with a sink), status and
/// milliseconds; nothing else.
class HttpClient
{
public:
    using ManagerFactory = std::function<std::unique_ptr<QNetworkAccessManager>()>;

    /// @p managers: each opens at most six connections to a host.
    explicit HttpClient(Clock &clock, int managers = 5);
    /// For tests: @p factory makes the managers.
    HttpClient(Clock &clock, const ManagerFactory &factory, int managers);
    /// Calls that still run end in Cancelled.
    ~HttpClient();
    /// The call is not started yet. Calls over what the connections take wait, without their time-out running.
    HttpCall *send(HttpRequest request, QObject *parent);

private:
    std::unique_ptr<HttpPool> m_pool;
};

} // namespace chatferry
