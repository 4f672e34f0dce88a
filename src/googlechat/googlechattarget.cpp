// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/googlechattarget.h"

#include "auth/tokenprovider.h"
#include "googlechat/calls/generateidsjob.h"
#include "googlechat/calls/listusersjob.h"
#include "googlechat/messagetext.h"
#include "googlechat/operations/driveoperations.h"
#include "googlechat/operations/memberoperations.h"
#include "googlechat/operations/messageoperations.h"
#include "googlechat/operations/operationplans.h"
#include "googlechat/operations/spaceoperations.h"
#include "googlechat/readjobs.h"
#include "net/httpclient.h"

#include <QCoreApplication>

#include <type_traits>

using namespace Qt::StringLiterals;

namespace chatferry {

struct GoogleChatTarget::Private
{
    HttpClient http;
    GoogleChatContext context;
    OperationPlans plans;
    QuotaProfile quotas;

    Private(Clock &clock, const GoogleConnection &connection, const QString &projectKey, QuotaProfile profile)
        : http(connection.network ? HttpClient(clock, connection.network, 5) : HttpClient(clock))
        , context{.api = {http, clock, nullptr, connection.endpoints},
                  .admin = connection.adminEmail.trimmed().toLower(),
                  .projectKey = projectKey,
                  .driveName = u"Chatferry import"_s}
        , plans(Identity::account(context.admin))
        , quotas(std::move(profile))
    {
    }
};

Result<std::unique_ptr<Target>> GoogleChatTarget::create(Clock &clock, const GoogleConnection &connection,
                                                         const QString &projectKey, QuotaProfile quotas)
{
    const auto key = ServiceAccountKey::fromJson(connection.serviceAccountKey);
    if (!key)
        return key.error();
    auto made = std::make_unique<Private>(clock, connection, projectKey, std::move(quotas));
    if (!isMailAddress(made->context.admin)) {
        return Error{
            .kind = Error::Kind::Input,
            .what = QCoreApplication::translate("GoogleChat", "The administrator's address is not a mail address."),
            .remedy = QCoreApplication::translate("GoogleChat", "Give the address of an administrator of your "
                                                                "Google Workspace.")};
    }
    auto tokens = TokenProvider::create(made->http, clock, *key);
    if (!tokens)
        return tokens.error();
    made->context.api.tokens = std::move(*tokens);
    return std::unique_ptr<Target>(new GoogleChatTarget(std::move(made)));
}

GoogleChatTarget::GoogleChatTarget(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

GoogleChatTarget::~GoogleChatTarget() = default;

QString GoogleChatTarget::key() const
{
    return u"google-chat"_s;
}

QString GoogleChatTarget::name() const
{
    return u"Google Chat"_s;
}

std::vector<Operation> GoogleChatTarget::expand(const SpaceToCreate &wish) const
{
    return d->plans.space(wish);
}

std::vector<Operation> GoogleChatTarget::expand(const MessageToCarry &wish, const Names &names) const
{
    return d->plans.message(wish, names);
}

std::vector<Operation> GoogleChatTarget::expand(const PastMemberToCarry &wish) const
{
    return d->plans.pastMember(wish);
}

std::vector<Operation> GoogleChatTarget::expand(const MemberToAdd &wish) const
{
    return d->plans.member(wish);
}

std::vector<Operation> GoogleChatTarget::expand(const FolderShare &wish) const
{
    return d->plans.share(wish);
}

Operation GoogleChatTarget::completion(qint64 space) const
{
    return d->plans.completion(space);
}

Operation GoogleChatTarget::removalOfHelper(qint64 space) const
{
    return d->plans.removalOfHelper(space);
}

Operation GoogleChatTarget::deletion(qint64 space) const
{
    return d->plans.deletion(space);
}

Operation GoogleChatTarget::patch(const MessageToCarry &wish, int part, const Names &names) const
{
    return d->plans.patch(wish, part, names);
}

Operation GoogleChatTarget::deletionOfMessage(qint64 space, qint64 item, int part) const
{
    return d->plans.deletionOfMessage(space, item, part);
}

Operation GoogleChatTarget::removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const
{
    return d->plans.removalOfReaction(space, item, reaction);
}

Operation GoogleChatTarget::removalOfPastMember(const PastMemberToCarry &wish) const
{
    return d->plans.removalOfPastMember(wish);
}

Operation GoogleChatTarget::patchOfSpace(const SpaceToCreate &wish) const
{
    return d->plans.patchOfSpace(wish);
}

ResultJob<OperationOutcome> *GoogleChatTarget::perform(const Operation &operation, const Outcomes &outcomes,
                                                       bool mayHaveActed, QObject *parent)
{
    const auto make = [&]<typename JobType>(std::type_identity<JobType>) -> ResultJob<OperationOutcome> * {
        return new JobType(d->context, operation, outcomes, mayHaveActed, parent);
    };
    switch (operation.key.kind) {
    case OperationKind::CreateSpace:
        return make(std::type_identity<CreateSpaceOperation>());
    case OperationKind::UploadFile:
        return make(std::type_identity<UploadFileOperation>());
    case OperationKind::CreateMessage:
        return make(std::type_identity<CreateMessageOperation>());
    case OperationKind::AddReaction:
        return make(std::type_identity<AddReactionOperation>());
    case OperationKind::AddPastMember:
    case OperationKind::AddMember:
        return make(std::type_identity<AddMemberOperation>());
    case OperationKind::CompleteSpace:
        return make(std::type_identity<CompleteSpaceOperation>());
    case OperationKind::SetRole:
        return make(std::type_identity<SetRoleOperation>());
    case OperationKind::ShareFolder:
        return make(std::type_identity<ShareFolderOperation>());
    case OperationKind::PatchMessage:
        return make(std::type_identity<PatchMessageOperation>());
    case OperationKind::PatchSpace:
        return make(std::type_identity<PatchSpaceOperation>());
    case OperationKind::DeleteSpace:
        return make(std::type_identity<DeleteSpaceOperation>());
    case OperationKind::CreateDrive:
        return make(std::type_identity<CreateDriveOperation>());
    case OperationKind::CreateFolder:
        return make(std::type_identity<CreateFolderOperation>());
    case OperationKind::DeleteMessage:
    case OperationKind::RemoveReaction:
    case OperationKind::RemovePastMember:
    case OperationKind::RemoveMember:
        break;
    }
    return make(std::type_identity<RemovalOperation>());
}

bool GoogleChatTarget::needsReservation(OperationKind kind) const
{
    return kind == OperationKind::UploadFile || kind == OperationKind::CreateFolder;
}

ResultJob<std::vector<QString>> *GoogleChatTarget::reserve(int count, QObject *parent)
{
    return new GenerateIdsJob(d->context.api, {d->context.adminIdentity(), std::clamp(count, 1, 1000)}, parent);
}

ResultJob<Page<ListedMessage>> *GoogleChatTarget::listMessages(const QString &spaceName, const QString &pageToken,
                                                               QObject *parent)
{
    return makeListMessages(d->context, spaceName, pageToken, parent);
}

ResultJob<Page<ListedMember>> *GoogleChatTarget::listMembers(const QString &spaceName, const QString &pageToken,
                                                             QObject *parent)
{
    return makeListMembers(d->context, spaceName, pageToken, parent);
}

ResultJob<SpaceState> *GoogleChatTarget::readSpace(const QString &spaceName, QObject *parent)
{
    return makeReadSpace(d->context, spaceName, parent);
}

MessageExpectation GoogleChatTarget::expectation(const Operation &createMessage, const Outcomes &outcomes) const
{
    MessageExpectation expected;
    expected.name = messageName(createMessage, outcomes);
    expected.time = createMessage.time;
    expected.senderIsApp = createMessage.identity.kind == Identity::Kind::App;
    if (!expected.senderIsApp)
        expected.sender = d->context.idOf(createMessage.identity.email);
    const auto *payload = payloadOf<MessagePayload>(createMessage);
    if (payload && payload->threadOf)
        expected.thread = outcomes.value(*payload->threadOf).thread;
    expected.text = normalisedText(finalText(createMessage, outcomes).value_or(QString()));
    return expected;
}

QString GoogleChatTarget::normalisedText(const QString &text) const
{
    return normalisedChatText(text);
}

std::vector<QuotaCost> GoogleChatTarget::costOfListing() const
{
    return {{u"message.read"_s, 1}, {u"space/read"_s, 1}};
}

ResultJob<Page<Account>> *GoogleChatTarget::listAccounts(const QString &pageToken, QObject *parent)
{
    return new ListUsersJob(d->context.api, {d->context.adminIdentity(), pageToken}, parent);
}

void GoogleChatTarget::setAccounts(const std::vector<Account> &accounts)
{
    d->context.idByAddress.clear();
    for (const Account &account : accounts) {
        for (const QString &alias : account.aliases)
            d->context.idByAddress.insert(alias, account.id);
    }
    // A primary address goes before somebody else's alias.
    for (const Account &account : accounts)
        d->context.idByAddress.insert(account.email, account.id);
}

ResultJob<bool> *GoogleChatTarget::checkAuthor(const QString &email, QObject *parent)
{
    return makeCheckAuthor(d->context, email, parent);
}

const QuotaProfile &GoogleChatTarget::quotas() const
{
    return d->quotas;
}

Target::Limits GoogleChatTarget::limits() const
{
    return {};
}

} // namespace chatferry
