// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stagecontext.h"
#include "target/operation.h"

#include <initializer_list>

namespace chatferry {

// Changes of a space's row that more than one stage makes. Each joins a running transaction.

/// The service does not have the space any more, or not in import mode.
Result<void> recordLostSpace(StageContext &context, qint64 space, const SpaceState &state);

/// Expiry and web address as the service tells them.
Result<void> recordSpaceState(StageContext &context, qint64 space, const SpaceState &state);

/// Lets failed operations of the space of these kinds be tried again; for stages that consist of one call.
Result<void> tryAgain(StageContext &context, qint64 space, std::initializer_list<OperationKind> kinds);

/// Whether the journal holds neither intended nor failed operations of these kinds in the space.
bool isAllSettled(Project &project, qint64 space, std::initializer_list<OperationKind> kinds);

} // namespace chatferry
