// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QSet>
#include <QWidget>

class QAbstractButton;
class QComboBox;
class QLineEdit;
class QPushButton;
class QTableView;
class QTimer;

namespace chatferry {

class EmptyState;
class FilterProxy;
class FlowLayout;
class Inspector;
class RoleLabel;
class StepTable;

/// A table as ux 3.6 wants it: filter line, state chips with counts, sort, columns, CSV, bulk bar, inspector.
///
/// Rows are known by KeyRole (see tableroles.h): selection, current row and place survive filters and resets by it.
class FilterTable final : public QWidget
{
    Q_OBJECT
public:
    struct Chip
    {
        QString id; ///< Empty: all rows.
        QString text;
    };
    struct Bulk
    {
        QString id;
        QString text; ///< With mnemonic.
    };
    /// What a page keeps so that it comes back as it was left.
    struct View
    {
        QString filter = {};
        QString chip = {};
        int sortColumn = -1;
        Qt::SortOrder order = Qt::AscendingOrder;
        QStringList selected = {};
        QString current = {};
    };

    /// @p name: accessible name of the table, unique in its page: "People table".
    explicit FilterTable(const QString &name, QWidget *parent = nullptr);
    ~FilterTable() override;

    void setModel(QAbstractItemModel *model); ///< Not owned.
    /// A step's table with its columns, chips and empty sentence; outlives this widget.
    void setTable(StepTable &table);
    void setChips(const QList<Chip> &chips);
    void setBulkActions(const QList<Bulk> &actions);
    void setFilterPlaceholder(const QString &text); ///< "Filter by name, e-mail, text".
    /// Shown instead of rows while the model has none. @p button empty: none.
    void setEmptyState(const QString &icon, const QString &sentence, const QString &button = {});
    /// "Reading 5,012 conversations" over the table's frame, after 300 ms; empty: the rows again.
    void setLoading(const QString &sentence);
    void setLive(bool live); ///< Rows change by themselves: their order is held while pointer or focus is inside.
    void setNarrow(bool narrow);
    void setToolsVisible(bool visible); ///< False for small tables: no filter, chips, sort, columns, CSV.
    void setCsvName(const QString &fileName) { m_csvName = fileName; }

    QTableView *view() const { return m_view; }
    Inspector *inspector() const { return m_inspector; }
    QLineEdit *filterLine() const { return m_filter; }
    QAbstractButton *chipButton(const QString &id) const;
    QPushButton *bulkButton(const QString &id) const;

    QList<qint64> selectedRows() const; ///< The keys as row ids, for tables of steps.
    QStringList selectedKeys() const;   ///< Hidden ones too, in no order.
    void setSelectedKeys(const QStringList &keys);
    QString currentKey() const;
    void setCurrentKey(const QString &key);
    int shownRows() const;
    void showChip(const QString &id); ///< What a door does: this chip, no words in the filter.
    View saveView() const;
    void restoreView(const View &view);
    QByteArray csv() const; ///< The rows shown, in their order, with full texts.

public Q_SLOTS:
    void focusFilter();
    void focusTable();
    void selectAllShown();
    void copySelected();
    void openSortMenu();
    void saveCsv();
    void toggleInspector();
    void sortAgain();

Q_SIGNALS:
    void selectionChanged();
    void bulkChosen(const QString &id, const QStringList &keys);
    void doorOpened(const QString &key, const QString &door);
    void emptyButtonPressed();
    void viewChanged();
    void problemHappened(const QString &sentence); ///< The CSV could not be written.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildTools();
    void buildBulkBar();
    void buildTable(const QString &name);
    void countChips();
    void rowsChanged();
    void refreshTexts();
    void refreshHold();
    void takeSelection(const class QItemSelection &on, const class QItemSelection &off);
    void restoreSelection();
    void sortBy(int column, Qt::SortOrder order);
    void inspectCurrent();
    void tick(const QModelIndex &current);
    void takeChips();
    void fitColumns();
    void snapRows();
    void dress();
    bool keyInTable(class QKeyEvent &event);

    QString m_name;
    QString m_csvName;
    QAbstractItemModel *m_model = nullptr;
    StepTable *m_table = nullptr;
    FilterProxy *m_proxy;
    QTableView *m_view = nullptr;
    Inspector *m_inspector = nullptr;
    EmptyState *m_empty = nullptr;
    QWidget *m_tools = nullptr;
    QWidget *m_chipRow = nullptr;
    QWidget *m_bulkBar = nullptr;
    QWidget *m_tableSide = nullptr;
    QLineEdit *m_filter = nullptr;
    QComboBox *m_chipCombo = nullptr;
    RoleLabel *m_countLabel = nullptr;
    RoleLabel *m_bulkLabel = nullptr;
    RoleLabel *m_held = nullptr;
    QPushButton *m_sortAgain = nullptr;
    QPushButton *m_sort = nullptr;
    QPushButton *m_columns = nullptr;
    QPushButton *m_csv = nullptr;
    QPushButton *m_clear = nullptr;
    QList<Chip> m_chips;
    QList<QPushButton *> m_chipButtons;
    QList<Bulk> m_bulk;
    QList<QPushButton *> m_bulkButtons;
    QSet<QString> m_selected;
    QString m_current;
    QString m_emptySentence;
    QString m_loading;
    RoleLabel *m_loadingLabel = nullptr;
    QTimer *m_loadingDelay;
    QTimer *m_filterDelay;
    QTimer *m_countDelay;
    bool m_restoring = false;
    bool m_live = false;
    bool m_narrow = false;
    bool m_inspectorWanted = false;
    bool m_fitted = false;
    bool m_emptyIsFilter = false;
};

} // namespace chatferry
