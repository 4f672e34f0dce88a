// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/readjobs.h"

#include "auth/tokenprovider.h"
#include "googlechat/calls/getspacejob.h"
#include "googlechat/calls/listmembersjob.h"
#include "googlechat/calls/listmessagesjob.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Result<Page<ListedMessage>> listed(const Result<Page<ChatMessage>> &page)
{
    if (!page)
        return page.error();
    Page<ListedMessage> out;
    out.next = page->next;
    out.entries.reserve(page->entries.size());
    for (const ChatMessage &message : page->entries) {
        if (message.deleted)
            continue;
        ListedMessage entry;
        entry.name = message.stableName();
        entry.time = message.createTime;
        entry.sender = message.sender;
        entry.senderIsApp = message.senderIsApp;
        entry.thread = message.thread;
        // formattedText keeps links and mentions in the form they are sent in.
        entry.text = message.formattedText.isEmpty() ? message.text : message.formattedText;
        entry.reactions = message.reactions;
        entry.attachments = message.attachments;
        out.entries.push_back(std::move(entry));
    }
    return out;
}

Page<ListedMember> listed(const Page<ChatMembership> &page)
{
    Page<ListedMember> out;
    out.next = page.next;
    for (const ChatMembership &membership : page.entries) {
        if (membership.isApp)
            continue;
        out.entries.push_back({membership.name, membership.member, membership.role, membership.state,
                               membership.createTime, membership.deleteTime});
    }
    return out;
}

/// chat.import first; refused (a completed space past its window): the ordinary scope.
class ListMembersOfAnySpace final : public ResultJob<Page<ListedMember>>
{
public:
    ListMembersOfAnySpace(GoogleChatContext &context, ListMembersRequest request, QObject *parent)
        : ResultJob(parent)
        , m_context(context)
        , m_request(std::move(request))
    {
        m_request.later = context.laterScopes;
    }

protected:
    void run() override { list({}); }
    void stop() override
    {
        if (m_call) {
            m_call->disconnect(this);
            m_call->cancel();
        }
    }

private:
    void list(const std::optional<Error> &first)
    {
        auto *job = new ListMembersJob(m_context.api, m_request, this);
        m_call = job;
        connect(job, &Job::finished, this, [this, job, first] {
            const Result<Page<ChatMembership>> &page = job->result();
            if (page) {
                m_context.laterScopes = m_context.laterScopes || m_request.later;
                end(listed(*page));
            } else if (page.error().kind == Error::Kind::Forbidden && !m_request.later) {
                m_request.later = true;
                list(page.error());
            } else {
                end(first && page.error().kind == Error::Kind::SignInNeeded ? *first : page.error());
            }
        });
        job->start();
    }

    GoogleChatContext &m_context;
    ListMembersRequest m_request;
    QPointer<Job> m_call;
};

Result<SpaceState> stateOf(const Result<ChatSpace> &space)
{
    if (!space) {
        if (space.error().kind == Error::Kind::Forbidden || space.error().kind == Error::Kind::NotFound)
            return SpaceState{};
        return space.error();
    }
    SpaceState state;
    state.readable = true;
    state.importMode = space->importMode;
    state.displayName = space->displayName;
    state.createTime = space->createTime;
    state.expires = space->expires;
    state.webAddress = space->webAddress();
    return state;
}

} // namespace

ResultJob<Page<ListedMessage>> *makeListMessages(GoogleChatContext &context, const QString &space,
                                                 const QString &pageToken, QObject *parent)
{
    auto *job = new TurnedJob<Page<ListedMessage>, Page<ChatMessage>>(
        [](const Result<Page<ChatMessage>> &page) { return listed(page); }, parent);
    ListMessagesRequest request;
    request.identity = context.adminIdentity();
    request.space = space;
    request.pageToken = pageToken;
    job->setInner(new ListMessagesJob(context.api, request, job));
    return job;
}

ResultJob<Page<ListedMember>> *makeListMembers(GoogleChatContext &context, const QString &space,
                                               const QString &pageToken, QObject *parent)
{
    ListMembersRequest request;
    request.identity = context.adminIdentity();
    request.space = space;
    request.pageToken = pageToken;
    return new ListMembersOfAnySpace(context, request, parent);
}

ResultJob<SpaceState> *makeReadSpace(GoogleChatContext &context, const QString &space, QObject *parent)
{
    auto *job = new TurnedJob<SpaceState, ChatSpace>(stateOf, parent);
    job->setInner(new GetSpaceJob(context.api, {space}, job));
    return job;
}

ResultJob<bool> *makeCheckAuthor(GoogleChatContext &context, const QString &address, QObject *parent)
{
    auto *job = new TurnedJob<bool, AccessToken>(
        [](const Result<AccessToken> &token) -> Result<bool> {
            if (!token)
                return token.error();
            return true;
        },
        parent);
    const Identity author = Identity::account(address);
    job->setInner(context.api.tokens->token(address, *scopesFor(ApiMethod::MessagesCreate, author), job));
    return job;
}

} // namespace chatferry
