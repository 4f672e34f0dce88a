// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "model/ids.h"

#include <optional>

namespace chatferry {

/// What the source recorded about somebody coming or going.
struct MembershipEvent
{
    enum class What { Joined, Left, ListedWhenArchived };
    PersonId person;
    What what = What::Joined;
    UtcTime time;
};

/// From when until when somebody was in a conversation.
struct MembershipInterval
{
    enum class Evidence { Event, Listed, Inferred };
    PersonId person;
    std::optional<UtcTime> from;
    std::optional<UtcTime> to; ///< Empty: still a member.
    Evidence evidence = Evidence::Event;
};

} // namespace chatferry
