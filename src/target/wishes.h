// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/message.h"
#include "target/operation.h"

#include <QIODevice>

#include <functional>
#include <memory>
#include <optional>

namespace chatferry {

// What the engine wants done, in the words of the source; Target::expand() turns each into operations.

/// A space to be made in import mode.
struct SpaceToCreate
{
    enum class Type { Space, GroupChat };
    qint64 space = 0;    ///< Row in the project file.
    QString uniqueKey;   ///< Hash of project, conversation, slice and attempt: the same after every restart.
    QString displayName; ///< At most 128 characters; checked by the planner.
    Type type = Type::Space;
    UtcTime createTime{}; ///< Back-dated; before everything in it.
    bool externalAllowed = false;
    QString description;      ///< At most 150 characters.
    QString guidelines;       ///< At most 5,000 characters.
    bool wantsFolder = false; ///< Whether files will need a folder.
};

/// One attachment of a message and what is to become of it.
struct FileToCarry
{
    enum class Way {
        Upload,  ///< Its bytes are at hand.
        Link,    ///< Only its address goes along.
        Missing, ///< It cannot be had: its name goes along.
    };
    int number = 0; ///< Position in Message::attachments.
    Way way = Way::Missing;
    QString name;
    QString mimeType;
    qint64 sizeBytes = 0;
    QString link;                                             ///< Way::Link.
    std::function<Result<std::unique_ptr<QIODevice>>()> open; ///< Way::Upload; called on the engine's thread.
};

struct ReactionToCarry
{
    PersonId person;
    Identity identity;
    QString unicode;
};

/// One source message with every decision about it already taken.
struct MessageToCarry
{
    enum class Role {
        Ordinary,        ///< message is what somebody wrote.
        PlaceholderRoot, ///< Stands for a thread's first message that the export does not hold; message has only a
                         ///< time.
    };
    qint64 space = 0;
    qint64 item = 0;
    QString uniqueKey; ///< Hash of project, space, attempt and item id.
    Role role = Role::Ordinary;
    Message message;
    Identity identity;
    QString shownAuthor;       ///< Put in front of the text when identity is not the author's own account; else empty.
    qint64 threadRootItem = 0; ///< 0: opens a thread of its own.
    bool continuesThread = false; ///< Opens a new thread because the old one is full; a line says so.
    std::vector<FileToCarry> files;
    std::vector<ReactionToCarry> reactions;
    int generation = 0;
};

/// Somebody who had left before the move.
struct PastMemberToCarry
{
    qint64 space = 0;
    PersonId person;
    QString email;
    std::optional<UtcTime> from;
    UtcTime to{};
};

/// Somebody who is to see the completed space.
struct MemberToAdd
{
    qint64 space = 0;
    PersonId person;
    QString email;
    bool manager = false;
};

/// Who may open the files of a space.
struct FolderShare
{
    enum class With { Person, Group, Domain };
    qint64 space = 0;
    With with = With::Person;
    QString address; ///< Mail address of person or group, or the domain.
};

/// Turns ids of the source into what a text at the destination shows. Implemented by the engine over the project file.
class Names
{
public:
    virtual ~Names() = default;
    /// "users/123" when this person has an account whose id is known; else empty.
    virtual QString accountId(const PersonId &person) const = 0;
    virtual QString personName(const PersonId &person) const = 0;                   ///< Never empty; the id stands in.
    virtual QString conversationName(const ConversationId &conversation) const = 0; ///< Empty when unknown.
};

} // namespace chatferry
