// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/plainestimate.h"
#include "steps/steptable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class HoldingsTable;
class OdditiesTable;
class RecentProjects;
class SetAsideTable;

/// Reads the export and says what it holds, what it lacks and what that costs.
class SourceStep : public WorkbenchStep
{
    Q_OBJECT
public:
    /// @p recent outlives the step; asked whether another project has the same export.
    SourceStep(Workbench &bench, RecentProjects &recent, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("source"); }
    QString title() const override { return tr("Source"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("file-archive"); }
    StepGroup group() const override { return StepGroup::Prepare; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> remark() const override;
    QList<Trouble> troubles() const override;
    void act(const QString &id) override;

    /// Choosing another export; off with its reason while something runs, in a rehearsal, or once spaces exist.
    Action chooseAction() const;
    /// Once spaces exist, another export is a newer one and belongs to Reconcile.
    bool hasSpaces() const;
    void choose(const QString &path);
    void stop();
    void readAgain(); ///< The export whose reading was stopped or failed.

    enum class Show { Nothing, Reading, Stopped, Findings };
    Show show() const;
    ProgressFacts progress() const;
    QString stoppedText() const;
    QStringList howToGet() const; ///< How a full export is got, step by step.

    /// One line of what was found; `text` may hold doors.
    struct Finding
    {
        QString text;
        Tone tone = Tone::Idle;
        QString icon = {};
    };
    Finding headline() const; ///< "northwind.zip · 2.1 GB · Slack, all conversations · made 20 Nov 2026, 3 days ago"
    QStringList holds() const;
    QList<Finding> lacks() const;
    Finding sum() const; ///< "418,204 to carry + 1,877 set aside = 420,081 records read"

    // The rows behind the figures.
    enum class Rows { Conversations, Oddities, SetAside };
    Rows rows() const { return m_rows; }
    StepTable &table(Rows rows) const;

Q_SIGNALS:
    void chooseWanted(); ///< The file has to be asked for; then choose().
    /// A door was opened: the table of rows(), under this chip.
    void chipWanted(const QString &chip);

protected:
    Activity activity() const override { return Activity::Scan; }

private:
    struct Facts
    {
        qint64 conversations = 0;
        qint64 ofKind[4] = {}; ///< By Conversation::Kind.
        ConversationCounts counts;
        qint64 people = 0;
        qint64 withoutEmail = 0;
        qint64 messagesWithoutEmail = 0;
        qint64 filesUnavailable = 0;
        qint64 filesRemote = 0;
        qint64 setAside = 0;
        qint64 oddKinds = 0;
        bool stops = false; ///< One of the oddities does.
        QString path;
        qint64 bytes = -1;
        QString format;
        bool coversPrivate = true;
        std::optional<UtcTime> made;
        QString fingerprint;
    };
    void reload();
    void countFiles();
    std::optional<QString> timeLeft() const;

    RecentProjects &m_known;
    HoldingsTable *m_holdings;
    OdditiesTable *m_oddities;
    SetAsideTable *m_setAside;
    Rows m_rows = Rows::Conversations;
    QString m_path; ///< The export chosen last, in this run of the program.
    Facts m_facts;
    QString m_readFingerprint; ///< What m_facts was read of.
    QString m_duplicateAccepted;
    PlainEstimate m_estimate{std::chrono::seconds(3)};
};

} // namespace chatferry
