// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <vector>

namespace chatferry {

class Project;

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

} // namespace chatferry
