// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ids.h"

#include <QString>

namespace chatferry {

/// What a text needs to know about the ids in it. Whoever writes a destination's texts adapts its own names to this.
class TextNames
{
public:
    virtual ~TextNames() = default;
    /// The destination's resource name of this person's account ("users/123"); empty when there is none.
    virtual QString accountId(const PersonId &person) const = 0;
    /// Display name; empty, or the id itself, when the person is unknown.
    virtual QString personName(const PersonId &person) const = 0;
    /// Name without "#"; empty when unknown.
    virtual QString conversationName(const ConversationId &conversation) const = 0;
};

} // namespace chatferry
