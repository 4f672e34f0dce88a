// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "engine/plan/plansettings.h"
#include "store/rows.h"

#include <QHash>

#include <map>
#include <vector>

namespace chatferry {

class Project;

/// What one calendar year (UTC) of a conversation holds that is to be carried; for judging a split.
struct YearShare
{
    qint64 messages = 0;
    qint64 reactions = 0;
    qint64 files = 0;
    qint64 fileBytes = 0;
};

/// A space as the plan counts it: the conversation between two times, and what each class comes to.
struct SliceTally
{
    QString slice; ///< Empty for a whole conversation; "2021" for a year.
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    Counts messages; ///< planned: every source message of the slice; left: those that stay behind. Likewise below.
    Counts reactions;
    Counts attachments;
    Counts memberships;
    Counts members;
    qint64 placeholders = 0;
    qint64 fileBytes = 0;
};

/// What becomes of everything in one conversation under a plan: the ledger and the sums, each message counted as
/// exactly one of carried, adapted and left.
struct ConversationTally
{
    qint64 carried = 0;
    qint64 adapted = 0;
    qint64 left = 0;
    std::vector<LedgerRow> ledger;
    std::vector<SliceTally> slices; ///< None when the conversation stays behind.
    std::map<int, YearShare> years; ///< Of what is carried.
};

/// What the tally needs to know beyond the project's items.
struct TallyRules
{
    QHash<qint64, PersonRow> people; ///< By id, decided.
    PlanSettings::FilesWay files = PlanSettings::FilesWay::Drive;
    bool addInferredPastMembers = false;
    qint64 largestFile = 0;
    int repliesPerThread = 500;
    UtcTime earliest{};
    UtcTime now{};
};

/// Reads the items of a conversation once, in memory that grows with its threads only.
/// @p choice: Move, Leave or EmptySpace. @p byYear: a slice for each year that holds messages.
/// Errors: Cancelled; and what reading the project ends with.
Result<ConversationTally> tallyConversation(Project &project, const ConversationRow &conversation,
                                            ConversationRow::Choice choice, bool byYear, const TallyRules &rules,
                                            const CancelToken &cancel);

} // namespace chatferry
