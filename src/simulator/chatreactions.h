// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"

namespace chatferry::sim {

/// spaces.messages.reactions: create, list, delete.
class ChatReactions
{
public:
    explicit ChatReactions(Context &context);
    void addRoutes(Router &router);

private:
    Answer create(Call &call);
    Answer list(Call &call);
    Answer remove(Call &call);
    static QJsonObject json(const Space &space, const Message &message, const Reaction &reaction);

    Context &m_context;
};

} // namespace chatferry::sim
