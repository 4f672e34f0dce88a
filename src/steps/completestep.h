// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/spacestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Opens proven spaces for good. Cannot be undone.
class CompleteStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit CompleteStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("complete"); }
    QString title() const override { return tr("Complete"); }
    QString purpose() const override { return tr("Opens proven spaces for good. This cannot be undone."); }
    QString icon() const override { return QStringLiteral("flag"); }
    StepGroup group() const override { return StepGroup::Finish; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    std::optional<Confirmation> confirmation() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;

    SpacesTable &table() { return *m_table; }
    void tickAllReady();
    /// "Ready 37   Not proven 2   Completed 1"
    QString summary() const;
    /// How old the export is, when that is worth a warning; empty else.
    QString exportAge() const;
    ProgressFacts progress() const;

    /// Completing what is not proven: asks for a reason on top.
    Action withoutProofAction() const;
    Confirmation withoutProofConfirmation() const;
    void completeWithoutProof(const Consent &consent);

protected:
    Activity activity() const override { return Activity::Complete; }

private:
    static bool isReady(const SpaceRow &space);
    /// Keeps what was ticked, with its time, in the audit trail.
    void record(const Consent &consent);
    std::vector<qint64> ticked(bool provenOnly) const;
    Confirmation confirmationFor(const std::vector<qint64> &spaces) const;
    SpacesTable *m_table;
};

} // namespace chatferry
