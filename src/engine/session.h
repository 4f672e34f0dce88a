// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "engine/plan/planresult.h"
#include "engine/plan/plansettings.h"
#include "engine/snapshot.h"
#include "target/connection.h"
#include "target/target.h"

#include <QObject>

#include <functional>
#include <memory>

namespace chatferry {

/// What it takes to reach a destination. Lives in memory only; the key is kept by the SecretStore of the caller.
struct ConnectionSettings
{
    QByteArray serviceAccountKey; ///< The key file's bytes.
    QString adminEmail;
    QString endpoint; ///< Empty: the real service; else a loopback base address.
};

/// How the program makes a destination and its check. The engine names none; the mains (and tests) give these.
struct TargetFactory
{
    std::function<Result<std::unique_ptr<Target>>(const ConnectionSettings &, const QString &projectKey)> make;
    /// @p authors: a few addresses of each domain that authors have; one that works is enough.
    std::function<ConnectionCheckJob *(const ConnectionSettings &, const QStringList &authors, QObject *parent)> check;
};

/// One open project and everything that can be done with it. Wizard steps and the command line both talk to this class
/// and to nothing behind it, so that they obey the same rules.
///
/// The object lives on the caller's thread and never blocks it: commands are queued to one worker thread that owns the
/// project's writing connection, the target and all network traffic. Commands for an activity while another runs are
/// refused with Error::Kind::Precondition in activityEnded(). Destroying a session stops what runs within a second and
/// loses nothing.
class Session : public QObject
{
    Q_OBJECT
public:
    struct Opening
    {
        QString projectPath;
        bool create = false;
        QString name;             ///< create: shown to people.
        QString destination = {}; ///< create: "google-chat".
        bool rehearsal = false;   ///< create: can never be turned into a real one, nor the reverse.
    };
    /// Opens or creates the project (briefly on the calling thread) and starts the worker.
    /// Errors: as Project::open() and Project::create().
    static Result<std::unique_ptr<Session>> open(const Opening &opening, TargetFactory factory, Clock &clock);
    ~Session() override;

    QString projectPath() const;
    QString projectName() const;
    bool isRehearsal() const;
    Activity activity() const;
    bool isConnected() const; ///< A target is made and its accounts are known.

    // Preparing. Each ends in activityEnded().
    /// Reads the export into the project; the same export again is recognised and costs nothing.
    void scan(const QString &exportPath);
    /// Makes the target without any call to the service. Errors come by activityEnded(Check).
    void setConnection(const ConnectionSettings &settings);
    /// Walks the connection checks; with all passed it reads the accounts and matches people.
    void check();
    /// Reads the accounts and matches people without any check that writes; for going on with a project that was
    /// checked. Ends in activityEnded(Check).
    void readAccounts();
    void fetchFiles(bool standIns);

    // Planning: quick edits, each a transaction on the worker; planChanged() follows.
    void setSettings(const PlanSettings &settings);
    void setPeople(const std::vector<PersonRow> &rows);
    /// Records that the person confirmed what no program can check, or takes it back: "confirmed.KEY" in the project
    /// holds when, the audit trail says both. @p key is a stable word of at most 40 characters.
    void confirm(const QString &key, bool confirmed);
    /// The text of a people map; answers by peopleMapRead().
    void applyPeopleMap(const QByteArray &csv);
    void setConversations(const std::vector<ConversationRow> &rows);
    /// Works out spaces, problems, ledger and forecast anew; answers by planned().
    void plan();
    /// Freezes what plan() found as the next revision. Spaces not yet created follow it.
    void acceptPlan();

    // Moving. @p spaces: rows of SpaceTable; empty: every space that has reached the stage before.
    void createSpaces(const std::vector<qint64> &spaces);
    void importSpaces(const std::vector<qint64> &spaces);
    void validateSpaces(const std::vector<qint64> &spaces);
    /// Compares a newer export with the project; differences appear in the project, nothing is sent.
    void compareNewer(const QString &exportPath);
    /// Applies the ticked differences, then validates the spaces they touched.
    void applyDifferences(const std::vector<qint64> &differences);
    void tickDifferences(const std::vector<qint64> &differences, bool ticked);
    /// @p overrideReason: completes what is not validated too, and is recorded; empty: only validated spaces.
    void completeSpaces(const std::vector<qint64> &spaces, const QString &overrideReason);
    void grantAccess(const std::vector<qint64> &spaces);
    /// Deletes spaces that are still in import mode.
    void rollBack(const std::vector<qint64> &spaces);
    void renameSpace(qint64 space, const QString &displayName);

    /// Failed operations get another try at the next start of their stage, or are left for good with a note.
    void retryFailed(const std::vector<OperationRow> &operations);
    void leaveFailed(const std::vector<OperationRow> &operations, const QString &note);

    void pause();
    void resume();
    void cancel(); ///< Ends the running activity with Cancelled; everything done stays done.

    /// Writes the report's files into @p folder; ends in reportWritten().
    void writeReport(const QString &folder);

Q_SIGNALS:
    void progress(const chatferry::Snapshot &snapshot);
    void activityStarted(chatferry::Activity activity);
    void activityEnded(const chatferry::ActivityEnd &end);
    void checkChanged(const chatferry::ConnectionCheck &check);
    void planChanged(); ///< Rows of people, conversations or settings changed.
    void planned(const chatferry::PlanResult &result);
    void peopleMapRead(const chatferry::PeopleMapOutcome &outcome);
    void spacesChanged();                                            ///< Rows of spaces changed beyond counters.
    void reportWritten(const QString &folder, const QString &error); ///< @p error empty: success.
    void failed(const chatferry::Error &error);                      ///< A quick edit could not be stored.

private:
    Session();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace chatferry
