// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/differencestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Repairs differences, or brings in what happened in the old chat since the export.
class ReconcileStep : public WorkbenchStep
{
    Q_OBJECT
public:
    enum class Way { Repair, Newer };

    explicit ReconcileStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("reconcile"); }
    QString title() const override { return tr("Reconcile"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("git-compare-arrows"); }
    StepGroup group() const override { return StepGroup::Move; }
    StepStatus state() const override;
    std::optional<Hindrance> remark() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    std::optional<Confirmation> confirmation() const override;
    void runMain(const Consent &consent) override;

    DifferencesTable &table() { return *m_table; }
    Way way() const { return m_way; }
    void setWay(Way way);
    void giveNewerExport(const QString &path);
    QString newerExport() const { return m_newer; }
    void tickAll(bool ticked); ///< All that are no deletions.
    /// "271 ticked of 277 · 3 deletions stay unticked until you tick them"
    QString summary() const;
    ProgressFacts progress() const;

protected:
    Activity activity() const override { return Activity::Reconcile; }

private:
    DifferencesTable *m_table;
    Way m_way = Way::Repair;
    QString m_newer;
};

} // namespace chatferry
