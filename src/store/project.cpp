// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/project.h"

#include "base/logging.h"
#include "store/networkdrive.h"
#include "store/schema.h"
#include "store/statement.h"
#include "store/statements.h"
#include "store/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlDriver>
#include <QSqlError>

#include <atomic>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Project", text);
}

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

Error notAProject(const QString &path)
{
    return {.kind = Error::Kind::Input,
            .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" is not a Chatferry project.")).arg(nameOf(path)),
            .remedy = say(QT_TRANSLATE_NOOP("Project", "Choose a file whose name ends in .chatferry."))};
}

Error newerVersion(const QString &path, int version)
{
    return {
        .kind = Error::Kind::Input,
        .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" was made by a newer version of Chatferry.")).arg(nameOf(path)),
        .remedy = say(QT_TRANSLATE_NOOP("Project", "Update Chatferry on this computer and open the project again.")),
        .detail = u"user_version %1, known %2"_s.arg(version).arg(kSchemaVersion)};
}

Error onNetworkDrive(const QString &path)
{
    return {.kind = Error::Kind::Input,
            .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" lies on a network drive, where a project can be damaged."))
                        .arg(nameOf(path)),
            .remedy = say(QT_TRANSLATE_NOOP("Project", "Keep the project on a disk of this computer."))};
}

Error cannotWrite(const QString &path, const QString &detail)
{
    return {.kind = Error::Kind::File,
            .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" cannot be written.")).arg(nameOf(path)),
            .remedy = say(QT_TRANSLATE_NOOP("Project", "Choose a folder in which you may make files.")),
            .detail = detail};
}

Error missing(const QString &path)
{
    return {.kind = Error::Kind::File,
            .what = say(QT_TRANSLATE_NOOP("Project", "There is no file \"%1\".")).arg(nameOf(path)),
            .remedy = say(QT_TRANSLATE_NOOP("Project", "Check the name and the folder."))};
}

QString folderOf(const QString &path)
{
    return QFileInfo(path).absolutePath();
}

QString lockPath(const QString &path)
{
    return path + ".lock"_L1;
}

QString backupPath(const QString &path, int version)
{
    QString candidate = u"%1.v%2.bak"_s.arg(path).arg(version);
    for (int number = 2; QFileInfo::exists(candidate); ++number)
        candidate = u"%1.v%2.%3.bak"_s.arg(path).arg(version).arg(number);
    return candidate;
}

} // namespace

/// The lock file beside a project. QLockFile tells a process that died here from one that lives, here or elsewhere.
struct Project::Lock
{
    explicit Lock(const QString &path)
        : file(lockPath(path))
    {
        file.setStaleLockTime(0); // Age alone never makes a lock stale: an import runs for weeks.
    }
    QLockFile file;
};

Project::Project()
    : m_statements(std::make_unique<Statements>())
    , m_words(std::make_unique<Words>(*this))
{
}

Project::~Project()
{
    if (m_handle) {
        m_statements.reset();
        if (!m_readOnly) {
            sqlite3_exec(m_handle, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
            // Fails while somebody reads; the last reader to close then folds the WAL back instead.
            sqlite3_busy_timeout(m_handle, 0);
            sqlite3_exec(m_handle, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
        }
    }
    if (!m_connection.isEmpty()) {
        {
            QSqlDatabase connection = QSqlDatabase::database(m_connection, false);
            connection.close();
        }
        QSqlDatabase::removeDatabase(m_connection);
    }
}

QSqlDatabase Project::database() const
{
    return QSqlDatabase::database(m_connection, false);
}

qint64 Project::lastInsertedId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

Result<void> Project::lock()
{
    m_lock = std::make_unique<Lock>(m_path);
    if (m_lock->file.tryLock(0))
        return {};
    if (m_lock->file.error() != QLockFile::LockFailedError) {
        m_lock.reset();
        return cannotWrite(m_path, u"lock file"_s);
    }
    qint64 pid = 0;
    QString host;
    QString application;
    m_lock->file.getLockInfo(&pid, &host, &application);
    const QFileInfo file(lockPath(m_path));
    const QString user = file.owner();
    const QString since =
        toRfc3339(fromMicros(file.lastModified().toMSecsSinceEpoch() * 1000)).left(16).replace(u'T', u' ');
    m_lock.reset();
    return Error{
        .kind = Error::Kind::Locked,
        .what = say(QT_TRANSLATE_NOOP("Project",
                                      "The project \"%1\" is open already: user %2 on computer %3, since %4 UTC."))
                    .arg(nameOf(m_path), user, host, since),
        .remedy =
            say(QT_TRANSLATE_NOOP(
                    "Project",
                    "Close it there. If that computer is gone for good, delete the file \"%1\" beside the project."))
                .arg(nameOf(lockPath(m_path))),
        .detail = u"pid %1"_s.arg(pid)};
}

Result<void> Project::connect(const QString &name, const QString &options, bool immutable)
{
    static std::atomic<int> number{0};
    m_connection = u"chatferry-project-%1"_s.arg(++number);
    QSqlDatabase connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connection);
    connection.setDatabaseName(name);
    connection.setConnectOptions(options);
    const auto failed = [&](Error error) -> Result<void> {
        connection.close();
        connection = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_connection);
        m_connection.clear();
        m_handle = nullptr;
        return error;
    };
    if (!connection.open())
        return failed(cannotWrite(m_path, connection.lastError().nativeErrorCode()));
    const QVariant handle = connection.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return failed(
            {.kind = Error::Kind::Bug, .what = say(QT_TRANSLATE_NOOP("Project", "The SQLite driver is not usable."))});
    m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    // Two copies of SQLite in one process must not share a connection.
    sqlite3_stmt *source = nullptr;
    if (sqlite3_prepare_v2(m_handle, "SELECT sqlite_source_id() = ?", -1, &source, nullptr) == SQLITE_OK) {
        sqlite3_bind_text(source, 1, sqlite3_sourceid(), -1, SQLITE_STATIC);
        const bool same = sqlite3_step(source) == SQLITE_ROW && sqlite3_column_int(source, 0) == 1;
        sqlite3_finalize(source);
        if (!same)
            return failed({.kind = Error::Kind::Bug,
                           .what = say(QT_TRANSLATE_NOOP("Project",
                                                         "Chatferry was built with two different SQLite libraries."))});
    }
    // Reads the first page, so that a damaged or foreign file fails here and not later.
    const int code = sqlite3_exec(m_handle, immutable ? "SELECT 1" : "SELECT count(*) FROM sqlite_schema", nullptr,
                                  nullptr, nullptr);
    if (code != SQLITE_OK)
        return failed(sqliteError(m_handle, sqlite3_extended_errcode(m_handle), m_path));
    return {};
}

Result<void> Project::writerSettings()
{
    // 16 MiB of cache: the item index of a large conversation is hit at random while it is scanned.
    return runScript(*this, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16384;"
                            "PRAGMA temp_store=MEMORY");
}

Result<std::unique_ptr<Project>> Project::create(const QString &path, Clock &clock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (QFileInfo::exists(absolute))
        return Error{.kind = Error::Kind::File,
                     .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" exists already.")).arg(nameOf(absolute)),
                     .remedy =
                         say(QT_TRANSLATE_NOOP("Project", "Open it, or choose another name for the new project."))};
    if (isOnNetworkDrive(folderOf(absolute)))
        return onNetworkDrive(absolute);
    std::unique_ptr<Project> project(new Project);
    project->m_path = absolute;
    project->m_clock = &clock;
    if (const auto locked = project->lock(); !locked)
        return locked.error();

    // It holds addresses: only its owner may read it. SQLite gives the files beside it the same permissions.
    QFile file(absolute);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ||
        !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return cannotWrite(absolute, file.errorString());
    file.close();

    const auto make = [&]() -> Result<void> {
        if (const auto connected = project->connect(absolute, u"QSQLITE_BUSY_TIMEOUT=5000"_s, false); !connected)
            return connected;
        const QByteArray id = "PRAGMA application_id=" + QByteArray::number(kApplicationId);
        if (const auto named = runScript(*project, id.constData()); !named)
            return named;
        if (const auto made = upgrade(*project, 0, upgrades()); !made)
            return made;
        return project->writerSettings();
    };
    if (const auto made = make(); !made) {
        project.reset();
        QFile::remove(absolute);
        return made.error();
    }
    return project;
}

Result<std::unique_ptr<Project>> Project::open(const QString &path, Clock &clock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (!QFileInfo::exists(absolute))
        return missing(absolute);
    if (isOnNetworkDrive(folderOf(absolute)))
        return onNetworkDrive(absolute);
    const FileHeader header = readHeader(absolute);
    if (!header.isDatabase || header.applicationId != kApplicationId)
        return notAProject(absolute);
    if (header.version > kSchemaVersion)
        return newerVersion(absolute, header.version);
    if (!QFileInfo(absolute).isWritable())
        return cannotWrite(absolute, u"no permission"_s);

    std::unique_ptr<Project> project(new Project);
    project->m_path = absolute;
    project->m_clock = &clock;
    if (const auto locked = project->lock(); !locked)
        return locked.error();
    if (const auto connected = project->connect(absolute, u"QSQLITE_BUSY_TIMEOUT=5000"_s, false); !connected)
        return connected.error();
    if (const auto upgraded = project->upgradeIfOlder(); !upgraded)
        return upgraded.error();
    if (const auto set = project->writerSettings(); !set)
        return set.error();
    return project;
}

Result<void> Project::upgradeIfOlder()
{
    int version = 0;
    {
        Statement ask(*this, "PRAGMA user_version");
        if (ask.next())
            version = ask.number();
    }
    if (m_readFailure)
        return *m_readFailure;
    if (version > kSchemaVersion)
        return newerVersion(m_path, version);
    if (version == kSchemaVersion)
        return {};
    const QString backup = backupPath(m_path, version);
    {
        Statement copy(*this, "VACUUM INTO ?");
        copy << backup;
        if (const auto copied = copy.run(); !copied) {
            QFile::remove(backup);
            return copied;
        }
    }
    QFile::setPermissions(backup, QFile::ReadOwner | QFile::WriteOwner);
    qCInfo(logStore) << "Upgrading the project from layout" << version << "to" << kSchemaVersion;
    return upgrade(*this, version, upgrades());
}

Result<std::unique_ptr<Project>> Project::openForReading(const QString &path)
{
    static SystemClock clock; // Readers stamp nothing.
    const QString absolute = QFileInfo(path).absoluteFilePath();
    const QFileInfo file(absolute);
    if (!file.exists())
        return missing(absolute);
    const FileHeader header = readHeader(absolute);
    if (!header.isDatabase || header.applicationId != kApplicationId)
        return notAProject(absolute);
    if (header.version > kSchemaVersion)
        return newerVersion(absolute, header.version);
    if (header.version < kSchemaVersion)
        return Error{.kind = Error::Kind::Input,
                     .what = say(QT_TRANSLATE_NOOP("Project", "\"%1\" was made by an older version of Chatferry."))
                                 .arg(nameOf(absolute)),
                     .remedy =
                         say(QT_TRANSLATE_NOOP("Project", "Open it once for writing; it is then brought up to date."))};
    std::unique_ptr<Project> project(new Project);
    project->m_path = absolute;
    project->m_clock = &clock;
    project->m_readOnly = true;
    // A connection that may write folds the WAL back when it is the last to close, so that one file is left; query_only
    // keeps it from changing anything else. On a read-only disk nobody else can write either: immutable.
    const bool writable = file.isWritable() && QFileInfo(folderOf(absolute)).isWritable();
    const QString uri = u"file:"_s + QString::fromLatin1(QUrl::toPercentEncoding(absolute, "/")) + "?immutable=1"_L1;
    const auto connected = writable ? project->connect(absolute, u"QSQLITE_BUSY_TIMEOUT=5000"_s, false)
                                    : project->connect(uri, u"QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI"_s, true);
    if (!connected)
        return connected.error();
    if (const auto set = runScript(*project, "PRAGMA query_only=ON; PRAGMA cache_size=-4096"); !set)
        return set.error();
    return project;
}

Result<void> Project::begin()
{
    if (m_depth == 0) {
        Statement begin(*this, "BEGIN IMMEDIATE");
        return begin.run();
    }
    Statement savepoint(*this, "SAVEPOINT inner");
    return savepoint.run();
}

Result<void> Project::finish(bool commit)
{
    if (m_depth == 0) {
        if (commit) {
            Statement end(*this, "COMMIT");
            return end.run();
        }
        m_words->forget();
        Statement end(*this, "ROLLBACK");
        return end.run();
    }
    if (!commit) {
        m_words->forget();
        Statement back(*this, "ROLLBACK TO inner");
        if (const auto done = back.run(); !done)
            return done;
    }
    Statement release(*this, "RELEASE inner");
    return release.run();
}

Result<void> Project::transaction(const std::function<Result<void>()> &work)
{
    Q_ASSERT(!m_readOnly);
    if (m_readFailure)
        return *m_readFailure;
    if (const auto begun = begin(); !begun)
        return begun;
    ++m_depth;
    Result<void> result = work();
    --m_depth;
    if (result && m_readFailure)
        result = *m_readFailure; // What was decided inside may rest on an answer that never came.
    if (m_rolledBack) {
        result = *m_rolledBack;
        if (m_depth == 0) {
            m_rolledBack.reset();
            m_words->forget();
        }
        return result;
    }
    const auto ended = finish(result.ok());
    if (!result)
        return result;
    if (!ended && m_depth == 0) {
        m_words->forget();
        if (!sqlite3_get_autocommit(m_handle)) {
            Statement back(*this, "ROLLBACK");
            (void)back.run();
        }
    }
    return ended;
}

Result<void> Project::setWaitsForDisk(bool waits)
{
    Q_ASSERT(m_depth == 0);
    return runScript(*this, waits ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

QString Project::filesFolder() const
{
    const QFileInfo file(m_path);
    QString name = file.fileName();
    if (name.endsWith(".chatferry"_L1))
        name.chop(10);
    return file.absolutePath() + u'/' + name + ".files"_L1;
}

} // namespace chatferry
