// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "steps/rehearsalworld.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QMap>

#include <memory>
#include <optional>

namespace chatferry {

/// What all steps share: the open project, its session, its tables for reading, and the latest of everything the
/// session told. Lives on the thread of the window.
class Workbench : public QObject
{
    Q_OBJECT
public:
    Workbench(TargetFactory factory, Clock &clock, QObject *parent = nullptr);
    ~Workbench() override;

    // Opening. Each closes what was open before and ends with opened(). Errors: as Session::open().
    Result<void> open(const QString &projectPath);
    Result<void> createProject(const QString &projectPath, const QString &name, const QString &destination);
    /// A new rehearsal of an export: project, simulator and accounts; scans the export at once.
    Result<void> createRehearsal(const QString &projectPath, const QString &exportPath, const QByteArray &peopleMap);
    void close();
    /// Whether the stand-in of a rehearsal answers "too many" as the service does; set before one is opened. On by
    /// default.
    void setRehearsalQuotas(bool quotas) { m_rehearsalQuotas = quotas; }

    bool isOpen() const { return m_session != nullptr; }
    Session &session(); ///< Only while open.
    Project &reader();  ///< Only while open: committed state, for reading.
    Clock &clock() const { return m_clock; }
    bool isRehearsal() const;
    QString name() const;
    QString projectPath() const; ///< Empty while none is open.
    QString domain() const;      ///< "northwind.example"; of the admin's address; empty before it is known.
    RehearsalWorld *world() { return m_world.get(); } ///< Null for real projects.
    /// The service's clock: a rehearsal's can be moved.
    UtcTime serverNow() const;

    // The latest known.
    const Snapshot &snapshot() const { return m_snapshot; }
    Activity activity() const { return m_activity; }
    std::optional<ActivityEnd> lastEnd(Activity activity) const;
    void forgetEnd(Activity activity);
    const PlanResult *plan() const { return m_plan ? &*m_plan : nullptr; }
    const std::vector<SpaceRow> &spaces() const { return m_spaces; } ///< Newest attempt of each slice.
    const std::vector<ConversationRow> &conversations() const { return m_conversations; }
    const QList<ConnectionCheck> &checks() const { return m_checks; }
    const ConversationRow *conversation(qint64 id) const;
    qint64 undecidedPeople() const { return m_undecided; }
    PlanSettings settings() const;

    bool isScanned() const;
    bool isConnected() const;
    bool isPlanAccepted() const;
    int spacesPast(SpaceRow::Stage stage) const; ///< How many spaces are at this stage or beyond.

    /// Works out the plan anew in the background, soon; several calls become one.
    void replan();

Q_SIGNALS:
    void opened();
    void closed();
    void snapshotChanged();
    void rowsChanged(); ///< Spaces, conversations, people or settings.
    void planChanged();
    void checksChanged();
    void activityChanged(); ///< One began or ended.
    void failed(const chatferry::Error &error);

private:
    Result<void> take(Result<std::unique_ptr<Session>> session);
    void askAboutPeople();
    void reload();
    Result<void> startWorld();

    TargetFactory m_factory;
    Clock &m_clock;
    std::unique_ptr<RehearsalWorld> m_world;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Project> m_reader;
    Snapshot m_snapshot;
    Activity m_activity = Activity::None;
    QMap<Activity, ActivityEnd> m_ends;
    std::optional<PlanResult> m_plan;
    std::vector<SpaceRow> m_spaces;
    std::vector<ConversationRow> m_conversations;
    QList<ConnectionCheck> m_checks;
    qint64 m_undecided = 0;
    bool m_replanAsked = false;
    bool m_rehearsalQuotas = true;
};

} // namespace chatferry
