// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "googlechat/connectioncheck.h"
#include "googlechat/googlechattarget.h"
#include "googlechat/operations/operationplans.h"
#include "simulator/simulator.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kBirth = UtcTime(1420070400s); // 2015-01-01
const Identity kAnn = Identity::account(u"ann@example.com"_s);
const Identity kBob = Identity::account(u"bob@example.com"_s);

class NoNames final : public Names
{
public:
    QString accountId(const PersonId &) const override { return {}; }
    QString personName(const PersonId &person) const override { return person.value; }
    QString conversationName(const ConversationId &) const override { return {}; }
};

SimulatorOptions organisation()
{
    SimulatorOptions options;
    options.people = {{.email = u"admin@example.com"_s, .admin = true},
                      {.email = u"ann@example.com"_s, .aliases = {u"a.nn@example.com"_s}},
                      {.email = u"bob@example.com"_s},
                      {.email = u"gone@example.com"_s, .suspended = true}};
    options.quotas = false;
    return options;
}

template<typename T>
Result<T> run(ResultJob<T> *job)
{
    QSignalSpy finished(job, &Job::finished);
    job->start();
    if (!finished.wait(30000))
        return Error{.kind = Error::Kind::Bug, .what = u"it never ended"_s};
    return job->result();
}

FileToCarry file(int number, const QString &name, const QByteArray &bytes)
{
    FileToCarry made;
    made.number = number;
    made.way = FileToCarry::Way::Upload;
    made.name = name;
    made.mimeType = u"application/pdf"_s;
    made.sizeBytes = bytes.size();
    made.open = [bytes]() -> Result<std::unique_ptr<QIODevice>> {
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(bytes);
        buffer->open(QIODevice::ReadOnly);
        return std::unique_ptr<QIODevice>(std::move(buffer));
    };
    return made;
}

/// What the engine does, without pacing: repeats what may succeed, remembers outcomes, hands out times.
class Carrier
{
public:
    explicit Carrier(Simulator &simulator)
    {
        GoogleConnection connection;
        connection.serviceAccountKey = simulator.serviceAccountKeyJson();
        connection.adminEmail = u"admin@example.com"_s;
        connection.endpoints = *Endpoints::at(simulator.baseUrl());
        auto made = GoogleChatTarget::create(m_clock, connection, u"project"_s, QuotaProfile::unlimited());
        target = std::move(*made);
    }

    Result<OperationOutcome> perform(Operation operation)
    {
        if (target->needsReservation(operation.key.kind) && operation.reserved.isEmpty()) {
            for (int attempt = 0; attempt < 20 && operation.reserved.isEmpty(); ++attempt) {
                if (const auto ids = run(target->reserve(1, &owner)))
                    operation.reserved = ids->at(0);
            }
        }
        if (operation.key.kind == OperationKind::CreateMessage && operation.time == UtcTime{})
            operation.time = nextTime();
        bool mayHaveActed = false;
        for (int attempt = 0; attempt < 40; ++attempt) {
            const auto outcome = run(target->perform(operation, outcomes, mayHaveActed, &owner));
            if (outcome) {
                outcomes[operation.key] = *outcome;
                done.push_back(operation);
                return outcome;
            }
            if (!isTransient(outcome.error().kind)) {
                qWarning("%s: %s %s", qPrintable(operationKindName(operation.key.kind)),
                         qPrintable(outcome.error().what), qPrintable(outcome.error().detail));
                return outcome;
            }
            mayHaveActed = mayHaveActed || isOutcomeUnknown(outcome.error().kind);
            ++retries;
        }
        return Error{.kind = Error::Kind::Bug, .what = u"tried too often"_s};
    }
    /// In an order that fits dependsOn.
    bool performAll(std::vector<Operation> operations)
    {
        while (!operations.empty()) {
            const auto ready = std::find_if(operations.begin(), operations.end(), [this](const Operation &operation) {
                return std::all_of(operation.dependsOn.begin(), operation.dependsOn.end(),
                                   [this](const OperationKey &key) { return outcomes.contains(key); });
            });
            if (ready == operations.end()) {
                qWarning("nothing is ready");
                return false;
            }
            const Operation operation = *ready;
            operations.erase(ready);
            if (!outcomes.contains(operation.key) && !perform(operation))
                return false;
        }
        return true;
    }
    UtcTime nextTime() { return m_last += 1s; }

    QObject owner;
    std::unique_ptr<Target> target;
    Outcomes outcomes;
    std::vector<Operation> done;
    int retries = 0;

private:
    SystemClock m_clock;
    UtcTime m_last = kBirth + 24h;
};

SpaceToCreate space()
{
    SpaceToCreate wish;
    wish.space = 1;
    wish.uniqueKey = u"space-one"_s;
    wish.displayName = u"general"_s;
    wish.createTime = kBirth;
    wish.description = u"About everything"_s;
    wish.wantsFolder = true;
    return wish;
}

MessageToCarry message(qint64 item, const QString &text, const Identity &identity = kAnn, qint64 root = 0)
{
    MessageToCarry wish;
    wish.space = 1;
    wish.item = item;
    wish.uniqueKey = u"item-%1"_s.arg(item);
    wish.identity = identity;
    wish.message.text.blocks = {{.inlines = {{.text = text}}}};
    wish.message.time = kBirth + 24h;
    wish.threadRootItem = root;
    return wish;
}

std::vector<MessageToCarry> conversation()
{
    std::vector<MessageToCarry> all{message(1, u"Hello *you*"_s),
                                    message(2, u"Hi Ann"_s, kBob, 1),
                                    message(3, QString(40000, u'x'), kBob),
                                    message(4, u"Reply to the long one"_s, kAnn, 3),
                                    message(5, u"Words of somebody who left"_s, Identity::app()),
                                    message(6, u"Two files"_s),
                                    message(7, QString(35000, u'y'), kAnn, 5)};
    all[4].shownAuthor = u"Carl"_s;
    all[5].files = {file(0, u"small.pdf"_s, "small bytes"), file(2, u"large.pdf"_s, QByteArray(9000000, 'z'))};
    all[0].reactions = {{PersonId{u"UA"_s}, kAnn, u"\U0001F44D"_s},
                        {PersonId{u"UB"_s}, kBob, u"\U0001F44D"_s},
                        {PersonId{u"UB"_s}, kBob, u"\u2705"_s}};
    return all;
}

std::vector<Operation> importing(const Target &target)
{
    std::vector<Operation> all = target.expand(space());
    for (const MessageToCarry &wish : conversation()) {
        const auto more = target.expand(wish, NoNames());
        all.insert(all.end(), more.begin(), more.end());
    }
    const auto past =
        target.expand(PastMemberToCarry{1, PersonId{u"UB"_s}, u"bob@example.com"_s, kBirth + 1h, kBirth + 2h});
    all.insert(all.end(), past.begin(), past.end());
    return all;
}

std::vector<Operation> opening(const Target &target)
{
    std::vector<Operation> all{target.completion(1)};
    for (const MemberToAdd &wish : {MemberToAdd{1, PersonId{u"UA"_s}, u"ann@example.com"_s, true},
                                    MemberToAdd{1, PersonId{u"UB"_s}, u"bob@example.com"_s, false}}) {
        const auto more = target.expand(wish);
        all.insert(all.end(), more.begin(), more.end());
    }
    const auto share = target.expand(FolderShare{1, FolderShare::With::Person, u"ann@example.com"_s});
    all.insert(all.end(), share.begin(), share.end());
    return all;
}

/// The world without what differs between two runs: ids.
QByteArray worldOf(const Simulator &simulator)
{
    const QJsonObject state = simulator.state();
    QHash<QString, QString> names;
    const QJsonObject drive = state["drive"_L1].toObject();
    for (const auto &list : {"drives"_L1, "folders"_L1, "files"_L1}) {
        const QJsonArray entries = drive[list].toArray();
        for (const QJsonValue &entry : entries)
            names[entry["id"_L1].toString()] = entry["name"_L1].toString();
    }
    const auto named = [&names](QString text) {
        for (auto name = names.begin(); name != names.end(); ++name)
            text.replace(name.key(), u"ID of "_s + name.value());
        return text;
    };
    QJsonArray lines;
    const QJsonArray spaces = state["spaces"_L1].toArray();
    for (const QJsonValue &one : spaces) {
        lines.append(QJsonArray{one["displayName"_L1], one["importMode"_L1], one["createTime"_L1], one["deleted"_L1],
                                one["description"_L1]});
        QHash<QString, int> threads;
        const QJsonArray messages = one["messages"_L1].toArray();
        for (const QJsonValue &entry : messages) {
            const QString thread = entry["thread"_L1].toString();
            if (!threads.contains(thread))
                threads[thread] = int(threads.size());
            lines.append(QJsonArray{entry["clientAssignedMessageId"_L1], entry["sender"_L1], entry["createTime"_L1],
                                    threads[thread], named(entry["text"_L1].toString()), entry["reactions"_L1],
                                    entry["deleted"_L1]});
        }
        const QJsonArray past = one["historicalMembers"_L1].toArray();
        for (const QJsonValue &entry : past)
            lines.append(entry);
        const QJsonArray members = one["members"_L1].toArray();
        for (const QJsonValue &entry : members)
            lines.append(QJsonArray{entry["user"_L1], entry["role"_L1], entry["state"_L1]});
    }
    // The service lists files by id, and ids differ.
    std::map<QString, QJsonArray> files;
    for (const auto &list : {"drives"_L1, "folders"_L1, "files"_L1}) {
        const QJsonArray entries = drive[list].toArray();
        for (const QJsonValue &entry : entries) {
            const QString key = list + u'/' + entry["name"_L1].toString();
            files[key] = QJsonArray{key, entry["size"_L1], entry["sha256"_L1], named(entry["parents"_L1][0].toString()),
                                    entry["permissions"_L1].toArray().size()};
        }
    }
    lines.append(drive["files"_L1].toArray().size() + drive["folders"_L1].toArray().size() +
                 drive["drives"_L1].toArray().size());
    for (const auto &[key, file] : files)
        lines.append(file);
    return QJsonDocument(lines).toJson();
}

QJsonObject firstSpace(const Simulator &simulator)
{
    return simulator.state()["spaces"_L1][0].toObject();
}

} // namespace

class TestAgainstSimulator : public QObject
{
    Q_OBJECT

    QByteArray m_undisturbed;

private Q_SLOTS:
    void carriesAWholeConversation()
    {
        Simulator simulator(organisation());
        QVERIFY(simulator.start().ok());
        Carrier carrier(simulator);
        const auto page = run(carrier.target->listAccounts({}, &carrier.owner));
        QVERIFY(page.ok());
        carrier.target->setAccounts(page->entries);
        QVERIFY(run(carrier.target->checkAuthor(u"ann@example.com"_s, &carrier.owner)).ok());
        QCOMPARE(run(carrier.target->checkAuthor(u"gone@example.com"_s, &carrier.owner)).error().kind,
                 Error::Kind::NotFound);

        QVERIFY(carrier.performAll(importing(*carrier.target)));
        QCOMPARE(carrier.retries, 0);
        const QString name = carrier.outcomes[OperationPlans::spaceKey(1)].remote;
        const auto state = run(carrier.target->readSpace(name, &carrier.owner));
        QVERIFY(state->readable && state->importMode && state->expires);
        QCOMPARE(state->createTime.value(), kBirth);

        // Everything reads back as it was meant.
        QHash<QString, ListedMessage> listed;
        QString token;
        do {
            const auto messages = run(carrier.target->listMessages(name, token, &carrier.owner));
            QVERIFY(messages.ok());
            for (const ListedMessage &entry : messages->entries)
                listed.insert(entry.name, entry);
            token = messages->next;
        } while (!token.isEmpty());
        int compared = 0;
        for (const Operation &operation : carrier.done) {
            if (operation.key.kind != OperationKind::CreateMessage)
                continue;
            const MessageExpectation expected = carrier.target->expectation(operation, carrier.outcomes);
            QVERIFY2(listed.contains(expected.name), qPrintable(expected.name));
            const ListedMessage &entry = listed[expected.name];
            QCOMPARE(entry.time, expected.time);
            QCOMPARE(entry.senderIsApp, expected.senderIsApp);
            if (!expected.senderIsApp)
                QCOMPARE(entry.sender, expected.sender);
            QVERIFY(!entry.thread.isEmpty());
            if (!expected.thread.isEmpty())
                QCOMPARE(entry.thread, expected.thread);
            QCOMPARE(carrier.target->normalisedText(entry.text), expected.text);
            ++compared;
        }
        QCOMPARE(compared, 9); // two of the seven messages have two parts
        QCOMPARE(listed.size(), 9);

        const auto past = run(carrier.target->listMembers(name, {}, &carrier.owner));
        QCOMPARE(past->entries.size(), 1u);
        QCOMPARE(past->entries[0].to.value(), kBirth + 2h);

        QVERIFY(carrier.performAll(opening(*carrier.target)));
        QVERIFY(carrier.perform(carrier.target->removalOfHelper(1)).ok());
        const QJsonObject world = firstSpace(simulator);
        QVERIFY(!world["importMode"_L1].toBool());
        QCOMPARE(world["members"_L1].toArray().size(), 2);
        const auto members = run(carrier.target->listMembers(name, {}, &carrier.owner));
        QVERIFY(!members.ok() || members->entries.size() == 2u);
        const QJsonArray files = simulator.state()["drive"_L1]["files"_L1].toArray();
        QCOMPARE(files.size(), 2);
        for (const QJsonValue &entry : files) {
            const QByteArray bytes =
                entry["name"_L1].toString() == "large.pdf"_L1 ? QByteArray(9000000, 'z') : "small bytes";
            QCOMPARE(entry["sha256"_L1].toString().toLatin1(),
                     QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        }
        QCOMPARE(simulator.state()["drive"_L1]["drives"_L1][0]["name"_L1].toString(), u"Chatferry import"_s);
        m_undisturbed = worldOf(simulator);
        QVERIFY(m_undisturbed.contains("ID of small.pdf"));
    }

    void faultsChangeNothing_data()
    {
        QTest::addColumn<QString>("faults");
        // By chance, since regular faults could hit the same one of several calls of an operation every time.
        QTest::newRow("answers are lost") << u"*:drop-after:p=0.35,seed=1"_s;
        QTest::newRow("connections break before") << u"*:drop-before:p=0.35,seed=2"_s;
        QTest::newRow("faults before acting") << u"*:503:p=0.35,seed=3"_s;
        QTest::newRow("faults after acting") << u"*:503-after:p=0.35,seed=4"_s;
        QTest::newRow("pages of a proxy") << u"*:html:p=0.35,seed=5"_s;
        QTest::newRow("answers cut off") << u"*:truncate:p=0.35,seed=6"_s;
        QTest::newRow("tokens refused") << u"/v1/*:401:every=3;/drive/*:401:every=3;/upload/*:401:every=3"_s;
        QTest::newRow("too many") << u"*:429-bare:p=0.35,seed=7"_s;
        QTest::newRow("uploads cut off") << u"/upload/*:cut-upload:p=0.4,seed=8;/upload/*:drop-after:p=0.3,seed=9"_s;
        QTest::newRow("all of it")
            << u"*:drop-after:p=0.1,seed=7;*:503-after:p=0.1,seed=8;*:truncate:p=0.1,seed=9;*:drop-before:p=0.1,"
               "seed=10;*:html:p=0.05,seed=11"_s;
    }
    void faultsChangeNothing()
    {
        QVERIFY(!m_undisturbed.isEmpty());
        QFETCH(QString, faults);
        Simulator simulator(organisation());
        QVERIFY(simulator.start().ok());
        QVERIFY(simulator.setFaults(faults).ok());
        Carrier carrier(simulator);
        QVERIFY(carrier.performAll(importing(*carrier.target)));
        QVERIFY(carrier.performAll(opening(*carrier.target)));
        QVERIFY(carrier.perform(carrier.target->removalOfHelper(1)).ok());
        QVERIFY(carrier.retries > 0 || faults.contains("401"_L1));
        QCOMPARE(worldOf(simulator), m_undisturbed);
    }
    void aRestartInDoubtAfterEveryOperationChangesNothing()
    {
        QVERIFY(!m_undisturbed.isEmpty());
        Simulator simulator(organisation());
        QVERIFY(simulator.start().ok());
        Carrier carrier(simulator);
        std::vector<Operation> all = importing(*carrier.target);
        // Roots before replies, uploads before messages: as performAll() orders them.
        QVERIFY(carrier.performAll(all));
        const std::vector<Operation> done = carrier.done;
        // Each operation again with nothing known of it but that it may have happened, by a target that knows nothing.
        Carrier second(simulator);
        second.outcomes = carrier.outcomes;
        for (const Operation &operation : done) {
            Outcomes known = carrier.outcomes;
            known.remove(operation.key);
            const auto outcome = run(second.target->perform(operation, known, true, &second.owner));
            QVERIFY2(outcome.ok(), qPrintable(operationKindName(operation.key.kind)));
            if (operation.key.kind != OperationKind::AddReaction)
                QCOMPARE(outcome->remote, carrier.outcomes[operation.key].remote);
            QCOMPARE(outcome->thread, carrier.outcomes[operation.key].thread);
        }
        QVERIFY(second.performAll(opening(*second.target)));
        QVERIFY(second.perform(second.target->removalOfHelper(1)).ok());
        const auto again =
            run(second.target->perform(second.target->completion(1), second.outcomes, true, &second.owner));
        QVERIFY(again.ok() && again->existed);
        QCOMPARE(worldOf(simulator), m_undisturbed);
    }

    void changesAreUndone()
    {
        Simulator simulator(organisation());
        QVERIFY(simulator.start().ok());
        Carrier carrier(simulator);
        QVERIFY(carrier.performAll(importing(*carrier.target)));
        const auto wishes = conversation();

        MessageToCarry edited = wishes[0];
        edited.message.text.blocks = {{.inlines = {{.text = u"Hello again"_s}}}};
        QVERIFY(carrier.perform(carrier.target->patch(edited, 0, NoNames())).ok());
        MessageToCarry byApp = wishes[4];
        byApp.message.text.blocks = {{.inlines = {{.text = u"Other words"_s}}}};
        QVERIFY(carrier.perform(carrier.target->patch(byApp, 0, NoNames())).ok());
        QVERIFY(carrier.perform(carrier.target->removalOfReaction(1, 1, wishes[0].reactions[1])).ok());
        QVERIFY(carrier.perform(carrier.target->deletionOfMessage(1, 2, 0)).ok());
        QVERIFY(
            carrier.perform(carrier.target->removalOfPastMember({1, PersonId{u"UB"_s}, u"bob@example.com"_s, {}, {}}))
                .ok());
        SpaceToCreate renamed = space();
        renamed.displayName = u"general (old)"_s;
        QVERIFY(carrier.perform(carrier.target->patchOfSpace(renamed)).ok());

        const QJsonObject world = firstSpace(simulator);
        QCOMPARE(world["displayName"_L1].toString(), u"general (old)"_s);
        QCOMPARE(world["historicalMembers"_L1].toArray().size(), 0);
        const QJsonArray messages = world["messages"_L1].toArray();
        int deleted = 0;
        QStringList texts;
        for (const QJsonValue &entry : messages) {
            deleted += entry["deleted"_L1].toBool() ? 1 : 0;
            texts.append(entry["text"_L1].toString().left(40));
        }
        QCOMPARE(deleted, 1);
        QVERIFY(texts.contains(u"Hello again"_s));
        QVERIFY(texts.contains(u"*Carl:* Other words"_s));
        QCOMPARE(messages[0]["reactions"_L1].toArray().size(), 2);

        QVERIFY(carrier.perform(carrier.target->deletion(1)).ok());
        const auto gone =
            run(carrier.target->perform(carrier.target->deletion(1), carrier.outcomes, true, &carrier.owner));
        QVERIFY(gone.ok() && gone->existed);
        const auto state =
            run(carrier.target->readSpace(carrier.outcomes[OperationPlans::spaceKey(1)].remote, &carrier.owner));
        QVERIFY(state.ok() && !state->readable);
    }
    void aTimeThatIsTakenIsAConflict()
    {
        for (const int status : {409, 400}) {
            SimulatorOptions options = organisation();
            options.messageClashStatus = status;
            Simulator simulator(options);
            QVERIFY(simulator.start().ok());
            Carrier carrier(simulator);
            QVERIFY(carrier.performAll(carrier.target->expand(space())));
            const auto wishes = conversation();
            Operation first = carrier.target->expand(wishes[0], NoNames()).at(0);
            Operation second = carrier.target->expand(wishes[4], NoNames()).at(0);
            first.time = second.time = kBirth + 48h;
            QVERIFY(carrier.perform(first).ok());
            const auto clash = run(carrier.target->perform(second, carrier.outcomes, false, &carrier.owner));
            QCOMPARE(clash.error().kind, status == 409 ? Error::Kind::Conflict : Error::Kind::BadRequest);
            second.time += Micros(1);
            QVERIFY(carrier.perform(second).ok());
        }
    }
    void anOlderServiceWithoutMarkupSyntaxIsServed()
    {
        SimulatorOptions options = organisation();
        options.markupSyntaxKnown = false;
        Simulator simulator(options);
        QVERIFY(simulator.start().ok());
        Carrier carrier(simulator);
        QVERIFY(carrier.performAll(importing(*carrier.target)));
        int refused = 0;
        for (const LoggedRequest &request : simulator.requests())
            refused += request.status == 400 ? 1 : 0;
        QCOMPARE(refused, 1);
    }
    void chatScopesThatEndWithCompletionAreReplaced()
    {
        SimulatorOptions options = organisation();
        options.importScopeAfterCompletion = {};
        Simulator simulator(options);
        QVERIFY(simulator.start().ok());
        Carrier carrier(simulator);
        QVERIFY(carrier.performAll(importing(*carrier.target)));
        QVERIFY(carrier.performAll(opening(*carrier.target)));
        QCOMPARE(firstSpace(simulator)["members"_L1].toArray().size(), 3);
    }

    void theConnectionIsChecked_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::addColumn<QString>("failed");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("app") << u"app"_s << u"app"_s;
        QTest::newRow("drives") << u"drives"_s << u"drive"_s;
        QTest::newRow("Drive off") << u"drive-off"_s << u"drive"_s;
        QTest::newRow("scopes") << u"scopes"_s << u"delegation"_s;
        QTest::newRow("domain") << u"domain"_s << u"authors"_s;
        QTest::newRow("policy") << u"policy"_s << u"token"_s;
        QTest::newRow("Chat off") << u"chat-off"_s << u"app"_s;
    }
    void theConnectionIsChecked()
    {
        QFETCH(QString, broken);
        QFETCH(QString, failed);
        SimulatorOptions options = organisation();
        options.people.push_back({.email = u"zoe@example.org"_s});
        if (broken == "app"_L1)
            options.appConfigured = false;
        if (broken == "drives"_L1)
            options.sharedDrivesAllowed = false;
        if (broken == "drive-off"_L1)
            options.driveApiEnabled = false;
        if (broken == "chat-off"_L1)
            options.chatApiEnabled = false;
        if (broken == "scopes"_L1)
            options.delegatedScopes = QStringList{u"https://www.googleapis.com/auth/chat.import"_s};
        if (broken == "domain"_L1)
            options.delegatedDomains = QStringList{u"example.com"_s};
        if (broken == "policy"_L1)
            options.tokenError = u"disabled_client"_s;
        Simulator simulator(options);
        QVERIFY(simulator.start().ok());
        SystemClock clock;
        QObject owner;
        GoogleConnection connection;
        connection.serviceAccountKey = simulator.serviceAccountKeyJson();
        connection.adminEmail = u"admin@example.com"_s;
        connection.endpoints = *Endpoints::at(simulator.baseUrl());
        const auto checks =
            run(new GoogleConnectionCheck(clock, connection, {u"ann@example.com"_s, u"zoe@example.org"_s}, &owner));
        QVERIFY(checks.ok());
        QStringList failures;
        for (const ConnectionCheck &check : *checks) {
            if (check.state == ConnectionCheck::State::Failed)
                failures.append(check.key);
            else if (failed.isEmpty())
                QVERIFY2(check.state == ConnectionCheck::State::Passed,
                         qPrintable(check.key + u": "_s + check.sentence));
        }
        QCOMPARE(failures.join(u','), failed);
        const QJsonArray spaces = simulator.state()["spaces"_L1].toArray();
        for (const QJsonValue &entry : spaces)
            QVERIFY(entry["deleted"_L1].toBool());
    }
};

QTEST_GUILESS_MAIN(TestAgainstSimulator)
#include "tst_againstsimulator.moc"
