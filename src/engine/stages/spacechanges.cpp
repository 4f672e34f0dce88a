// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/spacechanges.h"

#include "store/audittable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("SpaceChanges", text);
}

} // namespace

Result<void> recordLostSpace(StageContext &context, qint64 space, const SpaceState &state)
{
    SpaceTable table(context.project);
    auto row = table.byId(space);
    if (!row)
        return {};
    const bool expired = !state.readable && row->expiry && *row->expiry <= context.clock.nowUtc();
    row->stage = expired ? SpaceRow::Stage::Expired : SpaceRow::Stage::Failed;
    if (expired)
        row->failure = words("The time for importing has run out; the service has deleted the space.");
    else if (state.readable)
        row->failure = words("Somebody else has ended the import of this space.");
    else
        row->failure = words("The space is gone: somebody deleted it, or its time has run out.");
    if (const auto written = table.update(*row); !written)
        return written;
    return AuditTable(context.project).add({.who = context.helper, .what = u"space-lost"_s, .space = space});
}

Result<void> recordSpaceState(StageContext &context, qint64 space, const SpaceState &state)
{
    SpaceTable table(context.project);
    auto row = table.byId(space);
    if (!row)
        return {};
    const bool sameExpiry = !state.expires || row->expiry == state.expires;
    const bool sameAddress = state.webAddress.isEmpty() || row->webAddress == state.webAddress;
    if (sameExpiry && sameAddress)
        return {};
    if (state.expires)
        row->expiry = state.expires;
    if (!state.webAddress.isEmpty())
        row->webAddress = state.webAddress;
    return table.update(*row);
}

Result<void> tryAgain(StageContext &context, qint64 space, std::initializer_list<OperationKind> kinds)
{
    Journal journal(context.project);
    for (const OperationKind kind : kinds) {
        if (journal.count(space, static_cast<int>(kind), OperationRow::State::Failed) == 0)
            continue;
        for (OperationRow row : journal.ofKind(space, static_cast<int>(kind))) {
            if (row.state != OperationRow::State::Failed)
                continue;
            row.state = OperationRow::State::Intended;
            row.error.clear();
            row.errorKind.clear();
            row.extra.clear();
            if (const auto written = journal.put(row); !written)
                return written;
        }
    }
    return {};
}

bool isAllSettled(Project &project, qint64 space, std::initializer_list<OperationKind> kinds)
{
    const Journal journal(project);
    for (const OperationKind kind : kinds) {
        if (journal.count(space, static_cast<int>(kind), OperationRow::State::Intended) > 0 ||
            journal.count(space, static_cast<int>(kind), OperationRow::State::Failed) > 0)
            return false;
    }
    return true;
}

} // namespace chatferry
