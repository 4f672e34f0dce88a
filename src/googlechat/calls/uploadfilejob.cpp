// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/uploadfilejob.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry {

UploadFileJob::UploadFileJob(GoogleApi &api, const UploadFileRequest &request, QObject *parent)
    : ResultJob(parent)
    , m_upload(new UploadJob(api, wish(api.endpoints, request), this))
{
    connect(m_upload, &Job::progress, this, &Job::progress);
    connect(m_upload, &Job::finished, this, [this] {
        if (!m_upload->result()) {
            end(m_upload->result().error());
            return;
        }
        const Uploaded &uploaded = *m_upload->result();
        auto file = parse(uploaded.reply);
        if (file && !hasContent(*file, uploaded.bytes, uploaded.md5))
            end(badReply(ApiMethod::FilesCreate, "equal md5Checksum"_L1));
        else
            end(std::move(file));
    });
}

UploadWish UploadFileJob::wish(const Endpoints &endpoints, const UploadFileRequest &request)
{
    UploadWish wish;
    wish.method = ApiMethod::FilesCreate;
    wish.identity = request.identity;
    wish.url = apiUrl(endpoints.drive, u"/upload/drive/v3/files"_s);
    wish.query = {{"supportsAllDrives"_L1, u"true"_s}, {"fields"_L1, DriveFile::kFields}};
    wish.mimeType = cleanMimeType(request.mimeType);
    wish.metadata = {{u"id"_s, request.id},
                     {u"name"_s, request.name},
                     {u"mimeType"_s, QString::fromLatin1(wish.mimeType)},
                     {u"parents"_s, QJsonArray{request.parent}}};
    if (request.modified)
        wish.metadata.insert(u"modifiedTime"_s, toRfc3339(*request.modified));
    wish.name = request.name;
    wish.open = request.open;
    wish.session = request.session;
    return wish;
}

Result<DriveFile> UploadFileJob::parse(const HttpReply &reply)
{
    const auto object = objectIn(ApiMethod::FilesCreate, reply);
    if (!object)
        return object.error();
    return DriveFile::from(ApiMethod::FilesCreate, *object);
}

void UploadFileJob::run()
{
    m_upload->start();
}

bool hasContent(const DriveFile &file, qint64 bytes, const QByteArray &md5)
{
    if (file.sizeBytes >= 0 && file.sizeBytes != bytes)
        return false;
    return file.md5.isEmpty() || file.md5 == md5;
}

} // namespace chatferry
