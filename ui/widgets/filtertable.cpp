// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filtertable.h"

#include "base/csv.h"
#include "steps/humanwords.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filterproxy.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/rolelabel.h"
#include "ui/widgets/steptablemodel.h"
#include "ui/widgets/tableroles.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString keyOf(const QModelIndex &index)
{
    return index.siblingAtColumn(0).data(KeyRole).toString();
}

QString fullText(const QModelIndex &index)
{
    const QVariant full = index.data(FullTextRole);
    return (full.isValid() ? full : index.data()).toString();
}

} // namespace

FilterTable::FilterTable(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_csvName(name)
    , m_proxy(new FilterProxy(this))
    , m_loadingDelay(new QTimer(this))
    , m_filterDelay(new QTimer(this))
    , m_countDelay(new QTimer(this))
{
    // Made before the view connects, and so called before its selection forgets rows that only leave the filter.
    connect(m_proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_restoring = true; });
    m_filterDelay->setSingleShot(true);
    m_filterDelay->setInterval(150);
    m_countDelay->setSingleShot(true);
    m_countDelay->setInterval(100);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(grid(4));
    buildTools();
    buildBulkBar();
    column->addWidget(m_tools);
    column->addWidget(m_bulkBar);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    column->addLayout(row, 1);
    buildTable(name);
    row->addWidget(m_tableSide, 3);
    m_inspector = new Inspector(this);
    row->addWidget(m_inspector, 1);
    m_inspector->hide();
    connect(m_inspector->backButton(), &QPushButton::clicked, this, &FilterTable::toggleInspector);
    connect(m_filterDelay, &QTimer::timeout, this, [this] {
        m_restoring = true;
        m_proxy->setWords(m_filter->text());
        restoreSelection();
        rowsChanged();
        Q_EMIT viewChanged();
    });
    connect(m_countDelay, &QTimer::timeout, this, &FilterTable::countChips);
    m_loadingDelay->setSingleShot(true);
    m_loadingDelay->setInterval(300);
    connect(m_loadingDelay, &QTimer::timeout, this, [this] {
        m_loadingLabel->setText(m_loading);
        m_loadingLabel->show();
        rowsChanged();
    });
    dress();
}

FilterTable::~FilterTable() = default;

void FilterTable::buildTools()
{
    m_tools = new QWidget(this);
    auto *flow = new FlowLayout(m_tools, grid(8), grid(4));
    m_filter = new QLineEdit(m_tools);
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setAccessibleName(tr("Filter of %1").arg(m_name));
    m_filter->setToolTip(tr("Filter (Ctrl+F)"));
    m_filter->addAction(icon(u"search"_s, Tone::Idle), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    connect(m_filter, &QLineEdit::textChanged, m_filterDelay, qOverload<>(&QTimer::start));
    flow->addWidget(m_filter);
    m_chipRow = new QWidget(m_tools);
    auto *chips = new QHBoxLayout(m_chipRow);
    chips->setContentsMargins(0, 0, 0, 0);
    chips->setSpacing(grid(4));
    flow->addWidget(m_chipRow);
    m_chipCombo = new QComboBox(m_tools);
    m_chipCombo->setAccessibleName(tr("Show"));
    m_chipCombo->hide();
    connect(m_chipCombo, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < m_chips.size())
            m_chipButtons.at(index)->click();
    });
    flow->addWidget(m_chipCombo);
    m_countLabel = new RoleLabel(QString(), TextSize::Body, m_tools);
    m_countLabel->setInk(RoleLabel::Ink::Secondary);
    flow->addWidget(m_countLabel);
    m_sort = new QPushButton(tr("Sort"), m_tools);
    m_sort->setToolTip(tr("Sort by a column (Ctrl+Shift+S)"));
    m_columns = new QPushButton(tr("Columns"), m_tools);
    m_csv = new QPushButton(tr("Save CSV"), m_tools);
    m_csv->setToolTip(tr("Save the rows shown as CSV (Ctrl+E)"));
    m_sort->setAccessibleName(tr("Sort %1").arg(m_name));
    m_columns->setAccessibleName(tr("Columns of %1").arg(m_name));
    m_csv->setAccessibleName(tr("Save CSV of %1").arg(m_name));
    m_sort->setIcon(icon(u"arrow-down"_s));
    m_columns->setIcon(icon(u"columns-3"_s));
    m_csv->setIcon(icon(u"save"_s));
    for (QPushButton *button : {m_sort, m_columns, m_csv}) {
        button->setAutoDefault(false);
        flow->addWidget(button);
    }
    m_sort->setMenu(new QMenu(m_sort));
    m_columns->setMenu(new QMenu(m_columns));
    connect(m_csv, &QPushButton::clicked, this, &FilterTable::saveCsv);
    connect(m_sort->menu(), &QMenu::aboutToShow, this, [this] {
        QMenu *menu = m_sort->menu();
        menu->clear();
        for (int column = 0; m_model && column < m_model->columnCount(); ++column) {
            const bool current = m_proxy->sortColumn() == column;
            const bool down = current && m_proxy->sortOrder() == Qt::AscendingOrder;
            const QString title = m_model->headerData(column, Qt::Horizontal).toString();
            QAction *action = menu->addAction(
                current ? (down ? tr("%1, descending").arg(title) : tr("%1, ascending").arg(title)) : title);
            connect(action, &QAction::triggered, this,
                    [this, column, down] { sortBy(column, down ? Qt::DescendingOrder : Qt::AscendingOrder); });
        }
        menu->addSeparator();
        connect(menu->addAction(tr("As listed")), &QAction::triggered, this,
                [this] { sortBy(-1, Qt::AscendingOrder); });
    });
    connect(m_columns->menu(), &QMenu::aboutToShow, this, [this] {
        QMenu *menu = m_columns->menu();
        menu->clear();
        // The first column names the row: it stays.
        for (int column = 1; m_model && column < m_model->columnCount(); ++column) {
            QAction *action = menu->addAction(m_model->headerData(column, Qt::Horizontal).toString());
            action->setCheckable(true);
            action->setChecked(!m_view->isColumnHidden(column));
            connect(action, &QAction::toggled, this, [this, column](bool on) { m_view->setColumnHidden(column, !on); });
        }
    });
}

void FilterTable::buildBulkBar()
{
    m_bulkBar = new QWidget(this);
    auto *row = new QHBoxLayout(m_bulkBar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(8));
    m_bulkLabel = new RoleLabel(QString(), TextSize::Body, m_bulkBar);
    row->addWidget(m_bulkLabel);
    m_clear = new QPushButton(tr("Clear selection"), m_bulkBar);
    m_clear->setAutoDefault(false);
    connect(m_clear, &QPushButton::clicked, this, [this] { setSelectedKeys({}); });
    row->addWidget(m_clear);
    row->addStretch();
    m_held = new RoleLabel(tr("Order is held."), TextSize::Body, m_bulkBar);
    m_held->setInk(RoleLabel::Ink::Secondary);
    m_sortAgain = new QPushButton(tr("Sort again"), m_bulkBar);
    m_sortAgain->setAutoDefault(false);
    connect(m_sortAgain, &QPushButton::clicked, this, &FilterTable::sortAgain);
    row->addWidget(m_held);
    row->addWidget(m_sortAgain);
    m_held->hide();
    m_sortAgain->hide();
    m_bulkBar->hide();
}

void FilterTable::buildTable(const QString &name)
{
    m_tableSide = new QWidget(this);
    m_tableSide->installEventFilter(this);
    auto *column = new QVBoxLayout(m_tableSide);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_view = new QTableView(m_tableSide);
    m_view->setAccessibleName(name);
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(new CellDelegate(m_view));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setAlternatingRowColors(true);
    m_view->setWordWrap(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsClickable(true);
    m_view->horizontalHeader()->setSortIndicatorShown(true);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->horizontalHeader()->setResizeContentsPrecision(200);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    connect(m_view->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        const bool again = m_proxy->sortColumn() == section && m_proxy->sortOrder() == Qt::AscendingOrder;
        sortBy(section, again ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex &index) {
        const QString door = index.data(DoorRole).toString();
        if (!door.isEmpty())
            Q_EMIT doorOpened(keyOf(index), door);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FilterTable::takeSelection);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &current) {
        if (m_restoring)
            return;
        m_current = current.isValid() ? keyOf(current) : QString();
        inspectCurrent();
        Q_EMIT viewChanged();
    });
    connect(m_proxy, &QAbstractItemModel::rowsRemoved, this, [this] { m_restoring = false; });
    m_empty = new EmptyState(m_tableSide);
    m_empty->hide();
    connect(m_empty, &EmptyState::pressed, this, [this] {
        if (m_emptyIsFilter)
            showChip(QString());
        else
            Q_EMIT emptyButtonPressed();
    });
    auto *over = new QVBoxLayout(m_view->viewport());
    m_loadingLabel = new RoleLabel(QString(), TextSize::Body, m_view->viewport());
    m_loadingLabel->setInk(RoleLabel::Ink::Secondary);
    m_loadingLabel->hide();
    over->addWidget(m_loadingLabel, 0, Qt::AlignCenter);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
}

void FilterTable::setModel(QAbstractItemModel *model)
{
    m_model = model;
    m_fitted = false;
    m_proxy->setSourceModel(model);
    const auto later = [this] {
        m_countDelay->start();
        rowsChanged();
    };
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        restoreSelection();
        countChips();
        rowsChanged();
        fitColumns();
        inspectCurrent();
    });
    connect(model, &QAbstractItemModel::rowsInserted, this, later);
    connect(model, &QAbstractItemModel::rowsRemoved, this, later);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] {
        m_countDelay->start();
        refreshHold();
        rowsChanged();
        if (m_inspector->isVisible())
            inspectCurrent();
    });
    countChips();
    rowsChanged();
    fitColumns();
}

void FilterTable::setTable(StepTable &table)
{
    m_table = &table;
    m_csvName = table.key();
    takeChips();
    setModel(new StepTableModel(table, this));
    const auto follow = [this] {
        takeChips();
        setEmptyState(u"info"_s, m_table->emptyText());
    };
    connect(&table, &StepTable::reset, this, follow);
    follow();
}

void FilterTable::takeChips()
{
    QList<Chip> chips;
    for (const TableChip &chip : m_table->chips())
        chips += Chip{chip.key, chip.text};
    const bool same = std::ranges::equal(chips, m_chips,
                                         [](const Chip &a, const Chip &b) { return a.id == b.id && a.text == b.text; });
    if (!same)
        setChips(chips);
}

void FilterTable::setChips(const QList<Chip> &chips)
{
    m_chips = chips;
    qDeleteAll(m_chipButtons);
    m_chipButtons.clear();
    for (const Chip &chip : chips) {
        auto *button = new QPushButton(chip.text, m_chipRow);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setAutoDefault(false);
        button->setChecked(chip.id == m_proxy->chip());
        connect(button, &QPushButton::clicked, this, [this, id = chip.id] {
            m_restoring = true;
            m_proxy->setChip(id);
            restoreSelection();
            rowsChanged();
            Q_EMIT viewChanged();
        });
        m_chipRow->layout()->addWidget(button);
        m_chipButtons.append(button);
    }
    setNarrow(m_narrow);
    countChips();
}

void FilterTable::setBulkActions(const QList<Bulk> &actions)
{
    m_bulk = actions;
    qDeleteAll(m_bulkButtons);
    m_bulkButtons.clear();
    auto *row = qobject_cast<QHBoxLayout *>(m_bulkBar->layout());
    int place = 1;
    for (const Bulk &action : actions) {
        auto *button = new QPushButton(action.text, m_bulkBar);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, id = action.id] { Q_EMIT bulkChosen(id, selectedKeys()); });
        row->insertWidget(place++, button);
        m_bulkButtons.append(button);
    }
    refreshTexts();
}

void FilterTable::setFilterPlaceholder(const QString &text)
{
    m_filter->setPlaceholderText(text);
}

void FilterTable::setEmptyState(const QString &iconName, const QString &sentence, const QString &button)
{
    m_emptySentence = sentence;
    m_empty->set(iconName, sentence, button);
    m_empty->setProperty("icon", iconName);
    m_empty->setProperty("button", button);
    rowsChanged();
}

void FilterTable::setLoading(const QString &sentence)
{
    const bool begins = m_loading.isEmpty() && !sentence.isEmpty();
    m_loading = sentence;
    m_loadingLabel->setText(sentence);
    if (begins)
        m_loadingDelay->start();
    if (sentence.isEmpty()) {
        m_loadingDelay->stop();
        m_loadingLabel->hide();
    }
    rowsChanged();
}

void FilterTable::setLive(bool live)
{
    m_live = live;
    refreshHold();
}

void FilterTable::setNarrow(bool narrow)
{
    m_narrow = narrow;
    m_chipRow->setVisible(!narrow && !m_chips.isEmpty());
    m_chipCombo->setVisible(narrow && !m_chips.isEmpty());
    m_view->setMinimumHeight(narrow ? std::max(lh(1.6), 24) * 6 + lh(2.2) : lh(6));
    if (m_inspectorWanted) {
        m_inspectorWanted = false;
        toggleInspector();
    }
}

void FilterTable::setToolsVisible(bool visible)
{
    m_tools->setVisible(visible);
}

QAbstractButton *FilterTable::chipButton(const QString &id) const
{
    for (qsizetype i = 0; i < m_chips.size(); ++i)
        if (m_chips.at(i).id == id)
            return m_chipButtons.at(i);
    return nullptr;
}

QPushButton *FilterTable::bulkButton(const QString &id) const
{
    for (qsizetype i = 0; i < m_bulk.size(); ++i)
        if (m_bulk.at(i).id == id)
            return m_bulkButtons.at(i);
    return nullptr;
}

QList<qint64> FilterTable::selectedRows() const
{
    QList<qint64> ids;
    for (const QString &key : m_selected)
        ids += key.toLongLong();
    return ids;
}

QStringList FilterTable::selectedKeys() const
{
    return {m_selected.constBegin(), m_selected.constEnd()};
}

void FilterTable::setSelectedKeys(const QStringList &keys)
{
    m_selected = QSet<QString>(keys.constBegin(), keys.constEnd());
    restoreSelection();
    refreshTexts();
    Q_EMIT selectionChanged();
}

QString FilterTable::currentKey() const
{
    return m_current;
}

void FilterTable::setCurrentKey(const QString &key)
{
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(KeyRole).toString() != key)
            continue;
        m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(index);
        return;
    }
}

int FilterTable::shownRows() const
{
    return m_proxy->rowCount();
}

void FilterTable::showChip(const QString &id)
{
    m_filter->clear();
    m_filterDelay->stop();
    m_restoring = true;
    m_proxy->setWords({});
    if (QAbstractButton *button = chipButton(id))
        button->setChecked(true);
    m_proxy->setChip(id);
    restoreSelection();
    rowsChanged();
    Q_EMIT viewChanged();
}

FilterTable::View FilterTable::saveView() const
{
    return {.filter = m_filter->text(),
            .chip = m_proxy->chip(),
            .sortColumn = m_proxy->sortColumn(),
            .order = m_proxy->sortOrder(),
            .selected = selectedKeys(),
            .current = m_current};
}

void FilterTable::restoreView(const View &view)
{
    showChip(view.chip);
    m_filter->setText(view.filter);
    m_filterDelay->stop();
    m_restoring = true;
    m_proxy->setWords(view.filter);
    restoreSelection();
    sortBy(view.sortColumn, view.order);
    setSelectedKeys(view.selected);
    setCurrentKey(view.current);
}

QByteArray FilterTable::csv() const
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    CsvWriter writer(buffer);
    QStringList head;
    for (int column = 0; column < m_proxy->columnCount(); ++column)
        if (!m_view->isColumnHidden(column))
            head += m_proxy->headerData(column, Qt::Horizontal).toString();
    writer.row(head);
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_proxy->columnCount(); ++column)
            if (!m_view->isColumnHidden(column))
                cells += fullText(m_proxy->index(row, column));
        writer.row(cells);
    }
    return writer.finish().ok() ? bytes : QByteArray();
}

void FilterTable::focusFilter()
{
    if (!m_tools->isVisible())
        return;
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void FilterTable::focusTable()
{
    m_view->setFocus(Qt::OtherFocusReason);
    if (!m_view->currentIndex().isValid() && m_proxy->rowCount() > 0)
        m_view->selectionModel()->setCurrentIndex(m_proxy->index(0, 0), QItemSelectionModel::NoUpdate);
}

void FilterTable::selectAllShown()
{
    m_view->selectAll();
}

void FilterTable::copySelected()
{
    QStringList lines;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex first = m_proxy->index(row, 0);
        if (!m_selected.contains(keyOf(first)) &&
            !(m_selected.isEmpty() && first.row() == m_view->currentIndex().row()))
            continue;
        QStringList cells;
        for (int column = 0; column < m_proxy->columnCount(); ++column)
            if (!m_view->isColumnHidden(column))
                cells += oneLine(fullText(first.siblingAtColumn(column)));
        lines += cells.join(u'\t');
    }
    if (!lines.isEmpty())
        QApplication::clipboard()->setText(lines.join(u'\n'));
}

void FilterTable::openSortMenu()
{
    if (m_tools->isVisible())
        m_sort->showMenu();
}

void FilterTable::saveCsv()
{
    auto *dialog = new QFileDialog(this, tr("Save CSV"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Tables (*.csv)"));
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->selectFile(m_csvName + u".csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        const QByteArray bytes = csv();
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            Q_EMIT problemHappened(tr("The table could not be saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

void FilterTable::toggleInspector()
{
    m_inspectorWanted = !m_inspectorWanted;
    const bool hadFocus = m_inspector->isAncestorOf(QApplication::focusWidget());
    m_inspector->setVisible(m_inspectorWanted);
    m_tableSide->setVisible(!m_inspectorWanted || !m_narrow);
    m_inspector->backButton()->setVisible(m_narrow);
    if (m_inspectorWanted)
        inspectCurrent();
    if (m_inspectorWanted && m_narrow)
        m_inspector->backButton()->setFocus();
    else if (!m_inspectorWanted && (hadFocus || m_narrow))
        focusTable();
}

void FilterTable::sortAgain()
{
    // Sorting must not wait for pointer and focus here: it was asked for.
    m_proxy->setDynamicSortFilter(true);
    m_proxy->invalidate();
    m_held->hide();
    m_sortAgain->hide();
    restoreSelection();
}

void FilterTable::sortBy(int column, Qt::SortOrder order)
{
    m_proxy->sort(column, order);
    m_view->horizontalHeader()->setSortIndicator(column, order);
    Q_EMIT viewChanged();
}

bool FilterTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tableSide && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &FilterTable::snapRows);
    if (event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_filter && key->key() == Qt::Key_Escape) {
            if (m_filter->text().isEmpty())
                focusTable();
            else
                m_filter->clear();
            return true;
        }
        if (watched == m_filter && key->key() == Qt::Key_Down) {
            focusTable();
            return true;
        }
        if (watched == m_view && keyInTable(*key))
            return true;
    }
    if (m_live && (event->type() == QEvent::Enter || event->type() == QEvent::Leave ||
                   event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        QTimer::singleShot(0, this, &FilterTable::refreshHold);
    return QWidget::eventFilter(watched, event);
}

bool FilterTable::keyInTable(QKeyEvent &event)
{
    const QModelIndex current = m_view->currentIndex();
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) {
        if (event.modifiers() & Qt::ControlModifier)
            return false; // The main action's.
        if (event.modifiers() & Qt::AltModifier || !current.isValid()) {
            toggleInspector();
            return true;
        }
        const QString door = current.data(DoorRole).toString();
        if (door.isEmpty())
            toggleInspector();
        else
            Q_EMIT doorOpened(keyOf(current), door);
        return true;
    }
    if (event.key() == Qt::Key_Space && current.isValid() && event.modifiers() == Qt::NoModifier) {
        tick(current);
        return true;
    }
    if (event.matches(QKeySequence::Copy)) {
        copySelected();
        return true;
    }
    return false;
}

void FilterTable::tick(const QModelIndex &current)
{
    int column = -1;
    for (int i = 0; i < m_proxy->columnCount() && column < 0; ++i)
        if (current.siblingAtColumn(i).flags() & Qt::ItemIsUserCheckable)
            column = i;
    if (column < 0) {
        m_view->selectionModel()->select(current, QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
        return;
    }
    const bool on = current.siblingAtColumn(column).data(Qt::CheckStateRole).toInt() != Qt::Checked;
    // What can be done to one row can be done to all selected, in one step.
    const bool many = m_selected.contains(keyOf(current)) && m_selected.size() > 1;
    QList<qint64> ids;
    std::vector<QPersistentModelIndex> cells;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, column);
        if (!(many ? m_selected.contains(keyOf(index)) : row == current.row()) ||
            !(index.flags() & Qt::ItemIsUserCheckable))
            continue;
        ids += keyOf(index).toLongLong();
        cells.emplace_back(index);
    }
    if (m_table) {
        m_table->setTicked(ids, on);
        return;
    }
    for (const QPersistentModelIndex &cell : cells)
        m_proxy->setData(cell, on ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
}

void FilterTable::takeSelection(const QItemSelection &on, const QItemSelection &off)
{
    if (m_restoring)
        return;
    const auto each = [this](const QItemSelection &selection, auto &&call) {
        for (const QItemSelectionRange &range : selection)
            for (int row = range.top(); row <= range.bottom(); ++row)
                call(m_proxy->index(row, 0).data(KeyRole).toString());
    };
    each(off, [this](const QString &key) { m_selected.remove(key); });
    each(on, [this](const QString &key) { m_selected.insert(key); });
    refreshTexts();
    Q_EMIT selectionChanged();
    Q_EMIT viewChanged();
}

void FilterTable::restoreSelection()
{
    m_restoring = true;
    QItemSelection selection;
    QModelIndex current;
    const int columns = m_proxy->columnCount();
    for (int row = 0; row < m_proxy->rowCount() && (!m_selected.isEmpty() || !m_current.isEmpty()); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        const QString key = index.data(KeyRole).toString();
        if (m_selected.contains(key))
            selection.append(QItemSelectionRange(index, m_proxy->index(row, columns - 1)));
        if (!m_current.isEmpty() && key == m_current)
            current = index;
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (current.isValid())
        m_view->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    m_restoring = false;
    refreshTexts();
}

void FilterTable::countChips()
{
    m_countDelay->stop();
    if (!m_model || m_chips.isEmpty())
        return;
    QHash<QString, int> counts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        for (const QString &chip : m_model->index(row, 0).data(ChipsRole).toStringList())
            ++counts[chip];
    counts[QString()] = m_model->rowCount();
    const int current = m_chipCombo->currentIndex();
    m_chipCombo->clear();
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        const QString text =
            tr("%1 %2", "chip, number of rows").arg(m_chips.at(i).text, countText(counts.value(m_chips.at(i).id)));
        m_chipButtons.at(i)->setText(text);
        m_chipCombo->addItem(text);
        if (m_chips.at(i).id == m_proxy->chip())
            m_chipCombo->setCurrentIndex(static_cast<int>(i));
    }
    if (current >= 0 && m_chipCombo->currentIndex() < 0)
        m_chipCombo->setCurrentIndex(current);
}

void FilterTable::rowsChanged()
{
    const int all = m_model ? m_model->rowCount() : 0;
    const int shown = m_proxy->rowCount();
    m_emptyIsFilter = all > 0 && shown == 0;
    // While rows are read the frame stays, and nothing claims that there are none.
    const bool empty = m_emptyIsFilter || (all == 0 && !m_emptySentence.isEmpty() && m_loading.isEmpty());
    if (m_emptyIsFilter)
        m_empty->set(u"list-filter"_s, tr("No row matches this filter."), tr("Clear the filter"));
    else if (all == 0)
        m_empty->set(m_empty->property("icon").toString(), m_emptySentence, m_empty->property("button").toString());
    m_empty->setVisible(empty);
    m_view->setVisible(!empty);
    refreshTexts();
}

void FilterTable::refreshTexts()
{
    const int all = m_model ? m_model->rowCount() : 0;
    m_countLabel->setText(tr("%1 of %2", "rows shown, rows").arg(countText(m_proxy->rowCount()), countText(all)));
    const qsizetype chosen = m_selected.size();
    qsizetype shown = 0;
    for (const QItemSelectionRange &range : m_view->selectionModel()->selection())
        shown += range.left() == 0 ? range.height() : 0;
    QString text = tr("Nothing selected");
    if (chosen > 0)
        text = shown < chosen ? tr("%1 selected, %2 not shown:").arg(countText(chosen), countText(chosen - shown))
                              : tr("%1 selected:").arg(countText(chosen));
    m_bulkLabel->setText(text);
    m_bulkLabel->setInk(chosen > 0 ? RoleLabel::Ink::Text : RoleLabel::Ink::Secondary);
    for (QPushButton *button : std::as_const(m_bulkButtons)) {
        button->setVisible(chosen > 0);
        button->setEnabled(chosen > 0);
    }
    m_clear->setVisible(chosen > 0);
    m_bulkBar->setVisible(!m_bulk.isEmpty() || m_live);
    m_bulkLabel->setVisible(!m_bulk.isEmpty());
    m_csv->setEnabled(m_proxy->rowCount() > 0);
}

void FilterTable::refreshHold()
{
    if (!m_live)
        return;
    const bool inside = m_view->hasFocus() || m_view->underMouse();
    const bool held = inside && m_proxy->sortColumn() >= 0;
    if (m_proxy->dynamicSortFilter() == held)
        m_proxy->setDynamicSortFilter(!held);
    m_held->setVisible(held);
    m_sortAgain->setVisible(held);
}

void FilterTable::inspectCurrent()
{
    if (m_inspectorWanted)
        m_inspector->setRow(m_view->currentIndex());
}

void FilterTable::fitColumns()
{
    if (m_fitted || !m_model || m_model->rowCount() == 0)
        return;
    m_fitted = true;
    m_view->resizeColumnsToContents();
    for (int column = 0; column < m_model->columnCount(); ++column) {
        // The delegate draws links and icons: a little more than the text, never more than a third of a wide window.
        const QVariant wanted = m_model->headerData(column, Qt::Horizontal, WidthRole);
        const int most = wanted.isValid() ? lh(std::max(3, wanted.toInt())) : lh(20);
        // What stands there later may be longer than what stands there now.
        const int least = wanted.isValid() ? std::max(lh(3), most * 4 / 5) : lh(3);
        const int width = std::clamp(m_view->columnWidth(column) + grid(8), least, std::max(most, lh(4)));
        m_view->setColumnWidth(column, width);
    }
}

void FilterTable::dress()
{
    m_view->verticalHeader()->setMinimumSectionSize(24);
    m_view->verticalHeader()->setDefaultSectionSize(std::max(lh(1.6), 24));
    m_view->horizontalHeader()->setFixedHeight(lh(1.7));
    m_bulkBar->setFixedHeight(std::max(24, lh(1.8)));
    m_filter->setMinimumWidth(lh(13));
    setNarrow(m_narrow);
}

void FilterTable::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        dress();
        m_fitted = false;
        fitColumns();
    }
}

void FilterTable::snapRows()
{
    // The last row is shown whole or not at all.
    const int row = m_view->verticalHeader()->defaultSectionSize();
    int inside = m_tableSide->height() - 2 * m_view->frameWidth() - m_view->horizontalHeader()->height();
    if (m_view->horizontalScrollBar()->maximum() > 0)
        inside -= m_view->horizontalScrollBar()->sizeHint().height();
    const int rest = row > 0 && inside > row ? inside % row : 0;
    m_tableSide->layout()->setContentsMargins(0, 0, 0, m_view->isHidden() ? 0 : rest);
}

void FilterTable::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    QTimer::singleShot(0, this, &FilterTable::snapRows);
    const bool veryWide = window()->width() > 2000;
    if (veryWide && !m_inspectorWanted)
        toggleInspector();
}

} // namespace chatferry
