// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <functional>
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

    /// What a conversation holds, added up.
    struct Sum
    {
        qint64 items = 0; ///< Placeholder roots included.
        qint64 placeholders = 0;
        qint64 threads = 0; ///< Items that replies hang on.
        qint64 replies = 0;
    };
    Sum sum(qint64 conversation) const;
    /// Who wrote in a conversation (deleted messages and placeholder roots aside), how much and when.
    struct AuthorSum
    {
        qint64 author = 0;
        qint64 messages = 0;
        UtcTime first{};
        UtcTime last{};
    };
    std::vector<AuthorSum> authors(qint64 conversation) const;
    /// Removes deleted messages that no reply hangs on; answers how many.
    Result<qint64> removeLoneDeleted(qint64 conversation);
    /// Removes at most @p limit items (and their details) of conversations that the project does not have; answers how
    /// many.
    Result<qint64> removeUnowned(int limit);

    /// What the plan has to know of each item. In order of (time, id); @p take must not change the project.
    struct Brief
    {
        qint64 id = 0;
        UtcTime time{};
        qint64 author = 0;
        qint64 root = 0;
        int flags = 0;
    };
    void forEach(qint64 conversation, const std::function<void(const Brief &)> &take) const;

private:
    Project *m_project;
};

} // namespace chatferry
