// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class RecentProjects;

/// Reads the export and says what it holds and lacks.
class SourceStep : public WorkbenchStep
{
    Q_OBJECT
public:
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

    /// Reads this export; once spaces exist, it is a newer one and belongs to Reconcile.
    void choose(const QString &path);
    void stop();
    void goOn(); ///< Reads the export again that was stopped.

    enum class Show { Nothing, Reading, Stopped, Findings };
    Show show() const;
    ProgressFacts progress() const;
    bool hasSpaces() const; ///< A newer export goes to Reconcile now.

    /// One line of what was found; `text` may hold doors.
    struct Finding
    {
        QString text;
        Tone tone = Tone::Idle;
        QString icon = {};
    };
    Finding headline() const; ///< "northwind.zip · 2.1 GB · Slack, all conversations · made 20 Nov 2026"
    QStringList holds() const;
    QList<Finding> lacks() const;
    QString sum() const; ///< "418,204 to carry + 1,877 set aside = 420,081 records read"

    // The rows behind the figures.
    enum class Rows { Conversations, Oddities, SetAside };
    Rows rows() const { return m_rows; }
    void setRows(Rows rows);
    StepTable &table(Rows rows);

Q_SIGNALS:
    /// A door was opened: the table of rows() with this chip.
    void chipWanted(const QString &chip);

protected:
    Activity activity() const override { return Activity::Scan; }

private:
    void reload();

    RecentProjects &m_known;
    Rows m_rows = Rows::Conversations;
    QString m_path; ///< The export read last.
    struct Facts;
    std::shared_ptr<Facts> m_facts;
    bool m_duplicateAccepted = false;
};

} // namespace chatferry
