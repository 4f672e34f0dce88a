// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/jwtsigner.h"
#include "auth/serviceaccountkey.h"
#include "base/clock.h"
#include "base/job.h"

#include <QHash>
#include <QPointer>
#include <QStringList>

namespace chatferry {

class HttpClient;
class TokenFetch;
struct HttpReply;

/// A bearer token and until when it may be used.
struct AccessToken
{
    QByteArray value; ///< Secret.
    UtcTime expires{};
};

using TokenJob = ResultJob<AccessToken>;

/// Gets access tokens for a service account, for itself or in the name of an account of its domain.
///
/// A token is kept per (account, scopes) and fetched anew when five minutes or less of it are left. Those who ask for
/// the same one while it is being fetched share that request. Nothing is retried and no refusal is remembered.
/// Source: Google, "Using OAuth 2.0 for Server to Server Applications"; RFC 7523.
class TokenProvider final : public QObject
{
    Q_OBJECT
public:
    /// Errors: as JwtSigner::fromPem(). @p http and @p clock have to outlive the provider.
    static Result<std::shared_ptr<TokenProvider>> create(HttpClient &http, Clock &clock, const ServiceAccountKey &key);
    ~TokenProvider() override;

    /// @p account: whom to act for; empty for the service account itself. The order of @p scopes does not matter.
    /// Errors: as tokenError() and HttpCall; Cancelled when the provider goes away first.
    TokenJob *token(const QString &account, const QStringList &scopes, QObject *parent);
    /// The token, if one is at hand.
    std::optional<AccessToken> cached(const QString &account, const QStringList &scopes) const;
    /// The service refused @p token: it is not given out again.
    void forget(const QString &account, const QStringList &scopes, const QByteArray &token);

    const ServiceAccountKey &key() const { return m_key; }

    /// What the endpoint answered. Errors: as tokenError(); BadReply when a good answer holds no token.
    static Result<AccessToken> parse(const HttpReply &reply, bool impersonates, UtcTime now);
    /// The signed request for a token.
    Result<QByteArray> assertion(const QString &account, const QStringList &scopes) const;

private:
    friend class TokenRequest;
    TokenProvider(HttpClient &http, Clock &clock, ServiceAccountKey key, JwtSigner signer);
    TokenFetch *fetch(const QString &account, const QStringList &scopes);

    HttpClient &m_http;
    Clock &m_clock;
    ServiceAccountKey m_key;
    JwtSigner m_signer;
    QHash<QString, AccessToken> m_tokens;
    QHash<QString, QPointer<TokenFetch>> m_fetches;
};

} // namespace chatferry
