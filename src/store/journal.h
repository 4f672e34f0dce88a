// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <optional>
#include <vector>

namespace chatferry {

class Project;

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

} // namespace chatferry
