// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakenetwork.h"

#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace chatferry::test {

namespace {

QNetworkReply::NetworkError errorOfStatus(int status)
{
    if (status < 400)
        return QNetworkReply::NoError;
    return status < 500 ? QNetworkReply::UnknownContentError : QNetworkReply::UnknownServerError;
}

class CannedReply final : public QNetworkReply
{
    Q_OBJECT
public:
    CannedReply(QNetworkAccessManager::Operation operation, const QNetworkRequest &request, FakeReply reply,
                QObject *parent)
        : QNetworkReply(parent)
        , m_reply(std::move(reply))
    {
        setRequest(request);
        setUrl(request.url());
        setOperation(operation);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        if (m_reply.never) {
            if (m_reply.sent)
                QTimer::singleShot(0, this, [this] { Q_EMIT requestSent(); });
            return;
        }
        QTimer::singleShot(0, this, &CannedReply::finishNow);
    }
    void abort() override
    {
        if (isFinished())
            return;
        setError(OperationCanceledError, u"aborted"_s);
        setFinished(true);
        Q_EMIT finished();
    }
    qint64 bytesAvailable() const override { return m_reply.body.size() - m_read + QNetworkReply::bytesAvailable(); }
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_reply.body.size() - m_read);
        if (count <= 0)
            return -1;
        std::memcpy(data, m_reply.body.constData() + m_read, size_t(count));
        m_read += count;
        return count;
    }

private:
    void finishNow()
    {
        if (isFinished())
            return;
        if (m_reply.sent)
            Q_EMIT requestSent();
        if (m_reply.error == NoError) {
            setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_reply.status);
            for (const auto &[name, value] : m_reply.headers)
                setRawHeader(name, value);
            if (!m_reply.body.isEmpty()) {
                Q_EMIT readyRead();
                Q_EMIT downloadProgress(m_reply.body.size(), m_reply.body.size());
            }
        } else {
            m_reply.body.clear();
        }
        const NetworkError error = m_reply.error != NoError ? m_reply.error : errorOfStatus(m_reply.status);
        if (error != NoError)
            setError(error, u"canned"_s);
        setFinished(true);
        Q_EMIT finished();
    }

    FakeReply m_reply;
    qint64 m_read = 0;
};

QByteArray verbOf(QNetworkAccessManager::Operation operation, const QNetworkRequest &request)
{
    switch (operation) {
    case QNetworkAccessManager::GetOperation:
        return "GET";
    case QNetworkAccessManager::PutOperation:
        return "PUT";
    case QNetworkAccessManager::PostOperation:
        return "POST";
    case QNetworkAccessManager::DeleteOperation:
        return "DELETE";
    case QNetworkAccessManager::HeadOperation:
        return "HEAD";
    default:
        return request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
}

} // namespace

class FakeManager final : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit FakeManager(FakeNetwork &network)
        : m_network(network)
    {
    }

protected:
    QNetworkReply *createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body) override
    {
        SeenRequest seen;
        seen.method = verbOf(operation, request);
        seen.url = request.url();
        seen.body = body ? body->readAll() : QByteArray();
        seen.request = request;
        return new CannedReply(operation, request, m_network.replyTo(seen), this);
    }

private:
    FakeNetwork &m_network;
};

QByteArray SeenRequest::bearer() const
{
    const QByteArray value = header("Authorization");
    return value.startsWith("Bearer ") ? value.sliced(7) : QByteArray();
}

QJsonObject SeenRequest::json() const
{
    const QByteArray type = header("Content-Type");
    if (!type.startsWith("multipart/"))
        return QJsonDocument::fromJson(body).object();
    const QByteArray mark = "--" + type.sliced(type.indexOf("boundary=") + 9);
    const qsizetype start = body.indexOf("\r\n\r\n") + 4;
    return QJsonDocument::fromJson(body.sliced(start, body.indexOf("\r\n" + mark, start) - start)).object();
}

FakeNetwork &FakeNetwork::operator<<(FakeReply reply)
{
    next.push_back(std::move(reply));
    return *this;
}

HttpClient::ManagerFactory FakeNetwork::factory()
{
    return [this] { return std::make_unique<FakeManager>(*this); };
}

FakeReply FakeNetwork::replyTo(const SeenRequest &request)
{
    if (answersTokens && request.path() == "/token"_L1) {
        tokensSeen.push_back(request);
        const QUrlQuery form(QString::fromLatin1(request.body));
        const QJsonObject claims = claimsOf(form.queryItemValue(u"assertion"_s).toLatin1());
        if (tokenHandler)
            return tokenHandler(claims);
        const QString sub = claims["sub"_L1].toString();
        const QJsonObject answer{{u"access_token"_s, QString(u"token-"_s + (sub.isEmpty() ? u"app"_s : sub))},
                                 {u"expires_in"_s, 3599},
                                 {u"token_type"_s, u"Bearer"_s}};
        return {.status = 200, .body = QJsonDocument(answer).toJson(QJsonDocument::Compact)};
    }
    seen.push_back(request);
    if (handler)
        return handler(request);
    if (next.empty()) {
        qFatal("Nobody expected %s %s", request.method.constData(), qPrintable(request.url.toString()));
        return {};
    }
    FakeReply reply = std::move(next.front());
    next.pop_front();
    return reply;
}

QJsonObject claimsOf(const QByteArray &jwt)
{
    const QList<QByteArray> pieces = jwt.split('.');
    if (pieces.size() != 3)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromBase64(pieces[1], QByteArray::Base64UrlEncoding)).object();
}

} // namespace chatferry::test

#include "fakenetwork.moc"
