// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "target/target.h"

#include <QPointer>

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace chatferry {

/// What a destination holds: a plain value, so that a test can keep a copy of any moment.
struct FakeWorld
{
    struct Sent
    {
        QString name;
        UtcTime time{};
        QString sender;
        QString thread;
        QString text;
        std::set<std::pair<QString, QString>> reactions; ///< Emoji and sender.
    };
    struct Space
    {
        QString displayName;
        bool importMode = true;
        bool deleted = false;
        UtcTime createTime{};
        std::map<QString, Sent> messages; ///< By name.
        std::map<UtcTime, QString> times; ///< For ever, also of deleted messages.
        std::set<QString> past;
        std::set<QString> members;
        std::set<QString> files; ///< Reserved ids.
        std::set<QString> shares;
        bool folder = false;
        int completions = 0;
    };
    std::map<QString, Space> spaces;     ///< By name.
    std::map<QString, QString> requests; ///< Unique key -> space.
    bool drive = false;
    int nextId = 0;
    int nextSpace = 0;
    std::vector<QString> violations; ///< Rules of a service that a caller broke.
};

struct FakePayload : OperationPayload
{
    QString uniqueKey;
    QString text;
    QString displayName;
    UtcTime createTime{};
    bool reply = false;
    OperationKey root;
    QString emoji;
    QString address;
};

/// A destination in memory. Acts when a job runs; what happens to the answer is up to `fault`.
class FakeTarget : public Target
{
public:
    struct Fault
    {
        Error error;
        bool acts = false; ///< The deed is done, only the answer is lost.
    };

    explicit FakeTarget(Clock &clock)
        : m_clock(clock)
    {
    }

    FakeWorld world;
    QuotaProfile profile = QuotaProfile::unlimited();
    std::function<std::optional<Fault>(const Operation &)> fault;
    /// Called before an operation acts, with how many did before.
    std::function<void(const Operation &, int)> onPerform;
    std::chrono::milliseconds latency{0};
    std::set<QString> badAuthors;
    int performed = 0;
    int mostInFlight = 0;
    std::map<OperationKey, int> tries;
    std::vector<OperationKey> order; ///< Of acting for the first time.
    std::vector<OperationKey> toldMayHaveActed;

    QString key() const override { return QStringLiteral("fake"); }
    QString name() const override { return QStringLiteral("Fake"); }

    std::vector<Operation> expand(const SpaceToCreate &wish) const override
    {
        auto payload = std::make_shared<FakePayload>();
        payload->uniqueKey = wish.uniqueKey;
        payload->displayName = wish.displayName;
        payload->createTime = wish.createTime;
        std::vector<Operation> operations;
        operations.push_back(make({wish.space, OperationKind::CreateSpace, 0, 0}, admin(), payload, {}));
        operations.back().costs = {{QStringLiteral("space.write")}};
        if (wish.wantsFolder) {
            operations.push_back(make({0, OperationKind::CreateDrive, 0, 0}, admin(), payload, {}));
            operations.push_back(make({wish.space, OperationKind::CreateFolder, 0, 0}, admin(), payload,
                                      {{0, OperationKind::CreateDrive, 0, 0}}));
        }
        return operations;
    }

    std::vector<Operation> expand(const MessageToCarry &wish, const Names &names) const override
    {
        Q_UNUSED(names)
        QString text;
        if (wish.role == MessageToCarry::Role::PlaceholderRoot)
            text = QStringLiteral("(gone)");
        for (const Block &block : wish.message.text.blocks) {
            for (const Inline &run : block.inlines)
                text += run.text;
        }
        if (!wish.shownAuthor.isEmpty())
            text.prepend(wish.shownAuthor + QStringLiteral(": "));
        if (wish.continuesThread)
            text.prepend(QStringLiteral("(continues) "));
        for (const FileToCarry &file : wish.files) {
            static const char *const kWays[] = {"upload", "link", "missing"};
            text += QStringLiteral(" [%1 %2]").arg(file.name, QLatin1StringView(kWays[static_cast<int>(file.way)]));
        }
        std::vector<Operation> operations;
        const QStringList parts = text.split(u'|');
        for (int part = 0; part < parts.size(); ++part) {
            auto payload = std::make_shared<FakePayload>();
            payload->uniqueKey =
                wish.uniqueKey + u'-' + QString::number(part) + u'-' + QString::number(wish.generation);
            payload->text = parts[part];
            std::vector<OperationKey> needs;
            if (part > 0 || wish.threadRootItem != 0) {
                payload->reply = true;
                payload->root = {wish.space, OperationKind::CreateMessage,
                                 wish.threadRootItem != 0 ? wish.threadRootItem : wish.item, 0};
                needs.push_back(payload->root);
            }
            if (part == 0) {
                for (const FileToCarry &file : wish.files) {
                    if (file.way == FileToCarry::Way::Upload)
                        needs.push_back({wish.space, OperationKind::UploadFile, wish.item, file.number});
                }
            }
            operations.push_back(make({wish.space, OperationKind::CreateMessage, wish.item, part}, wish.identity,
                                      payload, std::move(needs)));
            operations.back().costs = {{QStringLiteral("message.write")}, {QStringLiteral("space/message.create")}};
        }
        for (const FileToCarry &file : wish.files) {
            if (file.way != FileToCarry::Way::Upload)
                continue;
            auto payload = std::make_shared<FakePayload>();
            payload->text = file.name;
            operations.push_back(make({wish.space, OperationKind::UploadFile, wish.item, file.number}, admin(), payload,
                                      {{wish.space, OperationKind::CreateFolder, 0, 0}}));
        }
        qint64 number = 0;
        for (const ReactionToCarry &reaction : wish.reactions) {
            auto payload = std::make_shared<FakePayload>();
            payload->emoji = reaction.unicode;
            operations.push_back(make({wish.space, OperationKind::AddReaction, wish.item, number++}, reaction.identity,
                                      payload, {{wish.space, OperationKind::CreateMessage, wish.item, 0}}));
            operations.back().costs = {{QStringLiteral("reaction.write")}, {QStringLiteral("space/reaction.create")}};
        }
        return operations;
    }

    std::vector<Operation> expand(const PastMemberToCarry &wish) const override
    {
        return {ofPerson(wish.space, OperationKind::AddPastMember, wish.email)};
    }
    std::vector<Operation> expand(const MemberToAdd &wish) const override
    {
        return {ofPerson(wish.space, OperationKind::AddMember, wish.email)};
    }
    std::vector<Operation> expand(const FolderShare &wish) const override
    {
        return {ofPerson(wish.space, OperationKind::ShareFolder, wish.address)};
    }
    Operation completion(qint64 space) const override { return plain(space, OperationKind::CompleteSpace); }
    Operation removalOfHelper(qint64 space) const override { return plain(space, OperationKind::RemoveMember); }
    Operation deletion(qint64 space) const override { return plain(space, OperationKind::DeleteSpace); }
    Operation patch(const MessageToCarry &wish, int part, const Names &names) const override
    {
        Operation operation = expand(wish, names)[static_cast<std::size_t>(part)];
        operation.key.kind = OperationKind::PatchMessage;
        operation.dependsOn = {{wish.space, OperationKind::CreateMessage, wish.item, part}};
        return operation;
    }
    Operation deletionOfMessage(qint64 space, qint64 item, int part) const override
    {
        return make({space, OperationKind::DeleteMessage, item, part}, admin(), std::make_shared<FakePayload>(),
                    {{space, OperationKind::CreateMessage, item, part}});
    }

    Operation removalOfReaction(qint64 space, qint64 item, const ReactionToCarry &reaction) const override
    {
        auto payload = std::make_shared<FakePayload>();
        payload->emoji = reaction.unicode;
        return make({space, OperationKind::RemoveReaction, item, 0}, reaction.identity, payload,
                    {{space, OperationKind::CreateMessage, item, 0}});
    }
    Operation removalOfPastMember(const PastMemberToCarry &wish) const override
    {
        return ofPerson(wish.space, OperationKind::RemovePastMember, wish.email);
    }
    Operation patchOfSpace(const SpaceToCreate &wish) const override
    {
        auto payload = std::make_shared<FakePayload>();
        payload->displayName = wish.displayName;
        return make({wish.space, OperationKind::PatchSpace, 0, 0}, admin(), payload, {});
    }

    ResultJob<OperationOutcome> *perform(const Operation &operation, const Outcomes &outcomes, bool mayHaveActed,
                                         QObject *parent) override
    {
        if (mayHaveActed)
            toldMayHaveActed.push_back(operation.key);
        return new CallJob<OperationOutcome>(
            *this, [this, operation, outcomes] { return attempt(operation, outcomes); }, parent);
    }

    bool needsReservation(OperationKind kind) const override { return kind == OperationKind::UploadFile; }
    ResultJob<std::vector<QString>> *reserve(int count, QObject *parent) override
    {
        return new CallJob<std::vector<QString>>(
            *this,
            [this, count]() -> Result<std::vector<QString>> {
                std::vector<QString> ids;
                for (int i = 0; i < count; ++i)
                    ids.push_back(QStringLiteral("file%1").arg(++world.nextId));
                return ids;
            },
            parent);
    }

    ResultJob<Page<ListedMessage>> *listMessages(const QString &spaceName, const QString &, QObject *parent) override
    {
        return new CallJob<Page<ListedMessage>>(
            *this,
            [this, spaceName]() -> Result<Page<ListedMessage>> {
                Page<ListedMessage> page;
                for (const auto &[messageName, sent] : world.spaces[spaceName].messages) {
                    ListedMessage listed{.name = messageName, .time = sent.time, .sender = sent.sender};
                    listed.thread = sent.thread;
                    listed.text = sent.text;
                    page.entries.push_back(std::move(listed));
                }
                return page;
            },
            parent);
    }
    ResultJob<Page<ListedMember>> *listMembers(const QString &, const QString &, QObject *parent) override
    {
        return new CallJob<Page<ListedMember>>(
            *this, [] { return Result<Page<ListedMember>>(Page<ListedMember>{}); }, parent);
    }
    ResultJob<SpaceState> *readSpace(const QString &spaceName, QObject *parent) override
    {
        return new CallJob<SpaceState>(
            *this,
            [this, spaceName]() -> Result<SpaceState> {
                const auto found = world.spaces.find(spaceName);
                if (found == world.spaces.end() || found->second.deleted)
                    return SpaceState{};
                return SpaceState{
                    .readable = true, .importMode = found->second.importMode, .displayName = found->second.displayName};
            },
            parent);
    }
    MessageExpectation expectation(const Operation &operation, const Outcomes &) const override
    {
        return {.time = operation.time};
    }
    QString normalisedText(const QString &text) const override { return text; }
    std::vector<QuotaCost> costOfListing() const override { return {}; }
    ResultJob<Page<Account>> *listAccounts(const QString &, QObject *parent) override
    {
        return new CallJob<Page<Account>>(
            *this,
            [this]() -> Result<Page<Account>> {
                Page<Account> page;
                page.entries = accounts;
                return page;
            },
            parent);
    }
    std::vector<Account> accounts;
    void setAccounts(const std::vector<Account> &) override {}
    ResultJob<bool> *checkAuthor(const QString &email, QObject *parent) override
    {
        return new CallJob<bool>(
            *this,
            [this, email]() -> Result<bool> {
                if (badAuthors.contains(email))
                    return Error{.kind = Error::Kind::SignInNeeded, .what = QStringLiteral("refused")};
                return true;
            },
            parent);
    }
    const QuotaProfile &quotas() const override { return profile; }
    Limits limits() const override { return m_limits; }
    void setRepliesPerThread(int most) { m_limits.repliesPerThread = most; }

    static Identity admin() { return Identity::account(QStringLiteral("admin@example.com")); }

private:
    template<typename T>
    class CallJob : public ResultJob<T>
    {
    public:
        CallJob(FakeTarget &target, std::function<Result<T>()> call, QObject *parent)
            : ResultJob<T>(parent)
            , m_target(target)
            , m_call(std::move(call))
        {
        }

    protected:
        void run() override
        {
            Result<T> result = m_call();
            if (m_target.latency.count() == 0) {
                this->end(std::move(result));
                return;
            }
            ++m_target.m_inFlight;
            m_target.mostInFlight = std::max(m_target.mostInFlight, m_target.m_inFlight);
            m_target.m_clock.after(m_target.latency, this, [this, result = std::move(result)] {
                --m_target.m_inFlight;
                this->end(result);
            });
        }

    private:
        FakeTarget &m_target;
        std::function<Result<T>()> m_call;
    };

    static Operation make(OperationKey key, Identity identity, std::shared_ptr<const FakePayload> payload,
                          std::vector<OperationKey> needs)
    {
        Operation operation;
        operation.key = key;
        operation.identity = std::move(identity);
        operation.payload = std::move(payload);
        if (key.kind != OperationKind::CreateSpace && key.kind != OperationKind::CreateDrive)
            needs.push_back({key.space, OperationKind::CreateSpace, 0, 0});
        operation.dependsOn = std::move(needs);
        return operation;
    }
    static Operation plain(qint64 space, OperationKind kind)
    {
        return make({space, kind, 0, 0}, admin(), std::make_shared<FakePayload>(), {});
    }
    static Operation ofPerson(qint64 space, OperationKind kind, const QString &email)
    {
        auto payload = std::make_shared<FakePayload>();
        payload->address = email;
        return make({space, kind, static_cast<qint64>(qHash(email)) & 0x7fffffff, 0}, admin(), payload, {});
    }

    Result<OperationOutcome> attempt(const Operation &operation, const Outcomes &outcomes)
    {
        if (onPerform)
            onPerform(operation, performed);
        ++performed;
        ++tries[operation.key];
        if (operation.identity.kind == Identity::Kind::Account && badAuthors.contains(operation.identity.email))
            return Error{.kind = Error::Kind::SignInNeeded, .what = QStringLiteral("This account may not write.")};
        const std::optional<Fault> planned = fault ? fault(operation) : std::nullopt;
        if (planned && !planned->acts)
            return planned->error;
        auto result = act(operation, outcomes);
        if (planned)
            return planned->error;
        return result;
    }

    void complain(const QString &what) { world.violations.push_back(what); }

    Result<OperationOutcome> act(const Operation &operation, const Outcomes &outcomes)
    {
        const auto &payload = static_cast<const FakePayload &>(*operation.payload);
        for (const OperationKey &key : operation.dependsOn) {
            if (!outcomes.contains(key))
                complain(QStringLiteral("sent before what it depends on"));
        }
        order.push_back(operation.key);
        const OperationKind kind = operation.key.kind;
        if (kind == OperationKind::CreateDrive) {
            world.drive = true;
            return OperationOutcome{.remote = QStringLiteral("drive")};
        }
        if (kind == OperationKind::CreateSpace) {
            if (const auto known = world.requests.find(payload.uniqueKey); known != world.requests.end())
                return OperationOutcome{.remote = known->second, .existed = true};
            for (const auto &[spaceName, space] : world.spaces) {
                if (space.displayName == payload.displayName && !space.deleted)
                    return Error{.kind = Error::Kind::Conflict, .what = QStringLiteral("The name is taken.")};
            }
            const QString made = QStringLiteral("spaces/S%1").arg(++world.nextSpace);
            FakeWorld::Space &space = world.spaces[made];
            space.displayName = payload.displayName;
            space.createTime = payload.createTime;
            world.requests[payload.uniqueKey] = made;
            return OperationOutcome{.remote = made};
        }
        const QString spaceName = outcomes.value({operation.key.space, OperationKind::CreateSpace, 0, 0}).remote;
        const auto found = world.spaces.find(spaceName);
        if (found == world.spaces.end() || found->second.deleted)
            return Error{.kind = Error::Kind::Forbidden, .what = QStringLiteral("No permission.")};
        FakeWorld::Space &space = found->second;
        switch (kind) {
        case OperationKind::CreateFolder:
            space.folder = true;
            return OperationOutcome{.remote = QStringLiteral("folder")};
        case OperationKind::UploadFile: {
            const bool known = !space.files.insert(operation.reserved).second;
            if (operation.reserved.isEmpty())
                complain(QStringLiteral("an upload without a reserved id"));
            return OperationOutcome{.remote = operation.reserved, .existed = known};
        }
        case OperationKind::CreateMessage:
            return createMessage(space, spaceName, operation, payload, outcomes);
        case OperationKind::AddReaction: {
            const QString message =
                outcomes.value({operation.key.space, OperationKind::CreateMessage, operation.key.item, 0}).remote;
            const auto target = space.messages.find(message);
            if (target == space.messages.end()) {
                complain(QStringLiteral("a reaction without its message"));
                return Error{.kind = Error::Kind::NotFound, .what = QStringLiteral("No such message.")};
            }
            target->second.reactions.insert({payload.emoji, operation.identity.email});
            return OperationOutcome{.remote = message + QStringLiteral("/reactions/x")};
        }
        case OperationKind::AddPastMember:
            space.past.insert(payload.address);
            return OperationOutcome{.remote = payload.address};
        case OperationKind::AddMember:
            if (space.importMode)
                complain(QStringLiteral("a member before completion"));
            space.members.insert(payload.address);
            return OperationOutcome{.remote = payload.address, .extra = QStringLiteral("JOINED")};
        case OperationKind::ShareFolder:
            space.shares.insert(payload.address);
            return OperationOutcome{.remote = payload.address};
        case OperationKind::CompleteSpace:
            if (!space.importMode)
                return OperationOutcome{.remote = spaceName, .extra = QStringLiteral("{}"), .existed = true};
            space.importMode = false;
            ++space.completions;
            space.members.insert(operation.identity.email);
            return OperationOutcome{.remote = spaceName, .extra = QStringLiteral("{\"space\":{}}")};
        case OperationKind::RemoveMember:
            space.members.erase(operation.identity.email);
            return OperationOutcome{.remote = spaceName};
        case OperationKind::PatchSpace:
            space.displayName = payload.displayName;
            return OperationOutcome{.remote = spaceName};
        case OperationKind::RemovePastMember:
            space.past.erase(payload.address);
            return OperationOutcome{.remote = payload.address};
        case OperationKind::DeleteSpace:
            space.deleted = true;
            return OperationOutcome{.remote = spaceName};
        default:
            return Error{.kind = Error::Kind::Bug, .what = QStringLiteral("Not known to the fake.")};
        }
    }

    Result<OperationOutcome> createMessage(FakeWorld::Space &space, const QString &spaceName,
                                           const Operation &operation, const FakePayload &payload,
                                           const Outcomes &outcomes)
    {
        const QString made = spaceName + QStringLiteral("/messages/client-") + payload.uniqueKey;
        const QString sender =
            operation.identity.kind == Identity::Kind::App ? QStringLiteral("app") : operation.identity.email;
        if (const auto known = space.messages.find(made); known != space.messages.end()) {
            if (known->second.text != payload.text || known->second.time != operation.time ||
                known->second.sender != sender)
                complain(QStringLiteral("sent again, but not the same"));
            return OperationOutcome{.remote = made, .thread = known->second.thread, .existed = true};
        }
        if (!space.importMode)
            complain(QStringLiteral("a dated message after completion"));
        if (space.times.contains(operation.time))
            complain(QStringLiteral("a time was used twice: %1").arg(toRfc3339(operation.time)));
        if (operation.time < space.createTime || operation.time > m_clock.nowUtc() + std::chrono::seconds(1))
            complain(QStringLiteral("a time out of range: %1").arg(toRfc3339(operation.time)));
        space.times[operation.time] = made;
        QString thread = spaceName + QStringLiteral("/threads/") + payload.uniqueKey;
        if (payload.reply) {
            thread = outcomes.value(payload.root).thread;
            if (thread.isEmpty())
                complain(QStringLiteral("a reply without its thread"));
        }
        space.messages[made] = {made, operation.time, sender, thread, payload.text, {}};
        return OperationOutcome{.remote = made, .thread = thread};
    }

    Clock &m_clock;
    Limits m_limits;
    int m_inFlight = 0;
};

} // namespace chatferry
