// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/reconcilestep.h"

#include <QWidget>

class QRadioButton;

namespace chatferry {

class RoleLabel;

/// The changes that could be applied, ticked one by one or by kind.
class ReconcilePage final : public QWidget
{
    Q_OBJECT
public:
    explicit ReconcilePage(ReconcileStep &step, QWidget *parent = nullptr);

private:
    void refresh();
    void chooseExport();

    ReconcileStep &m_step;
    QRadioButton *m_repair;
    QRadioButton *m_newer;
    RoleLabel *m_export;
    RoleLabel *m_summary;
};

} // namespace chatferry
