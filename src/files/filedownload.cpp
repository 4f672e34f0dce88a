// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filedownload.h"

#include "files/filecheck.h"
#include "net/endpoints.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr qint64 kSliceBytes = 4LL << 20;
constexpr qsizetype kHeadBytes = 16384;

QString say(const char *text)
{
    return QCoreApplication::translate("FileDownload", text);
}

} // namespace

/// The file that an answer goes to; takes no more than the wanted file may be.
class FileDownload::Sink final : public QFile
{
public:
    Sink(const QString &path, qint64 most)
        : QFile(path)
        , m_most(most)
    {
    }
    bool isOver() const { return m_isOver; }

protected:
    qint64 writeData(const char *data, qint64 size) override
    {
        if (m_most >= 0 && pos() + size > m_most) {
            m_isOver = true;
            return -1;
        }
        return QFile::writeData(data, size);
    }

private:
    qint64 m_most;
    bool m_isOver = false;
};

FileDownload::FileDownload(HttpClient &client, Clock &clock, Attachment attachment, QString path, QObject *parent)
    : ResultJob(parent)
    , m_client(client)
    , m_clock(clock)
    , m_attachment(std::move(attachment))
    , m_path(std::move(path))
    , m_partPath(m_path + u".part"_s)
    , m_chunkPath(m_path + u".chunk"_s)
{
}

FileDownload::~FileDownload() = default;

void FileDownload::run()
{
    const QFileInfo there(m_path);
    if (there.exists() && (m_attachment.sizeBytes <= 0 || there.size() == m_attachment.sizeBytes)) {
        m_hashed.setFileName(m_path);
        hashSlice();
        return;
    }
    if (m_attachment.url.isEmpty()) {
        endUnavailable(u"no-address"_s);
        return;
    }
    if (const QUrl url(m_attachment.url, QUrl::TolerantMode); !url.isValid() || !isAllowed(url)) {
        endUnavailable(u"bad-address"_s);
        return;
    }
    if (!QDir().mkpath(there.path())) {
        endForDisk(u"mkpath"_s);
        return;
    }
    m_useRanges = m_attachment.sizeBytes > kRangeBytes;
    QFile part(m_partPath);
    if (part.exists()) {
        // A range that was being added when the program was killed is not whole.
        m_have = m_useRanges ? part.size() / kRangeBytes * kRangeBytes : 0;
        if (m_have >= m_attachment.sizeBytes || !part.resize(m_have))
            m_have = 0;
        if (m_have == 0)
            part.remove();
    }
    ask();
}

void FileDownload::stop()
{
    if (m_call)
        m_call->cancel();
}

void FileDownload::ask()
{
    m_redirects = 0;
    send(QUrl(m_attachment.url, QUrl::TolerantMode));
}

void FileDownload::send(const QUrl &url)
{
    if (!isRunning())
        return;
    m_url = url;
    const qint64 most = m_attachment.sizeBytes > 0 ? m_attachment.sizeBytes + kSlackBytes : -1;
    m_sink = std::make_shared<Sink>(m_chunkPath, most);
    if (!m_sink->open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        endForDisk(m_sink->errorString());
        return;
    }
    HttpRequest request{.url = url, .bodySink = m_sink, .large = true};
    if (m_useRanges) {
        const qint64 last = std::min(m_have + kRangeBytes, m_attachment.sizeBytes) - 1;
        request.headers.emplace_back("Range", "bytes=" + QByteArray::number(m_have) + '-' + QByteArray::number(last));
        if (!m_validator.isEmpty())
            request.headers.emplace_back("If-Range", m_validator);
    }
    m_call = m_client.send(std::move(request), this);
    connect(m_call, &Job::progress, this,
            [this](qint64 done, qint64) { Q_EMIT progress(m_have + done, m_attachment.sizeBytes); });
    connect(m_call, &Job::finished, this, [this, call = m_call.data()] {
        const Result<HttpReply> result = call->result();
        call->deleteLater();
        m_call = nullptr;
        if (isRunning())
            readReply(result);
    });
    m_call->start();
}

void FileDownload::readReply(const Result<HttpReply> &result)
{
    const bool isOver = m_sink->isOver();
    const bool isFlushed = m_sink->flush();
    const QString sinkError = m_sink->errorString();
    m_sink->close();
    if (!result) {
        if (isOver)
            endUnavailable(u"wrong-size"_s);
        else if (result.error().kind == Error::Kind::Input)
            endUnavailable(u"bad-address"_s);
        else if (result.error().kind == Error::Kind::File)
            endForDisk(sinkError);
        else
            tryAgain(result.error().kind);
        return;
    }
    if (!isFlushed) {
        endForDisk(sinkError);
        return;
    }
    switch (result->status) {
    case 206:
        readRange(*result);
        return;
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        follow(*result);
        return;
    case 401:
    case 403:
        endUnavailable(u"access-denied"_s);
        return;
    case 404:
    case 410:
        endUnavailable(u"not-found"_s);
        return;
    case 408:
    case 425:
    case 429:
        tryAgain(Error::Kind::RateLimited, result->retryAfter);
        return;
    case 416:
        if (m_useRanges)
            startOver();
        else
            endUnavailable(u"refused"_s);
        return;
    default:
        break;
    }
    if (result->status >= 200 && result->status < 300)
        readWhole(*result);
    else if (result->status >= 500)
        tryAgain(Error::Kind::ServerFault, result->retryAfter);
    else
        endUnavailable(u"refused"_s);
}

void FileDownload::readWhole(const HttpReply &reply)
{
    const qint64 size = QFileInfo(m_chunkPath).size();
    const QString refusal = refusalOf(m_attachment, reply.header("Content-Type"), headOf(m_chunkPath), size);
    if (!refusal.isEmpty())
        endUnavailable(refusal);
    else
        keep(m_chunkPath);
}

void FileDownload::readRange(const HttpReply &reply)
{
    const auto range = contentRange(reply.header("Content-Range"));
    const qint64 size = QFileInfo(m_chunkPath).size();
    const qint64 last = std::min(m_have + kRangeBytes, m_attachment.sizeBytes) - 1;
    if (!m_useRanges || !range || range->first != m_have || size != range->last - range->first + 1 ||
        range->last > last) {
        startOver();
        return;
    }
    if (range->total >= 0 && range->total != m_attachment.sizeBytes) {
        endUnavailable(u"wrong-size"_s);
        return;
    }
    // A weak validator does not promise equal bytes (RFC 9110, 13.1.5).
    if (const QByteArray tag = reply.header("ETag"); tag.startsWith('"'))
        m_validator = tag;

    QFile part(m_partPath);
    QFile chunk(m_chunkPath);
    bool isAdded = part.open(QIODevice::WriteOnly | QIODevice::Append) && chunk.open(QIODevice::ReadOnly);
    while (isAdded && !chunk.atEnd()) {
        const QByteArray bytes = chunk.read(kSliceBytes);
        isAdded = !bytes.isEmpty() && part.write(bytes) == bytes.size();
    }
    isAdded = isAdded && part.flush();
    if (!isAdded) {
        endForDisk(part.errorString());
        return;
    }
    part.close();
    chunk.remove();
    m_have += size;
    m_tries = 0;
    if (m_have < m_attachment.sizeBytes) {
        ask();
        return;
    }
    const QString refusal =
        refusalOf(m_attachment, reply.header("Content-Type"), headOf(m_partPath), QFileInfo(m_partPath).size());
    if (!refusal.isEmpty())
        endUnavailable(refusal);
    else
        keep(m_partPath);
}

void FileDownload::follow(const HttpReply &reply)
{
    const QUrl next = m_url.resolved(QUrl::fromEncoded(reply.header("Location"), QUrl::TolerantMode));
    if (++m_redirects > kRedirects || reply.header("Location").isEmpty() || !next.isValid() || !isAllowed(next))
        endUnavailable(u"refused"_s);
    else
        send(next);
}

void FileDownload::startOver()
{
    if (!m_useRanges) {
        tryAgain(Error::Kind::BadReply);
        return;
    }
    m_useRanges = false;
    m_have = 0;
    m_validator.clear();
    QFile::remove(m_partPath);
    ask();
}

void FileDownload::tryAgain(Error::Kind kind, std::optional<std::chrono::milliseconds> wait)
{
    if (++m_tries >= kTries) {
        QFile::remove(m_chunkPath);
        end(DownloadOutcome{.state = DownloadOutcome::State::Pending, .lastError = kind});
        return;
    }
    const std::chrono::milliseconds pause = std::chrono::seconds(1LL << m_tries);
    m_clock.after(std::max(pause, wait.value_or(pause)), this, [this] {
        if (isRunning())
            ask();
    });
}

void FileDownload::keep(const QString &partPath)
{
    QFile part(partPath);
    // On the disk before the project says so.
    const bool isSafe = part.open(QIODevice::ReadWrite) && ::fsync(part.handle()) == 0;
    part.close();
    QFile::remove(m_path);
    if (!isSafe || !part.rename(m_path)) {
        endForDisk(part.errorString());
        return;
    }
    QFile::remove(m_chunkPath);
    QFile::remove(m_partPath);
    m_hashed.setFileName(m_path);
    hashSlice();
}

void FileDownload::hashSlice()
{
    if (!isRunning())
        return;
    if (!m_hashed.isOpen() && !m_hashed.open(QIODevice::ReadOnly)) {
        endForDisk(m_hashed.errorString());
        return;
    }
    const QByteArray bytes = m_hashed.read(kSliceBytes);
    m_hash.addData(bytes);
    if (m_hashed.atEnd()) {
        end(DownloadOutcome{.state = DownloadOutcome::State::Fetched,
                            .reason = {},
                            .sizeBytes = m_hashed.size(),
                            .sha256 = QString::fromLatin1(m_hash.result().toHex())});
        return;
    }
    if (bytes.isEmpty()) {
        endForDisk(m_hashed.errorString());
        return;
    }
    QMetaObject::invokeMethod(this, &FileDownload::hashSlice, Qt::QueuedConnection);
}

void FileDownload::endUnavailable(const QString &reason)
{
    QFile::remove(m_chunkPath);
    QFile::remove(m_partPath);
    end(DownloadOutcome{.state = DownloadOutcome::State::Unavailable, .reason = reason});
}

void FileDownload::endForDisk(const QString &detail)
{
    QFile::remove(m_chunkPath);
    end(Error{.kind = Error::Kind::File,
              .what = say("A fetched file could not be written beside the project."),
              .remedy = say("Check the free space and the rights of the folder, then fetch again."),
              .detail = detail});
}

QByteArray FileDownload::headOf(const QString &path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kHeadBytes) : QByteArray();
}

} // namespace chatferry
