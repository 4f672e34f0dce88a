// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/jwtsigner.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct Freer
{
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

struct PemWords
{
    Q_DECLARE_TR_FUNCTIONS(ServiceAccountKey)
};

Error wrongKey(const QString &what)
{
    ERR_clear_error();
    return {.kind = Error::Kind::Input,
            .what = what,
            .remedy =
                PemWords::tr("Download a new key of type JSON for the service account and use the file unchanged.")};
}

// Without this the library would ask for a pass phrase on the terminal.
int noPassPhrase(char *, int, int, void *)
{
    return -1;
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

Result<JwtSigner> JwtSigner::fromPem(const QByteArray &pem)
{
    if (pem.contains("ENCRYPTED"))
        return wrongKey(PemWords::tr("The private key in the key file is encrypted."));
    const std::unique_ptr<BIO, Freer> bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    EVP_PKEY *raw = PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassPhrase, nullptr);
    if (!raw)
        return wrongKey(PemWords::tr("The private key in the key file is damaged."));
    std::shared_ptr<void> key(raw, [](void *pointer) { EVP_PKEY_free(static_cast<EVP_PKEY *>(pointer)); });
    if (EVP_PKEY_get_base_id(raw) != EVP_PKEY_RSA)
        return wrongKey(PemWords::tr("The private key in the key file is not an RSA key."));
    if (EVP_PKEY_get_bits(raw) < 2048)
        return wrongKey(PemWords::tr("The private key in the key file is too short."));
    return JwtSigner(std::move(key));
}

Result<QByteArray> JwtSigner::sign(const QString &keyId, const QJsonObject &claims) const
{
    const QJsonObject header{{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}, {u"kid"_s, keyId}};
    const QByteArray token = base64Url(compact(header)) + '.' + base64Url(compact(claims));
    const std::unique_ptr<EVP_MD_CTX, Freer> context(EVP_MD_CTX_new());
    auto *key = static_cast<EVP_PKEY *>(m_key.get());
    const auto *data = reinterpret_cast<const unsigned char *>(token.constData());
    const auto dataSize = static_cast<size_t>(token.size());
    size_t size = 0;
    QByteArray signature;
    bool ok = context && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) == 1 &&
              EVP_DigestSign(context.get(), nullptr, &size, data, dataSize) == 1;
    if (ok) {
        signature.resize(static_cast<qsizetype>(size));
        auto *out = reinterpret_cast<unsigned char *>(signature.data());
        ok = EVP_DigestSign(context.get(), out, &size, data, dataSize) == 1;
    }
    if (!ok) {
        ERR_clear_error();
        return Error{.kind = Error::Kind::Bug, .what = PemWords::tr("The request for access could not be signed.")};
    }
    signature.resize(static_cast<qsizetype>(size));
    return QByteArray(token + '.' + base64Url(signature));
}

} // namespace chatferry
