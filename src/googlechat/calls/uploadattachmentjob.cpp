// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/uploadattachmentjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

UploadAttachmentJob::UploadAttachmentJob(GoogleApi &api, const UploadAttachmentRequest &request, QObject *parent)
    : ResultJob(parent)
    , m_upload(new UploadJob(api, wish(api.endpoints, request), this))
{
    connect(m_upload, &Job::progress, this, &Job::progress);
    connect(m_upload, &Job::finished, this, [this] {
        if (m_upload->result())
            end(parse(m_upload->result()->reply));
        else
            end(m_upload->result().error());
    });
}

UploadWish UploadAttachmentJob::wish(const Endpoints &endpoints, const UploadAttachmentRequest &request)
{
    UploadWish wish;
    wish.method = ApiMethod::MediaUpload;
    wish.identity = request.identity;
    wish.url = apiUrl(endpoints.chat, u"/upload/v1/"_s + request.space + u"/attachments:upload"_s);
    wish.mimeType = cleanMimeType(request.mimeType);
    wish.metadata = {{u"filename"_s, request.name}};
    wish.name = request.name;
    wish.open = request.open;
    return wish;
}

Result<QJsonObject> UploadAttachmentJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::MediaUpload, reply);
    if (!object)
        return object.error();
    if (!object->value("attachmentDataRef"_L1).isObject())
        return badReply(ApiMethod::MediaUpload, "attachmentDataRef"_L1);
    return QJsonObject{{u"attachmentDataRef"_s, object->value("attachmentDataRef"_L1)}};
}

void UploadAttachmentJob::run()
{
    m_upload->start();
}

} // namespace chatferry
