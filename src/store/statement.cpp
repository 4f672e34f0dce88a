// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/statement.h"

#include "base/logging.h"
#include "store/statements.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Project", text);
}

} // namespace

Error sqliteError(sqlite3 *handle, int code, const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    const int primary = code & 0xff;
    Error error{.kind = Error::Kind::Bug,
                .detail =
                    u"SQLite %1: %2"_s.arg(code).arg(handle ? QString::fromUtf8(sqlite3_errmsg(handle)) : QString())};
    const bool outOfSpace = handle && primary == SQLITE_IOERR && sqlite3_system_errno(handle) == ENOSPC;
    if (primary == SQLITE_FULL || outOfSpace) {
        error.kind = Error::Kind::DiskFull;
        error.what =
            say(QT_TRANSLATE_NOOP("Project", "There is no room left on the disk for the project \"%1\".")).arg(name);
        error.remedy = say(QT_TRANSLATE_NOOP("Project", "Free some space on this disk and go on; nothing is lost."));
        return error;
    }
    switch (primary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error.kind = Error::Kind::Locked;
        error.what = say(QT_TRANSLATE_NOOP("Project", "Another program is using the project \"%1\".")).arg(name);
        error.remedy = say(QT_TRANSLATE_NOOP("Project", "Close the other program and try again."));
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error.kind = Error::Kind::Input;
        error.what = say(QT_TRANSLATE_NOOP("Project", "The project \"%1\" is damaged.")).arg(name);
        error.remedy = say(QT_TRANSLATE_NOOP("Project", "Use a backup copy of the project file."));
        break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_NOLFS:
        error.kind = Error::Kind::File;
        error.what = say(QT_TRANSLATE_NOOP("Project", "The project \"%1\" cannot be read or written.")).arg(name);
        error.remedy = say(QT_TRANSLATE_NOOP("Project", "Check that the disk is there and that you may write to it."));
        break;
    case SQLITE_CONSTRAINT:
        error.kind = Error::Kind::Conflict;
        error.what = say(QT_TRANSLATE_NOOP("Project", "The project \"%1\" holds this entry already.")).arg(name);
        break;
    default:
        error.what = say(QT_TRANSLATE_NOOP("Project", "The project \"%1\" could not be used.")).arg(name);
        break;
    }
    return error;
}

Result<void> runScript(Project &project, const char *sql)
{
    const int code = sqlite3_exec(project.handle(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return sqliteError(project.handle(), sqlite3_extended_errcode(project.handle()), project.path());
    return {};
}

Statement::Statement(Project &project, const char *sql, int)
    : m_project(&project)
    , m_sql(sql)
{
    auto &kept = project.m_statements->free;
    if (const auto found = kept.find(sql); found != kept.end() && found->second) {
        m_statement = found->second;
        found->second = nullptr;
        m_cached = true;
        return;
    }
    m_bindError = sqlite3_prepare_v3(project.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr);
    Q_ASSERT_X(m_bindError != SQLITE_ERROR, "Statement", sqlite3_errmsg(project.handle()));
    m_cached = m_bindError == SQLITE_OK;
}

Statement::~Statement()
{
    if (!m_statement)
        return;
    sqlite3_reset(m_statement);
    auto &slot = m_project->m_statements->free[m_sql];
    if (m_cached && !slot) {
        sqlite3_clear_bindings(m_statement);
        slot = m_statement;
    } else {
        sqlite3_finalize(m_statement);
    }
}

void Statement::binding(int code)
{
    if (code != SQLITE_OK && m_bindError == SQLITE_OK)
        m_bindError = code;
}

Statement &Statement::operator<<(qint64 value)
{
    binding(sqlite3_bind_int64(m_statement, ++m_bound, value));
    return *this;
}

Statement &Statement::operator<<(std::nullptr_t)
{
    binding(sqlite3_bind_null(m_statement, ++m_bound));
    return *this;
}

Statement &Statement::operator<<(const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    binding(sqlite3_bind_text(m_statement, ++m_bound, bytes.constData(), int(bytes.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::operator<<(const QByteArray &value)
{
    binding(sqlite3_bind_blob(m_statement, ++m_bound, value.constData(), int(value.size()), SQLITE_TRANSIENT));
    return *this;
}

Statement &Statement::operator<<(const std::optional<UtcTime> &value)
{
    return value ? *this << *value : *this << nullptr;
}

Error Statement::failure(int code) const
{
    Error error = sqliteError(m_project->handle(), code, m_project->path());
    qCWarning(logStore).noquote() << "A statement failed:" << error.detail;
    return error;
}

Result<void> Statement::run()
{
    // SQLite may have rolled the transaction back by itself (disk full): going on would write outside of it.
    if (m_project->m_rolledBack)
        return *m_project->m_rolledBack;
    if (m_bindError != SQLITE_OK)
        return failure(m_bindError);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(m_statement);
    const int extended = code == SQLITE_DONE ? SQLITE_OK : sqlite3_extended_errcode(m_project->handle());
    const Result<void> result = extended == SQLITE_OK ? Result<void>() : Result<void>(failure(extended));
    sqlite3_reset(m_statement);
    m_bound = 0;
    if (!result && m_project->m_depth > 0 && sqlite3_get_autocommit(m_project->handle()))
        m_project->m_rolledBack = result.error();
    return result;
}

bool Statement::next()
{
    m_column = 0;
    const int code = m_bindError != SQLITE_OK ? m_bindError : sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE && !m_project->m_readFailure)
        m_project->m_readFailure = failure(sqlite3_extended_errcode(m_project->handle()));
    return false;
}

qint64 Statement::integer()
{
    return sqlite3_column_int64(m_statement, m_column++);
}

QString Statement::text()
{
    const auto *bytes = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, m_column));
    const int size = sqlite3_column_bytes(m_statement, m_column++);
    return bytes ? QString::fromUtf8(bytes, size) : QString();
}

QByteArray Statement::blob()
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, m_column));
    const int size = sqlite3_column_bytes(m_statement, m_column++);
    return QByteArray(bytes, size);
}

std::optional<UtcTime> Statement::optionalTime()
{
    if (isNull()) {
        ++m_column;
        return std::nullopt;
    }
    return time();
}

bool Statement::isNull() const
{
    return sqlite3_column_type(m_statement, m_column) == SQLITE_NULL;
}

bool Statement::isBlob() const
{
    return sqlite3_column_type(m_statement, m_column) == SQLITE_BLOB;
}

} // namespace chatferry
