// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/run/dispatcher.h"
#include "store/journalwriter.h"
#include "target/operation.h"
#include "target/target.h"

#include <functional>
#include <vector>

namespace chatferry {

/// Where the operations of one lane come from, a batch at a time, so that memory stays flat. Lives on the engine's
/// thread.
class OperationFeed
{
public:
    using CountDelta = JournalWriter::CountDelta;

    enum class After {
        More,        ///< Ask again when the lane runs low.
        WhenSettled, ///< Ask again when everything handed out so far is done or failed.
        End,         ///< That was all.
    };
    struct Batch
    {
        /// In order. What the journal holds as done, failed or left is passed over by the runner; of what it holds as
        /// intended the runner takes time, generation and reserved id from there.
        std::vector<Operation> operations;
        /// Changes that belong into the same commit as the intent of these operations: counters, rows left on purpose.
        std::vector<CountDelta> deltas;
        std::vector<OperationRow> rows;
        After after = After::End;
    };
    using Taken = std::function<void(Result<Batch>)>;

    virtual ~OperationFeed() = default;

    virtual qint64 space() const = 0; ///< The lane: a row of the space table.
    /// Resource name for asking whether the space still lives; empty: not asked.
    virtual QString remote() const { return {}; }
    /// Whether a space that is no longer in import mode is as good as gone for this feed.
    virtual bool needsImportMode() const { return false; }
    /// Operations still to come when the run starts, as far as known.
    virtual WorkLeft workLeft() const = 0;
    /// Operations that were settled before the run starts.
    virtual qint64 settledBefore() const { return 0; }

    /// Asks for the next batch; @p taken is called once, at once or later, never after the feed is gone. An Error stops
    /// the run. Not called again before the answer.
    virtual void fetch(Taken taken) = 0;

    /// What the counters of the space gain when @p operation comes to @p row (Done or Failed). Called once, in the
    /// transaction that writes @p row.
    virtual std::vector<CountDelta> deltas(const Operation &operation, const OperationRow &row) = 0;
    /// Anything else that belongs into that transaction.
    virtual Result<void> record(const Operation &operation, const OperationRow &row);
    /// Everything handed out is settled and the feed is at its end. Runs in a transaction.
    virtual Result<void> finish() { return {}; }
    /// The space itself cannot take anything any more. Runs in a transaction; nothing more is asked of this feed.
    virtual Result<void> lost(const SpaceState &state);
};

inline Result<void> OperationFeed::record(const Operation &, const OperationRow &)
{
    return {};
}

inline Result<void> OperationFeed::lost(const SpaceState &)
{
    return {};
}

/// The journal's row of @p operation in state Intended.
OperationRow intentOf(const Operation &operation);
/// What the journal knows of a done operation.
OperationOutcome outcomeOf(const OperationRow &row);
OperationKey keyOf(const OperationRow &row);
/// What a failed row says in `extra` when it failed only because of @p key.
QString failedBecause(const OperationKey &key);

} // namespace chatferry
