// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "store/rows.h"

#include <QSqlDatabase>

#include <map>
#include <memory>
#include <span>

namespace chatferry {

/// One open connection to a project file (SQLite, application id "CFry", user_version = schema). Everything below works on
/// one. Belongs to the thread that opened it.
///
/// The writer takes the lock file beside the project and puts the journal in WAL mode with synchronous=FULL; a clean close
/// folds the WAL back, so that one file is left. A reader sees committed state only and ignores the lock.
class Project
{
public:
    /// Errors: File (exists already, not writable), Input (network drive).
    static Result<std::unique_ptr<Project>> create(const QString &path, Clock &clock);
    /// Errors: File, Input (no project, newer version), Locked (naming user, computer and since when). An older version is
    /// upgraded after a copy "NAME.chatferry.v3.bak" was made beside it.
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

/// Single values: "name", "destination", "source.path", "source.fingerprint", "plan.settings" (JSON), "rehearsal" ...
class MetaTable
{
public:
    explicit MetaTable(Project &project);
    QString value(const QString &key) const; ///< Empty when absent.
    Result<void> setValue(const QString &key, const QString &value);
    /// A random key of 32 hex digits made with the project: the salt of everything derived from it.
    QString projectKey() const;

private:
    Project *m_project;
};

class ConversationTable
{
public:
    explicit ConversationTable(Project &project);
    Result<qint64> add(const ConversationRow &row);      ///< Answers the id. The source id must be new.
    Result<void> update(const ConversationRow &row);     ///< Counts, choice and everything else.
    std::vector<ConversationRow> all() const;            ///< By position, then id. With members of the source.
    std::optional<ConversationRow> byId(qint64 id) const;
    std::optional<ConversationRow> bySourceId(const ConversationId &id) const;
    Result<void> setSkipped(qint64 conversation, const QMap<QString, qint64> &reasons);
    QMap<QString, qint64> skipped(qint64 conversation) const; ///< 0: summed over all.
    Result<void> setIntervals(qint64 conversation, const std::vector<MembershipInterval> &intervals);
    std::vector<MembershipInterval> intervals(qint64 conversation) const;

private:
    Project *m_project;
};

class PersonTable
{
public:
    explicit PersonTable(Project &project);
    Result<qint64> add(const PersonRow &row);
    Result<void> update(const PersonRow &row);
    std::vector<PersonRow> all() const; ///< By id.
    std::optional<PersonRow> byId(qint64 id) const;
    std::optional<PersonRow> bySourceId(const PersonId &id) const;

private:
    Project *m_project;
};

class ItemTable
{
public:
    explicit ItemTable(Project &project);
    Result<void> add(std::vector<ItemRow> &rows); ///< Fills the ids; one prepared statement, fit for a million rows.
    Result<void> update(const ItemRow &row);
    Result<void> remove(std::span<const qint64> ids);
    std::optional<ItemRow> byId(qint64 id) const;
    std::optional<ItemRow> bySourceId(qint64 conversation, const QString &sourceId) const;
    /// In order of (time, id), after the given place; at most @p limit rows. Start with {} and go on with the last row.
    struct Place
    {
        UtcTime time{Micros(std::numeric_limits<qint64>::min())};
        qint64 id = 0;
    };
    std::vector<ItemRow> next(qint64 conversation, Place after, int limit, std::optional<UtcTime> from = {},
                              std::optional<UtcTime> to = {}) const;
    std::vector<ItemRow> repliesOf(qint64 root) const; ///< In order of (time, id).
    qint64 count(qint64 conversation) const;

private:
    Project *m_project;
};

class SpaceTable
{
public:
    explicit SpaceTable(Project &project);
    Result<qint64> add(const SpaceRow &row);
    Result<void> update(const SpaceRow &row);
    std::vector<SpaceRow> all() const; ///< By position of the conversation, slice, attempt.
    std::optional<SpaceRow> byId(qint64 id) const;
    /// The newest attempt of each slice of a conversation.
    std::vector<SpaceRow> current(qint64 conversation) const;

    Counts counts(qint64 space, CountClass what) const;
    Result<void> setCounts(qint64 space, CountClass what, const Counts &counts);
    Result<void> addToCounts(qint64 space, CountClass what, const Counts &delta);

private:
    Project *m_project;
};

/// What was intended and what came of it: the memory that makes every run continue the last one.
class Journal
{
public:
    explicit Journal(Project &project);
    Result<void> put(const OperationRow &row); ///< Inserts or replaces.
    std::optional<OperationRow> find(qint64 space, int kind, qint64 item, qint64 part) const;
    std::vector<OperationRow> ofItem(qint64 space, qint64 item) const;
    std::vector<OperationRow> ofKind(qint64 space, int kind) const;
    std::vector<OperationRow> failed(qint64 space) const; ///< 0: of all spaces.
    qint64 count(qint64 space, int kind, OperationRow::State state) const;
    /// The highest message time given away in a space so far; empty before the first.
    std::optional<UtcTime> lastTime(qint64 space) const;
    /// Whether a message time was ever given away in a space.
    bool isTimeTaken(qint64 space, UtcTime time) const;
    /// How many message parts were given to the thread that @p rootItem opens (the root's own first part not counted).
    qint64 repliesGiven(qint64 space, qint64 rootItem) const;
    Result<void> removeSpace(qint64 space);

private:
    Project *m_project;
};

class AuditTable
{
public:
    explicit AuditTable(Project &project);
    Result<void> add(AuditRow row); ///< A time of zero becomes the clock's now.
    std::vector<AuditRow> all() const;

private:
    Project *m_project;
};

class LedgerTable
{
public:
    explicit LedgerTable(Project &project);
    /// Replaces what stands for a conversation (0: for no one conversation).
    Result<void> replace(qint64 conversation, const std::vector<LedgerRow> &rows);
    std::vector<LedgerRow> all() const; ///< By conversation, then code.

private:
    Project *m_project;
};

class DifferenceTable
{
public:
    explicit DifferenceTable(Project &project);
    Result<qint64> add(const DifferenceRow &row);
    Result<void> update(const DifferenceRow &row);
    std::vector<DifferenceRow> ofSpace(qint64 space) const; ///< 0: of all spaces.
    /// Forgets what an origin found in a space before it looks again; repaired ones stay for the report.
    Result<void> clearOpen(qint64 space, const QString &origin);

private:
    Project *m_project;
};

class FileTable
{
public:
    explicit FileTable(Project &project);
    Result<void> put(const FileRow &row);
    std::optional<FileRow> find(qint64 item, int number) const;
    std::vector<FileRow> all(std::optional<FileRow::State> state = {}) const;

private:
    Project *m_project;
};

} // namespace chatferry
