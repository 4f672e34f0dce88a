// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace chatferry {

class Project;

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

} // namespace chatferry
