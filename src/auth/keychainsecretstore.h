// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"

namespace chatferry {

/// The keychain of the computer, through QtKeychain: Secret Service or KWallet on Linux. Never falls back to a file.
class KeychainSecretStore final : public SecretStore
{
public:
    explicit KeychainSecretStore(QString service = QStringLiteral("chatferry"))
        : m_service(std::move(service))
    {
    }
    ResultJob<bool> *probe(QObject *parent) override;
    ResultJob<std::optional<QByteArray>> *read(const QString &name, QObject *parent) override;
    ResultJob<bool> *write(const QString &name, const QByteArray &secret, QObject *parent) override;
    ResultJob<bool> *remove(const QString &name, QObject *parent) override;

private:
    QString m_service;
};

} // namespace chatferry
