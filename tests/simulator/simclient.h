// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulator.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QUrl>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>

namespace chatferry::test {

struct Answered
{
    int status = 0; ///< 0: the connection ended without a whole answer.
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};

    QByteArray header(const QByteArray &name) const
    {
        for (const auto &[key, value] : headers) {
            if (key.compare(name, Qt::CaseInsensitive) == 0)
                return value;
        }
        return {};
    }
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QJsonValue operator[](const char *key) const { return json()[QLatin1String(key)]; }
    QString errorWord() const { return json()[QLatin1String("error")][QLatin1String("status")].toString(); }
    QString errorText() const { return json()[QLatin1String("error")][QLatin1String("message")].toString(); }
    /// Drive and Directory.
    QString errorReason() const
    {
        return json()[QLatin1String("error")][QLatin1String("errors")][0][QLatin1String("reason")].toString();
    }
};

/// A blocking HTTP client over one kept connection, made for these tests: it shares nothing with the program's own.
class SimClient
{
public:
    explicit SimClient(const Simulator &simulator)
        : m_simulator(simulator)
    {
    }

    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    void write(const QByteArray &method, const QByteArray &target, const Headers &headers, const QByteArray &body)
    {
        if (m_socket.state() != QAbstractSocket::ConnectedState) {
            m_socket.abort();
            m_buffer.clear();
            m_socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(QUrl(m_simulator.baseUrl()).port()));
            m_socket.waitForConnected(5000);
        }
        QByteArray text = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        for (const auto &[name, value] : headers)
            text += name + ": " + value + "\r\n";
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        m_socket.write(text);
        m_socket.flush();
    }

    Answered read()
    {
        Answered answer;
        while (!m_buffer.contains("\r\n\r\n")) {
            if (!more())
                return {};
        }
        const auto end = m_buffer.indexOf("\r\n\r\n");
        const QList<QByteArray> lines = m_buffer.left(end).split('\n');
        for (const QByteArray &line : lines.mid(1)) {
            const auto colon = line.indexOf(':');
            answer.headers.emplaceBack(line.left(colon).trimmed(), line.mid(colon + 1).trimmed());
        }
        const auto length = answer.header("content-length").toLongLong();
        m_buffer.remove(0, end + 4);
        while (m_buffer.size() < length) {
            if (!more())
                return {};
        }
        answer.body = m_buffer.left(length);
        m_buffer.remove(0, length);
        answer.status = lines.first().split(' ').value(1).toInt();
        return answer;
    }

    Answered send(const QByteArray &method, const QByteArray &target, const Headers &headers = {},
                  const QByteArray &body = {})
    {
        write(method, target, headers, body);
        return read();
    }

    /// With a bearer token and, when there is one, a JSON body.
    Answered call(const QByteArray &token, const QByteArray &method, const QByteArray &target,
                  const std::optional<QJsonObject> &json = std::nullopt)
    {
        Headers headers{{"Authorization", "Bearer " + token}};
        if (json)
            headers.emplaceBack("Content-Type", "application/json; charset=UTF-8");
        return send(method, target, headers, json ? QJsonDocument(*json).toJson(QJsonDocument::Compact) : QByteArray());
    }

    static QByteArray base64Url(const QByteArray &bytes)
    {
        return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    }

    /// RS256 over "header.claims" with the key of the simulator's own key file.
    QByteArray signedJwt(const QJsonObject &claims, const QJsonObject &header) const
    {
        const QJsonObject key = QJsonDocument::fromJson(m_simulator.serviceAccountKeyJson()).object();
        const QByteArray pem = key[QLatin1String("private_key")].toString().toLatin1();
        const QByteArray text = base64Url(QJsonDocument(header).toJson(QJsonDocument::Compact)) + '.' +
                                base64Url(QJsonDocument(claims).toJson(QJsonDocument::Compact));
        BIO *bio = BIO_new_mem_buf(pem.constData(), int(pem.size()));
        EVP_PKEY *rsa = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        QByteArray signature(512, '\0');
        std::size_t size = 512;
        EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, rsa);
        EVP_DigestSign(context, reinterpret_cast<unsigned char *>(signature.data()), &size,
                       reinterpret_cast<const unsigned char *>(text.constData()), std::size_t(text.size()));
        signature.truncate(qsizetype(size));
        EVP_MD_CTX_free(context);
        EVP_PKEY_free(rsa);
        BIO_free(bio);
        return text + '.' + base64Url(signature);
    }

    QJsonObject claims(const QString &email, const QString &scopes) const
    {
        const QJsonObject key = QJsonDocument::fromJson(m_simulator.serviceAccountKeyJson()).object();
        const qint64 now = toMicros(m_simulator.now()) / 1000000;
        QJsonObject claims{{QStringLiteral("iss"), key[QLatin1String("client_email")]},
                           {QStringLiteral("scope"), scopes},
                           {QStringLiteral("aud"), key[QLatin1String("token_uri")]},
                           {QStringLiteral("iat"), now},
                           {QStringLiteral("exp"), now + 3600}};
        if (!email.isEmpty())
            claims.insert(QStringLiteral("sub"), email);
        return claims;
    }

    Answered askToken(const QJsonObject &claims,
                      const QJsonObject &header = {{QStringLiteral("alg"), QStringLiteral("RS256")},
                                                   {QStringLiteral("typ"), QStringLiteral("JWT")}})
    {
        return send("POST", "/token", {{"Content-Type", "application/x-www-form-urlencoded"}},
                    "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" +
                        signedJwt(claims, header));
    }

    /// A token for an account, or for the app when @p email is empty. @p names: "chat.import drive".
    QByteArray token(const QString &email, const QString &names)
    {
        QStringList scopes;
        for (const QString &name : names.split(u' '))
            scopes.append(QStringLiteral("https://www.googleapis.com/auth/") + name);
        return askToken(claims(email, scopes.join(u' ')))["access_token"].toString().toLatin1();
    }

private:
    bool more()
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(10000))
            return false;
        m_buffer += m_socket.readAll();
        return true;
    }

    const Simulator &m_simulator;
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// One key for all simulators of a test program: making one takes a while.
inline QByteArray &sharedKey()
{
    static QByteArray pem;
    return pem;
}

/// Three accounts, an admin, quotas off and a clock that stands at 2026-11-21T12:00:00Z.
inline SimulatorOptions usualOptions()
{
    SimulatorOptions options;
    options.people = {
        {.email = QStringLiteral("admin@example.com"),
         .id = QStringLiteral("100"),
         .name = QStringLiteral("Ada Min"),
         .admin = true},
        {.email = QStringLiteral("bob@example.com"),
         .id = QStringLiteral("101"),
         .aliases = {QStringLiteral("robert@example.com")},
         .name = QStringLiteral("Bob B")},
        {.email = QStringLiteral("eve@example.com"), .id = QStringLiteral("102"), .name = QStringLiteral("Eve E")}};
    options.quotas = false;
    options.serviceAccount.privateKeyPem = sharedKey();
    options.clockMode = SimulatorOptions::ClockMode::Still;
    options.startTime = fromRfc3339(u"2026-11-21T12:00:00Z");
    return options;
}

/// A started simulator and the tokens most tests need.
struct Rig
{
    explicit Rig(SimulatorOptions options = usualOptions())
        : simulator(std::move(options))
        , client(simulator)
    {
        const auto started = simulator.start();
        if (!started)
            qFatal("%s", qPrintable(started.error().what));
        if (sharedKey().isEmpty()) {
            const QJsonObject key = QJsonDocument::fromJson(simulator.serviceAccountKeyJson()).object();
            sharedKey() = key[QLatin1String("private_key")].toString().toLatin1();
        }
        admin = client.token(QStringLiteral("admin@example.com"), QStringLiteral("chat.import"));
        bob = client.token(QStringLiteral("bob@example.com"), QStringLiteral("chat.import"));
        app = client.token({}, QStringLiteral("chat.bot"));
    }

    /// An import-mode space created in 2015; its name.
    QByteArray space(const QString &name = QStringLiteral("general"))
    {
        const auto made =
            client.call(admin, "POST", "/v1/spaces",
                        QJsonObject{{QStringLiteral("spaceType"), QStringLiteral("SPACE")},
                                    {QStringLiteral("displayName"), name},
                                    {QStringLiteral("importMode"), true},
                                    {QStringLiteral("createTime"), QStringLiteral("2015-01-01T00:00:00Z")}});
        return made["name"].toString().toLatin1();
    }

    Answered post(const QByteArray &token, const QByteArray &space, QJsonObject message, const QByteArray &query = {})
    {
        return client.call(token, "POST", "/v1/" + space + "/messages" + (query.isEmpty() ? QByteArray() : '?' + query),
                           message);
    }

    Answered complete(const QByteArray &space)
    {
        return client.call(admin, "POST", "/v1/" + space + ":completeImport", QJsonObject{});
    }

    Simulator simulator;
    SimClient client;
    QByteArray admin;
    QByteArray bob;
    QByteArray app;
};

} // namespace chatferry::test
