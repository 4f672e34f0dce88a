// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/errormapping.h"

#include <QtTest>

using namespace chatferry;
using namespace Qt::StringLiterals;

namespace {

HttpReply reply(int status, const QByteArray &body)
{
    HttpReply made;
    made.status = status;
    made.body = body;
    return made;
}

QByteArray chatError(int code, const QByteArray &status, const QByteArray &message, const QByteArray &reason = {})
{
    QByteArray details;
    if (!reason.isEmpty())
        details =
            R"(,"details":[{"@type":"type.googleapis.com/google.rpc.Help"},{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":")" +
            reason + R"(","domain":"googleapis.com","metadata":{"service":"chat.googleapis.com"}}])";
    return "{\"error\":{\"code\":" + QByteArray::number(code) + ",\"message\":\"" + message + "\",\"status\":\"" +
           status + "\"" + details + "}}";
}

QByteArray driveError(int code, const QByteArray &reason)
{
    return "{\"error\":{\"code\":" + QByteArray::number(code) +
           ",\"message\":\"words\",\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"" + reason + "\"}]}}";
}

} // namespace

class TestErrorMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusalsGetTheirKind_data()
    {
        QTest::addColumn<int>("method");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        using Kind = Error::Kind;
        const auto row = [](const char *name, ApiMethod method, int status, const QByteArray &body, Kind kind) {
            QTest::newRow(name) << int(method) << status << body << int(kind);
        };
        const ApiMethod message = ApiMethod::MessagesCreate;
        row("bad argument", message, 400, chatError(400, "INVALID_ARGUMENT", "createTime is out of range"),
            Kind::BadRequest);
        row("wrong state", ApiMethod::SpacesCompleteImport, 400,
            chatError(400, "FAILED_PRECONDITION", "not in import mode"), Kind::Precondition);
        row("token refused", message, 401, chatError(401, "UNAUTHENTICATED", "x"), Kind::SignInNeeded);
        row("token refused by a page", message, 401, "<html>", Kind::SignInNeeded);
        row("not allowed", message, 403, chatError(403, "PERMISSION_DENIED", "The caller does not have permission"),
            Kind::Forbidden);
        row("API off", message, 403, chatError(403, "PERMISSION_DENIED", "x", "SERVICE_DISABLED"), Kind::NotSetUp);
        row("scope missing", message, 403, chatError(403, "PERMISSION_DENIED", "x", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"),
            Kind::SignInNeeded);
        row("scope missing, by words", message, 403,
            chatError(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes."), Kind::SignInNeeded);
        row("app not configured", message, 404,
            chatError(404, "NOT_FOUND",
                      "Google Chat app not found. To create a Chat app, you must turn on the Chat API and configure "
                      "the app in "
                      "the Google Cloud console."),
            Kind::NotSetUp);
        row("message gone", message, 404, chatError(404, "NOT_FOUND", "Message not found"), Kind::NotFound);
        row("exists", message, 409, chatError(409, "ALREADY_EXISTS", "x"), Kind::Conflict);
        row("concurrent", message, 409, chatError(409, "ABORTED", "x"), Kind::Aborted);
        row("too many", message, 429, chatError(429, "RESOURCE_EXHAUSTED", "x"), Kind::RateLimited);
        row("too many, without a body", message, 429, {}, Kind::RateLimited);
        row("cancelled", message, 499, chatError(499, "CANCELLED", "x"), Kind::ServerFault);
        row("internal", message, 500, chatError(500, "INTERNAL", "x"), Kind::ServerFault);
        row("a page of a proxy", message, 502, "<html>Bad Gateway</html>", Kind::ServerFault);
        row("unavailable", message, 503, {}, Kind::ServerFault);
        row("deadline", message, 504, chatError(504, "DEADLINE_EXCEEDED", "x"), Kind::ServerFault);
        row("without the wrapper", message, 403, R"({"code":403,"message":"x","status":"PERMISSION_DENIED"})",
            Kind::Forbidden);
        row("a page instead of 403", message, 403, "<html>Blocked by your organisation</html>", Kind::BadReply);
        row("a page instead of 400", message, 400, "<html>Bad Request</html>", Kind::BadReply);
        row("a redirect", message, 302, {}, Kind::BadReply);
        row("Drive: user rate", ApiMethod::FilesCreate, 403, driveError(403, "userRateLimitExceeded"),
            Kind::RateLimited);
        row("Drive: rate", ApiMethod::FilesCreate, 403, driveError(403, "rateLimitExceeded"), Kind::RateLimited);
        row("Drive: sharing rate", ApiMethod::PermissionsCreate, 403, driveError(403, "sharingRateLimitExceeded"),
            Kind::RateLimited);
        row("Drive: storage", ApiMethod::FilesCreate, 403, driveError(403, "storageQuotaExceeded"), Kind::NotSetUp);
        row("Drive: too many items", ApiMethod::FilesCreate, 403, driveError(403, "teamDriveFileLimitExceeded"),
            Kind::NotSetUp);
        row("Drive: API off", ApiMethod::FilesCreate, 403, driveError(403, "accessNotConfigured"), Kind::NotSetUp);
        row("Drive: not allowed", ApiMethod::FilesCreate, 403, driveError(403, "insufficientFilePermissions"),
            Kind::Forbidden);
        row("Drive: id in use", ApiMethod::FilesCreate, 409, driveError(409, "fileIdInUse"), Kind::Conflict);
        row("Drive: app not found is no matter of Chat", ApiMethod::FilesGet, 404, driveError(404, "notFound"),
            Kind::NotFound);
        row("Directory: rate", ApiMethod::UsersList, 403, driveError(403, "quotaExceeded"), Kind::RateLimited);
        row("Directory: no administrator", ApiMethod::UsersList, 403, driveError(403, "forbidden"), Kind::Forbidden);
    }
    void refusalsGetTheirKind()
    {
        QFETCH(int, method);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        const Error error = errorFor(ApiMethod(method), reply(status, body));
        QCOMPARE(errorKindName(error.kind), errorKindName(Error::Kind(kind)));
        QVERIFY(!error.what.isEmpty());
        QVERIFY(!error.remedy.isEmpty());
        QVERIFY(error.detail.contains(QString::number(status)));
        QVERIFY(error.detail.contains(ruleOf(ApiMethod(method)).id));
    }
    void retryAfterComesAlongWhereItMatters()
    {
        HttpReply slow = reply(429, {});
        slow.retryAfter = std::chrono::seconds(7);
        QCOMPARE(errorFor(ApiMethod::MessagesCreate, slow).retryAfter.value(), std::chrono::seconds(7));
        slow.status = 503;
        QCOMPARE(errorFor(ApiMethod::MessagesCreate, slow).retryAfter.value(), std::chrono::seconds(7));
        slow.status = 409;
        QVERIFY(!errorFor(ApiMethod::MessagesCreate, slow).retryAfter);
    }
    void nothingPersonalGetsIntoAnError()
    {
        const QByteArray body = chatError(
            400, "INVALID_ARGUMENT",
            R"(Invalid value at 'message.text' (TYPE_STRING), \"see you at the bank, Bob\" for bob@example.com)");
        const Error error = errorFor(ApiMethod::MessagesCreate, reply(400, body));
        const QString all = error.what + error.remedy + error.detail;
        for (const QString &word : {u"bank"_s, u"Bob"_s, u"bob"_s, u"example.com"_s})
            QVERIFY2(!all.contains(word), qPrintable(all));
        QVERIFY(error.detail.contains("INVALID_ARGUMENT"_L1));
    }
    void knowsAnUnknownField()
    {
        const QByteArray body = chatError(
            400, "INVALID_ARGUMENT",
            R"(Invalid JSON payload received. Unknown name \"markupSyntax\" at 'message': Cannot find field.)");
        QVERIFY(isUnknownField(reply(400, body), "markupSyntax"_L1));
        QVERIFY(!isUnknownField(reply(400, body), "createTime"_L1));
        QVERIFY(!isUnknownField(reply(500, body), "markupSyntax"_L1));
        QVERIFY(
            !isUnknownField(reply(400, chatError(400, "INVALID_ARGUMENT", "markupSyntax is bad")), "markupSyntax"_L1));
        QVERIFY(!isUnknownField(reply(400, "<html>"), "markupSyntax"_L1));
    }
    void everyMethodHasItsWords()
    {
        for (const MethodRule &rule : allRules())
            QVERIFY2(!doing(rule.method).isEmpty(), rule.id.data());
    }
};

QTEST_GUILESS_MAIN(TestErrorMapping)
#include "tst_errormapping.moc"
