// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/httpattempt.h"

#include "base/logging.h"
#include "base/redact.h"
#include "net/endpoints.h"
#include "net/httpheaders.h"
#include "net/oncebody.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct HttpWords
{
    Q_DECLARE_TR_FUNCTIONS(HttpClient)
};

/// Errors that arise before a connection stands.
bool isBeforeConnection(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return true;
    default:
        return false;
    }
}

Error stalled(bool sent, const QString &host)
{
    if (sent) {
        return {.kind = Error::Kind::Timeout,
                .what = HttpWords::tr("%1 did not answer in time.").arg(host),
                .remedy = HttpWords::tr("Check the connection to the internet; the program tries again.")};
    }
    return {.kind = Error::Kind::Offline,
            .what = HttpWords::tr("%1 cannot be reached.").arg(host),
            .remedy = HttpWords::tr("Check the connection to the internet.")};
}

} // namespace

HttpAttempt::HttpAttempt(HttpPool *pool, HttpRequest request, QObject *parent)
    : HttpCall(parent)
    , m_pool(pool)
    , m_request(std::move(request))
{
}

HttpAttempt::~HttpAttempt()
{
    release();
}

void HttpAttempt::run()
{
    if (!isAllowed(m_request.url)) {
        end(Error{.kind = Error::Kind::Input,
                  .what =
                      HttpWords::tr("The address %1 is not allowed: it has to be https.").arg(redacted(m_request.url)),
                  .remedy = HttpWords::tr("Plain http is used for this computer itself only.")});
        return;
    }
    if (m_pool)
        m_pool->admit(this);
    else
        endCancelled();
}

void HttpAttempt::send(QNetworkAccessManager &manager)
{
    QNetworkRequest request(m_request.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setRawHeader("User-Agent", "chatferry/" CHATFERRY_VERSION);
    const bool reads = m_request.method == "GET";
    // Short answers to writes are not worth the compressing; without this header the library asks for it.
    if (!reads || m_request.bodySink)
        request.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);

    m_started = m_lastMovement = m_pool->clock().steady();
    if (reads) {
        m_reply = manager.get(request);
    } else if (m_request.method == "DELETE" && m_request.body.isEmpty()) {
        m_reply = manager.deleteResource(request);
    } else if (m_request.bodyDevice) {
        m_reply = manager.sendCustomRequest(request, m_request.method, m_request.bodyDevice.get());
    } else if (m_request.large) {
        m_reply = manager.sendCustomRequest(request, m_request.method, m_request.body);
    } else {
        m_once = std::make_unique<OnceBody>(m_request.body);
        m_reply = manager.sendCustomRequest(request, m_request.method, m_once.get());
    }
    connect(m_reply, &QNetworkReply::finished, this, &HttpAttempt::readAnswer);
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        m_sent = true;
        moved();
    });
    connect(m_reply, &QNetworkReply::uploadProgress, this, [this](qint64 done, qint64 total) {
        m_sent = m_sent || done > 0;
        moved();
        if (m_request.large)
            Q_EMIT progress(done, total);
    });
    connect(m_reply, &QNetworkReply::downloadProgress, this, [this](qint64 done, qint64 total) {
        moved();
        if (m_request.bodySink)
            Q_EMIT progress(done, total);
    });
    if (m_request.bodySink)
        connect(m_reply, &QNetworkReply::readyRead, this, &HttpAttempt::drain);
}

void HttpAttempt::moved()
{
    if (m_pool)
        m_lastMovement = m_pool->clock().steady();
}

void HttpAttempt::drain()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200 || status > 299)
        return;
    const QByteArray bytes = m_reply->readAll();
    if (m_request.bodySink->write(bytes) == bytes.size())
        return;
    finish(Error{.kind = Error::Kind::File,
                 .what = HttpWords::tr("What was fetched could not be written."),
                 .remedy = HttpWords::tr("Check the free space of the disk."),
                 .detail = redacted(m_request.bodySink->errorString())});
}

void HttpAttempt::readAnswer()
{
    if (!isRunning())
        return;
    if (m_request.bodySink) {
        drain();
        if (!isRunning())
            return;
    }
    const QNetworkReply::NetworkError error = m_reply->error();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(m_pool->clock().steady() - m_started);
    // The path of a file of the old chat holds the file's name.
    const QString path = m_request.bodySink ? u"(file)"_s : redacted(QUrl(m_request.url.path()));
    qCInfo(logNet).noquote() << m_request.method << path << status << int(error) << took.count() << "ms";
    // Statuses from 400 on are errors to the library, not to us. Below, an error means that the answer is not whole;
    // but for 308, which the library takes for a redirect it cannot follow.
    if (status < 200 || (error != QNetworkReply::NoError && status < 300)) {
        finish(failure(error, status));
        return;
    }
    HttpReply reply;
    reply.status = status;
    reply.headers = m_reply->rawHeaderPairs();
    reply.body = m_reply->readAll();
    reply.serverTime = fromHttpDate(reply.header("Date"));
    if (status >= 300)
        reply.retryAfter = fromRetryAfter(reply.header("Retry-After"), m_pool->clock().nowUtc());
    finish(std::move(reply));
}

Error HttpAttempt::failure(QNetworkReply::NetworkError error, int status) const
{
    const QString host = m_request.url.host();
    const QString detail = u"network error %1, status %2"_s.arg(int(error)).arg(status);
    if (error == QNetworkReply::SslHandshakeFailedError) {
        return {.kind = Error::Kind::Offline,
                .what = HttpWords::tr("No secure connection to %1 could be made.").arg(host),
                .remedy = HttpWords::tr(
                    "Check the date of this computer, and whether something on the network replaces certificates."),
                .detail = detail};
    }
    if (isBeforeConnection(error) || (!m_sent && status == 0)) {
        Error offline = stalled(false, host);
        offline.detail = detail;
        return offline;
    }
    return {.kind = Error::Kind::Ambiguous,
            .what = HttpWords::tr("The connection to %1 broke off.").arg(host),
            .remedy = HttpWords::tr("Check the connection to the internet; the program tries again."),
            .detail = detail};
}

void HttpAttempt::endStalled()
{
    finish(stalled(m_sent, m_request.url.host()));
}

void HttpAttempt::abandon()
{
    m_pool = nullptr;
    release();
    endCancelled();
}

void HttpAttempt::finish(Result<HttpReply> result)
{
    release();
    end(std::move(result));
}

void HttpAttempt::release()
{
    if (m_reply) {
        QNetworkReply *reply = m_reply;
        m_reply = nullptr;
        reply->disconnect(this);
        if (reply->isRunning())
            reply->abort();
        // The reply may read from the body until it is gone.
        if (m_once)
            m_once.release()->setParent(reply);
        if (m_request.bodyDevice)
            QObject::connect(reply, &QObject::destroyed, reply, [device = m_request.bodyDevice] {});
        reply->deleteLater();
    }
    if (m_pool)
        m_pool->leave(this);
}

} // namespace chatferry
