// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "model/ids.h"

#include <optional>
#include <vector>

namespace chatferry {

/// Something of a conversation that no destination message can hold: a pin, canvas, bookmark, list.
struct Leftover
{
    QString kind; ///< Stable key: "pin", "canvas", "bookmark", "list", "tab".
    QString name; ///< For the ledger; a pin names its message's id.
};

/// A channel, group or direct talk of the source.
struct Conversation
{
    enum class Kind { Public, Private, GroupDirect, Direct };

    ConversationId id;
    Kind kind = Kind::Private;
    QString name; ///< Without "#"; empty for direct talks, whose people name them.
    QString topic;
    QString purpose;
    std::optional<UtcTime> created;
    PersonId creator;
    bool archived = false;
    std::vector<PersonId> members; ///< Today's, each once; empty where the source does not say.
    std::vector<Leftover> leftovers;
};

} // namespace chatferry
