// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/spacetable.h"

#include "store/statement.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

void bindValues(Statement &statement, const SpaceRow &row)
{
    statement << row.conversation << row.slice << row.attempt << row.revision << int(row.stage) << row.remote
              << row.displayName << row.webAddress << row.createTime << row.firstAttempt << row.limit << row.expiry
              << row.completedAt << row.from << row.to << row.checked << row.different << row.failure;
}

SpaceRow readRow(Statement &row)
{
    SpaceRow result;
    result.id = row.integer();
    result.conversation = row.integer();
    result.slice = row.text();
    result.attempt = row.number();
    result.revision = row.number();
    result.stage = SpaceRow::Stage(row.number());
    result.remote = row.text();
    result.displayName = row.text();
    result.webAddress = row.text();
    result.createTime = row.time();
    result.firstAttempt = row.optionalTime();
    result.limit = row.optionalTime();
    result.expiry = row.optionalTime();
    result.completedAt = row.optionalTime();
    result.from = row.optionalTime();
    result.to = row.optionalTime();
    result.checked = row.integer();
    result.different = row.integer();
    result.failure = row.text();
    return result;
}

} // namespace

QString stageName(SpaceRow::Stage stage)
{
    switch (stage) {
    case SpaceRow::Stage::Planned:
        return u"planned"_s;
    case SpaceRow::Stage::Created:
        return u"created"_s;
    case SpaceRow::Stage::Imported:
        return u"imported"_s;
    case SpaceRow::Stage::Validated:
        return u"validated"_s;
    case SpaceRow::Stage::Reconciled:
        return u"reconciled"_s;
    case SpaceRow::Stage::Completed:
        return u"completed"_s;
    case SpaceRow::Stage::Opened:
        return u"opened"_s;
    case SpaceRow::Stage::Skipped:
        return u"skipped"_s;
    case SpaceRow::Stage::Failed:
        return u"failed"_s;
    case SpaceRow::Stage::Expired:
        return u"expired"_s;
    case SpaceRow::Stage::RolledBack:
        return u"rolled-back"_s;
    }
    return u"unknown"_s;
}

SpaceTable::SpaceTable(Project &project)
    : m_project(&project)
{
}

Result<qint64> SpaceTable::add(const SpaceRow &row)
{
    {
        Statement insert(
            *m_project,
            "INSERT INTO space(conversation, slice, attempt, revision, stage, remote, display_name, web_address,"
            " create_time, first_attempt, time_limit, expiry, completed, from_time, to_time, checked, different,"
            " failure) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
        bindValues(insert, row);
        if (const auto added = insert.run(); !added)
            return added.error();
    }
    return m_project->lastInsertedId();
}

Result<void> SpaceTable::update(const SpaceRow &row)
{
    Statement change(
        *m_project,
        "UPDATE space SET conversation = ?, slice = ?, attempt = ?, revision = ?, stage = ?, remote = ?,"
        " display_name = ?, web_address = ?, create_time = ?, first_attempt = ?, time_limit = ?, expiry = ?,"
        " completed = ?, from_time = ?, to_time = ?, checked = ?, different = ?, failure = ? WHERE id = ?");
    bindValues(change, row);
    change << row.id;
    return change.run();
}

Result<void> SpaceTable::remove(qint64 id)
{
    return m_project->transaction([&]() -> Result<void> {
        Statement row(*m_project, "DELETE FROM space WHERE id = ?");
        Statement counters(*m_project, "DELETE FROM counter WHERE space = ?");
        for (Statement *statement : {&row, &counters}) {
            *statement << id;
            if (const auto removed = statement->run(); !removed)
                return removed;
        }
        return {};
    });
}

std::vector<SpaceRow> SpaceTable::all() const
{
    std::vector<SpaceRow> rows;
    Statement select(*m_project,
                     "SELECT space.* FROM space LEFT JOIN conversation ON conversation.id = space.conversation"
                     " ORDER BY conversation.position, space.conversation, slice, attempt");
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

std::optional<SpaceRow> SpaceTable::byId(qint64 id) const
{
    Statement select(*m_project, "SELECT * FROM space WHERE id = ?");
    select << id;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::vector<SpaceRow> SpaceTable::current(qint64 conversation) const
{
    std::vector<SpaceRow> rows;
    Statement select(*m_project, "SELECT * FROM space AS newest WHERE conversation = ?1 AND attempt ="
                                 " (SELECT max(attempt) FROM space WHERE conversation = ?1 AND slice = newest.slice)"
                                 " ORDER BY slice");
    select << conversation;
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

Counts SpaceTable::counts(qint64 space, CountClass what) const
{
    Statement select(*m_project, "SELECT planned, done, failed, left FROM counter WHERE space = ? AND class = ?");
    select << space << int(what);
    Counts counts;
    if (select.next()) {
        counts.planned = select.integer();
        counts.done = select.integer();
        counts.failed = select.integer();
        counts.left = select.integer();
    }
    return counts;
}

Result<void> SpaceTable::setCounts(qint64 space, CountClass what, const Counts &counts)
{
    Statement put(*m_project,
                  "INSERT OR REPLACE INTO counter(space, class, planned, done, failed, left) VALUES(?,?,?,?,?,?)");
    put << space << int(what) << counts.planned << counts.done << counts.failed << counts.left;
    return put.run();
}

Result<void> SpaceTable::addToCounts(qint64 space, CountClass what, const Counts &delta)
{
    Statement put(*m_project,
                  "INSERT INTO counter(space, class, planned, done, failed, left) VALUES(?,?,?,?,?,?)"
                  " ON CONFLICT(space, class) DO UPDATE SET planned = planned + excluded.planned,"
                  " done = done + excluded.done, failed = failed + excluded.failed, left = left + excluded.left");
    put << space << int(what) << delta.planned << delta.done << delta.failed << delta.left;
    return put.run();
}

} // namespace chatferry
