// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/chattypes.h"
#include "googlechat/operations/performjob.h"

namespace chatferry {

/// AddPastMember and AddMember: add -> (in use: look through the list for them).
///
/// A member can be in a space once, so an unknown end is simply repeated. Outcome: remote = "spaces/A/members/M" (by
/// address when the list cannot tell which one it is), extra = "JOINED" or "INVITED". Errors: Conflict when a
/// historical membership with other times is there.
class AddMemberOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void look(const QString &pageToken, const Error &refusal);
    bool isPast() const { return m_operation.key.kind == OperationKind::AddPastMember; }

    QString m_space;
};

/// SetRole: makes a member a manager. Doing it twice changes nothing. Outcome: remote = "spaces/A/members/M".
class SetRoleOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

} // namespace chatferry
