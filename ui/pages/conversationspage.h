// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/conversationsstep.h"
#include "ui/pages/steppage.h"

class QRadioButton;

namespace chatferry {

class RoleLabel;
class StepTableView;

/// The conversations with what becomes of each, and the question about direct talks.
class ConversationsPage final : public StepPage
{
    Q_OBJECT
public:
    explicit ConversationsPage(ConversationsStep &step, QWidget *parent = nullptr);
    void refresh() override;
    FilterTable *mainTable() const override;

private:
    void addBulkActions();

    ConversationsStep &m_step;
    QWidget *m_question;
    QRadioButton *m_move;
    QRadioButton *m_leave;
    RoleLabel *m_summary;
    StepTableView *m_table;
};

} // namespace chatferry
