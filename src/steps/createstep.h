// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/spacestable.h"
#include "steps/workbenchstep.h"

namespace chatferry {

/// Makes hidden, empty spaces. From the first attempt on each has its limit.
class CreateStep : public WorkbenchStep
{
    Q_OBJECT
public:
    enum class Choice { Pilot, All };

    explicit CreateStep(Workbench &bench, QObject *parent = nullptr);
    QString key() const override { return QStringLiteral("create"); }
    QString title() const override { return tr("Create"); }
    QString purpose() const override;
    QString icon() const override { return QStringLiteral("box"); }
    StepGroup group() const override { return StepGroup::Move; }
    StepStatus state() const override;
    QList<Hindrance> problems() const override;
    std::optional<Hindrance> lookingAhead() const override;
    Action mainAction() const override;
    std::optional<Confirmation> confirmation() const override;
    void runMain(const Consent &consent) override;
    void act(const QString &id) override;

    SpacesTable &table() { return *m_table; }
    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    QString pilotText() const; ///< "Pilot first: design (recommended)"
    QString allText() const;   ///< "All 39"
    /// What is about to happen, before the button: where, visible to nobody, the clock starts, can be rolled back.
    QString beforeYouStart() const;
    ProgressFacts progress() const;

    // Rolling back: of the spaces ticked, or of all that are still hidden.
    Action rollBackAction() const;
    Confirmation rollBackConfirmation() const;
    void rollBack(const Consent &consent);

protected:
    Activity activity() const override { return Activity::Create; }

private:
    std::vector<qint64> chosen() const;
    const SpaceRow *pilot() const;
    std::vector<qint64> hidden() const;

    SpacesTable *m_table;
    Choice m_choice = Choice::Pilot;
};

} // namespace chatferry
