// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenfetch.h"

namespace chatferry {

TokenRequest::TokenRequest(TokenProvider *provider, QString account, QStringList scopes, QObject *parent)
    : TokenJob(parent)
    , m_provider(provider)
    , m_account(std::move(account))
    , m_scopes(std::move(scopes))
{
}

void TokenRequest::run()
{
    if (!m_provider) {
        endCancelled();
        return;
    }
    if (const auto token = m_provider->cached(m_account, m_scopes)) {
        end(*token);
        return;
    }
    TokenFetch *fetch = m_provider->fetch(m_account, m_scopes);
    connect(fetch, &TokenFetch::done, this, [this](const Result<AccessToken> &result) { end(result); });
    connect(fetch, &QObject::destroyed, this, [this] { endCancelled(); });
}

} // namespace chatferry
