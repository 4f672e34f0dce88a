// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/messageoperations.h"

#include "googlechat/calls/createmessagejob.h"
#include "googlechat/calls/createreactionjob.h"
#include "googlechat/calls/deletememberjob.h"
#include "googlechat/calls/deletemessagejob.h"
#include "googlechat/calls/deletereactionjob.h"
#include "googlechat/calls/listmessagesjob.h"
#include "googlechat/calls/patchmessagejob.h"
#include "googlechat/messagetext.h"

using namespace Qt::StringLiterals;

namespace chatferry {

std::optional<QString> finalText(const Operation &operation, const Outcomes &outcomes)
{
    const auto *payload = payloadOf<MessagePayload>(operation);
    if (!payload)
        return {};
    bool known = true;
    const QString text = withFileIds(payload->text, [&](int number) {
        const QString id =
            outcomes.value({operation.key.space, OperationKind::UploadFile, operation.key.item, number}).remote;
        known = known && !id.isEmpty();
        return id;
    });
    if (!known)
        return {};
    return text;
}

QString messageName(const Operation &operation, const Outcomes &outcomes)
{
    const auto *payload = payloadOf<MessagePayload>(operation);
    const QString space = outcomes.value({operation.key.space, OperationKind::CreateSpace, 0, 0}).remote;
    if (!payload || space.isEmpty())
        return {};
    return space + u"/messages/"_s + clientMessageId(payload->uniqueKey, payload->part, operation.generation);
}

void CreateMessageOperation::run()
{
    const auto *payload = payloadOf<MessagePayload>(m_operation);
    const auto text = finalText(m_operation, m_outcomes);
    m_space = spaceName();
    if (!payload || !text || m_space.isEmpty()) {
        endBug("no payload, or the id of a file is not known");
        return;
    }
    if (payload->threadOf) {
        const OperationOutcome *root = outcomeOf(*payload->threadOf);
        if (!root || root->thread.isEmpty()) {
            endBug("the thread is not known");
            return;
        }
        m_thread = root->thread;
    }
    m_messageId = clientMessageId(payload->uniqueKey, payload->part, m_operation.generation);
    CreateMessageRequest request;
    request.identity = m_operation.identity;
    request.space = m_space;
    request.messageId = m_messageId;
    request.text = *text;
    request.createTime = m_operation.time;
    request.thread = m_thread;
    call(new CreateMessageJob(m_context.api, request, this), [this](const Result<ChatMessage> &message) {
        if (message) {
            finish(message->thread, false);
            return;
        }
        const Error::Kind kind = message.error().kind;
        if (kind == Error::Kind::Conflict || (kind == Error::Kind::BadRequest && m_mayHaveActed))
            lookForIt(message.error());
        else
            end(message.error());
    });
}

void CreateMessageOperation::lookForIt(const Error &refusal)
{
    ListMessagesRequest request;
    request.identity = m_context.adminIdentity();
    request.space = m_space;
    request.from = m_operation.time;
    request.to = m_operation.time;
    call(new ListMessagesJob(m_context.api, request, this), [this, refusal](const Result<Page<ChatMessage>> &page) {
        if (!page) {
            end(page.error());
            return;
        }
        for (const ChatMessage &message : page->entries) {
            if (message.clientId == m_messageId && !message.deleted) {
                finish(message.thread, true);
                return;
            }
        }
        end(refusal);
    });
}

void CreateMessageOperation::finish(const QString &thread, bool existed)
{
    if (thread.isEmpty()) {
        end(badReply(ApiMethod::MessagesCreate, "thread.name"_L1));
        return;
    }
    OperationOutcome outcome;
    outcome.remote = m_space + u"/messages/"_s + m_messageId;
    outcome.thread = thread;
    if (!m_thread.isEmpty() && thread != m_thread)
        outcome.extra = u"other-thread"_s;
    outcome.existed = existed;
    end(std::move(outcome));
}

void PatchMessageOperation::run()
{
    const OperationOutcome *created = outcomeOf(OperationKind::CreateMessage);
    const auto text = finalText(m_operation, m_outcomes);
    if (!text || !created || created->remote.isEmpty()) {
        endBug("no message to change, or the id of a file is not known");
        return;
    }
    call(new PatchMessageJob(m_context.api, {m_operation.identity, created->remote, *text}, this),
         [this, remote = created->remote, thread = created->thread](const Result<ChatMessage> &patched) {
             if (patched)
                 end(OperationOutcome{.remote = remote, .thread = thread});
             else
                 end(patched.error());
         });
}

void AddReactionOperation::run()
{
    const auto *payload = payloadOf<ReactionPayload>(m_operation);
    const OperationOutcome *message =
        outcomeOf({m_operation.key.space, OperationKind::CreateMessage, m_operation.key.item, 0});
    if (!payload || !message || message->remote.isEmpty()) {
        endBug("no message to react to");
        return;
    }
    call(new CreateReactionJob(m_context.api, {m_operation.identity, message->remote, payload->unicode}, this),
         [this](const Result<QString> &name) {
             if (name)
                 endDone(*name);
             else if (name.error().kind == Error::Kind::Conflict)
                 endDone({}, true);
             else
                 end(name.error());
         });
}

void RemovalOperation::run()
{
    QString name;
    const auto nameFrom = [this, &name](OperationKind kind) {
        const OperationOutcome *made = outcomeOf(kind);
        name = made ? made->remote : QString();
        return !name.isEmpty();
    };
    const Identity &identity = m_operation.identity;
    const auto then = [this, &name] { return [this, name](const Result<bool> &removed) { finish(removed, name); }; };
    switch (m_operation.key.kind) {
    case OperationKind::DeleteMessage:
        if (nameFrom(OperationKind::CreateMessage))
            return call(new DeleteMessageJob(m_context.api, {identity, name}, this), then());
        break;
    case OperationKind::RemoveReaction:
        if (nameFrom(OperationKind::AddReaction))
            return call(new DeleteReactionJob(m_context.api, {identity, name}, this), then());
        break;
    case OperationKind::RemovePastMember:
        if (nameFrom(OperationKind::AddPastMember))
            return call(new DeleteMemberJob(m_context.api, {identity, false, name}, this), then());
        break;
    case OperationKind::RemoveMember: {
        const QString space = spaceName();
        if (space.isEmpty())
            return;
        name = space + u"/members/"_s + m_context.admin;
        return callLater<DeleteMemberJob>(DeleteMemberRequest{identity, false, name}, then());
    }
    default:
        break;
    }
    endBug("nothing to remove");
}

void RemovalOperation::finish(const Result<bool> &removed, const QString &name)
{
    if (removed) {
        endDone(name);
        return;
    }
    const Error::Kind kind = removed.error().kind;
    if (kind == Error::Kind::NotFound || (kind == Error::Kind::Forbidden && m_mayHaveActed))
        endDone(name, true);
    else
        end(removed.error());
}

} // namespace chatferry
