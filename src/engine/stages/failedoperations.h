// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <span>

namespace chatferry {

class Project;

// What a person decides about operations that failed for good. Both take along what failed only because of them, keep
// the counters of the space right, and pass over rows that are not failed any more. Each is one transaction.

/// They get another try at the next start of their stage.
Result<void> retryFailedOperations(Project &project, std::span<const OperationRow> operations);

/// They are left. A message whose file is left goes without it; replies to a message that is left get a placeholder
/// root.
/// @p note stands in the rows.
Result<void> leaveFailedOperations(Project &project, std::span<const OperationRow> operations, const QString &note);

} // namespace chatferry
