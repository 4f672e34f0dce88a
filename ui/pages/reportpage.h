// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/reportstep.h"

#include <QWidget>

namespace chatferry {

class RoleLabel;
class VerdictLabel;

/// The proof: the sum, the ledger and the audit trail.
class ReportPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ReportPage(ReportStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    ReportStep &m_step;
    RoleLabel *m_heading;
    VerdictLabel *m_sum;
    VerdictLabel *m_saved;
};

} // namespace chatferry
