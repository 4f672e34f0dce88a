// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "target/operation.h"
#include "target/wishes.h"

namespace chatferry {

// What each kind of operation carries along. Kinds that need nothing but their outcomes have no payload.

struct SpacePayload final : OperationPayload ///< CreateSpace, CreateFolder, PatchSpace.
{
    SpaceToCreate wish;
};

struct MessagePayload final : OperationPayload ///< CreateMessage, PatchMessage.
{
    QString uniqueKey;
    int part = 0;
    QString text;                         ///< With marks for file ids.
    std::optional<OperationKey> threadOf; ///< The message whose thread this one is a reply in.
};

struct FilePayload final : OperationPayload ///< UploadFile.
{
    FileToCarry file;
    UtcTime posted{};
};

struct ReactionPayload final : OperationPayload ///< AddReaction.
{
    QString unicode;
};

struct MemberPayload final : OperationPayload ///< AddPastMember, AddMember, SetRole.
{
    QString email;
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    bool manager = false;
};

struct SharePayload final : OperationPayload ///< ShareFolder.
{
    FolderShare wish;
};

/// The payload of @p operation as the type its kind has; null for a hand-made operation without one.
template<typename T>
const T *payloadOf(const Operation &operation)
{
    return dynamic_cast<const T *>(operation.payload.get());
}

} // namespace chatferry
