// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <memory>

namespace chatferry {

/// Signs JSON Web Tokens with RS256. The key is parsed once; copies share it. A signature costs about half a
/// millisecond.
class JwtSigner
{
public:
    /// Errors: Input when @p pem is no RSA private key, is encrypted, or too weak (under 2,048 bits).
    static Result<JwtSigner> fromPem(const QByteArray &pem);

    /// header.claims.signature, base64url without padding. Errors: Bug when the library refuses.
    Result<QByteArray> sign(const QString &keyId, const QJsonObject &claims) const;

private:
    explicit JwtSigner(std::shared_ptr<void> key)
        : m_key(std::move(key))
    {
    }
    std::shared_ptr<void> m_key; ///< EVP_PKEY.
};

} // namespace chatferry
