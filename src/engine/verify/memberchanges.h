// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/membershiprules.h"
#include "model/conversation.h"
#include "model/membership.h"

#include <vector>

namespace chatferry {

/// The memberships of a conversation when everything that two exports say counts together.
struct MergedMembers
{
    std::vector<PersonId> today;
    std::vector<MembershipInterval> intervals;
};

/// @p known: what the project holds; its events are taken back out of its intervals. @p newer: the conversation as the
/// newer export has it, with the events found there. @p authors: of all messages of both.
MergedMembers mergeMembers(const std::vector<MembershipInterval> &known, const Conversation &newer,
                           const std::vector<MembershipEvent> &events, const std::vector<OwnActivity> &authors);

/// One person whose membership is another one than before.
struct MemberChange
{
    enum class What {
        Today,   ///< Is a member now, or no longer, and no past member before or after.
        NewPast, ///< Is a past member now.
        NoPast,  ///< Is none any more.
        OtherPast,
    };
    PersonId person;
    What what = What::Today;
};

std::vector<MemberChange> memberChanges(const std::vector<PersonId> &todayBefore,
                                        const std::vector<MembershipInterval> &before, const MergedMembers &after);

} // namespace chatferry
