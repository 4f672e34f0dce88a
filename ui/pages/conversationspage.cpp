// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/conversationspage.h"

#include "ui/pages/pageparts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/rolelabel.h"

#include <QHBoxLayout>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace chatferry {

ConversationsPage::ConversationsPage(ConversationsStep &step, QWidget *parent)
    : StepPage(step, parent)
    , m_step(step)
    , m_question(new QWidget(this))
    , m_move(new QRadioButton(tr("&move them too"), m_question))
    , m_leave(new QRadioButton(tr("&leave them behind"), m_question))
    , m_summary(new RoleLabel({}, TextSize::Body, this))
    , m_table(new StepTableView(step, step.table(), this))
{
    auto *column = pageColumn(this);
    auto *row = new QHBoxLayout(m_question);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(16));
    auto *question = new RoleLabel({}, TextSize::Body, m_question);
    question->setObjectName(u"question"_s);
    row->addWidget(question);
    row->addWidget(m_move);
    row->addWidget(m_leave);
    row->addStretch(1);
    column->addWidget(m_question);
    column->addWidget(m_table, 1);
    column->addWidget(m_summary);

    connect(m_move, &QRadioButton::clicked, &step,
            [&step] { step.answerDirectTalks(PlanSettings::DirectTalks::Move); });
    connect(m_leave, &QRadioButton::clicked, &step,
            [&step] { step.answerDirectTalks(PlanSettings::DirectTalks::Leave); });
    addBulkActions();
}

void ConversationsPage::addBulkActions()
{
    FilterTable &table = m_table->filterTable();
    table.setFilterPlaceholder(tr("Filter by name"));
    table.setBulkActions({{u"include"_s, tr("In&clude")},
                          {u"leave"_s, tr("Leave &behind")},
                          {u"empty"_s, tr("Empty &space only")},
                          {u"external"_s, tr("Allow e&xternal")},
                          {u"up"_s, tr("Mo&ve up")},
                          {u"down"_s, tr("Move do&wn")}});
    connect(&table, &FilterTable::bulkChosen, &m_step, [this](const QString &id, const QStringList &) {
        const QList<qint64> rows = m_table->selectedRows();
        if (id == u"include")
            m_step.setChoice(rows, ConversationRow::Choice::Move);
        else if (id == u"leave")
            m_step.setChoice(rows, ConversationRow::Choice::Leave);
        else if (id == u"empty")
            m_step.setChoice(rows, ConversationRow::Choice::EmptySpace);
        else if (id == u"external")
            m_step.setExternal(rows, true);
        else
            m_step.move(rows, id == u"up" ? -1 : 1);
    });
}

void ConversationsPage::refresh()
{
    m_question->setVisible(m_step.hasDirectTalks());
    auto *question = m_question->findChild<RoleLabel *>(u"question"_s);
    question->setText(m_step.directTalksQuestion());
    m_move->setAccessibleDescription(m_step.directTalksQuestion());
    m_leave->setAccessibleDescription(m_step.directTalksQuestion());
    const PlanSettings::DirectTalks answer = m_step.directTalks();
    // An exclusive pair cannot be shown unanswered otherwise.
    for (QRadioButton *button : {m_move, m_leave})
        button->setAutoExclusive(answer != PlanSettings::DirectTalks::Ask);
    m_move->setChecked(answer == PlanSettings::DirectTalks::Move);
    m_leave->setChecked(answer == PlanSettings::DirectTalks::Leave);
    m_summary->setText(m_step.summary());
}

FilterTable *ConversationsPage::mainTable() const
{
    return &m_table->filterTable();
}

} // namespace chatferry
