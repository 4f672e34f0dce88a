// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/httpclient.h"
#include "net/httppool.h"

#include <QPointer>

namespace chatferry {

/// One request on its way. The pool calls send() when a connection is free.
class HttpAttempt final : public HttpCall
{
    Q_OBJECT
public:
    HttpAttempt(HttpPool *pool, HttpRequest request, QObject *parent);
    ~HttpAttempt() override;

    const HttpRequest &request() const { return m_request; }
    void send(QNetworkAccessManager &manager);
    /// When the attempt has to be ended unless a byte moves before.
    std::chrono::steady_clock::time_point deadline() const { return m_lastMovement + m_request.timeout; }
    void endStalled();
    /// The pool goes away.
    void abandon();

protected:
    void run() override;
    void stop() override { release(); }

private:
    void moved();
    void drain();
    void readAnswer();
    Error failure(QNetworkReply::NetworkError error, int status) const;
    void finish(Result<HttpReply> result);
    void release();

    QPointer<HttpPool> m_pool;
    HttpRequest m_request;
    std::unique_ptr<QIODevice> m_once; ///< The body, in a form that can be sent but once.
    QPointer<QNetworkReply> m_reply;
    std::chrono::steady_clock::time_point m_started{};
    std::chrono::steady_clock::time_point m_lastMovement{};
    bool m_sent = false; ///< At least a part of the request has left.
};

} // namespace chatferry
