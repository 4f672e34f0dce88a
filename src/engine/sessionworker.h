// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "quota/pacer.h"
#include "sources/source.h"
#include "store/journalwriter.h"
#include "store/project.h"

#include <QThread>

#include <memory>
#include <optional>

namespace chatferry {

class Fetcher;
class HttpClient;
class Stage;
class ValidateStage;
struct StageContext;

/// The side of a Session that works: owns the project's writing connection, the target and all traffic. Lives on the
/// engine's thread; every public function is called there.
class SessionWorker : public QObject
{
    Q_OBJECT
public:
    SessionWorker(TargetFactory factory, Clock &clock);
    ~SessionWorker() override;

    Result<void> open(const Session::Opening &opening);
    QString name() const;
    bool isRehearsal() const;

    void scan(const QString &exportPath);
    void setConnection(const ConnectionSettings &settings);
    void check();
    void readAccounts();
    void fetchFiles(bool standIns);

    void setSettings(const PlanSettings &settings);
    void setPeople(const std::vector<PersonRow> &rows);
    void confirm(const QString &key, bool confirmed);
    void applyPeopleMap(const QByteArray &csv);
    void setConversations(const std::vector<ConversationRow> &rows);
    void plan();
    void acceptPlan();

    void createSpaces(const std::vector<qint64> &spaces);
    void importSpaces(const std::vector<qint64> &spaces);
    void validateSpaces(const std::vector<qint64> &spaces);
    void compareNewer(const QString &exportPath);
    void applyDifferences(const std::vector<qint64> &differences);
    void tickDifferences(const std::vector<qint64> &differences, bool ticked);
    void completeSpaces(const std::vector<qint64> &spaces, const QString &overrideReason);
    void grantAccess(const std::vector<qint64> &spaces);
    void rollBack(const std::vector<qint64> &spaces);
    void renameSpace(qint64 space, const QString &displayName);
    void retryFailed(const std::vector<OperationRow> &operations);
    void leaveFailed(const std::vector<OperationRow> &operations, const QString &note);

    void pause();
    void resume();
    void cancel();
    void writeReport(const QString &folder);

Q_SIGNALS:
    void progress(const chatferry::Snapshot &snapshot);
    void activityStarted(chatferry::Activity activity);
    void activityEnded(const chatferry::ActivityEnd &end);
    void checkChanged(const chatferry::ConnectionCheck &check);
    void planChanged();
    void planned(const chatferry::PlanResult &result);
    void peopleMapRead(const chatferry::PeopleMapOutcome &outcome);
    void spacesChanged();
    void reportWritten(const QString &folder, const QString &error);
    void failed(const chatferry::Error &error);
    void connectedChanged(bool connected);

private:
    // sessionworker.cpp: activities.
    bool begin(Activity activity);
    void end(std::optional<Error> stopped = {}, qint64 failedItems = 0, qint64 differences = 0);
    /// Follows a job of the running activity: its progress as snapshots, @p done when it finished.
    void follow(Job &job, std::function<void()> done);
    Result<std::shared_ptr<const Source>> source();
    bool needTarget();

    // sessionworker_plan.cpp: people and plan.
    void readAccountsNow();
    Result<void> matchPeople(const std::vector<Account> &accounts);
    Result<void> decideAll();
    std::vector<Account> knownAccounts();
    Result<PlanResult> workOut();
    void edited(const Result<void> &result);

    // sessionworker_stages.cpp: what moves spaces.
    void startStage(Activity activity, const std::vector<qint64> &spaces, bool needsSource,
                    const std::function<Stage *(StageContext &)> &make);
    void stageEnded(const ActivityEnd &end);

    // sessionworker_verify.cpp: reading back and putting right.
    Result<void> makeContext();
    void startValidation(const std::vector<qint64> &spaces, qint64 failedBefore);
    void repair(std::vector<DifferenceRow> rows);
    /// Those of the named rows that are not settled.
    std::vector<DifferenceRow> openDifferences(const std::vector<qint64> &ids) const;

    TargetFactory m_factory;
    Clock &m_clock;
    std::unique_ptr<Project> m_project;
    std::unique_ptr<JournalWriter> m_writer;
    ConnectionSettings m_connection;
    std::unique_ptr<Target> m_target;
    std::unique_ptr<Pacer> m_pacer;
    std::shared_ptr<const Source> m_source;
    std::unique_ptr<HttpClient> m_fileClient;
    std::unique_ptr<StageContext> m_context;
    Activity m_activity = Activity::None;
    Job *m_job = nullptr;
    Stage *m_stage = nullptr;
    ValidateStage *m_validation = nullptr;
    std::optional<UtcTime> m_shownAt;
    bool m_accountsKnown = false;
};

} // namespace chatferry
