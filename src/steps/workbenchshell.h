// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/shellmodel.h"
#include "steps/workbench.h"

namespace chatferry {

/// What the frame around the pages shows of the workbench.
class WorkbenchShell final : public ShellModel
{
    Q_OBJECT
public:
    explicit WorkbenchShell(Workbench &bench, QObject *parent = nullptr);

    QString projectName() const override;
    QString destination() const override;
    bool isRehearsal() const override;
    std::vector<SpaceClock> clocks() const override;
    UtcTime now() const override;
    CountdownSettings countdownSettings() const override;
    QList<Trouble> runTroubles() const override;
    Strip strip() const override;
    Saved saved() const override;
    QString cannotSaveReason() const override;
    Running running() const override;
    void act(const QString &id) override;
    void pauseOrResume() override;
    void stopForQuit() override;

private:
    Workbench &m_bench;
    std::optional<Error> m_failure;
    bool m_quitting = false;
};

/// The step whose page shows an activity: "import"; empty for none.
QString stepOfActivity(Activity activity);

} // namespace chatferry
