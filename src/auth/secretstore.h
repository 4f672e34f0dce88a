// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"

#include <QByteArray>

#include <optional>

namespace chatferry {

/// Keeps secrets between two runs: the keychain of the computer, or memory alone.
///
/// Names are short stable words without any address or secret in them ("service-account-<project key>"). On systems
/// with small entries (Windows: 2,560 bytes) one secret has to fit into one entry.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// Whether secrets can be kept here at all, found out by writing, reading and deleting a probe: a locked keyring
    /// reads as "not found" and deletes with success. Errors: NotSetUp, with what to do instead.
    virtual ResultJob<bool> *probe(QObject *parent) = 0;
    /// The secret, or nothing. A locked keychain may look like nothing. Errors: NotSetUp.
    virtual ResultJob<std::optional<QByteArray>> *read(const QString &name, QObject *parent) = 0;
    /// Errors: NotSetUp.
    virtual ResultJob<bool> *write(const QString &name, const QByteArray &secret, QObject *parent) = 0;
    /// Success also when there was none. Looks afterwards whether it is gone. Errors: NotSetUp.
    virtual ResultJob<bool> *remove(const QString &name, QObject *parent) = 0;
};

} // namespace chatferry
