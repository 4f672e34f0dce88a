// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/space.h"

namespace chatferry::sim {

/// The filter and order of messages.list.
struct MessageFilter
{
    std::optional<UtcTime> after;  ///< create_time > "..."
    std::optional<UtcTime> before; ///< create_time < "..."
    QString thread;                ///< thread.name = spaces/X/threads/Y; its last part.
    bool descending = false;

    /// Empty when either text does not follow the documented grammar.
    static std::optional<MessageFilter> parse(const QString &filter, const QString &orderBy, const Space &space);
    bool fits(const Message &message) const;
};

} // namespace chatferry::sim
