// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "googlechat/googleconnection.h"
#include "quota/quotaprofile.h"
#include "target/target.h"

#include <memory>

namespace chatferry {

/// Google Chat by its import mode, with Drive for the files. See README.md of this folder for what each operation's
/// outcome holds and how an unknown end is cleared up.
///
/// Belongs to the thread that made it; so do its jobs, which must not outlive it.
class GoogleChatTarget final : public Target
{
public:
    /// @p projectKey: the same for a project for ever. Makes no call. Errors: those of ServiceAccountKey::fromJson();
    /// Input when the administrator's address is none.
    static Result<std::unique_ptr<Target>> create(Clock &clock, const GoogleConnection &connection,
                                                  const QString &projectKey, QuotaProfile quotas);
    ~GoogleChatTarget() override;

    QString key() const override;
    QString name() const override;

    std::vector<Operation> expand(const SpaceToCreate &wish) const override;
    std::vector<Operation> expand(const MessageToCarry &wish, const Names &names) const override;
    std::vector<Operation> expand(const PastMemberToCarry &wish) const override;
    std::vector<Operation> expand(const MemberToAdd &wish) const override;
    std::vector<Operation> expand(const FolderShare &wish) const override;
    Operation completion(qint64 space) const override;
    Operation removalOfHelper(qint64 space) const override;
    Operation deletion(qint64 space) const override;
    Operation patch(const MessageToCarry &wish, int part, const Names &names) const override;
    Operation deletionOfMessage(qint64 space, qint64 item, int part) const override;
    Operation removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const override;
    Operation removalOfPastMember(const PastMemberToCarry &wish) const override;
    Operation patchOfSpace(const SpaceToCreate &wish) const override;

    ResultJob<OperationOutcome> *perform(const Operation &operation, const Outcomes &outcomes, bool mayHaveActed,
                                         QObject *parent) override;

    bool needsReservation(OperationKind kind) const override;
    ResultJob<std::vector<QString>> *reserve(int count, QObject *parent) override;

    ResultJob<Page<ListedMessage>> *listMessages(const QString &spaceName, const QString &pageToken,
                                                 QObject *parent) override;
    ResultJob<Page<ListedMember>> *listMembers(const QString &spaceName, const QString &pageToken,
                                               QObject *parent) override;
    ResultJob<SpaceState> *readSpace(const QString &spaceName, QObject *parent) override;
    MessageExpectation expectation(const Operation &createMessage, const Outcomes &outcomes) const override;
    QString normalisedText(const QString &text) const override;
    std::vector<QuotaCost> costOfListing() const override;

    ResultJob<Page<Account>> *listAccounts(const QString &pageToken, QObject *parent) override;
    void setAccounts(const std::vector<Account> &accounts) override;
    ResultJob<bool> *checkAuthor(const QString &email, QObject *parent) override;

    const QuotaProfile &quotas() const override;
    Limits limits() const override;

private:
    struct Private;
    explicit GoogleChatTarget(std::unique_ptr<Private> made);
    std::unique_ptr<Private> d;
};

} // namespace chatferry
