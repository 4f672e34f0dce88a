// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/router.h"

namespace chatferry::sim {

/// spaces.create, get, list, patch, delete and completeImport.
class ChatSpaces
{
public:
    explicit ChatSpaces(Context &context);
    void addRoutes(Router &router);

    QJsonObject json(const Space &space) const;

private:
    Answer create(Call &call);
    Answer get(Call &call);
    Answer list(Call &call);
    Answer patch(Call &call);
    Answer remove(Call &call);
    Answer complete(Call &call);

    Answer checkNew(const Call &call, Space &space) const;
    Answer checkName(const QString &name, UtcTime now, const Space *except) const;
    static Answer checkDetails(const QJsonObject &details);
    Answer patchField(const Call &call, Space &next, const QString &path, const QStringList &paths) const;
    Answer patchAccess(const Call &call, Space &next, const QString &path, const QStringList &paths) const;

    Context &m_context;
};

} // namespace chatferry::sim
