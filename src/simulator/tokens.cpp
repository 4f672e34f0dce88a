// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/tokens.h"

#include "base/digest.h"

#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr auto kGoogleTokenUri = "https://oauth2.googleapis.com/token"_L1;
constexpr qint64 kSkew = 300;
constexpr qint64 kLongest = 65 * 60; // an hour, and what the real endpoint tolerates

Answer refused(const QString &error, const QString &description)
{
    const bool unauthorised = error == "unauthorized_client"_L1 || error == "invalid_client"_L1 ||
                              error == "deleted_client"_L1 || error == "disabled_client"_L1;
    return Answer::error(unauthorised ? 401 : 400, error, description);
}

Answer invalidGrant(const QString &description)
{
    return refused(u"invalid_grant"_s, description);
}

QString describe(const QString &error)
{
    if (error == "unauthorized_client"_L1)
        return u"Client is unauthorized to retrieve access tokens using this method, or client not authorized for any "
               u"of the "
               "scopes requested."_s;
    if (error == "admin_policy_enforced"_L1)
        return u"Access to your account data is restricted by policies within your organization."_s;
    if (error == "access_denied"_L1)
        return u"Requested client not authorized."_s;
    if (error == "org_internal"_L1)
        return u"This client is restricted to users within its organization."_s;
    if (error == "disabled_client"_L1)
        return u"The OAuth client was disabled."_s;
    if (error == "deleted_client"_L1)
        return u"The OAuth client was deleted."_s;
    if (error == "invalid_client"_L1)
        return u"The OAuth client was not found."_s;
    if (error == "internal_failure"_L1)
        return u"Internal failure."_s;
    return u"Bad Request"_s;
}

/// base64url without padding, as a JWT needs it; empty when it is anything else.
QByteArray decoded(const QByteArray &part)
{
    const auto result = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return part.contains('=') || !result ? QByteArray() : *result;
}

} // namespace

Tokens::Tokens(const SimulatorOptions &options, const Accounts &accounts)
    : m_options(options)
    , m_accounts(accounts)
{
}

void Tokens::setKey(const SigningKey &key, const QString &keyId)
{
    m_key = key;
    m_keyId = keyId;
}

Answer Tokens::grant(const HttpRequest &request, UtcTime now, UtcTime world)
{
    if (!m_options.tokenError.isEmpty()) {
        Answer answer = refused(m_options.tokenError, describe(m_options.tokenError));
        if (m_options.tokenError == "internal_failure"_L1)
            answer.status = 500;
        return answer;
    }
    if (!request.header("content-type").startsWith("application/x-www-form-urlencoded"))
        return refused(u"invalid_request"_s, u"Bad Request: the body must be a form."_s);
    QByteArray body = request.body;
    body.replace('+', "%20");
    const QUrlQuery form(QString::fromLatin1(body));
    const QString type = form.queryItemValue(u"grant_type"_s, QUrl::FullyDecoded);
    if (type.isEmpty())
        return refused(u"invalid_request"_s, u"Required parameter is missing: grant_type"_s);
    if (type != "urn:ietf:params:oauth:grant-type:jwt-bearer"_L1)
        return refused(u"unsupported_grant_type"_s, u"Invalid grant_type: %1"_s.arg(type));
    return forAssertion(form.queryItemValue(u"assertion"_s, QUrl::FullyDecoded).toLatin1(), now, world);
}

Answer Tokens::checkTimes(const QJsonObject &claims, UtcTime now) const
{
    if (m_options.jwtTimes == SimulatorOptions::JwtTimes::Unchecked)
        return {};
    const qint64 seconds = toMicros(now) / 1000000;
    const qint64 iat = claims[u"iat"_s].toInteger(-1);
    const qint64 exp = claims[u"exp"_s].toInteger(-1);
    if (iat < 0 || exp < 0 || exp <= iat || exp - iat > kLongest || iat > seconds + kSkew || exp < seconds ||
        exp > seconds + kLongest) {
        return invalidGrant(
            u"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check "
            "your iat and exp values in the JWT claim."_s);
    }
    return {};
}

Answer Tokens::forAssertion(const QByteArray &assertion, UtcTime now, UtcTime world)
{
    const QList<QByteArray> parts = assertion.split('.');
    if (parts.size() != 3)
        return invalidGrant(u"Bad Request"_s);
    const QJsonObject header = QJsonDocument::fromJson(decoded(parts[0])).object();
    const QJsonObject claims = QJsonDocument::fromJson(decoded(parts[1])).object();
    if (header.isEmpty() || claims.isEmpty())
        return invalidGrant(u"Invalid JWT: Failed to parse the assertion."_s);
    if (claims[u"iss"_s].toString() != m_options.serviceAccount.clientEmail)
        return invalidGrant(u"Invalid grant: account not found"_s);
    const bool knownKey = !header.contains(u"kid"_s) || header[u"kid"_s].toString() == m_keyId;
    if (header[u"alg"_s].toString() != "RS256"_L1 || !knownKey ||
        !m_key->verifies(parts[0] + '.' + parts[1], decoded(parts[2])))
        return invalidGrant(u"Invalid JWT Signature."_s);
    const QString audience = claims[u"aud"_s].toString();
    if (audience != m_tokenUri && audience != kGoogleTokenUri)
        return invalidGrant(u"Invalid JWT: Failed audience check. The right audience is %1"_s.arg(m_tokenUri));
    if (Answer bad = checkTimes(claims, now); bad.isError())
        return bad;

    const QStringList wanted = claims[u"scope"_s].toString().split(u' ', Qt::SkipEmptyParts);
    Identity identity{.kind = Identity::Kind::App};
    for (const QString &scope : wanted) {
        const auto bit = scope == fullScope(scope.section(u'/', -1)) ? scopeBit(scope) : std::nullopt;
        if (!bit)
            return refused(u"invalid_scope"_s, u"Invalid OAuth scope or ID token audience provided."_s);
        identity.scopes |= *bit;
    }
    if (wanted.isEmpty())
        return refused(u"invalid_scope"_s, u"Invalid OAuth scope or ID token audience provided."_s);

    const QString subject = claims[u"sub"_s].toString();
    if (!subject.isEmpty()) {
        const SimulatorAccount *account = subject.contains(u'@') ? m_accounts.find(subject) : nullptr;
        if (!subject.contains(u'@'))
            return invalidGrant(u"Not a valid email or user ID."_s);
        const auto &domains = m_options.delegatedDomains;
        const QString domain = Accounts::domainOf(account ? account->email : subject);
        if (!m_accounts.domains().contains(domain) || (domains && !domains->contains(domain, Qt::CaseInsensitive)))
            return refused(u"unauthorized_client"_s, u"Unauthorized client or scope in request."_s);
        if (!account || account->suspended || account->deleted)
            return invalidGrant(u"Invalid email or User ID"_s);
        for (const QString &scope : wanted) {
            if (m_options.delegatedScopes && !m_options.delegatedScopes->contains(scope))
                return refused(u"unauthorized_client"_s, describe(u"unauthorized_client"_s));
        }
        identity.kind = Identity::Kind::User;
        identity.user = account->id;
    }
    const QByteArray token =
        "ya29.sim-" + digest({m_keyId.toUtf8(), QByteArray::number(++m_count), assertion})
                          .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    m_given.insert(token, {identity, world + std::chrono::seconds(3599)});
    return Answer::ok(
        {{u"access_token"_s, QString::fromLatin1(token)}, {u"expires_in"_s, 3599}, {u"token_type"_s, u"Bearer"_s}});
}

Identity Tokens::identify(const QByteArray &token, UtcTime world) const
{
    const auto found = m_given.constFind(token);
    if (found == m_given.cend() || world >= found->expires)
        return {};
    return found->identity;
}

QByteArray Tokens::bearer(const HttpRequest &request)
{
    const QByteArray value = request.header("authorization");
    return value.startsWith("Bearer ") ? value.mid(7).trimmed() : QByteArray();
}

} // namespace chatferry::sim
