// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/validatestep.h"

#include <QWidget>

namespace chatferry {

class VerdictLabel;

/// What was read back and compared, space by space, and the differences.
class ValidatePage final : public QWidget
{
    Q_OBJECT
public:
    explicit ValidatePage(ValidateStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    ValidateStep &m_step;
    VerdictLabel *m_verdict;
    QWidget *m_differences;
};

} // namespace chatferry
