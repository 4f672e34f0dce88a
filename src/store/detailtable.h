// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/itemtable.h"
#include "store/rows.h"

#include <functional>
#include <vector>

namespace chatferry {

class Project;

/// The reactions and attachments of items, for the plan's sums. Written by ItemAppender::addDetails().
class DetailTable
{
public:
    explicit DetailTable(Project &project);
    std::vector<ReactionRow> reactionsOf(qint64 item) const;
    std::vector<AttachmentRow> attachmentsOf(qint64 item) const;
    /// All of a conversation, each with its item; those of one item follow each other. @p take must not change the
    /// project.
    using Brief = ItemTable::Brief;
    void forEachReaction(qint64 conversation,
                         const std::function<void(const Brief &, const ReactionRow &)> &take) const;
    void forEachAttachment(qint64 conversation,
                           const std::function<void(const Brief &, const AttachmentRow &)> &take) const;

private:
    Project *m_project;
};

} // namespace chatferry
