// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"

namespace chatferry::sim {

/// Admin SDK Directory: users.list and users.get.
class Directory
{
public:
    explicit Directory(Context &context);
    void addRoutes(Router &router);

private:
    Answer list(Call &call);
    Answer get(Call &call);
    Answer refused(const Call &call) const;
    bool matches(const SimulatorAccount &account, const QString &query, bool &understood) const;
    QJsonObject json(const SimulatorAccount &account) const;

    Context &m_context;
};

} // namespace chatferry::sim
