// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/signingkey.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace chatferry::sim {

namespace {

const unsigned char *bytes(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

} // namespace

SigningKey SigningKey::generated()
{
    SigningKey key;
    key.m_key.reset(EVP_RSA_gen(2048), &EVP_PKEY_free);
    return key;
}

std::optional<SigningKey> SigningKey::fromPem(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), int(pem.size())), &BIO_free);
    EVP_PKEY *read = PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr);
    if (!read)
        return std::nullopt;
    SigningKey key;
    key.m_key.reset(read, &EVP_PKEY_free);
    if (EVP_PKEY_get_base_id(read) != EVP_PKEY_RSA)
        return std::nullopt;
    return key;
}

QByteArray SigningKey::privatePem() const
{
    const Bio bio(BIO_new(BIO_s_mem()), &BIO_free);
    if (!PEM_write_bio_PKCS8PrivateKey(bio.get(), m_key.get(), nullptr, nullptr, 0, nullptr, nullptr))
        return {};
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, qsizetype(size));
}

bool SigningKey::verifies(QByteArrayView data, QByteArrayView signature) const
{
    const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes(signature), std::size_t(signature.size()), bytes(data),
                            std::size_t(data.size())) == 1;
}

} // namespace chatferry::sim
