// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/spacestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Adds people to the completed spaces. They see them from then on.
class GrantStep : public WorkbenchStep
{
    Q_OBJECT
public:
    explicit GrantStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("grant"); }
    QString title() const override { return tr("Grant access"); }
    QString purpose() const override { return tr("Adds people to the completed spaces. They see them from then on."); }
    QString icon() const override { return QStringLiteral("user-plus"); }
    StepGroup group() const override { return StepGroup::Finish; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    std::optional<Confirmation> confirmation() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;

    SpacesTable &table() { return *m_table; }
    bool removesHelper() const;
    void setRemovesHelper(bool remove);
    ProgressFacts progress() const;
    QString summary() const; ///< "1,605 added, 1 failed."

protected:
    Activity activity() const override { return Activity::Grant; }

private:
    std::vector<qint64> due() const;
    qint64 peopleIn(const std::vector<qint64> &spaces) const;
    SpacesTable *m_table;
};

} // namespace chatferry
