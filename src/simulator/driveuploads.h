// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/drivefiles.h"

namespace chatferry::sim {

/// Drive: files.create with content, in one request or resumable.
class DriveUploads
{
public:
    DriveUploads(Context &context, DriveFiles &files);
    void addRoutes(Router &router);

    /// Makes the request one that carries only the first half of its chunk, as if the rest had not arrived. False when
    /// it is no chunk or too small for that.
    static bool halve(HttpRequest &request);

private:
    Answer begin(Call &call);
    Answer finish(const Call &call, const QString &user, const QJsonObject &metadata, const QByteArray &contentType,
                  const Digests &digests);

    Context &m_context;
    DriveFiles &m_files;
    UploadSessions m_sessions;
};

} // namespace chatferry::sim
