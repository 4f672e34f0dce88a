// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/calls/uploadjob.h"
#include "googlechat/chattypes.h"

namespace chatferry {

struct UploadAttachmentRequest
{
    Identity identity; ///< The account that will write the message.
    QString space;
    QString name; ///< With its ending.
    QString mimeType;
    OpenContent open;
};

/// Uploads a file to Chat itself, at most 200 MiB. Answers the object that goes into Message.attachment as it is.
/// Repeating it leaves an unused upload behind, nothing else. Source: Google Chat API, media.upload.
class UploadAttachmentJob final : public ResultJob<QJsonObject>
{
    Q_OBJECT
public:
    UploadAttachmentJob(GoogleApi &api, const UploadAttachmentRequest &request, QObject *parent);

    static UploadWish wish(const Endpoints &endpoints, const UploadAttachmentRequest &request);
    static Result<QJsonObject> parse(const HttpReply &reply);

protected:
    void run() override;
    void stop() override { m_upload->cancel(); }

private:
    UploadJob *m_upload;
};

} // namespace chatferry
