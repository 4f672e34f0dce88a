// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/differencetable.h"

#include "store/statement.h"

namespace chatferry {

namespace {

void bindValues(Statement &statement, const DifferenceRow &row)
{
    statement << row.space << row.origin << row.what << row.item << row.part << row.remote << row.proposal << row.detail
              << int(row.state) << row.deletion << row.written;
}

DifferenceRow readRow(Statement &row)
{
    DifferenceRow result;
    result.id = row.integer();
    result.space = row.integer();
    result.origin = row.text();
    result.what = row.text();
    result.item = row.integer();
    result.part = row.number();
    result.remote = row.text();
    result.proposal = row.text();
    result.detail = row.text();
    result.state = DifferenceRow::State(row.number());
    result.deletion = row.flag();
    result.written = row.text();
    return result;
}

} // namespace

DifferenceTable::DifferenceTable(Project &project)
    : m_project(&project)
{
}

Result<qint64> DifferenceTable::add(const DifferenceRow &row)
{
    {
        Statement insert(*m_project, "INSERT INTO difference(space, origin, what, item, part, remote, proposal, detail,"
                                     " state, deletion, written) VALUES(?,?,?,?,?,?,?,?,?,?,?)");
        bindValues(insert, row);
        if (const auto added = insert.run(); !added)
            return added.error();
    }
    return m_project->lastInsertedId();
}

Result<void> DifferenceTable::update(const DifferenceRow &row)
{
    Statement change(*m_project,
                     "UPDATE difference SET space = ?, origin = ?, what = ?, item = ?, part = ?, remote = ?,"
                     " proposal = ?, detail = ?, state = ?, deletion = ?, written = ? WHERE id = ?");
    bindValues(change, row);
    change << row.id;
    return change.run();
}

std::vector<DifferenceRow> DifferenceTable::ofSpace(qint64 space) const
{
    std::vector<DifferenceRow> rows;
    Statement select(*m_project, "SELECT * FROM difference WHERE space = ?1 OR ?1 = 0 ORDER BY id");
    select << space;
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

Result<void> DifferenceTable::clearOpen(qint64 space, const QString &origin)
{
    // 3 is State::Repaired.
    Statement remove(*m_project, "DELETE FROM difference WHERE space = ? AND origin = ? AND state <> 3");
    remove << space << origin;
    return remove.run();
}

} // namespace chatferry
