// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/completestep.h"

#include <QWidget>

namespace chatferry {

class RoleLabel;
class VerdictLabel;

/// The spaces that can be completed; nothing is ticked beforehand.
class CompletePage final : public QWidget
{
    Q_OBJECT
public:
    explicit CompletePage(CompleteStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    CompleteStep &m_step;
    RoleLabel *m_summary;
    VerdictLabel *m_age;
};

} // namespace chatferry
