// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/utctime.h"
#include "store/project.h"

#include <QByteArray>
#include <QString>

#include <optional>

struct sqlite3_stmt;

namespace chatferry {

/// One use of a prepared statement, which its Project keeps for the next use. Internal to this room.
///
/// Values are bound in order by bind() or `<<`. Whatever was read is gone with the object, and no statement stays open.
class Statement
{
public:
    /// @p sql must be a literal: statements are found again by its address.
    template<std::size_t N>
    Statement(Project &project, const char (&sql)[N])
        : Statement(project, static_cast<const char *>(sql), 0)
    {
    }
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &operator<<(qint64 value);
    Statement &operator<<(int value) { return *this << qint64(value); }
    Statement &operator<<(bool value) { return *this << qint64(value ? 1 : 0); }
    Statement &operator<<(std::nullptr_t);
    Statement &operator<<(const QString &value);
    Statement &operator<<(const char *) = delete;
    Statement &operator<<(const QByteArray &value); ///< A blob.
    Statement &operator<<(UtcTime value) { return *this << toMicros(value); }
    Statement &operator<<(const std::optional<UtcTime> &value);

    /// For statements that change something. Errors: DiskFull, File, Locked, Conflict (breaks a uniqueness rule), Bug.
    Result<void> run();
    /// For queries: whether there is another row. A failure is kept in Project::readFailure().
    bool next();

    /// The columns of the current row, in order: each call reads the next one.
    qint64 integer();
    int number() { return int(integer()); }
    bool flag() { return integer() != 0; }
    QString text();
    QByteArray blob();
    UtcTime time() { return fromMicros(integer()); }
    std::optional<UtcTime> optionalTime();
    bool isNull() const; ///< Of the column that is read next.
    bool isBlob() const;
    void skip() { ++m_column; }

private:
    Statement(Project &project, const char *sql, int);
    Error failure(int code) const;
    void binding(int code);

    Project *m_project;
    sqlite3_stmt *m_statement = nullptr;
    const char *m_sql;
    bool m_cached = false;
    int m_bound = 0;
    int m_column = 0;
    int m_bindError = 0;
};

/// What SQLite reports on @p handle, as an Error in the words of this program. Internal to this room.
Error sqliteError(sqlite3 *handle, int code, const QString &path);

/// Runs SQL of several statements as it is. Internal to this room.
Result<void> runScript(Project &project, const char *sql);

} // namespace chatferry
