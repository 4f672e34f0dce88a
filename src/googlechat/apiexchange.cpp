// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/apiexchange.h"

#include "auth/tokenprovider.h"
#include "googlechat/errormapping.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

ApiExchange::ApiExchange(GoogleApi &api, QObject *parent)
    : QObject(parent)
    , m_api(api)
{
}

void ApiExchange::send(const ApiRequest &request, Then then)
{
    drop();
    m_request = request;
    m_then = std::move(then);
    m_refreshed = false;
    const auto scopes = scopesFor(request.method, request.identity, request.later);
    if (!scopes) {
        m_scopes.clear();
        // Through the event loop, as every other end.
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (!m_scopes.isEmpty())
                    return;
                finish(Error{.kind = Error::Kind::Bug,
                             .what = QCoreApplication::translate("GoogleChat", "This identity may not be used for %1.")
                                         .arg(doing(m_request.method)),
                             .detail = u"identity matrix: %1"_s.arg(ruleOf(m_request.method).id)});
            },
            Qt::QueuedConnection);
        return;
    }
    m_scopes = *scopes;
    withToken();
}

void ApiExchange::drop()
{
    m_then = nullptr;
    if (m_call) {
        m_call->disconnect(this);
        static_cast<Job *>(m_call.get())->cancel();
        m_call->deleteLater();
        m_call = nullptr;
    }
}

void ApiExchange::withToken()
{
    if (const auto token = m_api.tokens->cached(m_request.identity.email, m_scopes)) {
        post(token->value);
        return;
    }
    TokenJob *job = m_api.tokens->token(m_request.identity.email, m_scopes, this);
    m_call = job;
    connect(job, &Job::finished, this, [this, job] {
        m_call = nullptr;
        job->deleteLater();
        if (job->result())
            post(job->result()->value);
        else
            finish(job->result().error());
    });
    job->start();
}

void ApiExchange::post(const QByteArray &token)
{
    m_token = token;
    HttpRequest http = m_request.http;
    http.headers.emplace_back("Authorization", "Bearer " + token);
    HttpCall *call = m_api.http.send(std::move(http), this);
    m_call = call;
    connect(call, &Job::progress, this, &ApiExchange::progress);
    connect(call, &Job::finished, this, [this, call] {
        m_call = nullptr;
        call->deleteLater();
        const Result<HttpReply> &reply = call->result();
        if (reply && reply->status == 401) {
            m_api.tokens->forget(m_request.identity.email, m_scopes, m_token);
            if (!m_refreshed) {
                m_refreshed = true;
                withToken();
                return;
            }
        }
        finish(reply);
    });
    call->start();
}

void ApiExchange::finish(Result<HttpReply> reply)
{
    if (!m_then)
        return;
    // The receiver may send again from inside.
    const Then then = std::exchange(m_then, nullptr);
    then(std::move(reply));
}

} // namespace chatferry
