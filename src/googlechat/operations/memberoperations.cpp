// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/memberoperations.h"

#include "googlechat/calls/creatememberjob.h"
#include "googlechat/calls/listmembersjob.h"
#include "googlechat/calls/patchmemberjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

void AddMemberOperation::run()
{
    const auto *payload = payloadOf<MemberPayload>(m_operation);
    m_space = spaceName();
    if (!payload || m_space.isEmpty()) {
        endBug("no payload");
        return;
    }
    CreateMemberRequest request;
    request.identity = m_operation.identity;
    request.space = m_space;
    request.email = payload->email;
    const auto then = [this](const Result<ChatMembership> &membership) {
        if (membership)
            end(OperationOutcome{.remote = membership->name, .extra = membership->state});
        else if (membership.error().kind == Error::Kind::Conflict)
            look({}, membership.error());
        else
            end(membership.error());
    };
    if (isPast()) {
        request.from = payload->from;
        request.to = payload->to;
        call(new CreateMemberJob(m_context.api, request, this), then);
    } else {
        callLater<CreateMemberJob>(request, then);
    }
}

void AddMemberOperation::look(const QString &pageToken, const Error &refusal)
{
    const auto *payload = payloadOf<MemberPayload>(m_operation);
    const QString id = m_context.idOf(payload->email);
    const QString byAddress = m_space + u"/members/"_s + payload->email;
    if (id.isEmpty() && !isPast()) {
        // The service says that this very address is a member; only the name of the membership stays unknown.
        endDone(byAddress, true);
        return;
    }
    ListMembersRequest request;
    request.identity = m_operation.identity;
    request.space = m_space;
    request.pageToken = pageToken;
    const auto then = [this, payload, id, byAddress, refusal](const Result<Page<ChatMembership>> &page) {
        if (!page) {
            end(page.error());
            return;
        }
        for (const ChatMembership &membership : page->entries) {
            const bool sameTimes = !isPast() || membership.deleteTime == payload->to;
            if (id.isEmpty() ? sameTimes : membership.member == id) {
                if (sameTimes)
                    end(OperationOutcome{.remote = membership.name, .extra = membership.state, .existed = true});
                else
                    end(refusal);
                return;
            }
        }
        if (!page->next.isEmpty())
            look(page->next, refusal);
        else if (isPast())
            end(refusal);
        else
            endDone(byAddress, true);
    };
    if (isPast())
        call(new ListMembersJob(m_context.api, request, this), then);
    else
        callLater<ListMembersJob>(request, then);
}

void SetRoleOperation::run()
{
    const auto *payload = payloadOf<MemberPayload>(m_operation);
    const QString space = spaceName();
    if (!payload || space.isEmpty()) {
        endBug("no payload");
        return;
    }
    const OperationOutcome *added = outcomeOf(OperationKind::AddMember);
    PatchMemberRequest request;
    request.identity = m_operation.identity;
    request.membership = added && !added->remote.isEmpty() ? added->remote : space + u"/members/"_s + payload->email;
    request.role = payload->manager ? u"ROLE_MANAGER"_s : u"ROLE_MEMBER"_s;
    callLater<PatchMemberJob>(request, [this](const Result<ChatMembership> &membership) {
        if (membership)
            endDone(membership->name);
        else
            end(membership.error());
    });
}

} // namespace chatferry
