// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/operations/performjob.h"

namespace chatferry {

/// CreateSpace. The same requestId answers the same space, so an unknown end is simply repeated.
/// Outcome: remote = "spaces/A", extra = expiry (RFC 3339) where the service tells it.
class CreateSpaceOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

/// PatchSpace. Setting the same values twice changes nothing. Outcome: remote = "spaces/A".
class PatchSpaceOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

/// CompleteSpace: (unknown end: read the space) -> complete -> (refused: read the space).
/// Outcome: remote = "spaces/A", extra = the service's response, existed when it was complete already.
class CompleteSpaceOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void complete();
    void lookFirst();
    void lookAfter(const Error &refusal);
};

/// DeleteSpace. What the service does not show any more counts as deleted.
class DeleteSpaceOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

} // namespace chatferry
