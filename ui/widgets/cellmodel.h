// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/tone.h"
#include "ui/widgets/tableroles.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace chatferry {

/// A table of ready-made cells: what most pages show. For up to some 50,000 rows; larger ones bring their own model.
class CellModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    struct Column
    {
        QString title;
        bool count = false;    ///< Right-aligned, sorted by number.
        bool editable = false; ///< F2 edits; edited() is emitted, the model itself does not change.
    };
    struct Cell
    {
        QString text = {};
        QVariant sort = {};
        std::optional<Tone> tone = {};
        QString icon = {};
        QString door = {};
        QString fullText = {};
    };
    struct Row
    {
        QString key;
        std::vector<Cell> cells;
        QStringList chips = {};
        QString name = {};
        std::optional<bool> ticked = {}; ///< Shows a tick box in column 0.
    };

    explicit CellModel(std::vector<Column> columns, QObject *parent = nullptr);
    /// The same keys in the same order: only a data change, so that nothing jumps; else a reset.
    void setRows(std::vector<Row> rows);
    const std::vector<Row> &rows() const { return m_rows; }
    static Cell countCell(qint64 count, const QString &door = {});
    static Cell stateCell(const QString &icon, Tone tone, const QString &word);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void edited(const QString &key, int column, const QString &text);
    void ticked(const QString &key, bool on);

private:
    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace chatferry
