// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <span>

namespace chatferry {

class Project;

/// PRAGMA application_id of a project file: "CFry".
inline constexpr quint32 kApplicationId = 0x43467279;
/// PRAGMA user_version of the files that this program writes.
inline constexpr int kSchemaVersion = 1;

/// Brings the layout of a file from one version to the next. Version 0 is an empty database (or one whose creation was
/// interrupted).
struct Upgrade
{
    int from = 0; ///< To from + 1.
    Result<void> (*apply)(Project &project) = nullptr;
};

/// One for each version up to kSchemaVersion, in order.
std::span<const Upgrade> upgrades();

/// Applies what is needed to come from @p from to the end of @p steps, in one transaction that also moves user_version.
Result<void> upgrade(Project &project, int from, std::span<const Upgrade> steps);

/// What the first 100 bytes of a file tell, without opening it as a database.
struct FileHeader
{
    bool isDatabase = false;
    quint32 applicationId = 0;
    int version = 0;
};
FileHeader readHeader(const QString &path);

} // namespace chatferry
