// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "model/conversation.h"
#include "model/membership.h"
#include "model/person.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace chatferry {

// The rows of the project file as values. An `id` of 0 means "not stored yet".

struct ConversationCounts
{
    qint64 messages = 0; ///< All that the plan would carry, replies included.
    qint64 threads = 0;  ///< Messages that at least one reply of the export hangs on, and missing roots.
    qint64 replies = 0;
    qint64 reactions = 0; ///< One per person and emoji.
    qint64 attachments = 0;
    qint64 members = 0;
    qint64 joins = 0;
    qint64 leaves = 0;
    qint64 records = 0; ///< Every record read, whatever became of it.
    qint64 textBytes = 0;
    qint64 attachmentBytes = 0;
    std::optional<UtcTime> first;
    std::optional<UtcTime> last;
};

/// A conversation of the source and what the plan decides about it.
struct ConversationRow
{
    enum class Choice { Undecided, Move, Leave, EmptySpace };
    qint64 id = 0;
    Conversation source;
    ConversationCounts counts;
    Choice choice = Choice::Undecided;
    int position = 0;       ///< Order of work; lower first.
    QString targetName;     ///< Display name at the destination.
    bool groupChat = false; ///< GROUP_CHAT instead of SPACE.
    bool externalAllowed = false;
    std::optional<UtcTime> from; ///< Only messages at or after this.
    std::optional<UtcTime> to;   ///< Only messages before this.
};

/// A person of the source and whom the plan turns them into.
struct PersonRow
{
    enum class Policy { Undecided, Map, App, Placeholder, Skip };
    enum class AccountState { Unknown, Active, Suspended, Missing };
    qint64 id = 0;
    Person source;
    Policy policy = Policy::Undecided;
    bool policyByHand = false; ///< Set for this very person (map file or wizard), not by kind.
    QString targetEmail;       ///< Lower case; empty when unmapped.
    QString accountId;         ///< "users/123" when known.
    AccountState account = AccountState::Unknown;
    qint64 messages = 0;
    qint64 reactions = 0;
};

QString policyName(PersonRow::Policy policy); ///< "map", "app", "placeholder", "skip"; empty while undecided.

/// One message of the source: where it stands, never what it says.
struct ItemRow
{
    enum Flag {
        Bot = 1,
        Deleted = 2,         ///< A deleted message that replies hang on.
        PlaceholderRoot = 4, ///< Not in the export: stands for a missing thread root.
        AlsoInConversation = 8,
        Edited = 16,
        Odd = 32,       ///< Message::oddities is not empty.
        HasThread = 64, ///< Replies of the export hang on it.
        LostPreview = 128,
        Long = 256, ///< Its text may be more than one message takes.
    };
    qint64 id = 0;
    qint64 conversation = 0;
    QString sourceId;
    qint64 locator = 0;
    UtcTime time{};    ///< As in the source.
    qint64 author = 0; ///< PersonRow::id.
    qint64 root = 0;   ///< ItemRow::id of the thread's root; 0 outside threads and for roots.
    int flags = 0;
    int reactions = 0; ///< One per person and emoji.
    int attachments = 0;
    qint64 contentHash = 0;
};

/// Who put which emoji under a message. Kept so that the plan can say what becomes of each reaction.
struct ReactionRow
{
    qint64 item = 0;
    int number = 0;    ///< Position among the rows of the item.
    qint64 person = 0; ///< PersonRow::id; 0 for the people beyond the list that the source cut.
    QString emoji;     ///< Its Unicode form; ":name:" where it has none.
    int count = 1;     ///< More than 1 only with person = 0.
};

/// One attachment as the export describes it: no name and no address.
struct AttachmentRow
{
    qint64 item = 0;
    int number = 0; ///< Position in Message::attachments.
    int place = 0;  ///< Attachment::Place.
    QString reason; ///< Attachment::reason.
    qint64 sizeBytes = -1;
};

/// One attempt to carry one conversation (or a slice of it).
struct SpaceRow
{
    /// In the order a space moves through them; the numbers stand in project files.
    enum class Stage {
        Planned = 0,
        Created = 1,
        Imported = 2,
        Validated = 3,
        Reconciled = 4,
        Completed = 5,
        Opened = 6,
        Skipped = 20,
        Failed = 21,
        Expired = 22,
        RolledBack = 23,
    };
    qint64 id = 0;
    qint64 conversation = 0;
    QString slice; ///< Empty for a whole conversation; "2021" for a year.
    int attempt = 1;
    int revision = 0; ///< Of the plan, frozen when it was created.
    Stage stage = Stage::Planned;
    QString remote; ///< "spaces/AAAA".
    QString displayName;
    QString webAddress;
    UtcTime createTime{};                ///< Back-dated, as asked for.
    std::optional<UtcTime> firstAttempt; ///< When the first create call left: the clock starts here.
    std::optional<UtcTime> limit;        ///< firstAttempt plus the window.
    std::optional<UtcTime> expiry;       ///< As the server told.
    std::optional<UtcTime> completedAt;
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
    qint64 checked = 0;   ///< Validation: items compared.
    qint64 different = 0; ///< Validation: open differences.
    QString failure;      ///< Stage Failed: the sentence.
};

QString stageName(SpaceRow::Stage stage); ///< "planned", "created", ... "rolled back" as "rolled-back".

/// What is counted per space. The numbers stand in project files.
enum class CountClass {
    Messages = 1,
    Reactions = 2,
    Attachments = 3,
    Memberships = 4,
    Members = 5,
    Parts = 6,
    Placeholders = 7
};

struct Counts
{
    qint64 planned = 0;
    qint64 done = 0;
    qint64 failed = 0;
    qint64 left = 0;

    friend bool operator==(const Counts &, const Counts &) = default;
};

/// What the journal knows of one operation.
struct OperationRow
{
    enum class State {
        Intended = 1, ///< Journalled; a send may or may not have happened.
        Done = 2,
        Failed = 3, ///< For good, unless somebody says "try again".
        Left = 4,   ///< A person decided to leave it.
    };
    qint64 space = 0;
    int kind = 0; ///< OperationKind.
    qint64 item = 0;
    qint64 part = 0;
    State state = State::Intended;
    bool sent = false; ///< At least one attempt has left this computer.
    int generation = 0;
    UtcTime time{};
    QString identity; ///< Address of the account, or "app".
    QString reserved;
    QString remote;
    QString thread;
    QString extra;
    QString errorKind; ///< Failed: Error::Kind's name.
    QString error;     ///< Failed: Error::what.
};

struct AuditRow
{
    UtcTime time{};
    QString who;  ///< Account that acted, or "app".
    QString what; ///< Stable key: "space-created", "import-completed", ...
    qint64 space = 0;
    QString detail; ///< Redacted; for completeImport the whole response.
};

/// One kind of loss or change in one conversation.
struct LedgerRow
{
    enum class Fate { Adapted, Left };
    qint64 conversation = 0; ///< 0: of no one conversation.
    QString code;            ///< Stable key: "author-by-app", "reaction-unmapped", "file-hidden" ...
    Fate fate = Fate::Left;
    qint64 count = 0;
    bool messages = false; ///< Whether `count` counts messages (and so closes the sum read = carried + adapted + left).
    QString example;       ///< An id or file name of the first one, never text.
};

struct DifferenceRow
{
    enum class State { Found = 1, Ticked = 2, Repaired = 3, Failed = 4, Left = 5 };
    qint64 id = 0;
    qint64 space = 0;
    QString origin; ///< "validate" or "newer-export".
    QString what;   ///< Stable key: "message-missing", "text-differs", "extra-message", "reaction-missing" ...
    qint64 item = 0;
    int part = 0;
    QString remote;   ///< Resource name at the destination where there is one.
    QString proposal; ///< Stable key: "send", "patch", "delete", "recreate", "none".
    QString detail;   ///< Short, without message text: times, counts, ids.
    State state = State::Found;
    bool deletion = false;
    QString written; ///< Identity that has to apply it: address, "app" or "any".
};

/// What became of the bytes of one attachment.
struct FileRow
{
    enum class State { Pending = 1, Fetched = 2, Unavailable = 3, Left = 4 };
    qint64 item = 0;
    int number = 0;
    State state = State::Pending;
    QString cachePath; ///< Relative to the folder of fetched files.
    qint64 sizeBytes = 0;
    QString sha256;
    QString reason; ///< Unavailable: stable key.
};

} // namespace chatferry
