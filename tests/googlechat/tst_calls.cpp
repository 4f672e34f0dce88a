// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/completeimportjob.h"
#include "googlechat/calls/createdrivejob.h"
#include "googlechat/calls/createfolderjob.h"
#include "googlechat/calls/creatememberjob.h"
#include "googlechat/calls/createmessagejob.h"
#include "googlechat/calls/createpermissionjob.h"
#include "googlechat/calls/createreactionjob.h"
#include "googlechat/calls/createspacejob.h"
#include "googlechat/calls/deletemessagejob.h"
#include "googlechat/calls/deletespacejob.h"
#include "googlechat/calls/driveaboutjob.h"
#include "googlechat/calls/generateidsjob.h"
#include "googlechat/calls/getfilejob.h"
#include "googlechat/calls/getmessagejob.h"
#include "googlechat/calls/getspacejob.h"
#include "googlechat/calls/getuserjob.h"
#include "googlechat/calls/listdrivesjob.h"
#include "googlechat/calls/listmembersjob.h"
#include "googlechat/calls/listmessagesjob.h"
#include "googlechat/calls/listpermissionsjob.h"
#include "googlechat/calls/listusersjob.h"
#include "googlechat/calls/patchmemberjob.h"
#include "googlechat/calls/patchmessagejob.h"
#include "googlechat/calls/patchspacejob.h"
#include "tests/googlechat/googlefixture.h"

#include <QSignalSpy>

using namespace chatferry;
using namespace chatferry::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const UtcTime kTime = UtcTime(1556704800s + std::chrono::microseconds(1));

CreateMessageRequest message()
{
    return {kAnn, u"spaces/A"_s, u"client-1"_s, u"Hello <users/1>"_s, kTime, {}, {}};
}

constexpr auto kMessageAnswer =
    "{'name':'spaces/A/messages/M.M','thread':{'name':'spaces/A/threads/T'},'createTime':'2019-05-01T10:00:00.000001Z',"
    "'clientAssignedMessageId':'client-1','somethingNew':[1,2]}";

} // namespace

class TestCalls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void createsASpace()
    {
        GoogleFixture f;
        f.network << ok("{'name':'spaces/A','displayName':'general','importMode':true,'spaceType':'SPACE',"
                        "'createTime':'2015-06-01T00:00:00Z','importModeExpireTime':'2027-02-19T00:00:00Z'}");
        const auto space = run(new CreateSpaceJob(
            f.api(), {kAdmin, u"uuid"_s, u"general"_s, false, kTime, false, u"purpose"_s, {}}, &f.owner));
        QVERIFY(space.ok());
        QCOMPARE(space->name, u"spaces/A"_s);
        QVERIFY(space->expires.has_value());
        QCOMPARE(space->webAddress(), u"https://mail.google.com/chat/u/0/#chat/space/A"_s);
        QCOMPARE(f.network.seen.size(), 1u);
        const SeenRequest &seen = f.network.seen[0];
        QCOMPARE(seen.bearer(), "token-admin@example.com");
        QCOMPARE(seen.header("Content-Type"), "application/json; charset=UTF-8");
        QCOMPARE(seen.query(u"requestId"_s), u"uuid"_s);
        QCOMPARE(seen.json(), (QJsonObject{{u"spaceType"_s, u"SPACE"_s},
                                           {u"displayName"_s, u"general"_s},
                                           {u"importMode"_s, true},
                                           {u"createTime"_s, u"2019-05-01T10:00:00.000001Z"_s},
                                           {u"spaceDetails"_s, QJsonObject{{u"description"_s, u"purpose"_s}}}}));
        QCOMPARE(claimsOf(f.network.tokensSeen[0].body.mid(f.network.tokensSeen[0].body.indexOf("assertion=") +
                                                           10))["scope"_L1]
                     .toString(),
                 u"https://www.googleapis.com/auth/chat.import"_s);
    }
    void aSpaceThatIsNotInImportModeIsNoSuccess()
    {
        GoogleFixture f;
        f.network << ok("{'name':'spaces/A','displayName':'general'}");
        const auto space =
            run(new CreateSpaceJob(f.api(), {kAdmin, u"u"_s, u"general"_s, false, kTime, false, {}, {}}, &f.owner));
        QCOMPARE(space.error().kind, Error::Kind::BadReply);
    }
    void theAppReadsSpaces()
    {
        GoogleFixture f;
        f.network << ok("{'name':'spaces/A','spaceUri':'https://chat.google.com/room/A'}");
        const auto space = run(new GetSpaceJob(f.api(), {u"spaces/A"_s}, &f.owner));
        QVERIFY(space.ok());
        QVERIFY(!space->importMode);
        QCOMPARE(space->webAddress(), u"https://chat.google.com/room/A"_s);
        QCOMPARE(f.network.seen[0].bearer(), "token-app");
        QCOMPARE(f.network.seen[0].method, "GET");
    }
    void patchesOnlyWhatIsSet()
    {
        GoogleFixture f;
        f.network << ok("{'name':'spaces/A'}") << ok("{'name':'spaces/A'}");
        QVERIFY(run(new PatchSpaceJob(f.api(), {kAdmin, false, u"spaces/A"_s, u"new"_s, {}}, &f.owner)).ok());
        QVERIFY(run(new PatchSpaceJob(
                        f.api(), {kAdmin, true, u"spaces/A"_s, {}, PatchSpaceRequest::Details{u"d"_s, {}}}, &f.owner))
                    .ok());
        QCOMPARE(f.network.seen[0].query(u"updateMask"_s), u"displayName"_s);
        QCOMPARE(f.network.seen[0].json().keys(), QStringList{u"displayName"_s});
        QCOMPARE(f.network.seen[1].query(u"updateMask"_s), u"spaceDetails"_s);
        QCOMPARE(f.network.seen[1].json()["spaceDetails"_L1].toObject().size(), 2);
        QCOMPARE(f.network.tokensSeen.size(), 2u); // the second with the scope for completed spaces
    }
    void completesAndKeepsTheAnswer()
    {
        GoogleFixture f;
        f.network << ok("{'space':{'name':'spaces/A'}}");
        const auto done = run(new CompleteImportJob(f.api(), {kAdmin, u"spaces/A"_s}, &f.owner));
        QVERIFY(done.ok());
        QCOMPARE(done->response, json("{'space':{'name':'spaces/A'}}"));
        QCOMPARE(f.network.seen[0].path(), u"/v1/spaces/A:completeImport"_s);
        QCOMPARE(f.network.seen[0].body, "{}");
    }

    void writesAMessage()
    {
        GoogleFixture f;
        f.network << ok(kMessageAnswer);
        const auto written = run(new CreateMessageJob(f.api(), message(), &f.owner));
        QVERIFY(written.ok());
        QCOMPARE(written->stableName(), u"spaces/A/messages/client-1"_s);
        QCOMPARE(written->thread, u"spaces/A/threads/T"_s);
        QCOMPARE(written->createTime, kTime);
        const SeenRequest &seen = f.network.seen[0];
        QCOMPARE(seen.bearer(), "token-ann@example.com");
        QCOMPARE(seen.query(u"messageId"_s), u"client-1"_s);
        QCOMPARE(seen.query(u"requestId"_s), u"client-1"_s);
        QCOMPARE(seen.query(u"messageReplyOption"_s), QString());
        QCOMPARE(seen.json(), (QJsonObject{{u"text"_s, u"Hello <users/1>"_s},
                                           {u"createTime"_s, u"2019-05-01T10:00:00.000001Z"_s},
                                           {u"markupSyntax"_s, u"MARKUP_SYNTAX_CHAT"_s}}));
    }
    void aReplyGoesIntoItsThreadOrNowhere()
    {
        GoogleFixture f;
        f.network << ok(kMessageAnswer);
        CreateMessageRequest reply = message();
        reply.thread = u"spaces/A/threads/T"_s;
        QVERIFY(run(new CreateMessageJob(f.api(), reply, &f.owner)).ok());
        QCOMPARE(f.network.seen[0].query(u"messageReplyOption"_s), u"REPLY_MESSAGE_OR_FAIL"_s);
        QCOMPARE(f.network.seen[0].json()["thread"_L1].toObject(), (QJsonObject{{u"name"_s, u"spaces/A/threads/T"_s}}));
    }
    void theAppWritesWithItsOwnToken()
    {
        GoogleFixture f;
        f.network << ok(kMessageAnswer);
        CreateMessageRequest byApp = message();
        byApp.identity = Identity::app();
        QVERIFY(run(new CreateMessageJob(f.api(), byApp, &f.owner)).ok());
        QCOMPARE(f.network.seen[0].bearer(), "token-app");
    }
    void anOlderServiceIsAskedWithoutMarkupSyntaxFromThenOn()
    {
        GoogleFixture f;
        f.network << refusal(400, "INVALID_ARGUMENT",
                             "Unknown name \\\"markupSyntax\\\" at 'message': Cannot find field.")
                  << ok(kMessageAnswer) << ok(kMessageAnswer) << ok(kMessageAnswer);
        QVERIFY(run(new CreateMessageJob(f.api(), message(), &f.owner)).ok());
        QVERIFY(run(new CreateMessageJob(f.api(), message(), &f.owner)).ok());
        QVERIFY(run(new PatchMessageJob(f.api(), {kAnn, u"spaces/A/messages/M"_s, u"t"_s}, &f.owner)).ok());
        QCOMPARE(f.network.seen.size(), 4u);
        QVERIFY(f.network.seen[0].json().contains("markupSyntax"_L1));
        QCOMPARE(f.network.seen[0].url, f.network.seen[1].url);
        for (std::size_t i = 1; i < 4; ++i)
            QVERIFY(!f.network.seen[i].json().contains("markupSyntax"_L1));
    }
    void otherRefusalsAreNotTriedInAnotherForm()
    {
        GoogleFixture f;
        f.network << refusal(400, "INVALID_ARGUMENT", "Unknown name \\\"text\\\"");
        QCOMPARE(run(new CreateMessageJob(f.api(), message(), &f.owner)).error().kind, Error::Kind::BadRequest);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void patchesATextWithItsSyntax()
    {
        GoogleFixture f;
        f.network << ok(kMessageAnswer);
        QVERIFY(run(new PatchMessageJob(f.api(), {kAnn, u"spaces/A/messages/client-1"_s, u"new"_s}, &f.owner)).ok());
        QCOMPARE(f.network.seen[0].method, "PATCH");
        QCOMPARE(f.network.seen[0].query(u"updateMask"_s), u"text"_s);
        QCOMPARE(f.network.seen[0].json(),
                 (QJsonObject{{u"text"_s, u"new"_s}, {u"markupSyntax"_s, u"MARKUP_SYNTAX_CHAT"_s}}));
    }
    void listsMessages()
    {
        GoogleFixture f;
        f.network << ok("{'nextPageToken':'n&2','messages':["
                        "{'name':'spaces/A/messages/"
                        "1','clientAssignedMessageId':'client-a','createTime':'2019-05-01T10:00:00Z','text':'Hi',"
                        "'formattedText':'*Hi*','sender':{'name':'users/1','type':'HUMAN'},'thread':{'name':'spaces/A/"
                        "threads/T'},"
                        "'emojiReactionSummaries':[{'emoji':{'unicode':'\\u2705'},'reactionCount':2},{'emoji':{'"
                        "customEmoji':{'uid':'x'}},'reactionCount':1}],"
                        "'attachment':[{'name':'a'}]},"
                        "{'name':'spaces/A/messages/2','sender':{'name':'users/"
                        "app','type':'BOT'},'deleteTime':'2020-01-01T00:00:00Z'}]}")
                  << ok("{}");
        const auto page = run(new ListMessagesJob(f.api(), {kAdmin, u"spaces/A"_s, {}, 1000, kTime, kTime}, &f.owner));
        QVERIFY(page.ok());
        QCOMPARE(page->next, u"n&2"_s);
        QCOMPARE(page->entries.size(), 2u);
        QCOMPARE(page->entries[0].stableName(), u"spaces/A/messages/client-a"_s);
        QCOMPARE(page->entries[0].reactions.size(), 1u);
        QCOMPARE(page->entries[0].reactions[0].count, 2);
        QCOMPARE(page->entries[0].attachments, 1);
        QVERIFY(page->entries[1].deleted && page->entries[1].senderIsApp);
        QCOMPARE(f.network.seen[0].query(u"filter"_s),
                 u"create_time > \"2019-05-01T10:00:00.000000Z\" AND create_time < \"2019-05-01T10:00:00.000002Z\""_s);
        const auto empty =
            run(new ListMessagesJob(f.api(), {kAdmin, u"spaces/A"_s, page->next, 1000, {}, {}}, &f.owner));
        QVERIFY(empty.ok() && empty->entries.empty() && empty->next.isEmpty());
        QCOMPARE(f.network.seen[1].query(u"pageToken"_s), u"n&2"_s);
    }
    void addsAndListsMembers()
    {
        GoogleFixture f;
        f.network << ok("{'name':'spaces/A/members/1','state':'INVITED','member':{'name':'users/1','type':'HUMAN'}}")
                  << ok("{'memberships':[{'name':'spaces/A/members/1','member':{'name':'users/1','type':'HUMAN'},"
                        "'createTime':'2016-01-03T00:00:00Z','deleteTime':'2018-01-04T00:00:00Z'}]}");
        const auto added = run(new CreateMemberJob(
            f.api(), {kAdmin, false, u"spaces/A"_s, u"bob@example.com"_s, kTime, kTime + 1s}, &f.owner));
        QVERIFY(added.ok());
        QCOMPARE(added->state, u"INVITED"_s);
        QCOMPARE(f.network.seen[0].json()["member"_L1].toObject(),
                 (QJsonObject{{u"name"_s, u"users/bob@example.com"_s}, {u"type"_s, u"HUMAN"_s}}));
        QCOMPARE(f.network.seen[0].json()["deleteTime"_L1].toString(), u"2019-05-01T10:00:01.000001Z"_s);
        const auto page = run(new ListMembersJob(f.api(), {kAdmin, false, u"spaces/A"_s, {}, 1000, true}, &f.owner));
        QCOMPARE(page->entries.at(0).member, u"users/1"_s);
        QVERIFY(page->entries.at(0).deleteTime.has_value());
    }
    void readsAccounts()
    {
        GoogleFixture f;
        f.network << ok(
            "{'users':[{'id':'12','primaryEmail':'Ann@Example.com','name':{'fullName':'Ann B'},"
            "'aliases':['a@example.com'],'emails':[{'address':'ANN@example.com'},{'address':'Ann.B@example.com'}]},"
            "{'id':'13','primaryEmail':'bob@example.com','suspended':true},{'id':'14','primaryEmail':'c@example.com','"
            "archived':true,'isGuestUser':true}]}");
        const auto page = run(new ListUsersJob(f.api(), {kAdmin, {}, 500}, &f.owner));
        QVERIFY(page.ok());
        QCOMPARE(page->entries.size(), 3u);
        QCOMPARE(page->entries[0].id, u"users/12"_s);
        QCOMPARE(page->entries[0].email, u"ann@example.com"_s);
        QCOMPARE(page->entries[0].aliases, (std::vector<QString>{u"a@example.com"_s, u"ann.b@example.com"_s}));
        QVERIFY(page->entries[0].active && !page->entries[1].active && !page->entries[2].active &&
                page->entries[2].guest);
        f.network << ok("{}");
        QVERIFY(run(new ListUsersJob(f.api(), {kAdmin, {}, 500}, &f.owner))->entries.empty());
    }
    void driveAnswersAreRead()
    {
        GoogleFixture f;
        f.network << ok("{'canCreateDrives':true,'storageQuota':{'limit':'1000','usage':'400'}}")
                  << ok("{'canCreateDrives':false,'storageQuota':{'usage':'400'}}") << ok("{'ids':['i1','i2']}")
                  << ok("{'id':'F','name':'n','size':'5','md5Checksum':'AB12','mimeType':'text/plain','parents':['P']}")
                  << ok("{'drives':[{'id':'D','name':'n','createdTime':'2026-01-01T00:00:00.000Z'}]}")
                  << ok("{'permissions':[{'id':'p','type':'user','role':'reader','emailAddress':'Bob@example.com'},{'"
                        "id':'q','type':'domain','domain':'example.com'}]}");
        const auto limited = run(new DriveAboutJob(f.api(), {kAdmin}, &f.owner));
        QVERIFY(limited->canCreateDrives);
        QCOMPARE(limited->freeBytes.value(), 600);
        const auto unlimited = run(new DriveAboutJob(f.api(), {kAdmin}, &f.owner));
        QVERIFY(!unlimited->canCreateDrives && !unlimited->freeBytes);
        QCOMPARE(*run(new GenerateIdsJob(f.api(), {kAdmin, 2}, &f.owner)), (std::vector<QString>{u"i1"_s, u"i2"_s}));
        const auto file = run(new GetFileJob(f.api(), {kAdmin, u"F"_s}, &f.owner));
        QCOMPARE(file->sizeBytes, 5);
        QCOMPARE(file->md5, "ab12");
        QCOMPARE(file->parent, u"P"_s);
        QCOMPARE(run(new ListDrivesJob(f.api(), {kAdmin, {}}, &f.owner))->entries.at(0).id, u"D"_s);
        const auto permissions = run(new ListPermissionsJob(f.api(), {kAdmin, u"F"_s, {}}, &f.owner));
        QCOMPARE(permissions->entries.at(0).address, u"bob@example.com"_s);
        QCOMPARE(permissions->entries.at(1).address, u"example.com"_s);
    }
    void nobodyGetsAMailAboutSharing()
    {
        const auto person =
            CreatePermissionJob::build(Endpoints::google(), {kAdmin, u"F"_s, u"user"_s, u"bob@example.com"_s});
        QCOMPARE(QUrlQuery(person.http.url).queryItemValue(u"sendNotificationEmail"_s), u"false"_s);
        const auto domain =
            CreatePermissionJob::build(Endpoints::google(), {kAdmin, u"F"_s, u"domain"_s, u"example.com"_s});
        QVERIFY(!QUrlQuery(domain.http.url).hasQueryItem(u"sendNotificationEmail"_s));
    }
    void namesInPathsAreEncoded()
    {
        const auto user = GetUserJob::build(Endpoints::google(), {kAdmin, u"a/b?c#d@example.com"_s});
        QCOMPARE(user.http.url.path(QUrl::FullyEncoded), u"/admin/directory/v1/users/a%2Fb%3Fc%23d%40example.com"_s);
    }

    void answersWithoutTheirFieldsAreBadReplies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a page") << QByteArray("<html>Sign in</html>");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("cut off") << json("{'name':'spaces/A/mess");
        QTest::newRow("no name") << json("{'createTime':'2019-05-01T10:00:00Z'}");
        QTest::newRow("name of another kind") << json("{'name':5}");
    }
    void answersWithoutTheirFieldsAreBadReplies()
    {
        QFETCH(QByteArray, body);
        HttpReply reply;
        reply.status = 200;
        reply.body = body;
        QCOMPARE(CreateMessageJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(CreateSpaceJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(CompleteImportJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(CreateReactionJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(CreateMemberJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(CreateFolderJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(GenerateIdsJob::parse(reply).error().kind, Error::Kind::BadReply);
        QCOMPARE(GetUserJob::parse(reply).error().kind, Error::Kind::BadReply);
    }
    void aDeletionMayAnswerNothing()
    {
        HttpReply reply;
        reply.status = 200;
        QVERIFY(DeleteSpaceJob::parse(reply).ok());
        reply.body = "{}";
        QVERIFY(DeleteMessageJob::parse(reply).ok());
        reply.body = "<html>";
        QVERIFY(!DeleteMessageJob::parse(reply).ok());
    }

    void endsInTheErrorOfTheService_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<int>("kind");
        QTest::newRow("400") << 400 << QByteArray("INVALID_ARGUMENT") << int(Error::Kind::BadRequest);
        QTest::newRow("403") << 403 << QByteArray("PERMISSION_DENIED") << int(Error::Kind::Forbidden);
        QTest::newRow("404") << 404 << QByteArray("NOT_FOUND") << int(Error::Kind::NotFound);
        QTest::newRow("409") << 409 << QByteArray("ALREADY_EXISTS") << int(Error::Kind::Conflict);
        QTest::newRow("429") << 429 << QByteArray("RESOURCE_EXHAUSTED") << int(Error::Kind::RateLimited);
        QTest::newRow("503") << 503 << QByteArray("UNAVAILABLE") << int(Error::Kind::ServerFault);
    }
    void endsInTheErrorOfTheService()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, word);
        QFETCH(int, kind);
        GoogleFixture f;
        f.network << refusal(status, word);
        const auto result = run(new CreateMessageJob(f.api(), message(), &f.owner));
        QCOMPARE(int(result.error().kind), kind);
        QCOMPARE(f.network.seen.size(), 1u);
    }
    void aRefusedTokenIsRenewedOnce()
    {
        GoogleFixture f;
        int tokens = 0;
        f.network.tokenHandler = [&tokens](const QJsonObject &) {
            return ok("{\"access_token\":\"t" + QByteArray::number(++tokens) + "\",\"expires_in\":3599}");
        };
        f.network << refusal(401, "UNAUTHENTICATED") << ok(kMessageAnswer) << refusal(401, "UNAUTHENTICATED")
                  << refusal(401, "UNAUTHENTICATED");
        QVERIFY(run(new CreateMessageJob(f.api(), message(), &f.owner)).ok());
        QCOMPARE(f.network.seen[0].bearer(), "t1");
        QCOMPARE(f.network.seen[1].bearer(), "t2");
        const auto refused = run(new CreateMessageJob(f.api(), message(), &f.owner));
        QCOMPARE(refused.error().kind, Error::Kind::SignInNeeded);
        QCOMPARE(f.network.seen.size(), 4u);
        QCOMPARE(f.network.seen[2].bearer(), "t2");
        QCOMPARE(f.network.seen[3].bearer(), "t3");
    }
    void aTokenThatIsNotGivenSendsNothing()
    {
        GoogleFixture f;
        f.network.tokenHandler = [](const QJsonObject &) {
            return FakeReply{.status = 400,
                             .body = json("{'error':'invalid_grant','error_description':'Not a valid email'}")};
        };
        QCOMPARE(run(new CreateMessageJob(f.api(), message(), &f.owner)).error().kind, Error::Kind::NotFound);
        QCOMPARE(f.network.seen.size(), 0u);
    }
    void anIdentityThatMayNotIsStoppedHere()
    {
        GoogleFixture f;
        CreateReactionRequest request{Identity::app(), u"spaces/A/messages/M"_s, u"\u2705"_s};
        QCOMPARE(run(new CreateReactionJob(f.api(), request, &f.owner)).error().kind, Error::Kind::Bug);
        QCOMPARE(f.network.seen.size(), 0u);
        QCOMPARE(f.network.tokensSeen.size(), 0u);
    }
    void cancelEndsOnceAndSendsNothingMore()
    {
        for (const bool whileToken : {true, false}) {
            GoogleFixture f;
            if (whileToken)
                f.network.tokenHandler = [](const QJsonObject &) { return FakeReply{.never = true}; };
            else
                f.network << FakeReply{.never = true};
            auto *job = new CreateMessageJob(f.api(), message(), &f.owner);
            QSignalSpy finished(job, &Job::finished);
            job->start();
            QTRY_COMPARE((whileToken ? f.network.tokensSeen : f.network.seen).size(), 1u);
            job->cancel();
            QTRY_COMPARE(finished.size(), 1);
            QCOMPARE(job->result().error().kind, Error::Kind::Cancelled);
            f.clock.advance(10min);
            QCoreApplication::processEvents();
            QCOMPARE(finished.size(), 1);
            QCOMPARE(f.network.seen.size(), whileToken ? 0u : 1u);
        }
    }
    void anOwnerThatGoesTakesTheCallAlong()
    {
        for (const bool whileToken : {true, false}) {
            GoogleFixture f;
            if (whileToken)
                f.network.tokenHandler = [](const QJsonObject &) { return FakeReply{.never = true}; };
            else
                f.network << FakeReply{.never = true};
            auto owner = std::make_unique<QObject>();
            (new CreateMessageJob(f.api(), message(), owner.get()))->start();
            QTRY_COMPARE((whileToken ? f.network.tokensSeen : f.network.seen).size(), 1u);
            owner.reset();
            f.clock.advance(10min);
            QCoreApplication::processEvents();
            QCOMPARE(f.network.seen.size(), whileToken ? 0u : 1u);
        }
    }
};

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
