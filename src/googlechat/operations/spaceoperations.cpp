// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/spaceoperations.h"

#include "googlechat/calls/completeimportjob.h"
#include "googlechat/calls/createspacejob.h"
#include "googlechat/calls/deletespacejob.h"
#include "googlechat/calls/getspacejob.h"
#include "googlechat/calls/patchspacejob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

void CreateSpaceOperation::run()
{
    const auto *payload = payloadOf<SpacePayload>(m_operation);
    if (!payload) {
        endBug("no payload");
        return;
    }
    const SpaceToCreate &wish = payload->wish;
    CreateSpaceRequest request;
    request.identity = m_operation.identity;
    request.requestId = requestUuid(u"space "_s + wish.uniqueKey);
    request.displayName = wish.displayName;
    request.groupChat = wish.type == SpaceToCreate::Type::GroupChat;
    request.createTime = wish.createTime;
    request.externalAllowed = wish.externalAllowed;
    request.description = wish.description;
    request.guidelines = wish.guidelines;
    call(new CreateSpaceJob(m_context.api, request, this), [this](const Result<ChatSpace> &space) {
        if (!space) {
            end(space.error());
            return;
        }
        OperationOutcome outcome{.remote = space->name};
        if (space->expires)
            outcome.extra = toRfc3339(*space->expires);
        end(std::move(outcome));
    });
}

void PatchSpaceOperation::run()
{
    const auto *payload = payloadOf<SpacePayload>(m_operation);
    const QString space = spaceName();
    if (!payload || space.isEmpty()) {
        endBug("no payload");
        return;
    }
    PatchSpaceRequest request;
    request.identity = m_operation.identity;
    request.space = space;
    if (payload->wish.type == SpaceToCreate::Type::Space)
        request.displayName = payload->wish.displayName;
    request.details = PatchSpaceRequest::Details{payload->wish.description, payload->wish.guidelines};
    callLater<PatchSpaceJob>(request, [this](const Result<ChatSpace> &patched) {
        if (patched)
            endDone(patched->name);
        else
            end(patched.error());
    });
}

void CompleteSpaceOperation::run()
{
    if (m_mayHaveActed)
        lookFirst();
    else
        complete();
}

void CompleteSpaceOperation::lookFirst()
{
    const QString space = spaceName();
    if (space.isEmpty())
        return;
    call(new GetSpaceJob(m_context.api, {space}, this), [this](const Result<ChatSpace> &state) {
        if (!state)
            end(state.error());
        else if (state->importMode)
            complete();
        else
            endDone(state->name, true);
    });
}

void CompleteSpaceOperation::complete()
{
    const QString space = spaceName();
    if (space.isEmpty())
        return;
    call(
        new CompleteImportJob(m_context.api, {m_operation.identity, space}, this),
        [this](const Result<CompletedImport> &completed) {
            if (completed) {
                end(OperationOutcome{.remote = completed->space.name, .extra = QString::fromUtf8(completed->response)});
                return;
            }
            const Error::Kind kind = completed.error().kind;
            if (kind == Error::Kind::Precondition || kind == Error::Kind::BadRequest || kind == Error::Kind::Forbidden)
                lookAfter(completed.error());
            else
                end(completed.error());
        });
}

void CompleteSpaceOperation::lookAfter(const Error &refusal)
{
    call(new GetSpaceJob(m_context.api, {spaceName()}, this), [this, refusal](const Result<ChatSpace> &state) {
        if (state && !state->importMode)
            endDone(state->name, true);
        else
            end(refusal);
    });
}

void DeleteSpaceOperation::run()
{
    const QString space = spaceName();
    if (space.isEmpty())
        return;
    call(new DeleteSpaceJob(m_context.api, {m_operation.identity, space}, this), [this,
                                                                                  space](const Result<bool> &deleted) {
        if (deleted) {
            endDone(space);
            return;
        }
        const Error refusal = deleted.error();
        if (refusal.kind != Error::Kind::NotFound && refusal.kind != Error::Kind::Forbidden) {
            end(refusal);
            return;
        }
        // Refused may mean gone, or not allowed: only a space that cannot be read either is gone.
        call(new GetSpaceJob(m_context.api, {space}, this), [this, space, refusal](const Result<ChatSpace> &state) {
            const bool gone =
                !state && (state.error().kind == Error::Kind::Forbidden || state.error().kind == Error::Kind::NotFound);
            if (gone)
                endDone(space, true);
            else
                end(refusal);
        });
    });
}

} // namespace chatferry
