// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/plansettings.h"
#include "model/problem.h"

#include <vector>

namespace chatferry {

class Project;

/// The settings of a project; the defaults before the first storeSettings().
PlanSettings loadSettings(Project &project);

/// Keeps @p settings in the project and puts what they say of single conversations into their rows. Entries that the
/// stored settings had already are not applied again, so that a later edit of a row stands. Answers a problem for each
/// entry that names no conversation, or several.
Result<std::vector<Problem>> storeSettings(Project &project, PlanSettings settings);

/// The entry of @p settings for a conversation; null when there is none.
const PlanSettings::ConversationChoice *choiceFor(const PlanSettings &settings, const ConversationRow &row);

/// Puts what an entry says into the row of its conversation.
void applyChoice(const PlanSettings::ConversationChoice &choice, ConversationRow &row);

} // namespace chatferry
