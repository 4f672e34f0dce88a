// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"
#include "simulator/uploadsessions.h"

namespace chatferry::sim {

/// Drive: files.create (metadata), get, list, update, delete, generateIds and about.
class DriveFiles
{
public:
    explicit DriveFiles(Context &context);
    void addRoutes(Router &router);

    /// Reads and checks what a new file shall be.
    Answer readNew(const Call &call, const QJsonObject &metadata, const QString &user, DriveFile &file) const;
    /// Puts a file that readNew() passed. @p digests: of its content, if it has any.
    Answer store(const Call &call, DriveFile file, const Digests *digests);

    enum Access { None, Reader, Commenter, Writer, FileOrganizer, Organizer, Owner };
    /// What @p user may do with a file, folder, My Drive or shared drive.
    Access access(const QString &user, const QString &id) const;
    static Access accessOf(const QString &role);
    /// The file, or nullptr with a refusal: unknown, not visible, or in a shared drive without supportsAllDrives.
    DriveFile *visible(const Call &call, const QString &id, Answer &refusal);
    static Answer notFound(const QString &id);
    static Answer forbidden(const QString &message, const QString &reason);
    static QString rootId(const QString &user) { return QStringLiteral("0A") + user; }

private:
    Answer create(Call &call);
    Answer get(Call &call);
    Answer list(Call &call);
    Answer update(Call &call);
    Answer remove(Call &call);
    Answer generateIds(Call &call);
    Answer about(Call &call);

    Answer readParent(const Call &call, const QJsonObject &metadata, const QString &user, DriveFile &file) const;
    QJsonObject json(const Call &call, const DriveFile &file, const QString &user) const;
    QJsonObject person(const QString &user, const Call &call) const;
    QString newFileId();
    qint64 used(const QString &user) const;
    std::vector<QString> below(const QString &id) const;

    Context &m_context;
};

} // namespace chatferry::sim
