// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulator/httptypes.h"

#include <functional>
#include <memory>

namespace chatferry::sim {

/// HTTP/1.1 on 127.0.0.1 with one thread of its own: keep-alive, requests of one connection answered in their order.
class HttpServer
{
public:
    /// @p handler runs on the server's thread, one request at a time, and must not wait.
    explicit HttpServer(std::function<HttpReply(const HttpRequest &)> handler);
    ~HttpServer(); ///< Stops.

    /// @p port 0: a free one. Answers the port. Errors: Locked when the port is taken.
    Result<quint16> start(quint16 port);
    /// Closes every connection, answered or not. Not from the handler.
    void stop();

private:
    struct Private;
    std::function<HttpReply(const HttpRequest &)> m_handler;
    std::unique_ptr<Private> d;
};

} // namespace chatferry::sim
