// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/planview.h"
#include "target/wishes.h"

#include <vector>

namespace chatferry {

class Project;

/// Those who had left before the move and get a historical membership (README, "Past members").
std::vector<PastMemberToCarry> pastMembers(Project &project, const PlanView &plan, const SpaceRow &space,
                                           const ConversationRow &conversation);

/// Today's members who have an account (README, "Members").
std::vector<MemberToAdd> membersToAdd(Project &project, const PlanView &plan, const SpaceRow &space,
                                      const ConversationRow &conversation);

/// What is asked for to make the space. @p wantsFolder: for its files.
SpaceToCreate spaceToCreate(Project &project, const PlanView &plan, const SpaceRow &space,
                            const ConversationRow &conversation, int descriptionCharacters, int guidelinesCharacters,
                            bool wantsFolder);

} // namespace chatferry
