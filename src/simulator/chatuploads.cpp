// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chatuploads.h"

#include "simulator/multipart.h"
#include "simulator/schemas.h"
#include "simulator/spaceaccess.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr qint64 kLargest = 209715200;

bool isBlocked(const QString &fileName)
{
    static const QStringList endings =
        u"ade adp apk appx bat cab chm cmd com cpl diagcab dll dmg exe hta img ins iso isp jar jnlp js jse lib lnk mde "
        u"msc msi "
        "msix msp mst nsh pif ps1 scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll"_s.split(u' ');
    return endings.contains(fileName.section(u'.', -1).toLower());
}

} // namespace

ChatUploads::ChatUploads(Context &context)
    : m_context(context)
    , m_sessions(context)
{
}

void ChatUploads::addRoutes(Router &router)
{
    for (const QString &prefix : {u"/upload"_s, u"/resumable/upload"_s}) {
        const QString pattern = prefix + u"/v1/spaces/{}/attachments:upload"_s;
        router.add({.method = "POST",
                    .pattern = pattern,
                    .userScopes = scopes({"chat.import"_L1, "chat.messages"_L1, "chat.messages.create"_L1}),
                    .quota = u"attachmentWrites"_s,
                    .spaceQuota = [](const Call &) { return u"space.writes"_s; },
                    .query = {u"uploadType"_s, u"upload_protocol"_s},
                    .answerSchema = u"UploadAttachmentResponse"_s,
                    .isWrite = true,
                    .handler = [this](Call &call) { return begin(call); }});
        router.add({.method = "PUT",
                    .pattern = pattern,
                    .answerSchema = u"UploadAttachmentResponse"_s,
                    .needsToken = false,
                    .handler = [this](Call &call) {
                        return m_sessions.put(call, [&](UploadSession &session) {
                            return keep(call.vars.value(0), session.user, session.metadata, session.contentType,
                                        session.digests);
                        });
                    }});
    }
}

Answer ChatUploads::checkName(const QJsonObject &metadata)
{
    if (const auto problem = Schemas::problem(u"UploadAttachmentRequest"_s, metadata, true))
        return Answer::invalid(*problem);
    const QString name = metadata[u"filename"_s].toString();
    if (name.isEmpty())
        return Answer::invalid(u"filename is required."_s);
    if (isBlocked(name))
        return Answer::invalid(u"The file type is not supported."_s);
    return {};
}

Answer ChatUploads::begin(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"media.upload"_s,
                                        .userAfter = scopes({"chat.messages"_L1, "chat.messages.create"_L1})};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const QString type = call.query.value(u"uploadType"_s);
    if (type == "multipart"_L1)
        return whole(call, *space);
    if (type != "resumable"_L1)
        return Answer::invalid(u"uploadType must be multipart or resumable."_s);
    const QJsonObject metadata = QJsonDocument::fromJson(call.http.body).object();
    if (Answer bad = checkName(metadata); bad.isError())
        return bad;
    return m_sessions.begin(call, metadata, kLargest);
}

Answer ChatUploads::whole(const Call &call, const Space &space)
{
    const auto body = RelatedBody::parse(call.http);
    if (!body)
        return Answer::invalid(u"Missing or malformed multipart/related body."_s);
    if (Answer bad = checkName(body->metadata); bad.isError())
        return bad;
    Digests digests;
    digests.add(body->bytes);
    return keep(space.id, call.who.user, body->metadata, body->contentType, digests);
}

Answer ChatUploads::keep(const QString &space, const QString &user, const QJsonObject &metadata,
                         const QByteArray &contentType, const Digests &digests)
{
    if (digests.size() > kLargest)
        return Answer::invalid(u"The file is larger than 200 MB."_s);
    Upload upload{.id = m_context.world.newId(),
                  .token = u"upload-"_s + m_context.world.newId() + m_context.world.newId(),
                  .space = space,
                  .user = user,
                  .fileName = metadata[u"filename"_s].toString(),
                  .mimeType = QString::fromLatin1(contentType),
                  .size = digests.size(),
                  .sha256 = digests.sha256()};
    m_context.world.changed.uploads.insert(upload.token);
    const QJsonObject reference{{u"resourceName"_s, upload.resourceName()}, {u"attachmentUploadToken"_s, upload.token}};
    m_context.world.uploads.emplace(upload.token, std::move(upload));
    return Answer::ok({{u"attachmentDataRef"_s, reference}});
}

} // namespace chatferry::sim
