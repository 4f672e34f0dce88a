// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <span>

namespace chatferry {

class Project;

/// Fills the item table one by one inside a transaction that its user holds open: for readers that resolve each item's
/// root before the next one comes. finish() belongs to the same transaction.
class ItemAppender
{
public:
    explicit ItemAppender(Project &project);

    /// Stores @p row, fills its id and answers true; false when the conversation has an item of this source id already
    /// (then the id is that item's). Errors: DiskFull, File.
    Result<bool> add(ItemRow &row);
    /// Puts the real message in the place of a placeholder root and keeps its id (row.id). Replies that hang on it
    /// follow to @p row.root, when that is set.
    Result<void> replacePlaceholder(const ItemRow &row);
    /// Adds flags to an item.
    Result<void> addFlags(qint64 item, int flags);
    /// Forgets the reactions and attachments of an item, before others take their place.
    Result<void> removeDetails(qint64 item);
    Result<void> addDetails(std::span<const ReactionRow> reactions, std::span<const AttachmentRow> attachments);
    /// Keeps what numbers were given. Without it they may be given again.
    Result<void> finish();

private:
    Project *m_project;
    qint64 m_next = 0;
};

} // namespace chatferry
