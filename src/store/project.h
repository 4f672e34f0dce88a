// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QSqlDatabase>
#include <QString>

#include <functional>
#include <memory>

namespace chatferry {

/// One open connection to a project file (SQLite, application id "CFry", user_version = schema). The tables
/// (metatable.h, itemtable.h, journal.h ...) work on one. Belongs to the thread that opened it.
///
/// The writer takes the lock file beside the project and puts the journal in WAL mode with synchronous=FULL; a clean
/// close folds the WAL back, so that one file is left. A reader sees committed state only and ignores the lock.
class Project
{
public:
    /// Errors: File (exists already, not writable), Input (network drive).
    static Result<std::unique_ptr<Project>> create(const QString &path, Clock &clock);
    /// Errors: File, Input (no project, newer version), Locked (naming user, computer and since when). An older version
    /// is upgraded after a copy "NAME.chatferry.v3.bak" was made beside it.
    static Result<std::unique_ptr<Project>> open(const QString &path, Clock &clock);
    static Result<std::unique_ptr<Project>> openForReading(const QString &path);
    ~Project();
    Project(const Project &) = delete;
    Project &operator=(const Project &) = delete;

    const QString &path() const { return m_path; }
    bool isReadOnly() const { return m_readOnly; }
    QSqlDatabase database() const;
    Clock &clock() const { return *m_clock; }

    /// Runs @p work in one transaction: all of it or nothing. Nested calls join the outer one.
    /// Errors: DiskFull, File; and whatever @p work ends with.
    Result<void> transaction(const std::function<Result<void>()> &work);

    /// The folder beside the project for fetched files: "NAME.files".
    QString filesFolder() const;

private:
    Project() = default;
    struct Lock;
    QString m_path;
    QString m_connection;
    bool m_readOnly = false;
    int m_depth = 0;
    Clock *m_clock = nullptr;
    std::unique_ptr<Lock> m_lock;
};

} // namespace chatferry
