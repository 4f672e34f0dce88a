// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/ledgertable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class AuditRowsTable;

/// Keeps the proof: what was read, what arrived, what did not, who did what and when.
class ReportStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit ReportStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("report"); }
    QString title() const override { return tr("Report"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("file-text"); }
    StepGroup group() const override { return StepGroup::Finish; }
    StepStatus state() const override;
    Action mainAction() const override;
    void runMain(const Consent &consent) override; ///< Asks for the folder: folderWanted().
    QList<Trouble> troubles() const override;

    QString heading() const; ///< "As of 14:20, not finished"; empty at the end.
    QString sum() const;
    bool sumCloses() const;
    PlanLedgerTable &ledger() { return *m_ledger; }
    StepTable &audit();
    /// Writes the report's files; saved() or a trouble follows.
    void save(const QString &folder);
    QString savedText() const { return m_saved; } ///< "Saved: report, 4 tables, calendar, in ..."

Q_SIGNALS:
    void folderWanted(); ///< The page asks where to; save() follows.

private:
    PlanLedgerTable *m_ledger;
    AuditRowsTable *m_audit;
    QString m_saved;
    QString m_failure;
    bool m_saving = false;
};

} // namespace chatferry
