// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenprovider.h"

#include "auth/tokenerrors.h"
#include "auth/tokenfetch.h"
#include "net/httpclient.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

constexpr auto kRenewBefore = 5min;

QString entryKey(const QString &account, QStringList scopes)
{
    scopes.sort();
    return account + u'\n' + scopes.join(u' ');
}

} // namespace

Result<std::shared_ptr<TokenProvider>> TokenProvider::create(HttpClient &http, Clock &clock,
                                                             const ServiceAccountKey &key)
{
    auto signer = JwtSigner::fromPem(key.privateKeyPem);
    if (!signer)
        return signer.error();
    return std::shared_ptr<TokenProvider>(new TokenProvider(http, clock, key, std::move(*signer)));
}

TokenProvider::TokenProvider(HttpClient &http, Clock &clock, ServiceAccountKey key, JwtSigner signer)
    : m_http(http)
    , m_clock(clock)
    , m_key(std::move(key))
    , m_signer(std::move(signer))
{
}

TokenProvider::~TokenProvider() = default;

TokenJob *TokenProvider::token(const QString &account, const QStringList &scopes, QObject *parent)
{
    return new TokenRequest(this, account, scopes, parent);
}

std::optional<AccessToken> TokenProvider::cached(const QString &account, const QStringList &scopes) const
{
    const auto found = m_tokens.constFind(entryKey(account, scopes));
    if (found == m_tokens.constEnd() || found->expires - m_clock.nowUtc() <= kRenewBefore)
        return {};
    return *found;
}

void TokenProvider::forget(const QString &account, const QStringList &scopes, const QByteArray &token)
{
    const auto found = m_tokens.find(entryKey(account, scopes));
    if (found != m_tokens.end() && found->value == token)
        m_tokens.erase(found);
}

Result<QByteArray> TokenProvider::assertion(const QString &account, const QStringList &scopes) const
{
    const qint64 now = toMicros(m_clock.nowUtc()) / 1000000;
    QJsonObject claims{{u"iss"_s, m_key.clientEmail},
                       {u"scope"_s, scopes.join(u' ')},
                       {u"aud"_s, m_key.tokenUri.toString(QUrl::FullyEncoded)},
                       {u"iat"_s, now},
                       {u"exp"_s, now + 3600}};
    if (!account.isEmpty())
        claims.insert(u"sub"_s, account);
    return m_signer.sign(m_key.keyId, claims);
}

TokenFetch *TokenProvider::fetch(const QString &account, const QStringList &scopes)
{
    const QString key = entryKey(account, scopes);
    if (TokenFetch *running = m_fetches.value(key))
        return running;
    auto *fetch = new TokenFetch(this);
    m_fetches.insert(key, fetch);
    const auto signedRequest = assertion(account, scopes);
    if (!signedRequest) {
        QMetaObject::invokeMethod(
            fetch,
            [this, fetch, key, error = signedRequest.error()] {
                m_fetches.remove(key);
                fetch->end(error);
            },
            Qt::QueuedConnection);
        return fetch;
    }
    HttpRequest request;
    request.method = "POST";
    request.url = m_key.tokenUri;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + *signedRequest;
    HttpCall *call = m_http.send(std::move(request), fetch);
    connect(call, &Job::finished, fetch, [this, fetch, call, key, impersonates = !account.isEmpty()] {
        m_fetches.remove(key);
        Result<AccessToken> token = call->result().ok() ? parse(*call->result(), impersonates, m_clock.nowUtc())
                                                        : Result<AccessToken>(call->result().error());
        if (token)
            m_tokens.insert(key, *token);
        fetch->end(std::move(token));
    });
    call->start();
    return fetch;
}

Result<AccessToken> TokenProvider::parse(const HttpReply &reply, bool impersonates, UtcTime now)
{
    if (reply.status != 200)
        return tokenError(reply, impersonates);
    const QJsonObject object = QJsonDocument::fromJson(reply.body).object();
    const QByteArray value = object["access_token"_L1].toString().toUtf8();
    const double seconds = object["expires_in"_L1].toDouble(3600);
    // A token with a line break in it would let the answer write request headers.
    const bool fit = std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (value.isEmpty() || !fit || seconds <= 0 || seconds > 86400) {
        return Error{.kind = Error::Kind::BadReply,
                     .what = QCoreApplication::translate("TokenProvider",
                                                         "The answer to the request for access cannot be read."),
                     .remedy = QCoreApplication::translate(
                         "TokenProvider", "Check whether a proxy or a sign-in page of the network stands between this "
                                          "computer and Google."),
                     .detail = u"token endpoint: HTTP 200 without a token"_s};
    }
    return AccessToken{value, now + std::chrono::seconds(qint64(seconds))};
}

} // namespace chatferry
