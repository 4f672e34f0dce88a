// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/googleapi.h"
#include "googlechat/googleconnection.h"
#include "target/connection.h"

#include <QPointer>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>

namespace chatferry {

struct AccessToken;
struct ServiceAccountKey;

/// Walks from the key file to a message in a throw-away space.
///
///   key -> clock -> token -> delegation -> authors -> directory -> drive -> app -> trial
///
/// "token": the key itself, then the administrator's account. "delegation": each scope by itself. "authors": one
/// account per domain. "app" creates a trial space in import mode, "trial" writes a message in it, reads it back as the
/// app, and deletes it; both run only when nothing before failed. A missing right to read the directory is a warning.
/// The job itself always succeeds, unless it is cancelled; each check carries its own end. Source: Google, "Authorize
/// Google Chat apps to import data"; the set-up steps of the Chat API.
class GoogleConnectionCheck final : public ConnectionCheckJob
{
    Q_OBJECT
public:
    /// @p authors: one address per domain that authors have.
    GoogleConnectionCheck(Clock &clock, const GoogleConnection &connection, const QStringList &authors,
                          QObject *parent);
    ~GoogleConnectionCheck() override;

    /// The scopes to enter for the delegation, in full, required ones first.
    static QStringList scopesToDelegate();

protected:
    void run() override;
    void stop() override;

private:
    void checkKey();
    void checkClock();
    void checkToken();
    void checkAdmin();
    void checkDelegation(int index);
    void endDelegation();
    void checkAuthors(int index);
    void endAuthors();
    void checkDirectory();
    void checkDrive();
    void checkApp();
    void checkTrial();
    void readTrial();
    void deleteTrial(const std::optional<Error> &failure);

    ConnectionCheck &find(const QString &key);
    void begin(const QString &key);
    void pass(const QString &key, const QString &sentence);
    void warn(const QString &key, const QString &sentence, const Error &error);
    void fail(const QString &key, const Error &error);
    bool anythingFailed() const;
    bool isMissing(QLatin1String scope) const;
    void token(const QString &account, const QStringList &scopes,
               std::function<void(const Result<AccessToken> &)> then);
    template<typename JobType, typename Then>
    void call(JobType *job, Then then);

    Clock &m_clock;
    GoogleConnection m_connection;
    QStringList m_authors;
    QSet<QString> m_goodDomains; ///< Where one author could be written for.
    Error m_authorError;
    HttpClient m_http;
    std::unique_ptr<ServiceAccountKey> m_key;
    std::unique_ptr<GoogleApi> m_api;
    std::vector<ConnectionCheck> m_checks;
    QPointer<Job> m_call;
    QStringList m_missingScopes;
    Error m_delegationError;
    QString m_trialSpace;
    QString m_trialMessage;
};

} // namespace chatferry
