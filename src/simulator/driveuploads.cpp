// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/driveuploads.h"

#include "simulator/multipart.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

Answer badUpload(const QString &message)
{
    return Answer::error(400, u"INVALID_ARGUMENT"_s, message, u"badRequest"_s);
}

} // namespace

DriveUploads::DriveUploads(Context &context, DriveFiles &files)
    : m_context(context)
    , m_files(files)
    , m_sessions(context)
{
}

void DriveUploads::addRoutes(Router &router)
{
    const QString pattern = u"/upload/drive/v3/files"_s;
    router.add(
        {.method = "POST",
         .pattern = pattern,
         .api = Api::Drive,
         .userScopes = scopes({"drive"_L1, "drive.file"_L1}),
         .quota = u"driveQueries"_s,
         .query = {u"uploadType"_s, u"supportsAllDrives"_s, u"ignoreDefaultVisibility"_s, u"keepRevisionForever"_s},
         .answerSchema = u"File"_s,
         .handler = [this](Call &call) { return begin(call); }});
    router.add({.method = "PUT",
                .pattern = pattern,
                .api = Api::Drive,
                .answerSchema = u"File"_s,
                .needsToken = false,
                .handler = [this](Call &call) {
                    return m_sessions.put(call, [&](UploadSession &session) {
                        return finish(call, session.user, session.metadata, session.contentType, session.digests);
                    });
                }});
}

Answer DriveUploads::begin(Call &call)
{
    const QString type = call.query.value(u"uploadType"_s);
    if (type == "media"_L1) {
        Digests digests;
        digests.add(call.http.body);
        return finish(call, call.who.user, {}, call.http.header("content-type"), digests);
    }
    if (type == "multipart"_L1) {
        const auto body = RelatedBody::parse(call.http);
        if (!body)
            return badUpload(u"Missing or malformed multipart/related body."_s);
        Digests digests;
        digests.add(body->bytes);
        return finish(call, call.who.user, body->metadata, body->contentType, digests);
    }
    if (type != "resumable"_L1)
        return badUpload(u"uploadType must be media, multipart or resumable."_s);
    QJsonObject metadata;
    if (!call.http.body.isEmpty()) {
        const QJsonDocument document = QJsonDocument::fromJson(call.http.body);
        if (!document.isObject())
            return Answer::error(400, u"INVALID_ARGUMENT"_s, u"Parse Error"_s, u"parseError"_s);
        metadata = document.object();
    }
    DriveFile file; // refused now rather than after all bytes have come
    if (Answer bad = m_files.readNew(call, metadata, call.who.user, file); bad.isError())
        return bad;
    return m_sessions.begin(call, metadata, 5242880000000);
}

Answer DriveUploads::finish(const Call &call, const QString &user, const QJsonObject &metadata,
                            const QByteArray &contentType, const Digests &digests)
{
    DriveFile file;
    if (Answer bad = m_files.readNew(call, metadata, user, file); bad.isError())
        return bad;
    if (file.mimeType.isEmpty())
        file.mimeType = QString::fromLatin1(contentType);
    return m_files.store(call, std::move(file), &digests);
}

bool DriveUploads::halve(HttpRequest &request)
{
    static const QRegularExpression form(u"^bytes (\\d+)-\\d+/(.+)$"_s);
    constexpr qsizetype step = 256 * 1024;
    const qsizetype kept = request.body.size() / 2 / step * step;
    if (request.method != "PUT" || kept == 0)
        return false;
    const auto match = form.match(QString::fromLatin1(request.header("content-range")));
    const QByteArray total = match.hasMatch() ? match.captured(2).toLatin1() : QByteArray::number(request.body.size());
    const qint64 first = match.captured(1).toLongLong();
    std::erase_if(request.headers, [](const auto &header) { return header.first.toLower() == "content-range"; });
    request.headers.emplace_back("Content-Range", "bytes " + QByteArray::number(first) + '-' +
                                                      QByteArray::number(first + kept - 1) + '/' + total);
    request.body.truncate(kept);
    return true;
}

} // namespace chatferry::sim
