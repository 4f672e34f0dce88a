// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/errormapping.h"

#include "base/redact.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct RefusalWords
{
    Q_DECLARE_TR_FUNCTIONS(GoogleChat)
};

/// What goes into logs and "Details": the service's words without what they quote, which may be names or messages.
QString detailOf(const HttpReply &reply, ApiMethod method, const ApiRefusal &refusal)
{
    static const QRegularExpression quoted(u"\"[^\"]*\"|'[^']*'|\u201c[^\u201d]*\u201d"_s);
    QString words = refusal.message.left(600);
    words.replace(quoted, u"\"...\""_s);
    return redacted(
        u"%1: HTTP %2 %3 %4 %5"_s
            .arg(ruleOf(method).id, QString::number(reply.status), refusal.status, refusal.reason, words.left(300))
            .simplified());
}

bool isRateReason(const QString &reason)
{
    return reason == "userRateLimitExceeded"_L1 || reason == "rateLimitExceeded"_L1 || reason == "quotaExceeded"_L1 ||
           reason == "RATE_LIMIT_EXCEEDED"_L1 || reason == "dailyLimitExceeded"_L1 ||
           reason == "sharingRateLimitExceeded"_L1;
}

bool isStorageReason(const QString &reason)
{
    return reason == "storageQuotaExceeded"_L1 || reason == "teamDriveFileLimitExceeded"_L1 ||
           reason == "teamDrivesStorageQuotaExceeded"_L1;
}

bool isDisabledReason(const ApiRefusal &refusal)
{
    return refusal.reason == "SERVICE_DISABLED"_L1 || refusal.reason == "accessNotConfigured"_L1;
}

QString apiName(ApiMethod method)
{
    switch (ruleOf(method).service) {
    case ApiService::Chat:
        return u"Google Chat API"_s;
    case ApiService::Drive:
        return u"Google Drive API"_s;
    case ApiService::Directory:
        return u"Admin SDK API"_s;
    }
    return {};
}

Error forbidden(ApiMethod method, const ApiRefusal &refusal)
{
    const QString deed = doing(method);
    if (isDisabledReason(refusal)) {
        return {
            .kind = Error::Kind::NotSetUp,
            .what = RefusalWords::tr("The %1 is not turned on in the Cloud project (%2).").arg(apiName(method), deed),
            .remedy = RefusalWords::tr(
                          "In the Google Cloud console open APIs & Services > Library, search for \"%1\" and turn it "
                          "on; it works after some minutes.")
                          .arg(apiName(method))};
    }
    if (refusal.reason == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"_L1 || refusal.reason == "insufficientPermissions"_L1 ||
        refusal.message.contains("insufficient authentication scopes"_L1)) {
        return {.kind = Error::Kind::SignInNeeded,
                .what = RefusalWords::tr("The service account does not have the scope for %1.").arg(deed),
                .remedy = RefusalWords::tr(
                    "In the Admin console under Security > API controls > Domain-wide delegation add the missing "
                    "scope to the entry of the service account.")};
    }
    if (isStorageReason(refusal.reason)) {
        return {.kind = Error::Kind::NotSetUp,
                .what = RefusalWords::tr("Google Drive has no room left (%1).").arg(deed),
                .remedy = RefusalWords::tr("Free or buy storage in the Admin console under Storage, then go on.")};
    }
    if (isRateReason(refusal.reason) || refusal.status == "RESOURCE_EXHAUSTED"_L1) {
        return {.kind = Error::Kind::RateLimited,
                .what = RefusalWords::tr("Google asks to go more slowly (%1).").arg(deed),
                .remedy = RefusalWords::tr("The program waits and tries again.")};
    }
    if (ruleOf(method).service == ApiService::Directory) {
        return {.kind = Error::Kind::Forbidden,
                .what = RefusalWords::tr("The account may not read the directory (%1).").arg(deed),
                .remedy = RefusalWords::tr("Name an account that is an administrator with the right to read users.")};
    }
    return {.kind = Error::Kind::Forbidden,
            .what = RefusalWords::tr("Google refused %1.").arg(deed),
            .remedy = RefusalWords::tr(
                "Check that the account may use Chat, that it has the right to do this, and that the space still "
                "exists.")};
}

Error notFound(ApiMethod method, const ApiRefusal &refusal)
{
    if (ruleOf(method).service == ApiService::Chat &&
        refusal.message.contains("Chat app not found"_L1, Qt::CaseInsensitive)) {
        return {.kind = Error::Kind::NotSetUp,
                .what = RefusalWords::tr("The Chat app of the Cloud project is not configured."),
                .remedy = RefusalWords::tr(
                    "In the Google Cloud console open Google Chat API > Configuration, enter app name, avatar and "
                    "description, and save; it works after some minutes.")};
    }
    return {.kind = Error::Kind::NotFound,
            .what = RefusalWords::tr("Google does not find what is needed for %1.").arg(doing(method)),
            .remedy = RefusalWords::tr("It may have been deleted; validate the space to see what is there.")};
}

Error conflict(ApiMethod method, const ApiRefusal &refusal)
{
    if (refusal.status == "ABORTED"_L1) {
        return {.kind = Error::Kind::Aborted,
                .what =
                    RefusalWords::tr("Somebody else changed the same thing at the same time (%1).").arg(doing(method)),
                .remedy = RefusalWords::tr("The program tries again.")};
    }
    if (method == ApiMethod::SpacesCreate || method == ApiMethod::SpacesPatch) {
        return {.kind = Error::Kind::Conflict,
                .what = RefusalWords::tr("Another space has this name already."),
                .remedy = RefusalWords::tr("Choose another name for the space.")};
    }
    return {.kind = Error::Kind::Conflict,
            .what = RefusalWords::tr("It is there already (%1).").arg(doing(method)),
            .remedy = RefusalWords::tr("Validate the space to see what is there.")};
}

Error badRequest(ApiMethod method, const ApiRefusal &refusal)
{
    if (refusal.status == "FAILED_PRECONDITION"_L1) {
        return {.kind = Error::Kind::Precondition,
                .what = RefusalWords::tr("The space is not in the state that is needed for %1.").arg(doing(method)),
                .remedy = RefusalWords::tr("The program reads the state again; see the page of the space.")};
    }
    return {.kind = Error::Kind::BadRequest,
            .what = RefusalWords::tr("Google does not accept what was sent (%1).").arg(doing(method)),
            .remedy = RefusalWords::tr("Leave this item out, or report it with the details.")};
}

} // namespace

ApiRefusal ApiRefusal::fromBody(const QByteArray &body)
{
    const QJsonObject whole = QJsonDocument::fromJson(body).object();
    const QJsonObject error = whole["error"_L1].isObject() ? whole["error"_L1].toObject() : whole;
    ApiRefusal refusal;
    refusal.code = error["code"_L1].toInt();
    refusal.status = error["status"_L1].toString();
    refusal.message = error["message"_L1].toString();
    const QJsonArray details = error["details"_L1].toArray();
    for (const QJsonValue &value : details) {
        const QJsonObject detail = value.toObject();
        if (detail["@type"_L1].toString().endsWith("google.rpc.ErrorInfo"_L1)) {
            refusal.reason = detail["reason"_L1].toString();
            refusal.service = detail["metadata"_L1]["service"_L1].toString();
            break;
        }
    }
    if (refusal.reason.isEmpty())
        refusal.reason = error["errors"_L1][0]["reason"_L1].toString();
    return refusal;
}

Error errorFor(ApiMethod method, const HttpReply &reply)
{
    const ApiRefusal refusal = ApiRefusal::fromBody(reply.body);
    const bool ofTheService = refusal.code != 0 || !refusal.status.isEmpty() || !refusal.message.isEmpty();
    Error error;
    switch (reply.status) {
    case 400:
        error = badRequest(method, refusal);
        break;
    case 401:
        error = {.kind = Error::Kind::SignInNeeded,
                 .what = RefusalWords::tr("Google does not accept the access of the service account any more (%1).")
                             .arg(doing(method)),
                 .remedy = RefusalWords::tr("Check that the key still exists and that the delegation is in place.")};
        break;
    case 403:
        error = forbidden(method, refusal);
        break;
    case 404:
        error = notFound(method, refusal);
        break;
    case 409:
        error = conflict(method, refusal);
        break;
    case 429:
        error = {.kind = Error::Kind::RateLimited,
                 .what = RefusalWords::tr("Google asks to go more slowly (%1).").arg(doing(method)),
                 .remedy = RefusalWords::tr("The program waits and tries again.")};
        break;
    case 412:
        error = {.kind = Error::Kind::Aborted,
                 .what =
                     RefusalWords::tr("Somebody else changed the same thing at the same time (%1).").arg(doing(method)),
                 .remedy = RefusalWords::tr("The program tries again.")};
        break;
    case 413:
        error = {.kind = Error::Kind::BadRequest,
                 .what = RefusalWords::tr("What was sent is too large (%1).").arg(doing(method)),
                 .remedy = RefusalWords::tr("Leave this item out.")};
        break;
    default:
        if (reply.status == 499 || reply.status >= 500) {
            error = {.kind = Error::Kind::ServerFault,
                     .what = RefusalWords::tr("Google's service has a fault (%1).").arg(doing(method)),
                     .remedy = RefusalWords::tr("The program tries again.")};
        } else {
            error = badReply(method, "status"_L1);
        }
    }
    // A refusal in words that are not the service's comes from something in between, which may have let the request
    // pass. Not for 401, which a retry settles, nor 404, where some front ends answer with a page.
    if (!ofTheService && (reply.status == 400 || reply.status == 403 || reply.status == 409)) {
        error = badReply(method, "error"_L1);
        error.remedy = RefusalWords::tr(
            "Check whether a proxy or a sign-in page of the network stands between this computer and Google.");
    }
    if (error.kind == Error::Kind::RateLimited || error.kind == Error::Kind::ServerFault)
        error.retryAfter = reply.retryAfter;
    error.detail = detailOf(reply, method, refusal);
    return error;
}

Error badReply(ApiMethod method, QLatin1String missing)
{
    return {.kind = Error::Kind::BadReply,
            .what = RefusalWords::tr("The answer of Google cannot be read (%1).").arg(doing(method)),
            .remedy = RefusalWords::tr("The program tries again; if it stays so, report it with the details."),
            .detail = u"%1: no %2 in the answer"_s.arg(ruleOf(method).id, missing)};
}

QString doing(ApiMethod method)
{
    switch (method) {
    case ApiMethod::SpacesCreate:
        return RefusalWords::tr("creating a space");
    case ApiMethod::SpacesGet:
        return RefusalWords::tr("reading a space");
    case ApiMethod::SpacesPatch:
        return RefusalWords::tr("changing a space");
    case ApiMethod::SpacesDelete:
        return RefusalWords::tr("deleting a space");
    case ApiMethod::SpacesCompleteImport:
        return RefusalWords::tr("completing the import of a space");
    case ApiMethod::MessagesCreate:
        return RefusalWords::tr("writing a message");
    case ApiMethod::MessagesGet:
        return RefusalWords::tr("reading a message");
    case ApiMethod::MessagesPatch:
        return RefusalWords::tr("changing a message");
    case ApiMethod::MessagesDelete:
        return RefusalWords::tr("deleting a message");
    case ApiMethod::MessagesList:
        return RefusalWords::tr("listing messages");
    case ApiMethod::ReactionsCreate:
        return RefusalWords::tr("adding a reaction");
    case ApiMethod::ReactionsDelete:
        return RefusalWords::tr("removing a reaction");
    case ApiMethod::MembersCreate:
        return RefusalWords::tr("adding a member");
    case ApiMethod::MembersDelete:
        return RefusalWords::tr("removing a member");
    case ApiMethod::MembersList:
        return RefusalWords::tr("listing members");
    case ApiMethod::MembersPatch:
        return RefusalWords::tr("changing a member");
    case ApiMethod::MediaUpload:
        return RefusalWords::tr("uploading a file to Chat");
    case ApiMethod::DriveAbout:
        return RefusalWords::tr("reading the state of Drive");
    case ApiMethod::DrivesCreate:
        return RefusalWords::tr("creating a shared drive");
    case ApiMethod::DrivesList:
        return RefusalWords::tr("listing shared drives");
    case ApiMethod::FilesCreate:
        return RefusalWords::tr("uploading a file to Drive");
    case ApiMethod::FilesGet:
        return RefusalWords::tr("looking for a file in Drive");
    case ApiMethod::FilesGenerateIds:
        return RefusalWords::tr("reserving file numbers in Drive");
    case ApiMethod::PermissionsCreate:
        return RefusalWords::tr("sharing a folder");
    case ApiMethod::PermissionsList:
        return RefusalWords::tr("reading who a folder is shared with");
    case ApiMethod::UsersList:
        return RefusalWords::tr("listing accounts");
    case ApiMethod::UsersGet:
        return RefusalWords::tr("looking for an account");
    }
    return {};
}

bool isUnknownField(const HttpReply &reply, QLatin1String name)
{
    if (reply.status != 400)
        return false;
    const QString message = ApiRefusal::fromBody(reply.body).message;
    return message.contains("Unknown name"_L1) && message.contains(name);
}

} // namespace chatferry
