// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "googlechat/apiexchange.h"
#include "googlechat/calls/contentreader.h"

namespace chatferry {

/// Bytes to be sent to one of Google's upload addresses.
struct UploadWish
{
    ApiMethod method = ApiMethod::FilesCreate;
    Identity identity;
    QUrl url;       ///< Without uploadType.
    ApiQuery query; ///< Beside uploadType.
    QJsonObject metadata;
    QByteArray mimeType = "application/octet-stream";
    QString name; ///< For sentences.
    OpenContent open;
    QUrl session; ///< Of an earlier attempt that broke off: goes on there if the service still knows it.
};

struct Uploaded
{
    HttpReply reply; ///< The last answer, 2xx.
    qint64 bytes = 0;
    QByteArray md5; ///< Hex, of what was sent.
};

/// Sends a file in one piece (multipart, up to 5 MB) or in chunks (resumable). progress() counts bytes.
///
///   open -> small: multipart -> end
///        -> large: (session known: ask how far it came) or start -> chunk, 308, chunk, 308 ... 2xx -> end
///
/// Errors beside those of every call: File (the content cannot be read). After an error session() is where a later job
/// can go on. Source: Drive API, "Upload file data"; the same protocol serves Chat's media.upload.
class UploadJob final : public ResultJob<Uploaded>
{
    Q_OBJECT
public:
    UploadJob(GoogleApi &api, UploadWish wish, QObject *parent);
    QUrl session() const { return m_session; }

    static ApiRequest multipartRequest(const UploadWish &wish, const QByteArray &content);
    static ApiRequest startRequest(const UploadWish &wish, qint64 totalBytes);
    /// @p total -1: not known yet.
    static ApiRequest chunkRequest(const UploadWish &wish, const QUrl &session, qint64 offset, const QByteArray &bytes,
                                   qint64 total);
    static ApiRequest statusRequest(const UploadWish &wish, const QUrl &session, qint64 total);
    /// How many bytes the service has, from a 308's Range; nothing when the header makes no sense.
    static std::optional<qint64> received(const HttpReply &reply);
    /// Whether a session address is one that a token may be sent to: of the same host and scheme as the upload address.
    static bool isTrusted(const QUrl &session, const QUrl &upload);

    static constexpr qint64 kSmallBytes = 5000000;
    static constexpr qint64 kChunkBytes = 32 * 256 * 1024;

protected:
    void run() override;
    void stop() override { m_exchange.drop(); }

private:
    void startSession();
    void askHowFar();
    void sendChunk();
    void readChunkAnswer(const Result<HttpReply> &reply);
    bool skipTo(qint64 offset);
    void finish(const HttpReply &reply);

    ApiExchange m_exchange;
    UploadWish m_wish;
    std::unique_ptr<ContentReader> m_reader;
    QUrl m_session;
    QByteArray m_pending; ///< Read but not yet confirmed.
    qint64 m_offset = 0;  ///< Of m_pending in the file.
    int m_standstills = 0;
};

} // namespace chatferry
