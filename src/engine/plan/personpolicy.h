// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/plansettings.h"
#include "store/rows.h"

namespace chatferry {

/// Whether this person has an account that can write.
inline bool hasActiveAccount(const PersonRow &person)
{
    return person.account == PersonRow::AccountState::Active && !person.targetEmail.isEmpty();
}

/// What becomes of what somebody wrote: by hand, else by their account and the setting for their kind (README, "Who
/// writes"). Undecided only where the setting for unknown people is.
inline PersonRow::Policy effectivePolicy(const PersonRow &person, const PlanSettings &settings)
{
    using Policy = PersonRow::Policy;
    if (person.policyByHand && person.policy != Policy::Undecided &&
        (person.policy != Policy::Map || hasActiveAccount(person)))
        return person.policy;
    switch (person.source.kind) {
    case Person::Kind::Human:
        return !person.policyByHand && hasActiveAccount(person) ? Policy::Map : settings.departed;
    case Person::Kind::Guest:
    case Person::Kind::External:
        return !person.policyByHand && hasActiveAccount(person) ? Policy::Map : settings.guests;
    case Person::Kind::Bot:
    case Person::Kind::System:
        return settings.bots;
    case Person::Kind::Unknown:
        return settings.unknown;
    }
    return settings.unknown;
}

} // namespace chatferry
