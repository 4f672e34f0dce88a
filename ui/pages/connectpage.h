// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/connectstep.h"
#include "ui/pages/steppage.h"

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace chatferry {

class CheckRow;
class CopyField;
class DropArea;
class RoleLabel;
class VerdictLabel;

/// The key, the administrator, the chain of checks, and what the person confirms.
class ConnectPage final : public StepPage
{
    Q_OBJECT
public:
    explicit ConnectPage(ConnectStep &step, QWidget *parent = nullptr);
    void refresh() override;
    QWidget *firstTask() const override;

private:
    QWidget *keyPart();
    QWidget *adminPart();
    QWidget *delegationPart();
    QWidget *checksPart();
    QWidget *pointsPart();
    void refreshKey();
    void refreshChecks();
    void refreshPoints();
    void chooseKey();

    ConnectStep &m_step;
    DropArea *m_drop = nullptr;
    QWidget *m_keyRow = nullptr;
    RoleLabel *m_key = nullptr;
    RoleLabel *m_kept = nullptr;
    QPushButton *m_choose = nullptr;
    QComboBox *m_keep = nullptr;
    QPushButton *m_howToButton = nullptr;
    QWidget *m_howTo = nullptr;
    QLineEdit *m_admin = nullptr;
    RoleLabel *m_domain = nullptr;
    QWidget *m_delegation = nullptr;
    CopyField *m_clientId = nullptr;
    CopyField *m_scopes = nullptr;
    VerdictLabel *m_verdict = nullptr;
    std::vector<CheckRow *> m_checks;
    RoleLabel *m_patience = nullptr;
    QCheckBox *m_repeat = nullptr;
    std::vector<QCheckBox *> m_points;
    std::vector<RoleLabel *> m_recorded;
};

} // namespace chatferry
