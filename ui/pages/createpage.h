// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/createstep.h"

#include <QWidget>

class QRadioButton;

namespace chatferry {

class RoleLabel;

/// Which spaces are made now, and those that are.
class CreatePage final : public QWidget
{
    Q_OBJECT
public:
    explicit CreatePage(CreateStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    CreateStep &m_step;
    QRadioButton *m_pilot;
    QRadioButton *m_all;
    RoleLabel *m_before;
};

} // namespace chatferry
