// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <optional>
#include <vector>

namespace chatferry {

class Project;

class PersonTable
{
public:
    explicit PersonTable(Project &project);
    Result<qint64> add(const PersonRow &row); ///< Answers the id, which may be given.
    Result<void> update(const PersonRow &row);
    Result<void> remove(qint64 id);
    std::vector<PersonRow> all() const; ///< By id.
    std::optional<PersonRow> byId(qint64 id) const;
    std::optional<PersonRow> bySourceId(const PersonId &id) const;

private:
    Project *m_project;
};

} // namespace chatferry
