// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/tokenerrors.h"

#include "base/redact.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

struct TokenWords
{
    Q_DECLARE_TR_FUNCTIONS(TokenProvider)
};

Error make(Error::Kind kind, const QString &what, const QString &remedy)
{
    return {.kind = kind, .what = what, .remedy = remedy};
}

Error unauthorizedClient(const QString &description)
{
    if (description.startsWith("Client is unauthorized to retrieve access tokens using this method"_L1)) {
        return make(Error::Kind::SignInNeeded,
                    TokenWords::tr(
                        "The delegation of the service account does not fit: it was entered under something else than "
                        "the numeric client ID, or with other scopes."),
                    TokenWords::tr(
                        "In the Admin console under Security > API controls > Domain-wide delegation remove the entry "
                        "and add it again with the numeric client ID and exactly the scopes that are needed."));
    }
    return make(
        Error::Kind::SignInNeeded,
        TokenWords::tr("The service account is not allowed to act for accounts of this domain."),
        TokenWords::tr(
            "In the Admin console under Security > API controls > Domain-wide delegation add the numeric client "
            "ID with the scopes that are needed. A new entry works after some minutes, at most 24 hours."));
}

Error invalidGrant(const QString &description, bool impersonates)
{
    if (description.startsWith("Not a valid email"_L1) || description.startsWith("Invalid email or User ID"_L1)) {
        return make(
            Error::Kind::NotFound,
            TokenWords::tr("The account to act for does not exist, or it is suspended or deleted."),
            TokenWords::tr("Check the address in the Admin console, or choose another account for this person."));
    }
    if (description.contains("short-lived token"_L1) || description.contains("reasonable timeframe"_L1)) {
        return make(
            Error::Kind::SignInNeeded,
            TokenWords::tr("Google refused the request because of its time: the clock of this computer is wrong."),
            TokenWords::tr("Set the clock of this computer to the right time and try again."));
    }
    if (description.startsWith("Invalid JWT Signature"_L1)) {
        return make(Error::Kind::SignInNeeded,
                    TokenWords::tr(
                        "Google does not know this key: it was deleted or disabled, or it belongs to another account."),
                    TokenWords::tr("Create a new JSON key for the service account and use that file."));
    }
    if (impersonates) {
        return make(
            Error::Kind::SignInNeeded,
            TokenWords::tr("Google refused the service account's request to act for this account."),
            TokenWords::tr("Check that the account is active and that the key of the service account is still valid."));
    }
    return make(Error::Kind::SignInNeeded, TokenWords::tr("Google refused the service account's request."),
                TokenWords::tr("Check that the key of the service account is still valid, or create a new one."));
}

Error refused(const QString &word, const QString &description, bool impersonates)
{
    if (word == "unauthorized_client"_L1)
        return unauthorizedClient(description);
    if (word == "invalid_grant"_L1)
        return invalidGrant(description, impersonates);
    if (word == "access_denied"_L1) {
        return make(
            Error::Kind::SignInNeeded,
            TokenWords::tr("At least one scope is not in the delegation of the service account, or its service is "
                           "restricted."),
            TokenWords::tr(
                "In the Admin console under Security > API controls > Domain-wide delegation compare the scopes "
                "with those that are needed."));
    }
    if (word == "admin_policy_enforced"_L1) {
        return make(
            Error::Kind::Forbidden,
            TokenWords::tr("A policy of the organisation blocks these scopes for the service account."),
            TokenWords::tr("In the Admin console under Security > API controls > App access control trust the numeric "
                           "client ID."));
    }
    if (word == "invalid_scope"_L1) {
        return make(Error::Kind::SignInNeeded,
                    TokenWords::tr("Google does not know one of the scopes that were asked for."),
                    TokenWords::tr("Update the program; the scopes it asks for are not valid any more."));
    }
    if (word == "invalid_client"_L1 || word == "deleted_client"_L1 || word == "disabled_client"_L1) {
        return make(Error::Kind::SignInNeeded,
                    TokenWords::tr("The service account or its key was removed or disabled."),
                    TokenWords::tr(
                        "In the Google Cloud console enable or restore the service account (possible for 30 days), or "
                        "create a new key."));
    }
    if (word == "org_internal"_L1) {
        return make(Error::Kind::Forbidden,
                    TokenWords::tr("The Cloud project may be used only inside another organisation."),
                    TokenWords::tr("Use a service account of a project that belongs to this organisation."));
    }
    return make(Error::Kind::SignInNeeded, TokenWords::tr("Google refused the service account's request."),
                TokenWords::tr("See the details, and check the key and the delegation."));
}

} // namespace

Error tokenError(const HttpReply &reply, bool impersonates)
{
    const QJsonObject object = QJsonDocument::fromJson(reply.body).object();
    const QString word = object["error"_L1].toString();
    const QString description = object["error_description"_L1].toString();

    Error error;
    if (reply.status == 429) {
        error = make(Error::Kind::RateLimited, TokenWords::tr("Google asks to request access more slowly."),
                     TokenWords::tr("The program waits and tries again."));
        error.retryAfter = reply.retryAfter;
    } else if (reply.status >= 500 || word == "internal_failure"_L1 || word == "server_error"_L1 ||
               word == "temporarily_unavailable"_L1) {
        error = make(Error::Kind::ServerFault, TokenWords::tr("Google's sign-in service has a fault."),
                     TokenWords::tr("The program tries again."));
        error.retryAfter = reply.retryAfter;
    } else if (word.isEmpty()) {
        error = make(
            Error::Kind::BadReply, TokenWords::tr("The answer to the request for access cannot be read."),
            TokenWords::tr("Check whether a proxy or a sign-in page of the network stands between this computer and "
                           "Google."));
    } else {
        error = refused(word, description, impersonates);
    }
    error.detail =
        redacted(u"token endpoint: HTTP %1 %2 %3"_s.arg(reply.status).arg(word.left(60), description.left(300)));
    return error;
}

} // namespace chatferry
