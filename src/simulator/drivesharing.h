// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/drivefiles.h"

namespace chatferry::sim {

/// Drive: shared drives and permissions.
class DriveSharing
{
public:
    DriveSharing(Context &context, DriveFiles &files);
    void addRoutes(Router &router);

private:
    Answer createDrive(Call &call);
    Answer getDrive(Call &call);
    Answer listDrives(Call &call);
    Answer removeDrive(Call &call);
    Answer createPermission(Call &call);
    Answer listPermissions(Call &call);
    Answer getPermission(Call &call);
    Answer removePermission(Call &call);

    /// The permissions of a file or shared drive that the caller may see, or a refusal.
    std::vector<Permission> *permissions(const Call &call, DriveFiles::Access needed, Answer &refusal);
    Answer readPermission(const Call &call, Permission &permission) const;
    void changed(const QString &id);
    QJsonObject json(const Call &call, const SharedDrive &drive) const;
    QJsonObject json(const Call &call, const Permission &permission, bool inherited) const;
    bool isAdmin(const Call &call) const;

    Context &m_context;
    DriveFiles &m_files;
};

} // namespace chatferry::sim
