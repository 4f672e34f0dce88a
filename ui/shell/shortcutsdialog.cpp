// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include "ui/shell/shortcuts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cellmodel.h"
#include "ui/widgets/filtertable.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

ShortcutsDialog::ShortcutsDialog(QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *model = new CellModel({{tr("Does")}, {tr("Keys")}}, this);
    std::vector<CellModel::Row> rows;
    for (const Shortcut &shortcut : shortcuts(isRightToLeft())) {
        // The second combination of a pair is the same key of the number block.
        const QString keys = shortcut.keys.value(0).toString(QKeySequence::NativeText);
        rows.push_back({.key = QString::number(rows.size()), .cells = {{.text = shortcut.text}, {.text = keys}}});
    }
    model->setRows(std::move(rows));
    auto *table = new FilterTable(tr("Shortcuts"), this);
    table->setModel(model);
    table->setCsvName(u"shortcuts"_s);
    auto *close = new QPushButton(tr("Close"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(grid(12));
    column->addWidget(table, 1);
    column->addWidget(close, 0, Qt::AlignTrailing);
    resize(lh(42), lh(30));
    table->focusTable();
}

} // namespace chatferry
