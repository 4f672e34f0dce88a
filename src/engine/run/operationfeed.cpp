// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/operationfeed.h"

using namespace Qt::StringLiterals;

namespace chatferry {

OperationRow intentOf(const Operation &operation)
{
    OperationRow row;
    row.space = operation.key.space;
    row.kind = static_cast<int>(operation.key.kind);
    row.item = operation.key.item;
    row.part = operation.key.part;
    row.generation = operation.generation;
    row.time = operation.time;
    row.identity = operation.identity.kind == Identity::Kind::App ? u"app"_s : operation.identity.email;
    row.reserved = operation.reserved;
    return row;
}

OperationOutcome outcomeOf(const OperationRow &row)
{
    return {.remote = row.remote, .thread = row.thread, .extra = row.extra};
}

OperationKey keyOf(const OperationRow &row)
{
    return {.space = row.space, .kind = static_cast<OperationKind>(row.kind), .item = row.item, .part = row.part};
}

QString failedBecause(const OperationKey &key)
{
    return u"because %1 %2 %3 %4"_s.arg(key.space).arg(static_cast<int>(key.kind)).arg(key.item).arg(key.part);
}

} // namespace chatferry
