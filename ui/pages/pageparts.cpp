// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pageparts.h"

#include "ui/theme/theme.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/filtertable.h"
#include "ui/widgets/progressblock.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/steptablemodel.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

StepTableView::StepTableView(Step &step, StepTable &table, QWidget *parent)
    : QWidget(parent)
    , m_table(table)
    , m_view(new FilterTable(table.name(), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
    m_view->setModel(new StepTableModel(table, this));
    m_view->setEmptyState(u"list-checks"_s, table.emptyText());
    m_view->setCsvName(table.key() + u".csv"_s);
    connect(m_view, &FilterTable::doorOpened, &step, [&step](const QString &, const QString &door) { step.act(door); });
    connect(&table, &StepTable::reset, this, &StepTableView::refreshChips);
    connect(&table, &StepTable::rowsChanged, this, &StepTableView::refreshChips);
    refreshChips();
}

void StepTableView::refreshChips()
{
    QList<FilterTable::Chip> chips;
    QStringList keys;
    const auto now = m_table.chips();
    for (const TableChip &chip : now) {
        chips.append({chip.key, chip.text});
        keys << chip.key;
    }
    if (keys == m_chips)
        return;
    m_chips = keys;
    m_view->setChips(chips);
}

QList<qint64> StepTableView::selectedRows() const
{
    QList<qint64> out;
    const auto keys = m_view->selectedKeys();
    for (const QString &key : keys)
        out.append(key.toLongLong());
    return out;
}

ProgressBlock *addProgress(QBoxLayout &layout, Step &step, const QString &name, std::function<ProgressFacts()> facts)
{
    auto *block = new ProgressBlock(name);
    layout.addWidget(block);
    const auto refresh = [block, facts] {
        const ProgressFacts now = facts();
        block->setVisible(now.state != ProgressFacts::State::Idle);
        block->setFacts(now);
    };
    QObject::connect(&step, &Step::changed, block, refresh);
    QObject::connect(block, &ProgressBlock::doorOpened, &step, &Step::act);
    QObject::connect(block, &ProgressBlock::buttonPressed, &step,
                     [&step](const Trouble::Remedy &remedy) { step.act(remedy.act); });
    refresh();
    return block;
}

ActionButton::ActionButton(Step &step, std::function<Action()> action, QWidget *parent)
    : QWidget(parent)
    , m_action(std::move(action))
    , m_button(new QPushButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    row->addWidget(m_button, 0, Qt::AlignLeft);
    auto *reason = new RoleLabel({}, TextSize::Small, this);
    reason->setInk(RoleLabel::Ink::Secondary);
    reason->setWordWrap(true);
    row->addWidget(reason, 1);
    row->addStretch(0);
    m_reason = reason;
    m_button->setAutoDefault(false);
    connect(m_button, &QPushButton::clicked, this, &ActionButton::pressed);
    connect(&step, &Step::changed, this, &ActionButton::refresh);
    refresh();
}

void ActionButton::refresh()
{
    const Action now = m_action();
    m_button->setText(now.text);
    m_button->setEnabled(now.enabled);
    m_button->setAccessibleDescription(now.reasonOff);
    auto *reason = qobject_cast<RoleLabel *>(m_reason);
    reason->setText(now.enabled ? QString() : now.reasonOff);
    reason->setVisible(!now.enabled);
}

void askThen(QWidget *window, const Confirmation &confirmation, bool rehearsal, std::function<void(const Consent &)> go)
{
    auto *dialog = new ConfirmDialog(confirmation, rehearsal, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &ConfirmDialog::consented, window, std::move(go));
    dialog->open();
}

QBoxLayout *pageColumn(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(12));
    return column;
}

} // namespace chatferry
