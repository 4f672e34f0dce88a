// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/rows.h"
#include "target/target.h"

#include <vector>

namespace chatferry {

/// A historical membership that must be at the destination.
struct ExpectedPastMember
{
    qint64 item = 0;   ///< As in its operation's key.
    QString accountId; ///< "users/123"; empty when it is not known.
    QString remote;    ///< Resource name that the journal holds.
    QString written;   ///< Its address.
    bool isSent = true;
    std::optional<UtcTime> from;
    UtcTime to{};
};

/// What differs between both lists; as MessageMatcher reports it. @p listed: all members, past ones have a `to`.
std::vector<DifferenceRow> comparePastMembers(const std::vector<ExpectedPastMember> &expected,
                                              const std::vector<ListedMember> &listed);

} // namespace chatferry
