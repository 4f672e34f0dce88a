// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"

namespace chatferry::sim {

/// spaces.members: create, get, list, patch, delete; historical ones in import mode, active ones afterwards.
class ChatMembers
{
public:
    explicit ChatMembers(Context &context);
    void addRoutes(Router &router);

private:
    Answer create(Call &call);
    Answer createPast(const Call &call, Space &space);
    Answer createActive(const Call &call, Space &space);
    Answer createPerson(const Call &call, Space &space, const QString &name);
    Answer get(Call &call);
    Answer list(Call &call);
    Answer patch(Call &call);
    Answer remove(Call &call);

    /// The key of a membership for what stands in its name: an id, an address, "app".
    QString keyOf(const QString &part) const;
    Answer added(Space &space, const Member &member);
    static QJsonObject json(const Space &space, const Member &member);
    static QJsonObject json(const Space &space, const PastMember &member);

    Context &m_context;
};

} // namespace chatferry::sim
