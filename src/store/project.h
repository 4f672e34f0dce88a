// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QSqlDatabase>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

struct sqlite3;

namespace chatferry {

class Words;

/// One open connection to a project file (SQLite, application id "CFry", user_version = schema). The tables
/// (metatable.h, itemtable.h, journal.h ...) work on one. Belongs to the thread that opened it.
///
/// The writer takes the lock file beside the project and puts the journal in WAL mode with synchronous=FULL; a clean
/// close folds the WAL back, so that one file is left. A reader sees committed state only and ignores the lock.
class Project
{
public:
    /// Errors: File (exists already, not writable), Input (network drive), Locked.
    static Result<std::unique_ptr<Project>> create(const QString &path, Clock &clock);
    /// Errors: File, Input (no project, newer version, network drive), Locked (naming user, computer and since when).
    /// An older version is upgraded after a copy "NAME.chatferry.v3.bak" was made beside it. The lock of a program that
    /// runs no longer on this computer is taken over.
    static Result<std::unique_ptr<Project>> open(const QString &path, Clock &clock);
    /// Errors: File, Input (no project, newer or not yet upgraded version).
    static Result<std::unique_ptr<Project>> openForReading(const QString &path);
    ~Project();
    Project(const Project &) = delete;
    Project &operator=(const Project &) = delete;

    const QString &path() const { return m_path; }
    bool isReadOnly() const { return m_readOnly; }
    QSqlDatabase database() const;
    Clock &clock() const { return *m_clock; }

    /// Runs @p work in one transaction: all of it or nothing. A nested call joins the outer one; when its work fails,
    /// what it wrote is taken back, and the outer work decides what follows.
    /// Errors: DiskFull, File; and whatever @p work ends with.
    Result<void> transaction(const std::function<Result<void>()> &work);

    /// The first read that failed on this connection, if any. The tables answer reads by value, so a failed one looks
    /// like an empty answer; therefore every later transaction() ends in this error and nothing is concluded from it.
    const std::optional<Error> &readFailure() const { return m_readFailure; }

    /// While the project is filled from an export: commits do not wait for the disk. A power failure may then take back
    /// what was committed meanwhile (never damage the file), and all of it is read again. Not inside a transaction.
    Result<void> setWaitsForDisk(bool waits);

    /// The folder beside the project for fetched files: "NAME.files".
    QString filesFolder() const;

    /// The connection itself, for this room's Statement.
    sqlite3 *handle() const { return m_handle; }
    qint64 lastInsertedId() const;
    /// Repeated texts of the journal, kept once; for this room.
    Words &words() { return *m_words; }

private:
    friend class Statement;
    struct Lock;
    struct Statements;
    Project();

    Result<void> lock();
    Result<void> connect(const QString &name, const QString &options, bool immutable);
    Result<void> writerSettings();
    Result<void> upgradeIfOlder();
    Result<void> begin();
    Result<void> finish(bool commit);

    QString m_path;
    QString m_connection;
    sqlite3 *m_handle = nullptr;
    bool m_readOnly = false;
    int m_depth = 0;
    Clock *m_clock = nullptr;
    std::optional<Error> m_readFailure;
    std::optional<Error> m_rolledBack; ///< Why SQLite took the running transaction back by itself.
    std::unique_ptr<Lock> m_lock;
    std::unique_ptr<Statements> m_statements;
    std::unique_ptr<Words> m_words;
};

} // namespace chatferry
