// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <utility>
#include <vector>

namespace chatferry::sim {

using HttpHeaders = std::vector<std::pair<QByteArray, QByteArray>>;

/// A whole request as it came.
struct HttpRequest
{
    QByteArray method;
    QByteArray target; ///< Path and query, still encoded.
    HttpHeaders headers;
    QByteArray body;

    /// Case does not matter; empty when absent.
    QByteArray header(QByteArrayView name) const;
    bool hasHeader(QByteArrayView name) const;
};

/// What goes back, or does not.
struct HttpReply
{
    enum class End {
        Whole,
        Half, ///< All headers, half of the body, then the connection closes.
        Drop, ///< The connection closes without a byte.
    };

    int status = 200;
    HttpHeaders headers = {};
    QByteArray body = {};
    End end = End::Whole;
    std::chrono::milliseconds delay{0}; ///< Before the first byte leaves.
};

} // namespace chatferry::sim
