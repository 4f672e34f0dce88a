// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/filetable.h"

#include "store/statement.h"

namespace chatferry {

namespace {

FileRow readRow(Statement &row)
{
    FileRow result;
    result.item = row.integer();
    result.number = row.number();
    result.state = FileRow::State(row.number());
    result.cachePath = row.text();
    result.sizeBytes = row.integer();
    result.sha256 = row.text();
    result.reason = row.text();
    return result;
}

} // namespace

FileTable::FileTable(Project &project)
    : m_project(&project)
{
}

Result<void> FileTable::put(const FileRow &row)
{
    Statement put(*m_project, "INSERT OR REPLACE INTO file(item, number, state, cache_path, size, sha256, reason)"
                              " VALUES(?, ?, ?, ?, ?, ?, ?)");
    put << row.item << row.number << int(row.state) << row.cachePath << row.sizeBytes << row.sha256 << row.reason;
    return put.run();
}

std::optional<FileRow> FileTable::find(qint64 item, int number) const
{
    Statement select(*m_project, "SELECT * FROM file WHERE item = ? AND number = ?");
    select << item << number;
    if (!select.next())
        return std::nullopt;
    return readRow(select);
}

std::vector<FileRow> FileTable::all(std::optional<FileRow::State> state) const
{
    std::vector<FileRow> rows;
    Statement select(*m_project, "SELECT * FROM file WHERE state = ?1 OR ?1 IS NULL ORDER BY item, number");
    if (state)
        select << int(*state);
    else
        select << nullptr;
    while (select.next())
        rows.push_back(readRow(select));
    return rows;
}

} // namespace chatferry
