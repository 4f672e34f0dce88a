// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <QMap>

#include <optional>
#include <vector>

namespace chatferry {

class Project;

class ConversationTable
{
public:
    explicit ConversationTable(Project &project);
    Result<qint64> add(const ConversationRow &row);  ///< Answers the id, which may be given. The source id must be new.
    Result<void> update(const ConversationRow &row); ///< Counts, choice and everything else.
    /// With what was skipped in it, its intervals and its ledger. Its items follow by ItemTable::removeUnowned().
    Result<void> remove(qint64 id);
    std::vector<ConversationRow> all() const; ///< By position, then id. With members of the source.
    std::optional<ConversationRow> byId(qint64 id) const;
    std::optional<ConversationRow> bySourceId(const ConversationId &id) const;
    Result<void> setSkipped(qint64 conversation, const QMap<QString, qint64> &reasons);
    QMap<QString, qint64> skipped(qint64 conversation) const; ///< 0: summed over all.
    Result<void> setIntervals(qint64 conversation, const std::vector<MembershipInterval> &intervals);
    std::vector<MembershipInterval> intervals(qint64 conversation) const;

private:
    Project *m_project;
};

} // namespace chatferry
