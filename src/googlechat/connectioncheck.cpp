// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/connectioncheck.h"

#include "auth/tokenprovider.h"
#include "googlechat/calls/createmessagejob.h"
#include "googlechat/calls/createspacejob.h"
#include "googlechat/calls/deletespacejob.h"
#include "googlechat/calls/driveaboutjob.h"
#include "googlechat/calls/getspacejob.h"
#include "googlechat/calls/listusersjob.h"
#include "googlechat/consolepages.h"
#include "googlechat/operations/context.h"

#include <QLocale>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chatferry {

namespace {

struct Scope
{
    QLatin1String name;
    bool required;
};
constexpr Scope kScopes[] = {{"chat.import"_L1, true},
                             {"drive"_L1, true},
                             {"admin.directory.user.readonly"_L1, false},
                             {"chat.memberships"_L1, false}};

// A request for a token is refused when its time is off by more than some minutes; warn before that.
constexpr auto kClockTolerance = 60s;
constexpr auto kClockLimit = 5min;

} // namespace

GoogleConnectionCheck::GoogleConnectionCheck(Clock &clock, const GoogleConnection &connection,
                                             const QStringList &authors, QObject *parent)
    : ConnectionCheckJob(parent)
    , m_clock(clock)
    , m_connection(connection)
    , m_authors(authors)
    , m_http(connection.network ? HttpClient(clock, connection.network, 1) : HttpClient(clock, 1))
{
    m_connection.adminEmail = connection.adminEmail.trimmed().toLower();
    const std::pair<QString, QString> all[] = {{u"key"_s, tr("Service-account key")},
                                               {u"clock"_s, tr("Clock")},
                                               {u"token"_s, tr("Access")},
                                               {u"delegation"_s, tr("Delegation")},
                                               {u"authors"_s, tr("Writing for accounts")},
                                               {u"directory"_s, tr("Directory")},
                                               {u"drive"_s, tr("Drive")},
                                               {u"app"_s, tr("Chat app")},
                                               {u"trial"_s, tr("Trial space")}};
    for (const auto &[key, title] : all) {
        ConnectionCheck check;
        check.key = key;
        check.title = title;
        m_checks.push_back(check);
    }
}

GoogleConnectionCheck::~GoogleConnectionCheck() = default;

QStringList GoogleConnectionCheck::scopesToDelegate()
{
    QStringList scopes;
    for (const Scope &scope : kScopes)
        scopes.append(fullScope(scope.name));
    return scopes;
}

void GoogleConnectionCheck::run()
{
    checkKey();
}

void GoogleConnectionCheck::stop()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->cancel();
}

template<typename JobType, typename Then>
void GoogleConnectionCheck::call(JobType *job, Then then)
{
    m_call = job;
    connect(job, &Job::finished, this, [this, job, then] {
        m_call = nullptr;
        job->deleteLater();
        then(job->result());
    });
    job->start();
}

void GoogleConnectionCheck::token(const QString &account, const QStringList &scopes,
                                  std::function<void(const Result<AccessToken> &)> then)
{
    call(m_api->tokens->token(account, scopes, this), std::move(then));
}

void GoogleConnectionCheck::checkKey()
{
    begin(u"key"_s);
    const auto key = ServiceAccountKey::fromJson(m_connection.serviceAccountKey);
    if (!key) {
        fail(u"key"_s, key.error());
        end(m_checks);
        return;
    }
    auto tokens = TokenProvider::create(m_http, m_clock, *key);
    if (!tokens) {
        fail(u"key"_s, tokens.error());
        end(m_checks);
        return;
    }
    m_key = std::make_unique<ServiceAccountKey>(*key);
    m_api = std::make_unique<GoogleApi>(GoogleApi{m_http, m_clock, std::move(*tokens), m_connection.endpoints});
    pass(u"key"_s,
         tr("Key of %1 in the project %2, client ID %3.").arg(key->clientEmail, key->projectId, key->clientId));
    checkClock();
}

void GoogleConnectionCheck::checkClock()
{
    begin(u"clock"_s);
    HttpRequest request;
    request.url = m_key->tokenUri;
    // Any answer will do, refusals too: what counts is its date.
    call(m_http.send(request, this), [this](const Result<HttpReply> &reply) {
        if (!reply) {
            fail(u"clock"_s, reply.error());
            end(m_checks);
            return;
        }
        if (!reply->serverTime) {
            warn(u"clock"_s, tr("The service did not tell its time, so the clock could not be compared."), {});
            checkToken();
            return;
        }
        const auto ahead = std::chrono::duration_cast<std::chrono::seconds>(m_clock.nowUtc() - *reply->serverTime);
        if (std::chrono::abs(ahead) <= kClockTolerance) {
            pass(u"clock"_s, tr("The clock of this computer is right."));
            checkToken();
            return;
        }
        const QString off = ahead > 0s
                                ? tr("The clock of this computer is %n second(s) fast.", nullptr, int(ahead.count()))
                                : tr("The clock of this computer is %n second(s) slow.", nullptr, int(-ahead.count()));
        const Error error{.kind = Error::Kind::Input,
                          .what = off,
                          .remedy = tr("Let this computer set its clock by the internet, then try again.")};
        if (std::chrono::abs(ahead) > kClockLimit) {
            fail(u"clock"_s, error);
            end(m_checks);
        } else {
            warn(u"clock"_s, off, error);
            checkToken();
        }
    });
}

void GoogleConnectionCheck::checkToken()
{
    begin(u"token"_s);
    if (!isMailAddress(m_connection.adminEmail)) {
        fail(u"token"_s, {.kind = Error::Kind::Input,
                          .what = tr("The administrator's address is not a mail address."),
                          .remedy = tr("Give the address of an administrator of your Google Workspace.")});
        end(m_checks);
        return;
    }
    // The app's own token needs no delegation: it shows whether the key is alive.
    token({}, {fullScope("chat.bot"_L1)}, [this](const Result<AccessToken> &result) {
        if (result) {
            checkAdmin();
            return;
        }
        fail(u"token"_s, result.error());
        end(m_checks);
    });
}

void GoogleConnectionCheck::checkAdmin()
{
    token(m_connection.adminEmail, {fullScope(kScopes[0].name)}, [this](const Result<AccessToken> &result) {
        if (!result && result.error().kind == Error::Kind::NotFound) {
            Error error = result.error();
            error.what = tr("The administrator's account does not exist, or it is suspended.");
            error.remedy = tr("Check the address, and in the Admin console under Directory > Users that the account is "
                              "active.");
            fail(u"token"_s, error);
            end(m_checks);
            return;
        }
        // What else may be wrong here is a matter of the delegation.
        const bool refused = !result && result.error().kind != Error::Kind::SignInNeeded &&
                             result.error().kind != Error::Kind::Forbidden;
        if (refused) {
            fail(u"token"_s, result.error());
            end(m_checks);
            return;
        }
        pass(u"token"_s, tr("Google accepts the key."));
        begin(u"delegation"_s);
        checkDelegation(0);
    });
}

void GoogleConnectionCheck::checkDelegation(int index)
{
    if (index >= int(std::size(kScopes))) {
        endDelegation();
        return;
    }
    token(m_connection.adminEmail, {fullScope(kScopes[index].name)}, [this, index](const Result<AccessToken> &result) {
        if (!result) {
            if (isTransient(result.error().kind)) {
                fail(u"delegation"_s, result.error());
                end(m_checks);
                return;
            }
            m_missingScopes.append(QString(kScopes[index].name));
            if (m_delegationError.what.isEmpty() || kScopes[index].required)
                m_delegationError = result.error();
        }
        checkDelegation(index + 1);
    });
}

bool GoogleConnectionCheck::isMissing(QLatin1String scope) const
{
    return m_missingScopes.contains(scope);
}

void GoogleConnectionCheck::endDelegation()
{
    bool required = false;
    for (const Scope &scope : kScopes)
        required = required || (scope.required && isMissing(scope.name));
    const QString missing = tr("Not delegated: %1.").arg(m_missingScopes.join(u", "_s));
    Error error = m_delegationError;
    error.what = missing;
    if (required)
        fail(u"delegation"_s, error);
    else if (!m_missingScopes.isEmpty())
        warn(u"delegation"_s, missing, error);
    else
        pass(u"delegation"_s, tr("All scopes are delegated."));
    if (isMissing(kScopes[0].name)) {
        checkDirectory();
        return;
    }
    begin(u"authors"_s);
    checkAuthors(0);
}

void GoogleConnectionCheck::checkAuthors(int index)
{
    while (index < m_authors.size() && m_goodDomains.contains(m_authors[index].section(u'@', -1)))
        ++index;
    if (index >= m_authors.size()) {
        endAuthors();
        return;
    }
    const QString domain = m_authors[index].section(u'@', -1);
    token(m_authors[index], {fullScope(kScopes[0].name)}, [this, index, domain](const Result<AccessToken> &result) {
        if (result) {
            m_goodDomains.insert(domain);
            checkAuthors(index + 1);
            return;
        }
        // Somebody who left says nothing about the domain; the next of it is asked.
        if (result.error().kind == Error::Kind::NotFound) {
            m_authorError = result.error();
            checkAuthors(index + 1);
            return;
        }
        Error error = result.error();
        error.what = tr("Writing for accounts of %1 does not work: %2").arg(domain, result.error().what);
        fail(u"authors"_s, error);
        checkDirectory();
    });
}

void GoogleConnectionCheck::endAuthors()
{
    QStringList unknown;
    for (const QString &author : std::as_const(m_authors)) {
        const QString domain = author.section(u'@', -1);
        if (!m_goodDomains.contains(domain) && !unknown.contains(domain))
            unknown.append(domain);
    }
    if (m_authors.isEmpty())
        pass(u"authors"_s, tr("No authors are known yet."));
    else if (!unknown.isEmpty())
        warn(u"authors"_s, tr("None of the accounts tried in %1 exists.").arg(unknown.join(u", "_s)), m_authorError);
    else
        pass(u"authors"_s, m_goodDomains.size() == 1
                               ? tr("The service account may write in 1 domain.")
                               : tr("The service account may write in %1 domains.").arg(m_goodDomains.size()));
    checkDirectory();
}

void GoogleConnectionCheck::checkDirectory()
{
    begin(u"directory"_s);
    const QString without =
        tr("The accounts of the directory cannot be listed; whether an author exists is then found out "
           "by trying, and mentions stay names.");
    if (isMissing(kScopes[2].name)) {
        warn(u"directory"_s, without, m_delegationError);
        checkDrive();
        return;
    }
    ListUsersRequest request;
    request.identity = Identity::account(m_connection.adminEmail);
    request.pageSize = 1;
    call(new ListUsersJob(*m_api, request, this), [this, without](const Result<Page<Account>> &page) {
        if (page)
            pass(u"directory"_s, tr("The accounts of the directory can be read."));
        else if (isTransient(page.error().kind))
            fail(u"directory"_s, page.error());
        else
            warn(u"directory"_s, without, page.error());
        checkDrive();
    });
}

void GoogleConnectionCheck::checkDrive()
{
    if (isMissing(kScopes[1].name)) {
        checkApp();
        return;
    }
    begin(u"drive"_s);
    call(new DriveAboutJob(*m_api, {Identity::account(m_connection.adminEmail)}, this),
         [this](const Result<DriveState> &drive) {
             if (!drive) {
                 fail(u"drive"_s, drive.error());
             } else if (!drive->canCreateDrives) {
                 fail(u"drive"_s,
                      {.kind = Error::Kind::Forbidden,
                       .what = tr("The administrator's account may not create shared drives."),
                       .remedy = tr("In the Admin console under Apps > Google Workspace > Drive and Docs > Sharing "
                                    "settings > Shared drive creation allow it for this account; it needs an edition "
                                    "with shared drives.")});
             } else if (drive->freeBytes && *drive->freeBytes <= 0) {
                 fail(u"drive"_s, {.kind = Error::Kind::NotSetUp,
                                   .what = tr("There is no storage left for files."),
                                   .remedy = tr("Free or buy storage in the Admin console under Storage.")});
             } else if (drive->freeBytes) {
                 pass(u"drive"_s, tr("Shared drives can be created; %1 are free.")
                                      .arg(QLocale().formattedDataSize(*drive->freeBytes)));
             } else {
                 pass(u"drive"_s, tr("Shared drives can be created."));
             }
             checkApp();
         });
}

bool GoogleConnectionCheck::anythingFailed() const
{
    return std::any_of(m_checks.begin(), m_checks.end(),
                       [](const ConnectionCheck &check) { return check.state == ConnectionCheck::State::Failed; });
}

void GoogleConnectionCheck::checkApp()
{
    if (anythingFailed()) {
        end(m_checks);
        return;
    }
    begin(u"app"_s);
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    CreateSpaceRequest request;
    request.identity = Identity::account(m_connection.adminEmail);
    request.requestId = id;
    request.displayName = u"Chatferry trial "_s + id.left(8);
    request.createTime = m_clock.nowUtc() - 24h;
    call(new CreateSpaceJob(*m_api, request, this), [this](const Result<ChatSpace> &space) {
        if (!space) {
            fail(u"app"_s, space.error());
            end(m_checks);
            return;
        }
        m_trialSpace = space->name;
        pass(u"app"_s, tr("The Chat app is configured; spaces can be created in import mode."));
        checkTrial();
    });
}

void GoogleConnectionCheck::checkTrial()
{
    begin(u"trial"_s);
    CreateMessageRequest request;
    request.identity = Identity::account(m_connection.adminEmail);
    request.space = m_trialSpace;
    request.messageId = u"client-trial"_s;
    request.text = tr("Trial of Chatferry. This space is deleted again.");
    request.createTime = m_clock.nowUtc() - 23h;
    call(new CreateMessageJob(*m_api, request, this), [this](const Result<ChatMessage> &message) {
        if (message)
            readTrial();
        else
            deleteTrial(message.error());
    });
}

void GoogleConnectionCheck::readTrial()
{
    call(new GetSpaceJob(*m_api, {m_trialSpace}, this), [this](const Result<ChatSpace> &space) {
        if (space)
            deleteTrial({});
        else
            deleteTrial(space.error());
    });
}

void GoogleConnectionCheck::deleteTrial(const std::optional<Error> &failure)
{
    call(
        new DeleteSpaceJob(*m_api, {Identity::account(m_connection.adminEmail), m_trialSpace}, this),
        [this, failure](const Result<bool> &deleted) {
            if (failure)
                fail(u"trial"_s, *failure);
            else if (!deleted)
                warn(
                    u"trial"_s,
                    tr("The trial worked, but its space could not be deleted; nobody sees it, and Google removes it by "
                       "itself."),
                    deleted.error());
            else
                pass(u"trial"_s, tr("A space was created, written to and deleted."));
            end(m_checks);
        });
}

ConnectionCheck &GoogleConnectionCheck::find(const QString &key)
{
    return *std::find_if(m_checks.begin(), m_checks.end(),
                         [&key](const ConnectionCheck &check) { return check.key == key; });
}

void GoogleConnectionCheck::begin(const QString &key)
{
    ConnectionCheck &check = find(key);
    check.state = ConnectionCheck::State::Running;
    Q_EMIT changed(check);
}

void GoogleConnectionCheck::pass(const QString &key, const QString &sentence)
{
    ConnectionCheck &check = find(key);
    check.state = ConnectionCheck::State::Passed;
    check.sentence = sentence;
    Q_EMIT changed(check);
}

void GoogleConnectionCheck::warn(const QString &key, const QString &sentence, const Error &error)
{
    ConnectionCheck &check = find(key);
    check.state = ConnectionCheck::State::Warned;
    check.sentence = sentence;
    check.remedy = error.remedy;
    check.detail = error.detail;
    addConsole(check, error, {m_key.get(), m_connection.adminEmail, scopesToDelegate()});
    Q_EMIT changed(check);
}

void GoogleConnectionCheck::fail(const QString &key, const Error &error)
{
    ConnectionCheck &check = find(key);
    check.state = ConnectionCheck::State::Failed;
    check.sentence = error.what;
    check.remedy = error.remedy;
    check.detail = error.detail;
    addConsole(check, error, {m_key.get(), m_connection.adminEmail, scopesToDelegate()});
    Q_EMIT changed(check);
}

} // namespace chatferry
