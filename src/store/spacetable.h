// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <optional>
#include <vector>

namespace chatferry {

class Project;

class SpaceTable
{
public:
    explicit SpaceTable(Project &project);
    Result<qint64> add(const SpaceRow &row);
    Result<void> update(const SpaceRow &row);
    Result<void> remove(qint64 id);    ///< With its counters; for spaces that were only planned.
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

} // namespace chatferry
