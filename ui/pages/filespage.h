// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/filesstep.h"
#include "ui/pages/steppage.h"

namespace chatferry {

class RoleLabel;
class Sentence;
class VerdictLabel;

/// The files that are not in the export, and how far fetching them is.
class FilesPage final : public StepPage
{
    Q_OBJECT
public:
    explicit FilesPage(FilesStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override { return m_table; }

private:
    FilesStep &m_step;
    Sentence *m_sums;
    RoleLabel *m_place;
    VerdictLabel *m_standing;
    FilterTable *m_table;
};

} // namespace chatferry
