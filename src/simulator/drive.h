// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"

#include <QJsonObject>
#include <QString>

#include <map>
#include <vector>

namespace chatferry::sim {

struct Permission
{
    QString id = {};
    QString type = {}; ///< user, group, domain, anyone
    QString role = {};
    QString email = {};
    QString domain = {};
    bool notified = false; ///< A mail was sent to the person.
};

struct SharedDrive
{
    QString id = {};
    QString name = {};
    QString requestId = {};
    QString creator = {}; ///< Account id.
    UtcTime created = {};
    std::vector<Permission> permissions = {};
};

/// A file or folder. The bytes are not kept, their digests are.
struct DriveFile
{
    QString id = {};
    QString name = {};
    QString mimeType = {};
    QString description = {};
    QString parent = {};  ///< A file id, a shared drive's id, or "root:ACCOUNT".
    QString driveId = {}; ///< Empty in a My Drive.
    QString owner = {};   ///< Account id; of a shared drive's file: who made it.
    UtcTime created = {};
    UtcTime modified = {};
    bool hasContent = false;
    qint64 size = 0;
    QByteArray sha256 = {}; ///< Hex, as the two below.
    QByteArray sha1 = {};
    QByteArray md5 = {};
    QJsonObject appProperties = {};
    QJsonObject properties = {};
    bool trashed = false;
    std::vector<Permission> permissions = {}; ///< Given here, not inherited.

    bool isFolder() const { return mimeType == QLatin1String("application/vnd.google-apps.folder"); }
};

/// What Drive holds.
struct DriveWorld
{
    std::map<QString, SharedDrive> drives;
    std::map<QString, DriveFile> files;
    std::map<QString, bool> ids; ///< Handed out by generateIds; true: used.
};

} // namespace chatferry::sim
