// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace chatferry::test {

/// A fresh RSA-2048 key, made once a program.
struct TestKey
{
    QByteArray privatePem; ///< PKCS#8.
    QByteArray publicPem;
};
const TestKey &testKey();

/// A service-account key file over testKey().
QByteArray serviceAccountJson(const QString &tokenUri = QStringLiteral("https://oauth2.googleapis.com/token"));

/// A certificate for "localhost" that testKey() signed itself.
QByteArray selfSignedCertificate();

/// Whether @p jwt carries a right RS256 signature of testKey().
bool isSignedByTestKey(const QByteArray &jwt);

} // namespace chatferry::test
