// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/calls/completeimportjob.h"
#include "googlechat/calls/createdrivejob.h"
#include "googlechat/calls/createfolderjob.h"
#include "googlechat/calls/creatememberjob.h"
#include "googlechat/calls/createmessagejob.h"
#include "googlechat/calls/createpermissionjob.h"
#include "googlechat/calls/createreactionjob.h"
#include "googlechat/calls/createspacejob.h"
#include "googlechat/calls/deletememberjob.h"
#include "googlechat/calls/deletemessagejob.h"
#include "googlechat/calls/deletereactionjob.h"
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
#include "googlechat/calls/uploadattachmentjob.h"
#include "googlechat/calls/uploadfilejob.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QUrlQuery>
#include <QtTest>

#include <set>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

const Identity kAnn = Identity::account(u"ann@example.com"_s);
const Endpoints kGoogle = Endpoints::google();
const UtcTime kTime = UtcTime(std::chrono::seconds(1556704800));

struct Case
{
    QByteArray name;
    ApiRequest request;
};

std::vector<Case> everyRequest()
{
    const UploadWish file =
        UploadFileJob::wish(kGoogle, {kAnn, u"ID"_s, u"a b.pdf"_s, u"application/pdf"_s, u"FOLDER"_s, kTime, {}, {}});
    const UploadWish attachment =
        UploadAttachmentJob::wish(kGoogle, {kAnn, u"spaces/A"_s, u"a.pdf"_s, u"application/pdf"_s, {}});
    CreateMessageRequest message{kAnn, u"spaces/A"_s, u"client-1"_s, u"text"_s, kTime, {}, {}};
    CreateMessageRequest reply = message;
    reply.thread = u"spaces/A/threads/T"_s;
    reply.attachments = {QJsonObject{{u"attachmentDataRef"_s, QJsonObject{{u"resourceName"_s, u"x"_s}}}}};
    return {
        {"create a space",
         CreateSpaceJob::build(kGoogle, {kAnn, u"u"_s, u"name"_s, false, kTime, true, u"d"_s, u"g"_s})},
        {"create a group chat", CreateSpaceJob::build(kGoogle, {kAnn, u"u"_s, u"name"_s, true, kTime, false, {}, {}})},
        {"get a space", GetSpaceJob::build(kGoogle, {u"spaces/A"_s})},
        {"patch a space", PatchSpaceJob::build(kGoogle, {kAnn, false, u"spaces/A"_s, u"n"_s,
                                                         PatchSpaceRequest::Details{u"d"_s, u"g"_s}})},
        {"patch a completed space", PatchSpaceJob::build(kGoogle, {kAnn, true, u"spaces/A"_s, u"n"_s, {}})},
        {"delete a space", DeleteSpaceJob::build(kGoogle, {kAnn, u"spaces/A"_s})},
        {"complete an import", CompleteImportJob::build(kGoogle, {kAnn, u"spaces/A"_s})},
        {"create a message", CreateMessageJob::build(kGoogle, message)},
        {"create a reply", CreateMessageJob::build(kGoogle, reply)},
        {"create without markupSyntax", CreateMessageJob::build(kGoogle, reply, true)},
        {"get a message", GetMessageJob::build(kGoogle, {u"spaces/A/messages/M"_s})},
        {"patch a message", PatchMessageJob::build(kGoogle, {kAnn, u"spaces/A/messages/M"_s, u"t"_s})},
        {"delete a message", DeleteMessageJob::build(kGoogle, {kAnn, u"spaces/A/messages/M"_s, false})},
        {"delete with replies", DeleteMessageJob::build(kGoogle, {kAnn, u"spaces/A/messages/M"_s, true})},
        {"list messages", ListMessagesJob::build(kGoogle, {kAnn, u"spaces/A"_s, u"next"_s, 1000, kTime, kTime})},
        {"add a reaction", CreateReactionJob::build(kGoogle, {kAnn, u"spaces/A/messages/M"_s, u"\u2705"_s})},
        {"delete a reaction", DeleteReactionJob::build(kGoogle, {kAnn, u"spaces/A/messages/M/reactions/R"_s})},
        {"add a past member",
         CreateMemberJob::build(kGoogle, {kAnn, false, u"spaces/A"_s, u"bob@example.com"_s, kTime, kTime})},
        {"add a member", CreateMemberJob::build(kGoogle, {kAnn, true, u"spaces/A"_s, u"bob@example.com"_s, {}, {}})},
        {"list members", ListMembersJob::build(kGoogle, {kAnn, false, u"spaces/A"_s, u"next"_s, 1000, true})},
        {"list members later", ListMembersJob::build(kGoogle, {kAnn, true, u"spaces/A"_s, {}, 1000, true})},
        {"remove a member", DeleteMemberJob::build(kGoogle, {kAnn, false, u"spaces/A/members/M"_s})},
        {"make a manager", PatchMemberJob::build(kGoogle, {kAnn, false, u"spaces/A/members/M"_s, u"ROLE_MANAGER"_s})},
        {"make a manager later",
         PatchMemberJob::build(kGoogle, {kAnn, true, u"spaces/A/members/M"_s, u"ROLE_MEMBER"_s})},
        {"upload an attachment", UploadJob::multipartRequest(attachment, "bytes")},
        {"start a large attachment", UploadJob::startRequest(attachment, 6000000)},
        {"state of Drive", DriveAboutJob::build(kGoogle, {kAnn})},
        {"create a shared drive", CreateDriveJob::build(kGoogle, {kAnn, u"u"_s, u"n"_s})},
        {"list shared drives", ListDrivesJob::build(kGoogle, {kAnn, u"next"_s})},
        {"create a folder", CreateFolderJob::build(kGoogle, {kAnn, u"ID"_s, u"n"_s, u"DRIVE"_s})},
        {"reserve ids", GenerateIdsJob::build(kGoogle, {kAnn, 10})},
        {"upload a file", UploadJob::multipartRequest(file, "bytes")},
        {"start a large file", UploadJob::startRequest(file, 6000000)},
        {"get a file", GetFileJob::build(kGoogle, {kAnn, u"ID"_s})},
        {"share with a person", CreatePermissionJob::build(kGoogle, {kAnn, u"ID"_s, u"user"_s, u"bob@example.com"_s})},
        {"share with a domain", CreatePermissionJob::build(kGoogle, {kAnn, u"ID"_s, u"domain"_s, u"example.com"_s})},
        {"list permissions", ListPermissionsJob::build(kGoogle, {kAnn, u"ID"_s, u"next"_s})},
        {"list accounts", ListUsersJob::build(kGoogle, {kAnn, u"next"_s, 500})},
        {"get an account", GetUserJob::build(kGoogle, {kAnn, u"bob@example.com"_s})},
    };
}

QJsonObject read(const char *name)
{
    QFile file(QLatin1String(CHATFERRY_TEST_DATA) + "/discovery/"_L1 + QLatin1String(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

QJsonObject documentOf(ApiService service)
{
    static const QJsonObject chat = read("chat-v1.json");
    static const QJsonObject drive = read("drive-v3.json");
    static const QJsonObject directory = read("directory-v1.json");
    return service == ApiService::Chat ? chat : service == ApiService::Drive ? drive : directory;
}

QJsonObject resolved(const QJsonObject &document, const QJsonObject &schema)
{
    const QString ref = schema["$ref"_L1].toString();
    return ref.isEmpty() ? schema : document["schemas"_L1][ref].toObject();
}

/// What in @p value is no @p schema; empty when it fits.
QString problem(const QJsonObject &document, const QJsonObject &unresolved, const QJsonValue &value, const QString &at)
{
    const QJsonObject schema = resolved(document, unresolved);
    if (value.isArray()) {
        if (schema["type"_L1].toString() != "array"_L1)
            return at + u": is no list"_s;
        const QJsonArray entries = value.toArray();
        for (const QJsonValue &entry : entries) {
            const QString inside = problem(document, schema["items"_L1].toObject(), entry, at + u"[]"_s);
            if (!inside.isEmpty())
                return inside;
        }
        return {};
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto field = object.begin(); field != object.end(); ++field) {
            const QString name = at + u'.' + field.key();
            const QJsonObject known = schema["properties"_L1][field.key()].toObject();
            if (known.isEmpty()) {
                // Newer than the discovery document; facts in src/googlechat/README.md.
                if (name == "Message.markupSyntax"_L1)
                    continue;
                return name + u": unknown"_s;
            }
            const QString inside = problem(document, known, field.value(), name);
            if (!inside.isEmpty())
                return inside;
        }
        return {};
    }
    const QString type = schema["type"_L1].toString();
    if (value.isString() && type != "string"_L1)
        return at + u": is no text"_s;
    if (value.isBool() && type != "boolean"_L1)
        return at + u": is no boolean"_s;
    const QJsonArray values = schema["enum"_L1].toArray();
    if (!values.isEmpty() && !values.contains(value))
        return at + u": no such value "_s + value.toString();
    return {};
}

/// Checks "a,b(c,d/e)" or, with dots, an update mask.
QString maskProblem(const QJsonObject &document, const QJsonObject &unresolved, const QString &mask)
{
    QJsonObject schema = resolved(document, unresolved);
    if (schema["type"_L1].toString() == "array"_L1)
        schema = resolved(document, schema["items"_L1].toObject());
    int depth = 0;
    QString path;
    const QString whole = mask + u',';
    for (const QChar c : whole) {
        if (c == u'(')
            ++depth;
        if (c == u')')
            --depth;
        if (c != u',' || depth > 0) {
            path += c;
            continue;
        }
        static const QRegularExpression form(u"^([A-Za-z0-9]+)(?:[/.](.+)|\\((.+)\\))?$"_s);
        const auto match = form.match(path);
        const QJsonObject field = schema["properties"_L1][match.captured(1)].toObject();
        if (!match.hasMatch() || field.isEmpty())
            return path + u": unknown in "_s + mask;
        const QString inner = match.captured(2) + match.captured(3);
        if (!inner.isEmpty()) {
            const QString inside = maskProblem(document, field, inner);
            if (!inside.isEmpty())
                return inside;
        }
        path.clear();
    }
    return {};
}

QJsonObject bodyOf(const ApiRequest &request)
{
    QByteArray body = request.http.body;
    for (const auto &[name, value] : request.http.headers) {
        if (name == "Content-Type" && value.startsWith("multipart/related; boundary=")) {
            const QByteArray boundary = "\r\n--" + value.mid(28);
            body = body.mid(body.indexOf("\r\n\r\n") + 4);
            body = body.left(body.indexOf(boundary));
        }
    }
    return QJsonDocument::fromJson(body).object();
}

} // namespace

Q_DECLARE_METATYPE(chatferry::ApiRequest)

class TestContract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QCOMPARE(documentOf(ApiService::Chat)["revision"_L1].toString(), u"20260405"_s);
        QCOMPARE(documentOf(ApiService::Drive)["revision"_L1].toString(), u"20260405"_s);
        QCOMPARE(documentOf(ApiService::Directory)["revision"_L1].toString(), u"20260421"_s);
    }
    void theChecksCanFail()
    {
        const QJsonObject chat = documentOf(ApiService::Chat);
        const QJsonObject message{{u"$ref"_s, u"Message"_s}};
        QVERIFY(!problem(chat, message, QJsonObject{{u"txt"_s, u"a"_s}}, u"Message"_s).isEmpty());
        QVERIFY(!problem(chat, message, QJsonObject{{u"text"_s, true}}, u"Message"_s).isEmpty());
        QVERIFY(
            !problem(chat, {{u"$ref"_s, u"Space"_s}}, QJsonObject{{u"spaceType"_s, u"TEAM"_s}}, u"Space"_s).isEmpty());
        QVERIFY(!maskProblem(chat, message, u"name,thread/nme"_s).isEmpty());
        QVERIFY(!maskProblem(chat, message, u"sender(name,typ)"_s).isEmpty());
    }
    void everyMethodHasARequest()
    {
        std::set<ApiMethod> built;
        for (const Case &one : everyRequest())
            built.insert(one.request.method);
        for (const MethodRule &rule : allRules())
            QVERIFY2(built.contains(rule.method), rule.id.data());
    }
    void everyScopeIsOneOfTheMethod()
    {
        for (const MethodRule &rule : allRules()) {
            const QJsonArray scopes = documentOf(rule.service)["methods"_L1][rule.id]["scopes"_L1].toArray();
            for (const QLatin1String scope : {rule.accountScope, rule.appScope, rule.laterScope}) {
                if (!scope.isEmpty())
                    QVERIFY2(scopes.contains(fullScope(scope)), qPrintable(rule.id + u' ' + scope));
            }
        }
    }
    void theMatrixIsThatOfTheGuide_data()
    {
        // Google, "Authorize Google Chat apps to import data".
        QTest::addColumn<int>("method");
        QTest::addColumn<bool>("account");
        QTest::addColumn<bool>("app");
        const auto row = [](const char *name, ApiMethod method, bool account, bool app) {
            QTest::newRow(name) << int(method) << account << app;
        };
        row("spaces.create", ApiMethod::SpacesCreate, true, false);
        row("spaces.get", ApiMethod::SpacesGet, false, true);
        row("spaces.patch", ApiMethod::SpacesPatch, true, false);
        row("spaces.delete", ApiMethod::SpacesDelete, true, false);
        row("spaces.completeImport", ApiMethod::SpacesCompleteImport, true, false);
        row("messages.create", ApiMethod::MessagesCreate, true, true);
        row("messages.patch", ApiMethod::MessagesPatch, true, true);
        row("messages.delete", ApiMethod::MessagesDelete, true, true);
        row("messages.get", ApiMethod::MessagesGet, false, true);
        row("messages.list", ApiMethod::MessagesList, true, false);
        row("reactions.create", ApiMethod::ReactionsCreate, true, false);
        row("reactions.delete", ApiMethod::ReactionsDelete, true, false);
        row("members.create", ApiMethod::MembersCreate, true, false);
        row("members.delete", ApiMethod::MembersDelete, true, false);
        row("members.list", ApiMethod::MembersList, true, false);
        row("media.upload", ApiMethod::MediaUpload, true, false);
    }
    void theMatrixIsThatOfTheGuide()
    {
        QFETCH(int, method);
        QFETCH(bool, account);
        QFETCH(bool, app);
        QCOMPARE(scopesFor(ApiMethod(method), kAnn).has_value(), account);
        QCOMPARE(scopesFor(ApiMethod(method), Identity::app()).has_value(), app);
    }

    void requestsFitTheDiscoveryDocuments_data()
    {
        QTest::addColumn<ApiRequest>("request");
        for (const Case &one : everyRequest())
            QTest::newRow(one.name.constData()) << one.request;
    }
    void requestsFitTheDiscoveryDocuments()
    {
        QFETCH(ApiRequest, request);
        const MethodRule &rule = ruleOf(request.method);
        const QJsonObject document = documentOf(rule.service);
        const QJsonObject method = document["methods"_L1][rule.id].toObject();
        QVERIFY(!method.isEmpty());
        QVERIFY(scopesFor(request.method, request.identity, request.later).has_value());

        QCOMPARE(QString::fromLatin1(request.http.method), method["httpMethod"_L1].toString());
        QCOMPARE(u"https://"_s + request.http.url.host() + u'/', document["rootUrl"_L1].toString());

        const bool uploads = QUrlQuery(request.http.url).hasQueryItem(u"uploadType"_s);
        const QString path = uploads ? method["upload"_L1].toString()
                                     : u'/' + document["servicePath"_L1].toString() + method["path"_L1].toString();
        QString pattern = QRegularExpression::escape(path);
        pattern.replace(QRegularExpression(u"\\\\\\{\\\\\\+[a-z]+\\\\\\}"_s), u"spaces/[^/:]+"_s);
        pattern.replace(QRegularExpression(u"\\\\\\{[A-Za-z]+\\\\\\}"_s), u"[^/:]+"_s);
        QVERIFY2(QRegularExpression(u"^"_s + pattern + u"$"_s).match(request.http.url.path()).hasMatch(),
                 qPrintable(request.http.url.path() + u" is no "_s + pattern));

        const auto query = QUrlQuery(request.http.url).queryItems(QUrl::FullyDecoded);
        for (const auto &[name, value] : query) {
            const QJsonObject parameter = method["parameters"_L1][name].toObject();
            const bool known =
                parameter["location"_L1].toString() == "query"_L1 || document["parameters"_L1].toArray().contains(name);
            QVERIFY2(known, qPrintable(name));
            const QJsonArray values = parameter["enum"_L1].toArray();
            QVERIFY2(values.isEmpty() || values.contains(value), qPrintable(name + u'=' + value));
            if (name == "fields"_L1) {
                const QString wrong = maskProblem(document, {{u"$ref"_s, method["response"_L1]}}, value);
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
            if (name == "updateMask"_L1) {
                const QString wrong = maskProblem(document, {{u"$ref"_s, method["request"_L1]}}, value);
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
        }

        const QJsonObject body = bodyOf(request);
        if (method["request"_L1].isNull()) {
            QVERIFY(request.http.body.isEmpty());
        } else {
            const QString schema = method["request"_L1].toString();
            const QString wrong = problem(document, {{u"$ref"_s, schema}}, body, schema);
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            QVERIFY(request.method == ApiMethod::SpacesCompleteImport || !body.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
