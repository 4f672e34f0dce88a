// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/grantstep.h"

#include <QWidget>

class QCheckBox;

namespace chatferry {

class RoleLabel;

/// Who is added to the completed spaces, and how far that is.
class GrantPage final : public QWidget
{
    Q_OBJECT
public:
    explicit GrantPage(GrantStep &step, QWidget *parent = nullptr);

private:
    void refresh();

    GrantStep &m_step;
    RoleLabel *m_summary;
    QCheckBox *m_helper;
};

} // namespace chatferry
