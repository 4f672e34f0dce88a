// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/tokenprovider.h"

namespace chatferry {

/// The one request that all who wait for the same token share. Owned by the provider; deletes itself when done.
class TokenFetch final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void end(Result<AccessToken> result)
    {
        Q_EMIT done(result);
        deleteLater();
    }

Q_SIGNALS:
    void done(const chatferry::Result<chatferry::AccessToken> &result);
};

/// One caller's wait for a token.
class TokenRequest final : public TokenJob
{
    Q_OBJECT
public:
    TokenRequest(TokenProvider *provider, QString account, QStringList scopes, QObject *parent);

protected:
    void run() override;

private:
    QPointer<TokenProvider> m_provider;
    QString m_account;
    QStringList m_scopes;
};

} // namespace chatferry
