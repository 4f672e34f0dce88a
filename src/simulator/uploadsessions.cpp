// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/uploadsessions.h"

#include "base/digest.h"

#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr qint64 kStep = 256 * 1024;

Answer badUpload(const QString &message)
{
    return Answer::error(400, u"INVALID_ARGUMENT"_s, message, u"badRequest"_s);
}

} // namespace

void Digests::add(QByteArrayView bytes)
{
    m_sha256.addData(bytes);
    m_sha1.addData(bytes);
    m_md5.addData(bytes);
    m_size += bytes.size();
}

UploadSessions::UploadSessions(Context &context)
    : m_context(context)
{
}

Answer UploadSessions::begin(const Call &call, const QJsonObject &metadata, qint64 most)
{
    auto session = std::make_unique<UploadSession>();
    session->user = call.who.user;
    session->scope = call.path;
    session->metadata = metadata;
    session->contentType = call.http.header("x-upload-content-type");
    session->begun = call.now;
    if (call.http.hasHeader("x-upload-content-length")) {
        bool ok = false;
        session->total = call.http.header("x-upload-content-length").toLongLong(&ok);
        if (!ok || session->total < 0 || (most > 0 && session->total > most))
            return badUpload(u"Invalid X-Upload-Content-Length."_s);
    }
    const QByteArray id =
        digest({QByteArray::number(++m_count), call.path.toUtf8(), QByteArray::number(toMicros(call.now))})
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    m_sessions.emplace(QString::fromLatin1(id), std::move(session));
    Answer answer{.isJson = false};
    answer.headers = {{"Location", m_context.baseUrl.toLatin1() + call.http.target + "&upload_id=" + id},
                      {"X-GUploader-UploadID", id}};
    return answer;
}

Answer UploadSessions::goOn(const UploadSession &session)
{
    Answer answer{.status = 308, .isJson = false};
    if (session.digests.size() > 0)
        answer.headers = {{"Range", "bytes=0-" + QByteArray::number(session.digests.size() - 1)}};
    return answer;
}

Answer UploadSessions::put(const Call &call, const Finish &finish)
{
    const auto found = m_sessions.find(call.query.value(u"upload_id"_s));
    if (found == m_sessions.end() || found->second->scope != call.path ||
        call.now > found->second->begun + std::chrono::days(7))
        return Answer::error(404, u"NOT_FOUND"_s, u"Upload session not found."_s, u"notFound"_s);
    UploadSession &session = *found->second;
    if (session.result)
        return *session.result;
    return takeBytes(session, call, finish);
}

Answer UploadSessions::takeBytes(UploadSession &session, const Call &call, const Finish &finish)
{
    static const QRegularExpression form(u"^bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)$"_s);
    const QByteArray &body = call.http.body;
    qint64 first = 0;
    qint64 end = body.size();
    qint64 total = end;
    if (call.http.hasHeader("content-range")) {
        const auto match = form.match(QString::fromLatin1(call.http.header("content-range")));
        if (!match.hasMatch())
            return badUpload(u"Failed to parse Content-Range header."_s);
        total = match.captured(3) == "*"_L1 ? -1 : match.captured(3).toLongLong();
        if (match.captured(1).isEmpty()) {
            // a question how far it got; of an empty file it is the whole upload
            if (!body.isEmpty())
                return badUpload(u"A status query carries no bytes."_s);
            if (total != 0 || session.digests.size() > 0)
                return goOn(session);
            first = end = 0;
        } else {
            first = match.captured(1).toLongLong();
            end = match.captured(2).toLongLong() + 1;
            if (end - first != body.size())
                return badUpload(u"Content-Range does not fit the number of bytes."_s);
        }
    }
    if (session.total >= 0 && total >= 0 && total != session.total)
        return badUpload(u"The total size differs from what was announced."_s);
    if (total >= 0 && end > total)
        return badUpload(u"Content-Range goes beyond the total size."_s);
    if (end != total && body.size() % kStep != 0)
        return badUpload(u"Chunks must be multiples of 262144 bytes, except for the last one."_s);
    if (first > session.digests.size())
        return badUpload(u"Bytes are missing before this chunk."_s);
    if (total >= 0)
        session.total = total;
    if (end > session.digests.size())
        session.digests.add(QByteArrayView(body).sliced(session.digests.size() - first));
    if (session.digests.size() != total)
        return goOn(session);
    const Answer result = finish(session);
    session.result = result;
    return result;
}

} // namespace chatferry::sim
