// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "simulator/accounts.h"
#include "simulator/answer.h"
#include "simulator/scopes.h"
#include "simulator/signingkey.h"

#include <QHash>

namespace chatferry::sim {

/// Who a request comes from.
struct Identity
{
    enum class Kind { Nobody, User, App };
    Kind kind = Kind::Nobody;
    QString user = {}; ///< Account id of a User.
    ScopeSet scopes = 0;

    bool isUser() const { return kind == Kind::User; }
    bool isApp() const { return kind == Kind::App; }
    /// The account id, or "app".
    QString author() const { return isApp() ? QStringLiteral("app") : user; }
};

/// The token endpoint: signed assertion in, bearer token out, and every refusal the real one is known for.
class Tokens
{
public:
    Tokens(const SimulatorOptions &options, const Accounts &accounts);

    void setKey(const SigningKey &key, const QString &keyId);
    const SigningKey &key() const { return *m_key; }
    const QString &keyId() const { return m_keyId; }
    void setTokenUri(const QString &uri) { m_tokenUri = uri; }
    const QString &tokenUri() const { return m_tokenUri; }

    /// POST /token. @p now: by which iat and exp are judged; @p world: by which the token will run out.
    Answer grant(const HttpRequest &request, UtcTime now, UtcTime world);
    /// Whom a bearer token stands for; Nobody when it is unknown or ran out.
    Identity identify(const QByteArray &token, UtcTime world) const;
    /// "Bearer" token of a request; empty when there is none.
    static QByteArray bearer(const HttpRequest &request);

private:
    struct Given
    {
        Identity identity;
        UtcTime expires;
    };
    Answer checkTimes(const QJsonObject &claims, UtcTime now) const;
    Answer forAssertion(const QByteArray &assertion, UtcTime now, UtcTime world);

    const SimulatorOptions &m_options;
    const Accounts &m_accounts;
    std::optional<SigningKey> m_key;
    QString m_keyId;
    QString m_tokenUri;
    QHash<QByteArray, Given> m_given;
    quint64 m_count = 0;
};

} // namespace chatferry::sim
