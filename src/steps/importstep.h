// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/failedtable.h"
#include "steps/spacestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Copies messages into hidden spaces.
class ImportStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit ImportStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("import"); }
    QString title() const override { return tr("Import"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("import"); }
    StepGroup group() const override { return StepGroup::Move; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;

    SpacesTable &table() { return *m_table; }
    FailedTable &failed() { return *m_failed; }
    ProgressFacts progress() const;
    /// "All 40 imported: 402,116 carried, 2 left with a note."; empty before.
    QString summary() const;

    void retry(const QList<qint64> &failedRows);
    void leaveWithNote(const QList<qint64> &failedRows, const QString &note);

protected:
    Activity activity() const override { return Activity::Import; }

private:
    std::vector<qint64> waiting() const;
    SpacesTable *m_table;
    FailedTable *m_failed;
};

} // namespace chatferry
