// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <memory>
#include <optional>

struct evp_pkey_st;

namespace chatferry::sim {

/// The RSA key of the service account.
class SigningKey
{
public:
    static SigningKey generated();
    /// Empty when the text is no private RSA key.
    static std::optional<SigningKey> fromPem(const QByteArray &pem);

    QByteArray privatePem() const; ///< PKCS#8
    /// Whether @p signature is RSA-SHA256 over @p data by this key.
    bool verifies(QByteArrayView data, QByteArrayView signature) const;

private:
    std::shared_ptr<evp_pkey_st> m_key;
};

} // namespace chatferry::sim
