// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"
#include "steps/workbench.h"

namespace chatferry {

/// A step over the workbench: what the steps of an open project have in common.
class WorkbenchStep : public Step
{
    Q_OBJECT
public:
    WorkbenchStep(Workbench &bench, QObject *parent = nullptr);

    QList<Trouble> troubles() const override;
    bool isRehearsal() const { return m_bench.isRehearsal(); }
    UtcTime now() const { return m_bench.serverNow(); } ///< The service's clock.

protected:
    Workbench &bench() const { return m_bench; }
    /// The activity this step runs; None where it runs none.
    virtual Activity activity() const { return Activity::None; }
    bool isRunning() const;
    bool isPaused() const;
    /// "Google Chat: northwind.example"
    QString destination() const;
    /// A block for how the activity ended, when it was stopped by more than the person.
    std::optional<Trouble> stopTrouble() const;
    /// The state by how many spaces are past @p stage; Locked without any space that could be.
    StepStatus statusBySpaces(SpaceRow::Stage stage, SpaceRow::Stage needed) const;
    /// Pauses or resumes when the activity runs; false when it does not.
    bool pauseOrResume();
    /// The main action while the activity runs: Pause or Resume with this noun ("import").
    Action runningAction(const QString &pause, const QString &resume) const;
    /// Rows of spaces at a stage.
    std::vector<qint64> spacesAt(SpaceRow::Stage from, SpaceRow::Stage to) const;
    /// The progress block of the running (or last) activity.
    ProgressFacts progressFacts(const QString &what, const QString &unit) const;

private:
    Workbench &m_bench;
};

/// "1 space", "3 spaces".
QString spacesText(qint64 count);
QString messagesText(qint64 count);
/// The stage of a space as a word with its icon and tone.
struct StageWord
{
    QString text;
    QString icon;
    Tone tone = Tone::Idle;
};
StageWord stageWord(SpaceRow::Stage stage);

} // namespace chatferry
