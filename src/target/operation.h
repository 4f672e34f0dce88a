// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "quota/quotaprofile.h"

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

namespace chatferry {

/// The kinds of deed a destination knows. Their numbers stand in project files: append, never renumber.
enum class OperationKind {
    CreateSpace = 1,
    UploadFile = 2,    ///< One attachment.
    CreateMessage = 3, ///< One part of one message.
    AddReaction = 4,
    AddPastMember = 5, ///< A historical membership.
    CompleteSpace = 6,
    AddMember = 7, ///< After completion.
    SetRole = 8,
    ShareFolder = 9,       ///< Files of a space become readable for somebody.
    RemoveMember = 10,     ///< The helper admin, at the very end.
    PatchMessage = 11,     ///< Reconcile.
    DeleteMessage = 12,    ///< Reconcile.
    RemoveReaction = 13,   ///< Reconcile.
    RemovePastMember = 14, ///< Reconcile.
    PatchSpace = 15,       ///< Reconcile.
    DeleteSpace = 16,      ///< Roll-back, while still in import mode.
    CreateDrive = 17,      ///< The shared drive, once a project (space = 0).
    CreateFolder = 18,     ///< The folder of one space.
};

QString operationKindName(OperationKind kind); ///< "CreateMessage" ...

/// Names one operation for ever: the same after every restart and in every newer export.
struct OperationKey
{
    qint64 space = 0; ///< Row of the space in the project file; 0 for project-wide ones.
    OperationKind kind = OperationKind::CreateMessage;
    qint64 item = 0; ///< Row of the item; for members: digestKey of the person; 0 where it concerns the space itself.
    qint64 part = 0; ///< Message part (0 first), attachment number, or digestKey of emoji and person.

    friend bool operator==(const OperationKey &, const OperationKey &) = default;
    friend auto operator<=>(const OperationKey &, const OperationKey &) = default;
};

size_t qHash(const OperationKey &key, size_t seed = 0) noexcept;

/// Who performs an operation.
struct Identity
{
    enum class Kind {
        Account, ///< A person's account, impersonated.
        App,     ///< The app itself.
    };
    Kind kind = Kind::App;
    QString email; ///< Account only.

    static Identity account(QString email) { return {Kind::Account, std::move(email)}; }
    static Identity app() { return {}; }
    friend bool operator==(const Identity &, const Identity &) = default;
};

/// What a destination needs to perform an operation; opaque to the engine.
struct OperationPayload
{
    virtual ~OperationPayload() = default;
};

/// One call, or one indivisible group of calls, that changes the destination.
struct Operation
{
    OperationKey key;
    std::vector<OperationKey> dependsOn; ///< Done before this one may leave.
    std::vector<QuotaCost> costs;
    Identity identity;
    qint64 bytes = 0; ///< That have to be sent, about; for bandwidth.

    // Journalled before the send: what could not be derived again.
    int generation = 0; ///< Rises only for a deliberate re-creation.
    UtcTime time{};     ///< Messages: the time it is written with, unique in its space.
    QString reserved;   ///< An id reserved at the destination beforehand (Drive file id); may be empty.

    std::shared_ptr<const OperationPayload> payload;
};

/// What the destination said. Journalled before anything that depends on it leaves.
struct OperationOutcome
{
    QString remote;       ///< Name or id of what was made ("spaces/A/messages/client-..", a Drive file id).
    QString thread;       ///< Messages: the thread it landed in.
    QString extra;        ///< A link, a state ("INVITED"), an expiry: per kind, see the target's README.
    bool existed = false; ///< It was there already and was found to be ours.
};

} // namespace chatferry

template<>
struct std::hash<chatferry::OperationKey>
{
    size_t operator()(const chatferry::OperationKey &key) const noexcept { return chatferry::qHash(key); }
};
