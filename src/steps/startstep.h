// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/recentprojects.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Begins: a rehearsal, a real project, or one from before. Also keeps the list of recent projects up to date.
class StartStep : public WorkbenchStep
{
    Q_OBJECT
public:
    /// Where things lie; tests give folders of their own.
    struct Places
    {
        QString documents; ///< Projects are suggested, and rehearsals made, in the folder "Chatferry" in here.
        QString sample = QStringLiteral(":/chatferry/sample/northwind-slack.zip");
        QString samplePeople = QStringLiteral(":/chatferry/sample/people.csv");
    };
    /// @p recent outlives the step.
    StartStep(Workbench &bench, RecentProjects &recent, Places places, QObject *parent = nullptr);

    QString key() const override { return QStringLiteral("start"); }
    QString title() const override { return tr("Start"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("flag"); }
    StepGroup group() const override { return StepGroup::Overview; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    QList<Trouble> troubles() const override;
    void act(const QString &id) override;
    void enter() override;
    void refresh() override;

    // Rehearse first.
    enum class RehearsalSource { Sample, OwnExport };
    RehearsalSource rehearsalSource() const { return m_source; }
    void setRehearsalSource(RehearsalSource source);
    QString ownExport() const { return m_ownExport; }
    void setOwnExport(const QString &path); ///< Chooses the own export as well.
    Action rehearsalAction() const;
    /// Makes a project in the documents folder, the sample beside it where it is wanted, and reads the export.
    void startRehearsal();

    // A real project.
    enum class Destination { GoogleChat, MicrosoftTeams };
    Destination chosenDestination() const { return m_destination; }
    void setDestination(Destination destination);
    QString destinationRemark() const; ///< Why this destination cannot be chosen; empty when it can.
    QString projectName() const { return m_name; }
    void setProjectName(const QString &name);
    QString droppedExport() const { return m_droppedExport; } ///< Read as soon as its project is made.
    Action newProjectAction() const;
    QString suggestedPath() const; ///< A free file name for the project as it is called now.
    void newProject(const QString &path);

    // Go on.
    struct Recent
    {
        RecentProject project;
        bool missing = false; ///< Nothing lies at its path.
        bool isOpen = false;
        QString line; ///< "Import · 30 days"
    };
    const QList<Recent> &recent() const { return m_recent; }
    Action openAction(const QString &path) const;
    void open(const QString &path);
    void forget(const QString &path);
    /// The file of an entry was found elsewhere; it is opened there.
    void moved(const QString &from, const QString &to);
    /// What was dropped: a project opens; anything else is taken for an export and begins a project.
    void drop(const QString &path);

Q_SIGNALS:
    /// The place of a new project has to be asked for; then newProject().
    void placeWanted();
    /// The file of another project has to be asked for; then open().
    void projectWanted();

private:
    bool isBusy() const;
    QString busyReason() const;
    void fail(const Error &error, const QString &path);
    void remember();
    void listRecent();
    RecentProject facts() const;
    Result<QString> prepareSample(const QString &folder) const;

    RecentProjects &m_known;
    const Places m_places;
    RehearsalSource m_source = RehearsalSource::Sample;
    QString m_ownExport;
    Destination m_destination = Destination::GoogleChat;
    QString m_name;
    QString m_droppedExport;
    QList<Recent> m_recent;
    std::optional<Error> m_failure;
    QString m_failedPath;
};

} // namespace chatferry
