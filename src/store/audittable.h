// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <vector>

namespace chatferry {

class Project;

class AuditTable
{
public:
    explicit AuditTable(Project &project);
    Result<void> add(AuditRow row); ///< A time of zero becomes the clock's now.
    std::vector<AuditRow> all() const;

private:
    Project *m_project;
};

} // namespace chatferry
