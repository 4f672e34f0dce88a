// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace chatferry {

/// Whether a file system of this type (as in /proc/mounts) lies on another computer. SQLite's WAL needs shared memory,
/// which such a file system cannot offer (https://www.sqlite.org/wal.html).
bool isNetworkFileSystem(const QByteArray &type);

/// Whether @p folder lies on such a file system.
bool isOnNetworkDrive(const QString &folder);

} // namespace chatferry
