// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/conversation.h"
#include "model/membership.h"

#include <QHash>

#include <vector>

namespace chatferry {

/// From when until when somebody wrote in a conversation.
struct OwnActivity
{
    PersonId person;
    UtcTime first{};
    UtcTime last{};
};

/// Today's members: those the source lists; of an archived conversation that lists nobody, those whom its last archive
/// record names (src/engine/README.md, "Members").
std::vector<PersonId> todaysMembers(const Conversation &conversation, const std::vector<MembershipEvent> &events);

/// One interval a person: those whom events name in the order in which they do, then other members as listed, then
/// other authors in the order of @p authors.
///
/// - today's members: Listed, from their first join (else empty), open;
/// - who left and did not come back: Event, from the first join (else empty) to the last leave;
/// - who joined or wrote, is not listed and never left: Inferred, from the first join, else the first message, to the
/// last sign of
///   them (archived channels list nobody, and leaves are hardly ever recorded: source formats, 1.12).
/// Direct and group talks have no Inferred ones: their people never change.
std::vector<MembershipInterval> membershipIntervals(const Conversation &conversation,
                                                    const std::vector<PersonId> &members,
                                                    const std::vector<MembershipEvent> &events,
                                                    const std::vector<OwnActivity> &authors);

} // namespace chatferry
