// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/calls/uploadjob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct UploadFileRequest
{
    Identity identity;
    QString id; ///< Reserved by GenerateIdsJob.
    QString name;
    QString mimeType;
    QString parent;
    std::optional<UtcTime> modified; ///< When it was posted.
    OpenContent open;
    QUrl session; ///< See UploadWish::session.
};

/// Uploads a file to Drive under a reserved id, and compares size and MD5 with what the service says it got.
///
/// Errors beside those of UploadJob: Conflict (the id is in use: an earlier attempt, see sameContent()), BadReply
/// (other bytes arrived). Source: Drive API, files.create.
class UploadFileJob final : public ResultJob<DriveFile>
{
    Q_OBJECT
public:
    UploadFileJob(GoogleApi &api, const UploadFileRequest &request, QObject *parent);
    QUrl session() const { return m_upload->session(); }

    static UploadWish wish(const Endpoints &endpoints, const UploadFileRequest &request);
    static Result<DriveFile> parse(const HttpReply &reply);

protected:
    void run() override;
    void stop() override { m_upload->cancel(); }

private:
    UploadJob *m_upload;
};

/// Whether @p file has exactly these bytes, as far as the answer tells (MD5 where there is one, else the size).
bool hasContent(const DriveFile &file, qint64 bytes, const QByteArray &md5);

} // namespace chatferry
