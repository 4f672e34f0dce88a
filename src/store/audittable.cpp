// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/audittable.h"

#include "store/statement.h"

namespace chatferry {

AuditTable::AuditTable(Project &project)
    : m_project(&project)
{
}

Result<void> AuditTable::add(AuditRow row)
{
    if (row.time == UtcTime{})
        row.time = m_project->clock().nowUtc();
    Statement insert(*m_project, "INSERT INTO audit(time, who, what, space, detail) VALUES(?, ?, ?, ?, ?)");
    insert << row.time << row.who << row.what << row.space << row.detail;
    return insert.run();
}

std::vector<AuditRow> AuditTable::all() const
{
    std::vector<AuditRow> rows;
    Statement select(*m_project, "SELECT time, who, what, space, detail FROM audit ORDER BY id");
    while (select.next()) {
        AuditRow row;
        row.time = select.time();
        row.who = select.text();
        row.what = select.text();
        row.space = select.integer();
        row.detail = select.text();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace chatferry
