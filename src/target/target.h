// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "target/operation.h"
#include "target/wishes.h"

#include <functional>

namespace chatferry {

/// An account at the destination.
struct Account
{
    QString id;    ///< "users/1234567890".
    QString email; ///< Primary address, lower case.
    QString name;
    std::vector<QString> aliases; ///< Lower case.
    bool active = true;           ///< Neither suspended nor archived.
    bool guest = false;
};

/// A message as the destination shows it.
struct ListedMessage
{
    QString name; ///< Resource name; the one the client chose where it chose one.
    UtcTime time{};
    QString sender; ///< "users/123"; the app's own id for messages of the app.
    bool senderIsApp = false;
    QString thread;
    QString text; ///< As read, not normalised.
    struct ReactionCount
    {
        QString unicode;
        int count = 0;
    };
    std::vector<ReactionCount> reactions;
    int attachments = 0;
};

struct ListedMember
{
    QString name;   ///< Resource name of the membership.
    QString member; ///< "users/123".
    QString role;
    QString state;
    std::optional<UtcTime> from;
    std::optional<UtcTime> to;
};

template<typename T>
struct Page
{
    std::vector<T> entries;
    QString next; ///< Token of the next page; empty on the last.
};

/// A space as the destination shows it.
struct SpaceState
{
    bool readable = false; ///< False: the service refuses to show it; deleted, expired or foreign.
    bool importMode = false;
    QString displayName;
    std::optional<UtcTime> createTime;
    std::optional<UtcTime> expires;
    QString webAddress;
};

/// What a message must look like when it is read back.
struct MessageExpectation
{
    QString name;
    UtcTime time{};
    QString sender; ///< "users/123", empty when the account's id is not known.
    bool senderIsApp = false;
    QString thread; ///< Empty when it opens its own.
    QString text;   ///< Normalised as normalisedText() does.
    int attachments = 0;
};

/// The outcomes of the operations that one depends on, as the journal holds them.
using Outcomes = QHash<OperationKey, OperationOutcome>;

/// A place that conversations are carried to. The engine knows nothing else about it.
///
/// expand() is pure and quick. Every job belongs to the given parent, runs on the engine's thread, makes each HTTP
/// attempt at most once (a token refused as expired is renewed and tried once more) and never retries: that is the
/// dispatcher's.
class Target
{
public:
    virtual ~Target() = default;

    virtual QString key() const = 0;  ///< "google-chat".
    virtual QString name() const = 0; ///< "Google Chat".

    virtual std::vector<Operation> expand(const SpaceToCreate &wish) const = 0;
    /// Parts in order, first part first, then its uploads' and reactions' operations in any order; `time` is left to
    /// the engine, which gives each CreateMessage a time of its own.
    virtual std::vector<Operation> expand(const MessageToCarry &wish, const Names &names) const = 0;
    virtual std::vector<Operation> expand(const PastMemberToCarry &wish) const = 0;
    virtual std::vector<Operation> expand(const MemberToAdd &wish) const = 0;
    virtual std::vector<Operation> expand(const FolderShare &wish) const = 0;
    virtual Operation completion(qint64 space) const = 0;
    virtual Operation removalOfHelper(qint64 space) const = 0;
    virtual Operation deletion(qint64 space) const = 0;
    /// Writes the text again (same name, same identity). @p wish as it should be now; @p part as it was sent.
    virtual Operation patch(const MessageToCarry &wish, int part, const Names &names) const = 0;
    virtual Operation deletionOfMessage(qint64 space, qint64 item, int part) const = 0;
    virtual Operation removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const = 0;
    virtual Operation removalOfPastMember(const PastMemberToCarry &wish) const = 0;
    /// Display name, description and guidelines as @p wish has them now.
    virtual Operation patchOfSpace(const SpaceToCreate &wish) const = 0;

    /// Performs @p operation. @p outcomes holds those of everything in dependsOn. @p mayHaveActed: an earlier attempt
    /// (perhaps before a crash) ended without an answer, so the target first makes sure that nothing is done twice.
    virtual ResultJob<OperationOutcome> *perform(const Operation &operation, const Outcomes &outcomes,
                                                 bool mayHaveActed, QObject *parent) = 0;

    /// Whether an operation of this kind needs an id reserved at the destination before it is sent.
    virtual bool needsReservation(OperationKind kind) const = 0;
    virtual ResultJob<std::vector<QString>> *reserve(int count, QObject *parent) = 0;

    // Reading back.
    virtual ResultJob<Page<ListedMessage>> *listMessages(const QString &spaceName, const QString &pageToken,
                                                         QObject *parent) = 0;
    virtual ResultJob<Page<ListedMember>> *listMembers(const QString &spaceName, const QString &pageToken,
                                                       QObject *parent) = 0;
    virtual ResultJob<SpaceState> *readSpace(const QString &spaceName, QObject *parent) = 0;
    virtual MessageExpectation expectation(const Operation &createMessage, const Outcomes &outcomes) const = 0;
    /// The form in which two texts are equal when the service would show them alike.
    virtual QString normalisedText(const QString &text) const = 0;
    virtual std::vector<QuotaCost> costOfListing() const = 0;

    // People.
    virtual ResultJob<Page<Account>> *listAccounts(const QString &pageToken, QObject *parent) = 0;
    /// Tells the target which address has which id; needed for expectations and mentions.
    virtual void setAccounts(const std::vector<Account> &accounts) = 0;
    /// Whether this account can write: obtains a token for it. Errors: SignInNeeded, NotFound, Forbidden.
    virtual ResultJob<bool> *checkAuthor(const QString &email, QObject *parent) = 0;

    virtual const QuotaProfile &quotas() const = 0;
    /// The longest name, description and guidelines a space may have; what a time may be.
    struct Limits
    {
        int nameCharacters = 128;
        int descriptionCharacters = 150;
        int guidelinesCharacters = 5000;
        UtcTime earliest = kYear2000;
        int repliesPerThread = 500;
        qint64 fileBytes = 5LL << 40;
    };
    virtual Limits limits() const = 0;
};

} // namespace chatferry
