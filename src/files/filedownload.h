// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "model/message.h"
#include "net/httpclient.h"

#include <QCryptographicHash>
#include <QFile>
#include <QPointer>

namespace chatferry {

/// What came of fetching one file.
struct DownloadOutcome
{
    enum class State {
        Fetched,     ///< It lies under its final name.
        Unavailable, ///< The old chat does not give it; reason says why.
        Pending,     ///< It could not be reached in all tries; worth another run.
    };
    State state = State::Pending;
    QString reason;
    qint64 sizeBytes = 0;
    QString sha256;
    Error::Kind lastError = Error::Kind::Offline; ///< Pending only.
};

/// Fetches one remote attachment to a path. The states in their order:
///
/// looking (is it there already, is a part of it?) -> asking (one HTTP attempt for all of it or a range; then the next
/// range, a redirect, or a pause and another try) -> hashing (a slice per turn of the event loop) -> ended.
///
/// Errors: DiskFull, File (the folder). Everything the server says is an outcome. progress() counts bytes.
class FileDownload final : public ResultJob<DownloadOutcome>
{
    Q_OBJECT
public:
    static constexpr qint64 kRangeBytes = 16LL << 20;
    static constexpr int kTries = 5;
    static constexpr int kRedirects = 5;
    /// What may come over the expected size, so that a sign-in page in the place of a small file is recognised.
    static constexpr qint64 kSlackBytes = 1LL << 20;

    FileDownload(HttpClient &client, Clock &clock, Attachment attachment, QString path, QObject *parent);
    ~FileDownload() override;

protected:
    void run() override;
    void stop() override;

private:
    class Sink;
    void ask();
    void send(const QUrl &url);
    void readReply(const Result<HttpReply> &result);
    void readWhole(const HttpReply &reply);
    void readRange(const HttpReply &reply);
    void follow(const HttpReply &reply);
    void startOver();
    void tryAgain(Error::Kind kind, std::optional<std::chrono::milliseconds> wait = {});
    void keep(const QString &partPath);
    void hashSlice();
    void endUnavailable(const QString &reason);
    void endForDisk(const QString &detail);
    QByteArray headOf(const QString &path) const;

    HttpClient &m_client;
    Clock &m_clock;
    const Attachment m_attachment;
    const QString m_path;
    const QString m_partPath;  ///< Checked ranges.
    const QString m_chunkPath; ///< The answer under way.
    bool m_useRanges = false;
    qint64 m_have = 0; ///< Bytes in the part file.
    QByteArray m_validator;
    int m_tries = 0;
    int m_redirects = 0;
    QUrl m_url;
    QPointer<HttpCall> m_call;
    std::shared_ptr<Sink> m_sink;
    QFile m_hashed;
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

} // namespace chatferry
