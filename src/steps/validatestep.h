// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/differencestable.h"
#include "steps/spacestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Reads every space back and compares it with the export.
class ValidateStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit ValidateStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("validate"); }
    QString title() const override { return tr("Validate"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("list-checks"); }
    StepGroup group() const override { return StepGroup::Move; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;

    SpacesTable &table() { return *m_table; }
    DifferencesTable &differences() { return *m_differences; }
    ProgressFacts progress() const;
    /// "37 proven, 2 differ (5 items). 381,004 compared so far."
    QString verdict() const;
    Tone verdictTone() const;

protected:
    Activity activity() const override { return Activity::Validate; }

private:
    std::vector<qint64> due() const;
    SpacesTable *m_table;
    DifferencesTable *m_differences;
};

} // namespace chatferry
