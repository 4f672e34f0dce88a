// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/serviceaccountkey.h"

#include "auth/jwtsigner.h"
#include "net/endpoints.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct KeyFileWords
{
    Q_DECLARE_TR_FUNCTIONS(ServiceAccountKey)
};

Error wrong(const QString &what)
{
    return {.kind = Error::Kind::Input,
            .what = what,
            .remedy = KeyFileWords::tr(
                "In the Google Cloud console open IAM & Admin > Service Accounts > your account > Keys, add a "
                "key of type JSON, and use the file that is downloaded.")};
}

Error whatItIsInstead(const QByteArray &bytes)
{
    const QByteArray start = bytes.left(256).trimmed();
    if (start.isEmpty())
        return wrong(KeyFileWords::tr("The key file is empty."));
    if (start.startsWith("AIza") || start.startsWith("GOCSPX-"))
        return wrong(KeyFileWords::tr("This is an API key or a client secret, not the key file of a service account."));
    if (start.startsWith("-----BEGIN"))
        return wrong(
            KeyFileWords::tr("This is a bare private key; the JSON key file of the service account is needed."));
    if (bytes.startsWith('\x30') && bytes.size() > 1 && (static_cast<unsigned char>(bytes[1]) & 0x80) != 0)
        return wrong(KeyFileWords::tr("This is a key in the P12 format; a key of type JSON is needed."));
    return wrong(KeyFileWords::tr("The key file is not JSON."));
}

} // namespace

Result<ServiceAccountKey> ServiceAccountKey::fromJson(const QByteArray &json)
{
    const QByteArray bytes = json.startsWith("\xEF\xBB\xBF") ? json.sliced(3) : json;
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return whatItIsInstead(bytes);
    const QJsonObject object = document.object();
    if (object.contains("installed"_L1) || object.contains("web"_L1))
        return wrong(KeyFileWords::tr("This is the file of an OAuth client, not the key of a service account."));
    const QString type = object["type"_L1].toString();
    if (type == "authorized_user"_L1)
        return wrong(KeyFileWords::tr("This file holds the sign-in of a person, not the key of a service account."));
    if (type == "external_account"_L1)
        return wrong(
            KeyFileWords::tr("This is a workload identity configuration; it holds no key and cannot be used here."));
    if (type.isEmpty() && (object.contains("keyString"_L1) || object.contains("api_key"_L1)))
        return wrong(KeyFileWords::tr("This is an API key, not the key of a service account."));
    if (type != "service_account"_L1)
        return wrong(KeyFileWords::tr("This JSON file is not the key of a service account."));

    ServiceAccountKey key;
    key.projectId = object["project_id"_L1].toString();
    key.keyId = object["private_key_id"_L1].toString();
    key.privateKeyPem = object["private_key"_L1].toString().toUtf8();
    key.clientEmail = object["client_email"_L1].toString();
    key.clientId = object["client_id"_L1].toString();
    key.tokenUri = QUrl(object["token_uri"_L1].toString(u"https://oauth2.googleapis.com/token"_s), QUrl::StrictMode);
    const std::pair<QLatin1String, bool> needed[] = {{"private_key"_L1, key.privateKeyPem.isEmpty()},
                                                     {"private_key_id"_L1, key.keyId.isEmpty()},
                                                     {"client_email"_L1, key.clientEmail.isEmpty()},
                                                     {"client_id"_L1, key.clientId.isEmpty()}};
    for (const auto &[name, missing] : needed) {
        if (missing)
            return wrong(KeyFileWords::tr("The key file is not complete: \"%1\" is missing.").arg(name));
    }
    if (!isAllowed(key.tokenUri))
        return wrong(KeyFileWords::tr("The key file names a token address that is not https."));
    const auto signer = JwtSigner::fromPem(key.privateKeyPem);
    if (!signer)
        return signer.error();
    return key;
}

} // namespace chatferry
