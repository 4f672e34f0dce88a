// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/ledgertable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

class ForecastTable;

/// Says when everything will be done, what fits its limit, and what will stay behind; accepts the plan.
class ForecastStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit ForecastStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("forecast"); }
    QString title() const override { return tr("Forecast"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("chart-gantt"); }
    StepGroup group() const override { return StepGroup::Plan; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    QList<Trouble> troubles() const override;
    Action mainAction() const override;
    void runMain(const Consent &consent) override;

    QString verdict() const; ///< "It fits. All 40 spaces are open to people by Fri 27 Nov 2026; ..."
    Tone verdictTone() const;
    QString sum() const; ///< "420,081 records read = ..."
    StepTable &table();  ///< One row a space.
    PlanLedgerTable &ledger() { return *m_ledger; }
    QString ledgerTick() const; ///< "I have read the ledger: 7 kinds, 27,815 items arrive changed or stay behind"
    bool isLedgerRead() const { return m_ledgerRead; }
    void setLedgerRead(bool read);
    QString acceptedText() const; ///< "Plan 3 accepted."; empty before.

    int reviewDays() const;
    void setReviewDays(int days);
    int windowDays() const;
    void setWindowDays(int days);
    const Forecast *forecast() const;
    QString spaceName(const SpaceForecast &space) const;

private:
    bool isReady() const;
    ForecastTable *m_table;
    PlanLedgerTable *m_ledger;
    bool m_ledgerRead = false;
};

} // namespace chatferry
