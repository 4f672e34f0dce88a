// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/secretstore.h"

#include <QHash>

#include <memory>

namespace chatferry {

/// Forgets everything when the program ends. For tests, rehearsals, and where there is no keychain.
class MemorySecretStore final : public SecretStore
{
public:
    ResultJob<bool> *probe(QObject *parent) override;
    ResultJob<std::optional<QByteArray>> *read(const QString &name, QObject *parent) override;
    ResultJob<bool> *write(const QString &name, const QByteArray &secret, QObject *parent) override;
    ResultJob<bool> *remove(const QString &name, QObject *parent) override;

private:
    std::shared_ptr<QHash<QString, QByteArray>> m_secrets = std::make_shared<QHash<QString, QByteArray>>();
};

} // namespace chatferry
