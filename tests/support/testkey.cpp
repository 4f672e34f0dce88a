// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testkey.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace chatferry::test {

namespace {

struct Freer
{
    void operator()(EVP_PKEY *key) const { EVP_PKEY_free(key); }
    void operator()(BIO *bio) const { BIO_free(bio); }
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
};

QByteArray contents(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

} // namespace

const TestKey &testKey()
{
    static const TestKey made = [] {
        const std::unique_ptr<EVP_PKEY, Freer> key(EVP_RSA_gen(2048));
        const std::unique_ptr<BIO, Freer> secret(BIO_new(BIO_s_mem()));
        const std::unique_ptr<BIO, Freer> open(BIO_new(BIO_s_mem()));
        PEM_write_bio_PKCS8PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
        PEM_write_bio_PUBKEY(open.get(), key.get());
        return TestKey{contents(secret.get()), contents(open.get())};
    }();
    return made;
}

QByteArray serviceAccountJson(const QString &tokenUri)
{
    return QJsonDocument(QJsonObject{{u"type"_s, u"service_account"_s},
                                     {u"project_id"_s, u"ferry-project"_s},
                                     {u"private_key_id"_s, u"0123456789abcdef"_s},
                                     {u"private_key"_s, QString::fromLatin1(testKey().privatePem)},
                                     {u"client_email"_s, u"ferry@ferry-project.iam.gserviceaccount.com"_s},
                                     {u"client_id"_s, u"104000000000000000001"_s},
                                     {u"token_uri"_s, tokenUri}})
        .toJson();
}

QByteArray selfSignedCertificate()
{
    const QByteArray &pem = testKey().privatePem;
    const std::unique_ptr<BIO, Freer> in(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    const std::unique_ptr<EVP_PKEY, Freer> key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<X509, Freer> certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    const std::unique_ptr<BIO, Freer> out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(out.get(), certificate.get());
    return contents(out.get());
}

bool isSignedByTestKey(const QByteArray &jwt)
{
    const qsizetype dot = jwt.lastIndexOf('.');
    if (dot < 0)
        return false;
    const QByteArray signature = QByteArray::fromBase64(jwt.sliced(dot + 1), QByteArray::Base64UrlEncoding);
    const QByteArray data = jwt.first(dot);
    const QByteArray &pem = testKey().publicPem;
    const std::unique_ptr<BIO, Freer> bio(BIO_new_mem_buf(pem.constData(), int(pem.size())));
    const std::unique_ptr<EVP_PKEY, Freer> key(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr));
    const std::unique_ptr<EVP_MD_CTX, Freer> context(EVP_MD_CTX_new());
    if (!key || EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1)
        return false;
    return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char *>(signature.constData()),
                            size_t(signature.size()), reinterpret_cast<const unsigned char *>(data.constData()),
                            size_t(data.size())) == 1;
}

} // namespace chatferry::test
