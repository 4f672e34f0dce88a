// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/plansettings.h"

#include <QHash>

#include <optional>

namespace chatferry {

class Project;

/// A plan as it was accepted. A space keeps the revision that it was created with, whatever is decided later.
struct FrozenPlan
{
    /// Who writes for a person.
    struct Writer
    {
        PersonRow::Policy policy = PersonRow::Policy::App;
        QString email;     ///< Policy Map only.
        QString accountId; ///< Policy Map only; may be empty.
        friend bool operator==(const Writer &, const Writer &) = default;
    };
    /// What was decided about a conversation beside its space's own row (name, dates).
    struct Target
    {
        ConversationRow::Choice choice = ConversationRow::Choice::Move;
        bool groupChat = false;
        bool externalAllowed = false;
        friend bool operator==(const Target &, const Target &) = default;
    };
    int revision = 0;
    UtcTime accepted{};
    PlanSettings settings;
    QHash<qint64, Writer> people;        ///< By PersonRow::id.
    QHash<qint64, Target> conversations; ///< By ConversationRow::id; those that move.
};

/// Keeps @p plan in the project under its revision.
Result<void> storeFrozenPlan(Project &project, const FrozenPlan &plan);
/// Empty when there is no such revision.
std::optional<FrozenPlan> loadFrozenPlan(Project &project, int revision);
/// The last accepted revision; 0 before the first.
int lastRevision(Project &project);

} // namespace chatferry
