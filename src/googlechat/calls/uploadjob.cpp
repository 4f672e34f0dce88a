// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/uploadjob.h"

#include "googlechat/errormapping.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

// Putting the pieces of a large file together takes the service a while.
constexpr auto kLargeTimeout = 180s;

ApiRequest put(const UploadWish &wish, const QUrl &session, const QByteArray &range, const QByteArray &bytes)
{
    ApiRequest request;
    request.method = wish.method;
    request.identity = wish.identity;
    request.http.method = "PUT";
    request.http.url = session;
    request.http.headers = {{"Content-Range", range}};
    request.http.body = bytes;
    request.http.large = true;
    request.http.timeout = kLargeTimeout;
    return request;
}

QByteArray orStar(qint64 total)
{
    return total < 0 ? QByteArray("*") : QByteArray::number(total);
}

} // namespace

UploadJob::UploadJob(GoogleApi &api, UploadWish wish, QObject *parent)
    : ResultJob(parent)
    , m_exchange(api, this)
    , m_wish(std::move(wish))
    , m_session(m_wish.session)
{
}

ApiRequest UploadJob::multipartRequest(const UploadWish &wish, const QByteArray &content)
{
    ApiQuery query{{"uploadType"_L1, u"multipart"_s}};
    query.insert(query.end(), wish.query.begin(), wish.query.end());
    const Multipart parts = Multipart::related(wish.metadata, wish.mimeType, content);
    ApiRequest request = apiRequest(wish.method, wish.identity, "POST", apiUrl(wish.url, {}, query));
    request.http.headers = {{"Content-Type", parts.contentType}};
    request.http.body = parts.body;
    request.http.timeout = kLargeTimeout;
    return request;
}

ApiRequest UploadJob::startRequest(const UploadWish &wish, qint64 totalBytes)
{
    ApiQuery query{{"uploadType"_L1, u"resumable"_s}};
    query.insert(query.end(), wish.query.begin(), wish.query.end());
    ApiRequest request = apiRequest(wish.method, wish.identity, "POST", apiUrl(wish.url, {}, query), wish.metadata);
    request.http.headers.emplace_back("X-Upload-Content-Type", wish.mimeType);
    if (totalBytes >= 0)
        request.http.headers.emplace_back("X-Upload-Content-Length", QByteArray::number(totalBytes));
    return request;
}

ApiRequest UploadJob::chunkRequest(const UploadWish &wish, const QUrl &session, qint64 offset, const QByteArray &bytes,
                                   qint64 total)
{
    const QByteArray range = "bytes " + QByteArray::number(offset) + '-' +
                             QByteArray::number(offset + bytes.size() - 1) + '/' + orStar(total);
    return put(wish, session, range, bytes);
}

ApiRequest UploadJob::statusRequest(const UploadWish &wish, const QUrl &session, qint64 total)
{
    return put(wish, session, "bytes */" + orStar(total), {});
}

std::optional<qint64> UploadJob::received(const HttpReply &reply)
{
    const QByteArray range = reply.header("Range");
    if (range.isEmpty())
        return 0;
    if (!range.startsWith("bytes=0-"))
        return {};
    bool isNumber = false;
    const qint64 last = range.sliced(8).trimmed().toLongLong(&isNumber);
    if (!isNumber || last < 0)
        return {};
    return last + 1;
}

bool UploadJob::isTrusted(const QUrl &session, const QUrl &upload)
{
    return session.isValid() && session.scheme() == upload.scheme() && session.host() == upload.host() &&
           session.port() == upload.port() && session.userInfo().isEmpty();
}

void UploadJob::run()
{
    connect(&m_exchange, &ApiExchange::progress, this,
            [this](qint64 done, qint64) { Q_EMIT progress(m_offset + done, m_reader ? m_reader->size() : -1); });
    auto reader = ContentReader::open(m_wish.open, m_wish.name);
    if (!reader) {
        end(reader.error());
        return;
    }
    m_reader = std::move(*reader);
    if (!m_session.isEmpty()) {
        askHowFar();
        return;
    }
    auto first = m_reader->read(kSmallBytes);
    if (!first) {
        end(first.error());
        return;
    }
    m_pending = std::move(*first);
    if (!m_reader->atEnd()) {
        startSession();
        return;
    }
    m_exchange.send(multipartRequest(m_wish, m_pending), [this](const Result<HttpReply> &reply) {
        if (!reply)
            end(reply.error());
        else if (reply->status >= 200 && reply->status < 300)
            finish(*reply);
        else
            end(errorFor(m_wish.method, *reply));
    });
}

void UploadJob::startSession()
{
    m_session.clear();
    m_exchange.send(startRequest(m_wish, m_reader->size()), [this](const Result<HttpReply> &reply) {
        if (!reply) {
            end(reply.error());
            return;
        }
        if (reply->status < 200 || reply->status > 299) {
            end(errorFor(m_wish.method, *reply));
            return;
        }
        const QUrl session = m_wish.url.resolved(QUrl::fromEncoded(reply->header("Location"), QUrl::StrictMode));
        if (reply->header("Location").isEmpty() || !isTrusted(session, m_wish.url)) {
            end(badReply(m_wish.method, "Location"_L1));
            return;
        }
        m_session = session;
        sendChunk();
    });
}

void UploadJob::askHowFar()
{
    m_exchange.send(statusRequest(m_wish, m_session, m_reader->size()), [this](const Result<HttpReply> &reply) {
        if (!reply) {
            end(reply.error());
            return;
        }
        if (reply->status == 308) {
            const auto have = received(*reply);
            if (!have)
                end(badReply(m_wish.method, "Range"_L1));
            else if (skipTo(*have))
                sendChunk();
            return;
        }
        if (reply->status >= 200 && reply->status < 300) {
            if (skipTo(std::numeric_limits<qint64>::max()))
                finish(*reply);
            return;
        }
        if (reply->status == 429 || reply->status >= 500) {
            end(errorFor(m_wish.method, *reply));
            return;
        }
        // The service has forgotten it: from the beginning.
        startSession();
    });
}

bool UploadJob::skipTo(qint64 offset)
{
    while (m_reader->given() < offset && !m_reader->atEnd()) {
        const auto skipped = m_reader->read(std::min(kChunkBytes, offset - m_reader->given()));
        if (!skipped) {
            end(skipped.error());
            return false;
        }
    }
    m_offset = m_reader->given();
    m_pending.clear();
    return true;
}

void UploadJob::sendChunk()
{
    if (m_pending.size() < kChunkBytes && !m_reader->atEnd()) {
        const auto more = m_reader->read(kChunkBytes - m_pending.size());
        if (!more) {
            end(more.error());
            return;
        }
        m_pending += *more;
    }
    const qint64 total = m_reader->atEnd() ? m_reader->given() : m_reader->size();
    m_exchange.send(chunkRequest(m_wish, m_session, m_offset, m_pending, total),
                    [this](const Result<HttpReply> &reply) { readChunkAnswer(reply); });
}

void UploadJob::readChunkAnswer(const Result<HttpReply> &reply)
{
    if (!reply) {
        end(reply.error());
        return;
    }
    if (reply->status >= 200 && reply->status < 300) {
        finish(*reply);
        return;
    }
    if (reply->status != 308) {
        if (reply->status == 404 || reply->status == 410)
            m_session.clear();
        end(errorFor(m_wish.method, *reply));
        return;
    }
    const auto have = received(*reply);
    if (!have || *have < m_offset || *have > m_offset + m_pending.size()) {
        m_session.clear();
        end(badReply(m_wish.method, "Range"_L1));
        return;
    }
    // The service may keep less than it was sent, but not for ever.
    m_standstills = *have == m_offset ? m_standstills + 1 : 0;
    if (m_standstills > 3) {
        end(badReply(m_wish.method, "Range"_L1));
        return;
    }
    m_pending.remove(0, *have - m_offset);
    m_offset = *have;
    sendChunk();
}

void UploadJob::finish(const HttpReply &reply)
{
    m_session.clear();
    end(Uploaded{reply, m_reader->given(), m_reader->md5()});
}

} // namespace chatferry
