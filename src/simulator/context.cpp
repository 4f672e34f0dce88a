// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/context.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

QString Context::userId(const QString &name) const
{
    const QString key = name.startsWith("users/"_L1) ? name.mid(6) : name;
    if (key == "app"_L1)
        return key;
    const SimulatorAccount *account = accounts.find(key);
    return account && !account->deleted ? account->id : QString();
}

} // namespace chatferry::sim
