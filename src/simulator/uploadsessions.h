// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

#include <QCryptographicHash>

#include <functional>

namespace chatferry::sim {

/// Digests of bytes that are not kept.
class Digests
{
public:
    void add(QByteArrayView bytes);
    qint64 size() const { return m_size; }
    QByteArray sha256() const { return m_sha256.result().toHex(); }
    QByteArray sha1() const { return m_sha1.result().toHex(); }
    QByteArray md5() const { return m_md5.result().toHex(); }

private:
    QCryptographicHash m_sha256{QCryptographicHash::Sha256};
    QCryptographicHash m_sha1{QCryptographicHash::Sha1};
    QCryptographicHash m_md5{QCryptographicHash::Md5};
    qint64 m_size = 0;
};

/// One resumable upload under way. Lost when the simulator ends, as the real ones are after a week.
struct UploadSession
{
    QString user;
    QString scope; ///< The address it was begun at; chunks go to the same one.
    QJsonObject metadata;
    QByteArray contentType;
    qint64 total = -1; ///< -1: not known yet.
    UtcTime begun;
    Digests digests;
    std::optional<Answer> result;
};

/// The resumable protocol: chunks with Content-Range, 308 with Range, status queries.
class UploadSessions
{
public:
    /// What becomes of the bytes of a finished session.
    using Finish = std::function<Answer(UploadSession &)>;

    explicit UploadSessions(Context &context);

    /// Answers the POST that begins it: the address for the chunks, which carries the call's own query on.
    /// @p most: largest size; 0: none.
    Answer begin(const Call &call, const QJsonObject &metadata, qint64 most);
    /// Takes a chunk or a status query.
    Answer put(const Call &call, const Finish &finish);

private:
    Answer takeBytes(UploadSession &session, const Call &call, const Finish &finish);
    static Answer goOn(const UploadSession &session);

    Context &m_context;
    std::map<QString, std::unique_ptr<UploadSession>> m_sessions;
    quint64 m_count = 0;
};

} // namespace chatferry::sim
