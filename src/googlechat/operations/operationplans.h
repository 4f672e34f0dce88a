// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target/operation.h"
#include "target/wishes.h"

namespace chatferry {

/// Turns wishes into operations: keys, what depends on what, costs, identities. Pure; knows no service address.
class OperationPlans
{
public:
    explicit OperationPlans(Identity admin)
        : m_admin(std::move(admin))
    {
    }

    std::vector<Operation> space(const SpaceToCreate &wish) const;
    std::vector<Operation> message(const MessageToCarry &wish, const Names &names) const;
    std::vector<Operation> pastMember(const PastMemberToCarry &wish) const;
    std::vector<Operation> member(const MemberToAdd &wish) const;
    std::vector<Operation> share(const FolderShare &wish) const;
    Operation completion(qint64 space) const;
    Operation removalOfHelper(qint64 space) const;
    Operation deletion(qint64 space) const;
    Operation patch(const MessageToCarry &wish, int part, const Names &names) const;
    Operation deletionOfMessage(qint64 space, qint64 item, int part) const;
    Operation removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const;
    Operation removalOfPastMember(const PastMemberToCarry &wish) const;
    Operation patchOfSpace(const SpaceToCreate &wish) const;

    static OperationKey spaceKey(qint64 space) { return {space, OperationKind::CreateSpace, 0, 0}; }
    static OperationKey messageKey(qint64 space, qint64 item, int part)
    {
        return {space, OperationKind::CreateMessage, item, part};
    }
    static OperationKey folderKey(qint64 space) { return {space, OperationKind::CreateFolder, 0, 0}; }
    static OperationKey driveKey() { return {0, OperationKind::CreateDrive, 0, 0}; }
    static OperationKey fileKey(qint64 space, qint64 item, int number)
    {
        return {space, OperationKind::UploadFile, item, number};
    }
    static OperationKey reactionKey(qint64 space, qint64 item, const ReactionToCarry &reaction);

private:
    Operation byAdmin(OperationKey key, std::vector<QuotaCost> costs) const;

    Identity m_admin;
};

} // namespace chatferry
