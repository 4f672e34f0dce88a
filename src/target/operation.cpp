// SPDX-License-Identifier: GPL-3.0-or-later
#include "target/operation.h"

#include <QHashFunctions>

using namespace Qt::StringLiterals;

namespace chatferry {

QString operationKindName(OperationKind kind)
{
    switch (kind) {
    case OperationKind::CreateSpace:
        return u"CreateSpace"_s;
    case OperationKind::UploadFile:
        return u"UploadFile"_s;
    case OperationKind::CreateMessage:
        return u"CreateMessage"_s;
    case OperationKind::AddReaction:
        return u"AddReaction"_s;
    case OperationKind::AddPastMember:
        return u"AddPastMember"_s;
    case OperationKind::CompleteSpace:
        return u"CompleteSpace"_s;
    case OperationKind::AddMember:
        return u"AddMember"_s;
    case OperationKind::SetRole:
        return u"SetRole"_s;
    case OperationKind::ShareFolder:
        return u"ShareFolder"_s;
    case OperationKind::RemoveMember:
        return u"RemoveMember"_s;
    case OperationKind::PatchMessage:
        return u"PatchMessage"_s;
    case OperationKind::DeleteMessage:
        return u"DeleteMessage"_s;
    case OperationKind::RemoveReaction:
        return u"RemoveReaction"_s;
    case OperationKind::RemovePastMember:
        return u"RemovePastMember"_s;
    case OperationKind::PatchSpace:
        return u"PatchSpace"_s;
    case OperationKind::DeleteSpace:
        return u"DeleteSpace"_s;
    case OperationKind::CreateDrive:
        return u"CreateDrive"_s;
    case OperationKind::CreateFolder:
        return u"CreateFolder"_s;
    }
    return u"Unknown"_s;
}

size_t qHash(const OperationKey &key, size_t seed) noexcept
{
    return qHashMulti(seed, key.space, static_cast<int>(key.kind), key.item, key.part);
}

} // namespace chatferry
