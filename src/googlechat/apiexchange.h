// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/apirequest.h"
#include "googlechat/googleapi.h"

#include <QPointer>

#include <functional>

namespace chatferry {

/// One call with its token, without an opinion about the answer.
///
/// identity matrix -> token -> HTTP -> (401: once more with a fresh token) -> answer. Any status is an answer.
class ApiExchange final : public QObject
{
    Q_OBJECT
public:
    using Then = std::function<void(Result<HttpReply>)>;

    ApiExchange(GoogleApi &api, QObject *parent);
    /// @p then is called once, from the event loop, unless drop() comes first. May be called again after that.
    /// Errors: Bug (this identity may not call this method), those of TokenProvider and of HttpCall.
    void send(const ApiRequest &request, Then then);
    /// Forgets the call under way; @p then is not called.
    void drop();

Q_SIGNALS:
    void progress(qint64 done, qint64 total);

private:
    void withToken();
    void post(const QByteArray &token);
    void finish(Result<HttpReply> reply);

    GoogleApi &m_api;
    ApiRequest m_request;
    QStringList m_scopes;
    QByteArray m_token;
    bool m_refreshed = false;
    Then m_then;
    QPointer<QObject> m_call; ///< The token request or the HTTP call under way.
};

} // namespace chatferry
