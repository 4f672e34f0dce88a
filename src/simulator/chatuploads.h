// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"
#include "simulator/uploadsessions.h"

namespace chatferry::sim {

/// media.upload: files for messages, in one request or resumable.
class ChatUploads
{
public:
    explicit ChatUploads(Context &context);
    void addRoutes(Router &router);

private:
    Answer begin(Call &call);
    Answer whole(const Call &call, const Space &space);
    static Answer checkName(const QJsonObject &metadata);
    Answer keep(const QString &space, const QString &user, const QJsonObject &metadata, const QByteArray &contentType,
                const Digests &digests);

    Context &m_context;
    UploadSessions m_sessions;
};

} // namespace chatferry::sim
