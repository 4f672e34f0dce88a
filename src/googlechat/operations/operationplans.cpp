// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/operationplans.h"

#include "base/digest.h"
#include "googlechat/messagetext.h"
#include "googlechat/operations/payloads.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

std::vector<QuotaCost> costs(std::initializer_list<QLatin1String> limits)
{
    std::vector<QuotaCost> all;
    for (const QLatin1String limit : limits)
        all.push_back({limit, 1});
    return all;
}

qint64 personKey(const PersonId &person)
{
    return digestKey({person.value.toUtf8()});
}

std::shared_ptr<const SpacePayload> payloadFor(const SpaceToCreate &wish)
{
    auto payload = std::make_shared<SpacePayload>();
    payload->wish = wish;
    return payload;
}

bool isOrdinary(const MessageToCarry &wish)
{
    return wish.role == MessageToCarry::Role::Ordinary && wish.message.kind != Message::Kind::Deleted;
}

} // namespace

OperationKey OperationPlans::reactionKey(qint64 space, qint64 item, const ReactionToCarry &reaction)
{
    return {space, OperationKind::AddReaction, item,
            digestKey({reaction.unicode.toUtf8(), reaction.person.value.toUtf8()})};
}

Operation OperationPlans::byAdmin(OperationKey key, std::vector<QuotaCost> operationCosts) const
{
    Operation operation;
    operation.key = key;
    operation.costs = std::move(operationCosts);
    operation.identity = m_admin;
    if (key.space != 0 && key.kind != OperationKind::CreateSpace)
        operation.dependsOn.push_back(spaceKey(key.space));
    return operation;
}

std::vector<Operation> OperationPlans::space(const SpaceToCreate &wish) const
{
    std::vector<Operation> operations;
    operations.push_back(byAdmin(spaceKey(wish.space), costs({"space.write"_L1})));
    operations.back().payload = payloadFor(wish);
    if (wish.wantsFolder) {
        operations.push_back(byAdmin(driveKey(), costs({"drive.write"_L1})));
        Operation folder = byAdmin(folderKey(wish.space), costs({"drive.write"_L1}));
        folder.dependsOn.push_back(driveKey());
        folder.payload = payloadFor(wish);
        operations.push_back(std::move(folder));
    }
    return operations;
}

std::vector<Operation> OperationPlans::message(const MessageToCarry &wish, const Names &names) const
{
    std::vector<Operation> operations;
    const std::vector<QString> parts = messageParts(wish, names);
    for (int part = 0; part < static_cast<int>(parts.size()); ++part) {
        const QString &text = parts[static_cast<std::size_t>(part)];
        Operation operation =
            byAdmin(messageKey(wish.space, wish.item, part), costs({"message.write"_L1, "space/message.create"_L1}));
        operation.identity = wish.identity;
        operation.bytes = text.size() + 300;
        operation.generation = wish.generation;
        auto payload = std::make_shared<MessagePayload>();
        payload->uniqueKey = wish.uniqueKey;
        payload->part = part;
        payload->text = text;
        if (wish.threadRootItem != 0)
            payload->threadOf = messageKey(wish.space, wish.threadRootItem, 0);
        else if (part > 0)
            payload->threadOf = messageKey(wish.space, wish.item, 0);
        if (payload->threadOf)
            operation.dependsOn.push_back(*payload->threadOf);
        // No part without the first.
        if (part > 0 && wish.threadRootItem != 0)
            operation.dependsOn.push_back(messageKey(wish.space, wish.item, 0));
        for (const int number : markedFiles(text))
            operation.dependsOn.push_back(fileKey(wish.space, wish.item, number));
        operation.payload = std::move(payload);
        operations.push_back(std::move(operation));
    }
    if (!isOrdinary(wish))
        return operations;
    for (const FileToCarry &file : wish.files) {
        if (file.way != FileToCarry::Way::Upload)
            continue;
        Operation operation = byAdmin(fileKey(wish.space, wish.item, file.number), costs({"drive.write"_L1}));
        operation.dependsOn.push_back(folderKey(wish.space));
        operation.bytes = std::max<qint64>(0, file.sizeBytes);
        auto payload = std::make_shared<FilePayload>();
        payload->file = file;
        payload->posted = wish.message.time;
        operation.payload = std::move(payload);
        operations.push_back(std::move(operation));
    }
    for (const ReactionToCarry &reaction : wish.reactions) {
        Operation operation = byAdmin(reactionKey(wish.space, wish.item, reaction),
                                      costs({"reaction.write"_L1, "space/reaction.create"_L1}));
        operation.identity = reaction.identity;
        operation.dependsOn.push_back(messageKey(wish.space, wish.item, 0));
        operation.bytes = 300;
        auto payload = std::make_shared<ReactionPayload>();
        payload->unicode = reaction.unicode;
        operation.payload = std::move(payload);
        operations.push_back(std::move(operation));
    }
    return operations;
}

std::vector<Operation> OperationPlans::pastMember(const PastMemberToCarry &wish) const
{
    Operation operation =
        byAdmin({wish.space, OperationKind::AddPastMember, personKey(wish.person), 0}, costs({"membership.write"_L1}));
    auto payload = std::make_shared<MemberPayload>();
    payload->email = wish.email;
    payload->from = wish.from;
    payload->to = wish.to;
    operation.payload = std::move(payload);
    return {std::move(operation)};
}

std::vector<Operation> OperationPlans::member(const MemberToAdd &wish) const
{
    auto payload = std::make_shared<MemberPayload>();
    payload->email = wish.email;
    payload->manager = wish.manager;
    Operation add =
        byAdmin({wish.space, OperationKind::AddMember, personKey(wish.person), 0}, costs({"membership.write"_L1}));
    add.dependsOn.push_back({wish.space, OperationKind::CompleteSpace, 0, 0});
    add.payload = payload;
    std::vector<Operation> operations{add};
    if (wish.manager) {
        Operation role =
            byAdmin({wish.space, OperationKind::SetRole, personKey(wish.person), 0}, costs({"membership.write"_L1}));
        role.dependsOn.push_back(add.key);
        role.payload = payload;
        operations.push_back(std::move(role));
    }
    return operations;
}

std::vector<Operation> OperationPlans::share(const FolderShare &wish) const
{
    const qint64 item = digestKey({QByteArray::number(static_cast<int>(wish.with)), wish.address.toLower().toUtf8()});
    Operation operation = byAdmin({wish.space, OperationKind::ShareFolder, item, 0}, costs({"drive.write"_L1}));
    operation.dependsOn.push_back(folderKey(wish.space));
    auto payload = std::make_shared<SharePayload>();
    payload->wish = wish;
    operation.payload = std::move(payload);
    return {std::move(operation)};
}

Operation OperationPlans::completion(qint64 space) const
{
    return byAdmin({space, OperationKind::CompleteSpace, 0, 0}, costs({"space.write"_L1}));
}

Operation OperationPlans::removalOfHelper(qint64 space) const
{
    Operation operation = byAdmin({space, OperationKind::RemoveMember, 0, 0}, costs({"membership.write"_L1}));
    operation.dependsOn.push_back({space, OperationKind::CompleteSpace, 0, 0});
    return operation;
}

Operation OperationPlans::deletion(qint64 space) const
{
    return byAdmin({space, OperationKind::DeleteSpace, 0, 0}, costs({"space.write"_L1, "space/write"_L1}));
}

Operation OperationPlans::patch(const MessageToCarry &wish, int part, const Names &names) const
{
    const std::vector<QString> parts = messageParts(wish, names);
    Operation operation = byAdmin({wish.space, OperationKind::PatchMessage, wish.item, part},
                                  costs({"message.write"_L1, "space/write"_L1}));
    operation.identity = wish.identity;
    operation.generation = wish.generation;
    operation.dependsOn.push_back(messageKey(wish.space, wish.item, part));
    auto payload = std::make_shared<MessagePayload>();
    payload->uniqueKey = wish.uniqueKey;
    payload->part = part;
    // A message that became shorter than its parts keeps the last ones, which then say that they are empty.
    payload->text =
        part < static_cast<int>(parts.size()) ? parts[static_cast<std::size_t>(part)] : u"[empty message]"_s;
    operation.bytes = payload->text.size() + 300;
    for (const int number : markedFiles(payload->text))
        operation.dependsOn.push_back(fileKey(wish.space, wish.item, number));
    operation.payload = std::move(payload);
    return operation;
}

Operation OperationPlans::deletionOfMessage(qint64 space, qint64 item, int part) const
{
    // The administrator may delete what others wrote, the app may not (identity matrix).
    Operation operation =
        byAdmin({space, OperationKind::DeleteMessage, item, part}, costs({"message.write"_L1, "space/write"_L1}));
    operation.dependsOn.push_back(messageKey(space, item, part));
    return operation;
}

Operation OperationPlans::removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const
{
    const OperationKey added = reactionKey(space, item, reaction);
    Operation operation = byAdmin({space, OperationKind::RemoveReaction, item, added.part},
                                  costs({"reaction.write"_L1, "space/write"_L1}));
    operation.identity = reaction.identity;
    operation.dependsOn.push_back(added);
    return operation;
}

Operation OperationPlans::removalOfPastMember(const PastMemberToCarry &wish) const
{
    const qint64 item = personKey(wish.person);
    Operation operation =
        byAdmin({wish.space, OperationKind::RemovePastMember, item, 0}, costs({"membership.write"_L1}));
    operation.dependsOn.push_back({wish.space, OperationKind::AddPastMember, item, 0});
    return operation;
}

Operation OperationPlans::patchOfSpace(const SpaceToCreate &wish) const
{
    Operation operation =
        byAdmin({wish.space, OperationKind::PatchSpace, 0, 0}, costs({"space.write"_L1, "space/write"_L1}));
    operation.payload = payloadFor(wish);
    return operation;
}

} // namespace chatferry
