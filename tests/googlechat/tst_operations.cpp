// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/googlechattarget.h"
#include "googlechat/operations/context.h"
#include "googlechat/operations/operationplans.h"
#include "googlechat/operations/payloads.h"
#include "tests/googlechat/googlefixture.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QUuid>

#include <set>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kTime = UtcTime(1556704800s + std::chrono::microseconds(1));
const QString kFile = u"file-id-of-thirty-three-characters"_s;

class NoNames final : public Names
{
public:
    QString accountId(const PersonId &) const override { return {}; }
    QString personName(const PersonId &person) const override { return person.value; }
    QString conversationName(const ConversationId &) const override { return {}; }
};

/// A target over a FakeNetwork, and the journal of what was done.
struct Fixture
{
    FakeNetwork network;
    FakeClock clock;
    QObject owner;
    std::unique_ptr<Target> target;
    Outcomes outcomes;

    Fixture()
    {
        GoogleConnection connection;
        connection.serviceAccountKey = serviceAccountJson();
        connection.adminEmail = u"Admin@example.com"_s;
        connection.network = network.factory();
        auto made = GoogleChatTarget::create(clock, connection, u"project"_s, QuotaProfile::unlimited());
        target = std::move(*made);
        outcomes[OperationPlans::spaceKey(1)] = {.remote = u"spaces/A"_s};
        target->setAccounts({{.id = u"users/1"_s, .email = u"ann@example.com"_s, .aliases = {u"a@example.com"_s}},
                             {.id = u"users/2"_s, .email = u"bob@example.com"_s}});
    }
    Result<OperationOutcome> perform(const Operation &operation, bool mayHaveActed = false)
    {
        return run(target->perform(operation, outcomes, mayHaveActed, &owner));
    }
};

MessageToCarry message(qint64 item = 7, qint64 root = 0)
{
    MessageToCarry wish;
    wish.space = 1;
    wish.item = item;
    wish.uniqueKey = u"key-%1"_s.arg(item);
    wish.identity = kAnn;
    wish.message.text.blocks = {{.inlines = {{.text = u"Hello"_s}}}};
    wish.message.time = kTime;
    wish.threadRootItem = root;
    return wish;
}

Operation firstOf(Fixture &f, const MessageToCarry &wish)
{
    Operation operation = f.target->expand(wish, NoNames()).at(0);
    operation.time = kTime;
    return operation;
}

FakeReply written(const QString &thread = u"spaces/A/threads/T"_s)
{
    return ok("{'name':'spaces/A/messages/M','thread':{'name':'" + thread.toUtf8() +
              "'},'createTime':'2019-05-01T10:00:00.000001Z'}");
}

QByteArray clientId(qint64 item = 7, int part = 0, int generation = 0)
{
    return clientMessageId(u"key-%1"_s.arg(item), part, generation).toUtf8();
}

FileToCarry file(const QByteArray &bytes, int number = 0)
{
    FileToCarry made;
    made.number = number;
    made.way = FileToCarry::Way::Upload;
    made.name = u"a.pdf"_s;
    made.mimeType = u"application/pdf"_s;
    made.sizeBytes = bytes.size();
    made.open = content(bytes);
    return made;
}

FakeReply fileAnswer(const QByteArray &bytes)
{
    return ok("{'id':'" + kFile.toUtf8() + "','size':'" + QByteArray::number(bytes.size()) + "','md5Checksum':'" +
              QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex() + "','parents':['FOLDER']}");
}

Operation uploadOf(Fixture &f, const QByteArray &bytes)
{
    MessageToCarry wish = message();
    wish.files = {file(bytes)};
    Operation operation = f.target->expand(wish, NoNames()).at(1);
    operation.reserved = kFile;
    f.outcomes[OperationPlans::folderKey(1)] = {.remote = u"FOLDER"_s};
    return operation;
}

SpaceToCreate space()
{
    SpaceToCreate wish;
    wish.space = 1;
    wish.uniqueKey = u"space-key"_s;
    wish.displayName = u"general"_s;
    wish.createTime = kTime;
    wish.wantsFolder = true;
    return wish;
}

bool depends(const Operation &operation, const OperationKey &on)
{
    return std::find(operation.dependsOn.begin(), operation.dependsOn.end(), on) != operation.dependsOn.end();
}

} // namespace

class TestOperations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // What depends on what.
    void aSpaceBringsDriveAndFolderWhenItHasFiles()
    {
        Fixture f;
        const auto operations = f.target->expand(space());
        QCOMPARE(operations.size(), 3u);
        QCOMPARE(operations[0].key, OperationPlans::spaceKey(1));
        QCOMPARE(operations[1].key, OperationPlans::driveKey());
        QCOMPARE(operations[2].key, OperationPlans::folderKey(1));
        QVERIFY(depends(operations[2], operations[1].key) && depends(operations[2], operations[0].key));
        QVERIFY(operations[1].dependsOn.empty());
        QVERIFY(f.target->needsReservation(OperationKind::CreateFolder));
        QVERIFY(f.target->needsReservation(OperationKind::UploadFile));
        QVERIFY(!f.target->needsReservation(OperationKind::CreateMessage));
        SpaceToCreate without = space();
        without.wantsFolder = false;
        QCOMPARE(f.target->expand(without).size(), 1u);
    }
    void partsFilesAndReactionsWaitForWhatTheyNeed()
    {
        Fixture f;
        MessageToCarry wish = message();
        wish.message.text.blocks = {{.inlines = {{.text = QString(40000, u'x')}}}};
        wish.files = {file("a", 0), file("b", 3)};
        wish.reactions = {{PersonId{u"U1"_s}, kAnn, u"\u2705"_s}, {PersonId{u"U2"_s}, kAnn, u"\u2705"_s}};
        const auto operations = f.target->expand(wish, NoNames());
        QCOMPARE(operations.size(), 6u);
        QCOMPARE(operations[0].key, OperationPlans::messageKey(1, 7, 0));
        QCOMPARE(operations[0].dependsOn, std::vector<OperationKey>{OperationPlans::spaceKey(1)});
        QCOMPARE(operations[1].key, OperationPlans::messageKey(1, 7, 1));
        QVERIFY(depends(operations[1], operations[0].key));
        QVERIFY(depends(operations[1], OperationPlans::fileKey(1, 7, 0)));
        QVERIFY(depends(operations[1], OperationPlans::fileKey(1, 7, 3)));
        QCOMPARE(operations[2].key, OperationPlans::fileKey(1, 7, 0));
        QVERIFY(depends(operations[2], OperationPlans::folderKey(1)));
        QCOMPARE(operations[2].identity, kAdmin);
        QVERIFY(operations[4].key != operations[5].key);
        QVERIFY(depends(operations[4], operations[0].key));
        std::set<OperationKey> keys;
        for (const Operation &operation : operations)
            keys.insert(operation.key);
        QCOMPARE(keys.size(), operations.size());
    }
    void repliesWaitForTheirRoot()
    {
        Fixture f;
        MessageToCarry wish = message(8, 7);
        wish.message.text.blocks = {{.inlines = {{.text = QString(40000, u'x')}}}};
        const auto operations = f.target->expand(wish, NoNames());
        QCOMPARE(operations.size(), 2u);
        for (const Operation &operation : operations)
            QVERIFY(depends(operation, OperationPlans::messageKey(1, 7, 0)));
        QVERIFY(depends(operations[1], operations[0].key));
    }
    void rootsThatStandInCarryNothingElse()
    {
        Fixture f;
        MessageToCarry wish = message();
        wish.role = MessageToCarry::Role::PlaceholderRoot;
        wish.files = {file("a")};
        QCOMPARE(f.target->expand(wish, NoNames()).size(), 1u);
    }
    void everyOperationNamesItsCosts()
    {
        Fixture f;
        static const QStringList limits{u"message.write"_s,         u"membership.write"_s, u"space.write"_s,
                                        u"reaction.write"_s,        u"space/write"_s,      u"space/message.create"_s,
                                        u"space/reaction.create"_s, u"drive.write"_s};
        MessageToCarry wish = message();
        wish.files = {file("a")};
        wish.reactions = {{PersonId{u"U1"_s}, kAnn, u"\u2705"_s}};
        std::vector<Operation> all = f.target->expand(wish, NoNames());
        const auto add = [&all](const std::vector<Operation> &more) {
            all.insert(all.end(), more.begin(), more.end());
        };
        add(f.target->expand(space()));
        add(f.target->expand(PastMemberToCarry{1, PersonId{u"U1"_s}, u"a@example.com"_s, {}, kTime}));
        add(f.target->expand(MemberToAdd{1, PersonId{u"U1"_s}, u"a@example.com"_s, true}));
        add(f.target->expand(FolderShare{1, FolderShare::With::Person, u"a@example.com"_s}));
        add({f.target->completion(1), f.target->removalOfHelper(1), f.target->deletion(1),
             f.target->patch(wish, 0, NoNames()), f.target->deletionOfMessage(1, 7, 0),
             f.target->removalOfReaction(1, 7, wish.reactions[0]),
             f.target->removalOfPastMember({1, PersonId{u"U1"_s}, {}, {}, {}}), f.target->patchOfSpace(space())});
        std::set<int> kinds;
        for (const Operation &operation : all) {
            kinds.insert(int(operation.key.kind));
            QVERIFY(!operation.costs.empty());
            for (const QuotaCost &cost : operation.costs)
                QVERIFY2(limits.contains(cost.limit), qPrintable(cost.limit));
        }
        QCOMPARE(kinds.size(), 18u);
    }
    void keysAreTheSameInEveryRun()
    {
        Fixture one;
        Fixture two;
        MessageToCarry wish = message();
        wish.reactions = {{PersonId{u"U1"_s}, kAnn, u"\u2705"_s}};
        const auto first = one.target->expand(wish, NoNames());
        const auto second = two.target->expand(wish, NoNames());
        for (std::size_t i = 0; i < first.size(); ++i)
            QCOMPARE(first[i].key, second[i].key);
        QCOMPARE(clientId(), "client-" + clientId().mid(7));
        QCOMPARE(clientId().size(), 55);
        QVERIFY(clientId() != clientId(7, 1) && clientId() != clientId(7, 0, 1) && clientId() != clientId(8));
    }

    // Spaces.
    void createsASpaceWithTheSameRequestEveryTime()
    {
        Fixture f;
        const Operation operation = f.target->expand(space()).at(0);
        const auto reply = ok("{'name':'spaces/A','importMode':true,'importModeExpireTime':'2027-01-01T00:00:00Z'}");
        f.network << broken() << reply;
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Ambiguous);
        const auto outcome = f.perform(operation, true);
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->remote, u"spaces/A"_s);
        QCOMPARE(outcome->extra, u"2027-01-01T00:00:00.000000Z"_s);
        QCOMPARE(f.network.seen[0].url, f.network.seen[1].url);
        QCOMPARE(f.network.seen[0].body, f.network.seen[1].body);
        QCOMPARE(f.network.seen[0].bearer(), "token-admin@example.com");
        QVERIFY(!QUuid(f.network.seen[0].query(u"requestId"_s)).isNull());
    }
    void aNameThatIsTakenIsSaid()
    {
        Fixture f;
        f.network << refusal(409, "ALREADY_EXISTS");
        const auto outcome = f.perform(f.target->expand(space()).at(0));
        QCOMPARE(outcome.error().kind, Error::Kind::Conflict);
        QVERIFY(outcome.error().remedy.contains(u"name"_s));
    }
    void completesOnceAndLooksWhenInDoubt()
    {
        Fixture f;
        const Operation operation = f.target->completion(1);
        f.network << ok("{'space':{'name':'spaces/A'}}");
        auto outcome = f.perform(operation);
        QVERIFY(outcome.ok() && !outcome->existed);
        QVERIFY(outcome->extra.contains(u"spaces/A"_s));

        f.network << ok("{'name':'spaces/A'}");
        outcome = f.perform(operation, true);
        QVERIFY(outcome.ok() && outcome->existed);
        QCOMPARE(f.network.seen.back().method, "GET");
        QCOMPARE(f.network.seen.back().bearer(), "token-app");

        f.network << ok("{'name':'spaces/A','importMode':true}") << ok("{'space':{'name':'spaces/A'}}");
        outcome = f.perform(operation, true);
        QVERIFY(outcome.ok() && !outcome->existed);

        f.network << refusal(400, "FAILED_PRECONDITION") << ok("{'name':'spaces/A'}");
        outcome = f.perform(operation);
        QVERIFY(outcome.ok() && outcome->existed);

        f.network << refusal(403, "PERMISSION_DENIED") << ok("{'name':'spaces/A','importMode':true}");
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Forbidden);
        f.network << refusal(403, "PERMISSION_DENIED") << refusal(403, "PERMISSION_DENIED");
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Forbidden);
    }
    void aSpaceIsGoneOnlyWhenItCannotBeRead()
    {
        Fixture f;
        const Operation operation = f.target->deletion(1);
        f.network << ok("{}");
        QVERIFY(f.perform(operation).ok());
        f.network << refusal(403, "PERMISSION_DENIED") << refusal(403, "PERMISSION_DENIED");
        const auto gone = f.perform(operation, true);
        QVERIFY(gone.ok() && gone->existed);
        f.network << refusal(403, "PERMISSION_DENIED") << ok("{'name':'spaces/A','importMode':true}");
        QCOMPARE(f.perform(operation, true).error().kind, Error::Kind::Forbidden);
        f.network << refusal(503, "UNAVAILABLE");
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::ServerFault);
    }
    void patchesNameAndDescription()
    {
        Fixture f;
        f.network << ok("{'name':'spaces/A'}");
        QVERIFY(f.perform(f.target->patchOfSpace(space())).ok());
        QCOMPARE(f.network.seen[0].query(u"updateMask"_s), u"displayName,spaceDetails"_s);
    }

    // Messages.
    void writesAMessage()
    {
        Fixture f;
        f.network << written();
        const auto outcome = f.perform(firstOf(f, message()));
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->remote.toUtf8(), "spaces/A/messages/" + clientId());
        QCOMPARE(outcome->thread, u"spaces/A/threads/T"_s);
        QVERIFY(outcome->extra.isEmpty() && !outcome->existed);
        QCOMPARE(f.network.seen[0].bearer(), "token-ann@example.com");
        QCOMPARE(f.network.seen[0].query(u"messageId"_s).toUtf8(), clientId());
        QCOMPARE(f.network.seen[0].json()["createTime"_L1].toString(), u"2019-05-01T10:00:00.000001Z"_s);
    }
    void anUnknownEndIsResentIdentically()
    {
        Fixture f;
        const Operation operation = firstOf(f, message());
        f.network << broken() << written();
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Ambiguous);
        QVERIFY(f.perform(operation, true).ok());
        QCOMPARE(f.network.seen.size(), 2u);
        QCOMPARE(f.network.seen[0].url, f.network.seen[1].url);
        QCOMPARE(f.network.seen[0].body, f.network.seen[1].body);
        Fixture afterRestart;
        afterRestart.network << written();
        QVERIFY(afterRestart.perform(firstOf(afterRestart, message()), true).ok());
        QCOMPARE(afterRestart.network.seen[0].url, f.network.seen[0].url);
        QCOMPARE(afterRestart.network.seen[0].body, f.network.seen[0].body);
    }
    void aGenerationIsAnotherMessage()
    {
        Fixture f;
        Operation operation = firstOf(f, message());
        operation.generation = 2;
        f.network << written();
        const auto outcome = f.perform(operation);
        QCOMPARE(outcome->remote.toUtf8(), "spaces/A/messages/" + clientId(7, 0, 2));
    }
    void inUseIsLookedUpByTimeAndName_data()
    {
        QTest::addColumn<QByteArray>("listed");
        QTest::addColumn<bool>("ours");
        const QByteArray thread = "'thread':{'name':'spaces/A/threads/T'}";
        QTest::newRow("ours") << QByteArray("{'messages':[{'name':'spaces/A/messages/X'},{'name':'spaces/A/messages/M',"
                                            "'clientAssignedMessageId':'" +
                                            clientId() + "'," + thread + "}]}")
                              << true;
        QTest::newRow("somebody else's time")
            << QByteArray("{'messages':[{'name':'spaces/A/messages/X'," + thread + "}]}") << false;
        QTest::newRow("another of our own")
            << QByteArray("{'messages':[{'name':'spaces/A/messages/X','clientAssignedMessageId':'" + clientId(8) +
                          "'," + thread + "}]}")
            << false;
        QTest::newRow("ours, but deleted")
            << QByteArray("{'messages':[{'name':'spaces/A/messages/M','clientAssignedMessageId':'" + clientId() +
                          "','deleteTime':'2026-01-01T00:00:00Z'}]}")
            << false;
        QTest::newRow("nothing") << QByteArray("{}") << false;
    }
    void inUseIsLookedUpByTimeAndName()
    {
        QFETCH(QByteArray, listed);
        QFETCH(bool, ours);
        for (const auto &[status, word, mayHaveActed] :
             {std::tuple(409, "ALREADY_EXISTS", false), std::tuple(409, "ALREADY_EXISTS", true),
              std::tuple(400, "INVALID_ARGUMENT", true)}) {
            Fixture f;
            f.network << refusal(status, word) << ok(listed);
            const auto outcome = f.perform(firstOf(f, message()), mayHaveActed);
            QCOMPARE(outcome.ok(), ours);
            QCOMPARE(f.network.seen.size(), 2u);
            QCOMPARE(
                f.network.seen[1].query(u"filter"_s),
                u"create_time > \"2019-05-01T10:00:00.000000Z\" AND create_time < \"2019-05-01T10:00:00.000002Z\""_s);
            if (ours) {
                QVERIFY(outcome->existed);
                QCOMPARE(outcome->thread, u"spaces/A/threads/T"_s);
                QCOMPARE(outcome->remote.toUtf8(), "spaces/A/messages/" + clientId());
            } else {
                QCOMPARE(outcome.error().kind, status == 409 ? Error::Kind::Conflict : Error::Kind::BadRequest);
            }
        }
    }
    void aBadMessageIsNotLookedUp()
    {
        Fixture f;
        f.network << refusal(400, "INVALID_ARGUMENT");
        QCOMPARE(f.perform(firstOf(f, message())).error().kind, Error::Kind::BadRequest);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void aReplyNamesItsThreadAndComparesIt()
    {
        Fixture f;
        f.outcomes[OperationPlans::messageKey(1, 7, 0)] = {.remote = u"spaces/A/messages/r"_s,
                                                           .thread = u"spaces/A/threads/T"_s};
        f.network << written() << written(u"spaces/A/threads/OTHER"_s);
        const Operation operation = firstOf(f, message(8, 7));
        auto outcome = f.perform(operation);
        QVERIFY(outcome.ok() && outcome->extra.isEmpty());
        QCOMPARE(f.network.seen[0].json()["thread"_L1]["name"_L1].toString(), u"spaces/A/threads/T"_s);
        QCOMPARE(f.network.seen[0].query(u"messageReplyOption"_s), u"REPLY_MESSAGE_OR_FAIL"_s);
        outcome = f.perform(operation);
        QCOMPARE(outcome->thread, u"spaces/A/threads/OTHER"_s);
        QCOMPARE(outcome->extra, u"other-thread"_s);
    }
    void aReplyIsNotSentWithoutItsThread()
    {
        Fixture f;
        QCOMPARE(f.perform(firstOf(f, message(8, 7))).error().kind, Error::Kind::Bug);
        QCOMPARE(f.network.seen.size(), 0u);
    }
    void anAnswerWithoutThreadIsNotDone()
    {
        Fixture f;
        f.network << ok("{'name':'spaces/A/messages/M'}");
        QCOMPARE(f.perform(firstOf(f, message())).error().kind, Error::Kind::BadReply);
    }
    void theTextGetsTheIdsOfItsFiles()
    {
        Fixture f;
        MessageToCarry wish = message();
        wish.files = {file("a")};
        const Operation operation = firstOf(f, wish);
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Bug);
        f.outcomes[OperationPlans::fileKey(1, 7, 0)] = {.remote = kFile};
        f.network << written();
        QVERIFY(f.perform(operation).ok());
        QCOMPARE(f.network.seen[0].json()["text"_L1].toString(),
                 u"Hello\n<https://drive.google.com/file/d/"_s + kFile + u"/view|a.pdf>"_s);
        const MessageExpectation expected = f.target->expectation(operation, f.outcomes);
        QCOMPARE(expected.text, f.target->normalisedText(f.network.seen[0].json()["text"_L1].toString()));
        QCOMPARE(expected.name.toUtf8(), "spaces/A/messages/" + clientId());
        QCOMPARE(expected.sender, u"users/1"_s);
        QCOMPARE(expected.time, kTime);
        QVERIFY(!expected.senderIsApp && expected.thread.isEmpty());
    }
    void expectationsKnowAppAndThread()
    {
        Fixture f;
        MessageToCarry wish = message(8, 7);
        wish.identity = Identity::app();
        f.outcomes[OperationPlans::messageKey(1, 7, 0)] = {.thread = u"spaces/A/threads/T"_s};
        const MessageExpectation expected = f.target->expectation(firstOf(f, wish), f.outcomes);
        QVERIFY(expected.senderIsApp && expected.sender.isEmpty());
        QCOMPARE(expected.thread, u"spaces/A/threads/T"_s);
    }
    void patchesAsTheOneWhoWrote()
    {
        Fixture f;
        f.outcomes[OperationPlans::messageKey(1, 7, 0)] = {.remote = u"spaces/A/messages/client-x"_s, .thread = u"T"_s};
        f.network << written();
        const auto outcome = f.perform(f.target->patch(message(), 0, NoNames()));
        QVERIFY(outcome.ok());
        QCOMPARE(outcome->thread, u"T"_s);
        QCOMPARE(f.network.seen[0].path(), u"/v1/spaces/A/messages/client-x"_s);
        QCOMPARE(f.network.seen[0].bearer(), "token-ann@example.com");
        const Operation beyond = f.target->patch(message(), 3, NoNames());
        QCOMPARE(payloadOf<MessagePayload>(beyond)->text, u"[empty message]"_s);
    }

    // Reactions and members.
    void aReactionThatIsThereIsDone()
    {
        Fixture f;
        MessageToCarry wish = message();
        wish.reactions = {{PersonId{u"U1"_s}, kAnn, u"\u2705"_s}};
        const Operation operation = f.target->expand(wish, NoNames()).at(1);
        f.outcomes[OperationPlans::messageKey(1, 7, 0)] = {.remote = u"spaces/A/messages/client-x"_s};
        f.network << ok("{'name':'spaces/A/messages/M/reactions/R'}") << refusal(409, "ALREADY_EXISTS")
                  << refusal(400, "INVALID_ARGUMENT");
        auto outcome = f.perform(operation);
        QCOMPARE(outcome->remote, u"spaces/A/messages/M/reactions/R"_s);
        QVERIFY(!outcome->existed);
        QCOMPARE(f.network.seen[0].path(), u"/v1/spaces/A/messages/client-x/reactions"_s);
        outcome = f.perform(operation, true);
        QVERIFY(outcome.ok() && outcome->existed);
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::BadRequest);
    }
    void aPastMemberThatIsThereIsCompared_data()
    {
        QTest::addColumn<QByteArray>("listed");
        QTest::addColumn<bool>("ours");
        QTest::newRow("the same") << QByteArray("{'name':'spaces/A/members/1','member':{'name':'users/"
                                                "1'},'deleteTime':'2019-05-01T10:00:00.000001Z'}")
                                  << true;
        QTest::newRow("other times")
            << QByteArray(
                   "{'name':'spaces/A/members/1','member':{'name':'users/1'},'deleteTime':'2019-05-02T10:00:00Z'}")
            << false;
        QTest::newRow("another person") << QByteArray("{'name':'spaces/A/members/2','member':{'name':'users/"
                                                      "2'},'deleteTime':'2019-05-01T10:00:00.000001Z'}")
                                        << false;
    }
    void aPastMemberThatIsThereIsCompared()
    {
        QFETCH(QByteArray, listed);
        QFETCH(bool, ours);
        Fixture f;
        const Operation operation =
            f.target->expand(PastMemberToCarry{1, PersonId{u"U1"_s}, u"ann@example.com"_s, {}, kTime}).at(0);
        f.network << refusal(409, "ALREADY_EXISTS") << ok("{'nextPageToken':'n'}")
                  << ok("{'memberships':[" + listed + "]}");
        const auto outcome = f.perform(operation, true);
        QCOMPARE(outcome.ok(), ours);
        QCOMPARE(f.network.seen.size(), 3u);
        QCOMPARE(f.network.seen[2].query(u"pageToken"_s), u"n"_s);
        if (ours)
            QCOMPARE(outcome->remote, u"spaces/A/members/1"_s);
        else
            QCOMPARE(outcome.error().kind, Error::Kind::Conflict);
    }
    void addsMembersAndManagers()
    {
        Fixture f;
        const auto operations = f.target->expand(MemberToAdd{1, PersonId{u"U2"_s}, u"bob@example.com"_s, true});
        QCOMPARE(operations.size(), 2u);
        f.network << ok("{'name':'spaces/A/members/2','state':'INVITED','member':{'name':'users/2'}}")
                  << ok("{'name':'spaces/A/members/2','role':'ROLE_MANAGER'}");
        const auto added = f.perform(operations[0]);
        QCOMPARE(added->extra, u"INVITED"_s);
        QVERIFY(!f.network.seen[0].json().contains("deleteTime"_L1));
        f.outcomes[operations[0].key] = *added;
        QVERIFY(f.perform(operations[1]).ok());
        QCOMPARE(f.network.seen[1].path(), u"/v1/spaces/A/members/2"_s);
        QCOMPARE(f.network.seen[1].json(), (QJsonObject{{u"role"_s, u"ROLE_MANAGER"_s}}));
    }
    void aMemberThatIsThereIsFound()
    {
        Fixture f;
        const Operation operation =
            f.target->expand(MemberToAdd{1, PersonId{u"U2"_s}, u"bob@example.com"_s, false}).at(0);
        f.network << refusal(409, "ALREADY_EXISTS")
                  << ok("{'memberships':[{'name':'spaces/A/members/2','state':'JOINED','member':{'name':'users/2'}}]}");
        const auto outcome = f.perform(operation, true);
        QVERIFY(outcome.ok() && outcome->existed);
        QCOMPARE(outcome->remote, u"spaces/A/members/2"_s);
        const Operation unknown = f.target->expand(MemberToAdd{1, PersonId{u"U3"_s}, u"c@example.com"_s, false}).at(0);
        f.network << refusal(409, "ALREADY_EXISTS");
        const auto byAddress = f.perform(unknown);
        QCOMPARE(byAddress->remote, u"spaces/A/members/c@example.com"_s);
    }
    void completedSpacesMayNeedTheOrdinaryScopes()
    {
        Fixture f;
        const Operation operation =
            f.target->expand(MemberToAdd{1, PersonId{u"U2"_s}, u"bob@example.com"_s, false}).at(0);
        const auto member = ok("{'name':'spaces/A/members/2','state':'JOINED','member':{'name':'users/2'}}");
        f.network << refusal(403, "PERMISSION_DENIED") << member << member;
        QVERIFY(f.perform(operation).ok());
        QVERIFY(f.perform(operation).ok()); // learnt: no refusal in between
        QCOMPARE(f.network.seen.size(), 3u);
        Fixture lacking;
        lacking.network.tokenHandler = [](const QJsonObject &claims) {
            if (claims["scope"_L1].toString().endsWith("chat.memberships"_L1))
                return FakeReply{.status = 401, .body = json("{'error':'unauthorized_client'}")};
            return ok("{'access_token':'t','expires_in':3600}");
        };
        lacking.network << refusal(403, "PERMISSION_DENIED");
        QCOMPARE(lacking.perform(operation).error().kind, Error::Kind::Forbidden);
    }
    void whatIsGoneCountsAsRemoved_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("message") << int(OperationKind::DeleteMessage);
        QTest::newRow("reaction") << int(OperationKind::RemoveReaction);
        QTest::newRow("past member") << int(OperationKind::RemovePastMember);
        QTest::newRow("helper") << int(OperationKind::RemoveMember);
    }
    void whatIsGoneCountsAsRemoved()
    {
        QFETCH(int, kind);
        Fixture f;
        const ReactionToCarry reaction{PersonId{u"U1"_s}, kAnn, u"\u2705"_s};
        const PastMemberToCarry past{1, PersonId{u"U1"_s}, u"ann@example.com"_s, {}, kTime};
        f.outcomes[OperationPlans::messageKey(1, 7, 0)] = {.remote = u"spaces/A/messages/client-x"_s};
        f.outcomes[OperationPlans::reactionKey(1, 7, reaction)] = {.remote = u"spaces/A/messages/M/reactions/R"_s};
        f.outcomes[f.target->expand(past).at(0).key] = {.remote = u"spaces/A/members/1"_s};
        Operation operation = f.target->removalOfHelper(1);
        if (kind == int(OperationKind::DeleteMessage))
            operation = f.target->deletionOfMessage(1, 7, 0);
        else if (kind == int(OperationKind::RemoveReaction))
            operation = f.target->removalOfReaction(1, 7, reaction);
        else if (kind == int(OperationKind::RemovePastMember))
            operation = f.target->removalOfPastMember(past);
        QCOMPARE(int(operation.key.kind), kind);
        f.network << ok("{}");
        QVERIFY(f.perform(operation).ok());
        QCOMPARE(f.network.seen[0].method, "DELETE");
        QVERIFY(!f.network.seen[0].url.hasQuery());
        QCOMPARE(f.network.seen[0].bearer(),
                 kind == int(OperationKind::RemoveReaction) ? "token-ann@example.com" : "token-admin@example.com");
        f.network << refusal(404, "NOT_FOUND");
        const auto gone = f.perform(operation);
        QVERIFY(gone.ok() && gone->existed);
        const bool twice = kind == int(OperationKind::RemoveMember);
        f.network.next = {};
        for (int i = 0; i < (twice ? 2 : 1); ++i)
            f.network << refusal(403, "PERMISSION_DENIED");
        QCOMPARE(f.perform(operation, false).error().kind, Error::Kind::Forbidden);
        for (int i = 0; i < (twice ? 2 : 1); ++i)
            f.network << refusal(403, "PERMISSION_DENIED");
        QVERIFY(f.perform(operation, true).ok());
        f.network << refusal(503, "UNAVAILABLE");
        QCOMPARE(f.perform(operation, true).error().kind, Error::Kind::ServerFault);
    }

    // Files.
    void makesTheSharedDriveOnce()
    {
        Fixture f;
        const Operation operation = f.target->expand(space()).at(1);
        f.network << ok("{'id':'D'}") << refusal(409, "ALREADY_EXISTS")
                  << ok("{'nextPageToken':'n','drives':[{'id':'OLD','name':'Chatferry "
                        "import','createdTime':'2026-01-01T00:00:00Z'},"
                        "{'id':'X','name':'Marketing','createdTime':'2026-11-01T00:00:00Z'}]}")
                  << ok("{'drives':[{'id':'NEW','name':'Chatferry import','createdTime':'2026-11-01T00:00:00Z'}]}")
                  << refusal(409, "ALREADY_EXISTS") << ok("{}");
        QCOMPARE(f.perform(operation)->remote, u"D"_s);
        QCOMPARE(f.network.seen[0].json(), (QJsonObject{{u"name"_s, u"Chatferry import"_s}}));
        const auto again = f.perform(operation, true);
        QCOMPARE(again->remote, u"NEW"_s);
        QVERIFY(again->existed);
        QCOMPARE(f.network.seen[0].query(u"requestId"_s), f.network.seen[1].query(u"requestId"_s));
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Conflict);
    }
    void makesTheFolderOnce()
    {
        Fixture f;
        Operation operation = f.target->expand(space()).at(2);
        f.outcomes[OperationPlans::driveKey()] = {.remote = u"D"_s};
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Bug);
        operation.reserved = u"FID"_s;
        f.network << ok("{'id':'FID'}");
        QCOMPARE(f.perform(operation)->remote, u"FID"_s);
        QCOMPARE(f.network.seen[0].json()["name"_L1].toString(), u"general"_s);
        QCOMPARE(f.network.seen[0].json()["parents"_L1].toArray(), QJsonArray{u"D"_s});
        f.network << refusal(409, "ALREADY_EXISTS")
                  << ok("{'id':'FID','mimeType':'application/vnd.google-apps.folder','parents':['D']}");
        QVERIFY(f.perform(operation, true)->existed);
        f.network << refusal(409, "ALREADY_EXISTS") << ok("{'id':'FID','mimeType':'text/plain','parents':['D']}");
        QCOMPARE(f.perform(operation, true).error().kind, Error::Kind::Conflict);
    }
    void uploadsUnderItsReservedId()
    {
        Fixture f;
        const Operation operation = uploadOf(f, "bytes");
        f.network << fileAnswer("bytes");
        const auto outcome = f.perform(operation);
        QCOMPARE(outcome->remote, kFile);
        QCOMPARE(outcome->extra, u"https://drive.google.com/file/d/"_s + kFile + u"/view"_s);
        QCOMPARE(f.network.seen[0].json()["id"_L1].toString(), kFile);
        QCOMPARE(f.network.seen[0].json()["modifiedTime"_L1].toString(), u"2019-05-01T10:00:00.000001Z"_s);
        QCOMPARE(f.network.seen[0].bearer(), "token-admin@example.com");
    }
    void anUploadInDoubtIsLookedInto()
    {
        Fixture f;
        const Operation operation = uploadOf(f, "bytes");
        f.network << fileAnswer("bytes");
        auto outcome = f.perform(operation, true); // it had arrived
        QVERIFY(outcome.ok() && outcome->existed);
        QCOMPARE(f.network.seen.size(), 1u);
        f.network << refusal(404, "NOT_FOUND") << fileAnswer("bytes");
        outcome = f.perform(operation, true); // it had not
        QVERIFY(outcome.ok() && !outcome->existed);
        f.network << refusal(409, "ALREADY_EXISTS") << fileAnswer("bytes");
        outcome = f.perform(operation); // in use on the first attempt: a lower layer repeated it
        QVERIFY(outcome.ok() && outcome->existed);
        for (const QByteArray &other : {QByteArray("bytez"), QByteArray("more bytes")}) {
            f.network << refusal(409, "ALREADY_EXISTS") << fileAnswer(other);
            QCOMPARE(f.perform(operation).error().kind, Error::Kind::Conflict);
        }
        f.network << refusal(409, "ALREADY_EXISTS") << ok("{'id':'x','size':'5','trashed':true}");
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Conflict);
        f.network << refusal(403, "PERMISSION_DENIED");
        QCOMPARE(f.perform(operation, true).error().kind, Error::Kind::Forbidden);
    }
    void aLargeUploadGoesOnInItsSession()
    {
        Fixture f;
        const QByteArray bytes(9000000, 'x');
        const Operation operation = uploadOf(f, bytes);
        f.network << FakeReply{.status = 200, .headers = {{"Location", "https://www.googleapis.com/upload/s1"}}}
                  << FakeReply{.status = 308, .headers = {{"Range", "bytes=0-8388607"}}} << broken()
                  << refusal(404, "NOT_FOUND") << FakeReply{.status = 308, .headers = {{"Range", "bytes=0-8388607"}}}
                  << fileAnswer(bytes);
        QCOMPARE(f.perform(operation).error().kind, Error::Kind::Ambiguous);
        QVERIFY(f.perform(operation, true).ok());
        QCOMPARE(f.network.seen.size(), 6u);
        QCOMPARE(f.network.seen[4].url, QUrl(u"https://www.googleapis.com/upload/s1"_s));
        QCOMPARE(f.network.seen[5].header("Content-Range"), "bytes 8388608-8999999/9000000");
    }
    void sharesAFolder()
    {
        Fixture f;
        f.outcomes[OperationPlans::folderKey(1)] = {.remote = u"FID"_s};
        const Operation operation =
            f.target->expand(FolderShare{1, FolderShare::With::Person, u"Bob@example.com"_s}).at(0);
        f.network << ok("{'id':'p1'}");
        QCOMPARE(f.perform(operation)->remote, u"p1"_s);
        QCOMPARE(
            f.network.seen[0].json(),
            (QJsonObject{{u"type"_s, u"user"_s}, {u"role"_s, u"reader"_s}, {u"emailAddress"_s, u"Bob@example.com"_s}}));
        f.network << ok("{'permissions':[{'id':'p0','type':'group','emailAddress':'bob@example.com'},{'id':'p1','type':"
                        "'user','emailAddress':'bob@example.com'}]}");
        const auto again = f.perform(operation, true);
        QVERIFY(again->existed);
        QCOMPARE(again->remote, u"p1"_s);
        f.network << ok("{}") << ok("{'id':'p2'}");
        QCOMPARE(f.perform(operation, true)->remote, u"p2"_s);
    }
    void reservesIds()
    {
        Fixture f;
        f.network << ok("{'ids':['a','b']}");
        QCOMPARE(*run(f.target->reserve(2, &f.owner)), (std::vector<QString>{u"a"_s, u"b"_s}));
        QCOMPARE(f.network.seen[0].query(u"count"_s), u"2"_s);
    }

    // Reading back.
    void listsWhatItWrote()
    {
        Fixture f;
        f.network << ok("{'nextPageToken':'n','messages':[{'name':'spaces/A/messages/"
                        "M','clientAssignedMessageId':'client-x','text':'Hi',"
                        "'formattedText':'*Hi*','createTime':'2019-05-01T10:00:00.000001Z','sender':{'name':'users/"
                        "1','type':'HUMAN'},"
                        "'thread':{'name':'spaces/A/threads/T'}},{'name':'spaces/A/messages/"
                        "D','deleteTime':'2026-01-01T00:00:00Z'}]}");
        const auto page = run(f.target->listMessages(u"spaces/A"_s, {}, &f.owner));
        QCOMPARE(page->entries.size(), 1u);
        QCOMPARE(page->next, u"n"_s);
        QCOMPARE(page->entries[0].name, u"spaces/A/messages/client-x"_s);
        QCOMPARE(page->entries[0].text, u"*Hi*"_s);
        QCOMPARE(page->entries[0].sender, u"users/1"_s);
        QCOMPARE(f.network.seen[0].bearer(), "token-admin@example.com");
    }
    void listsPeopleButNoApps()
    {
        Fixture f;
        f.network << refusal(403, "PERMISSION_DENIED")
                  << ok("{'memberships':[{'name':'spaces/A/members/"
                        "1','role':'ROLE_MANAGER','state':'JOINED','member':{'name':'users/1','type':'HUMAN'}},"
                        "{'name':'spaces/A/members/app','member':{'name':'users/app','type':'BOT'}}]}");
        const auto page = run(f.target->listMembers(u"spaces/A"_s, {}, &f.owner));
        QCOMPARE(page->entries.size(), 1u);
        QCOMPARE(page->entries[0].role, u"ROLE_MANAGER"_s);
    }
    void aSpaceThatIsNotShownIsAState()
    {
        Fixture f;
        f.network
            << ok("{'name':'spaces/A','importMode':true,'displayName':'general','createTime':'2015-01-01T00:00:00Z'}")
            << refusal(403, "PERMISSION_DENIED") << refusal(404, "NOT_FOUND", "Google Chat app not found. x")
            << refusal(503, "UNAVAILABLE");
        auto state = run(f.target->readSpace(u"spaces/A"_s, &f.owner));
        QVERIFY(state->readable && state->importMode);
        state = run(f.target->readSpace(u"spaces/A"_s, &f.owner));
        QVERIFY(state.ok() && !state->readable);
        QCOMPARE(run(f.target->readSpace(u"spaces/A"_s, &f.owner)).error().kind, Error::Kind::NotSetUp);
        QCOMPARE(run(f.target->readSpace(u"spaces/A"_s, &f.owner)).error().kind, Error::Kind::ServerFault);
    }
    void checksAuthorsByTheirToken()
    {
        Fixture f;
        QVERIFY(run(f.target->checkAuthor(u"ann@example.com"_s, &f.owner)).ok());
        QCOMPARE(f.network.seen.size(), 0u);
        f.network.tokenHandler = [](const QJsonObject &) {
            return FakeReply{.status = 400,
                             .body = json("{'error':'invalid_grant','error_description':'Invalid email or User ID'}")};
        };
        QCOMPARE(run(f.target->checkAuthor(u"gone@example.com"_s, &f.owner)).error().kind, Error::Kind::NotFound);
    }
    void badConnectionsAreRefusedAtOnce()
    {
        FakeClock clock;
        GoogleConnection connection;
        connection.serviceAccountKey = "{}";
        connection.adminEmail = u"admin@example.com"_s;
        QCOMPARE(GoogleChatTarget::create(clock, connection, u"p"_s, QuotaProfile::unlimited()).error().kind,
                 Error::Kind::Input);
        connection.serviceAccountKey = serviceAccountJson();
        connection.adminEmail = u"admin"_s;
        QCOMPARE(GoogleChatTarget::create(clock, connection, u"p"_s, QuotaProfile::unlimited()).error().kind,
                 Error::Kind::Input);
    }

    // Ends from outside.
    void cancelEndsOnceAndSendsNothingMore()
    {
        Fixture f;
        f.network << FakeReply{.never = true};
        auto *job = f.target->perform(firstOf(f, message()), f.outcomes, false, &f.owner);
        QSignalSpy finished(job, &Job::finished);
        job->start();
        QTRY_COMPARE(f.network.seen.size(), 1u);
        job->cancel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
        f.clock.advance(10min);
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void anOwnerThatGoesTakesTheOperationAlong()
    {
        Fixture f;
        f.network << refusal(409, "ALREADY_EXISTS") << FakeReply{.never = true};
        auto owner = std::make_unique<QObject>();
        f.target->perform(firstOf(f, message()), f.outcomes, false, owner.get())->start();
        QTRY_COMPARE(f.network.seen.size(), 2u);
        owner.reset();
        f.clock.advance(10min);
        QCoreApplication::processEvents();
        QCOMPARE(f.network.seen.size(), 2u);
    }
};

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
