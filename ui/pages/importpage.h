// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/importstep.h"

#include <QWidget>

namespace chatferry {

class RoleLabel;
class StepTableView;

/// How the copying stands, space by space, and what needs a person.
class ImportPage final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportPage(ImportStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    ImportStep &m_step;
    RoleLabel *m_summary;
    QWidget *m_needs;
    StepTableView *m_failed;
};

} // namespace chatferry
