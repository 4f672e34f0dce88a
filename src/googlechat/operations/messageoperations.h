// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/operations/performjob.h"

namespace chatferry {

/// The text of a CreateMessage or PatchMessage as it is sent, file ids filled in; nothing when one is not known.
std::optional<QString> finalText(const Operation &operation, const Outcomes &outcomes);
/// "spaces/A/messages/client-..." of a CreateMessage; empty when the space is not known.
QString messageName(const Operation &operation, const Outcomes &outcomes);

/// CreateMessage: create -> (in use, or refused after an unknown end: look whether it is ours).
///
/// The same messageId and requestId answer the same message. Outcome: remote = "spaces/A/messages/client-...", thread =
/// where it landed, extra = "other-thread" when that is not the root's. Errors: Conflict when another message has the
/// time.
class CreateMessageOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void lookForIt(const Error &refusal);
    void finish(const QString &thread, bool existed);

    QString m_space;
    QString m_messageId;
    QString m_thread; ///< Of a reply: where it has to land.
};

/// PatchMessage. Writing the same text twice changes nothing. Outcome: remote as of the message.
class PatchMessageOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

/// AddReaction. An account can put an emoji to a message once, so "in use" means done.
/// Outcome: remote = "spaces/A/messages/M/reactions/R"; empty when it existed, since nothing tells its name then.
class AddReactionOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

/// DeleteMessage, RemoveReaction, RemovePastMember, RemoveMember: what is not there counts as removed; so does a
/// refusal after an unknown end.
class RemovalOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void finish(const Result<bool> &removed, const QString &name);
};

} // namespace chatferry
