// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cellmodel.h"

#include "steps/humanwords.h"

#include <algorithm>

namespace chatferry {

CellModel::CellModel(std::vector<Column> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

void CellModel::setRows(std::vector<Row> rows)
{
    const bool same = std::ranges::equal(rows, m_rows, {}, &Row::key, &Row::key);
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

CellModel::Cell CellModel::countCell(qint64 count, const QString &door)
{
    return {.text = countText(count), .sort = count, .door = count == 0 ? QString() : door};
}

CellModel::Cell CellModel::stateCell(const QString &icon, Tone tone, const QString &word)
{
    return {.text = word, .tone = tone, .icon = icon};
}

int CellModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant CellModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    const auto column = static_cast<std::size_t>(index.column());
    static const Cell empty;
    const Cell &cell = column < row.cells.size() ? row.cells.at(column) : empty;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return cell.text;
    case Qt::TextAlignmentRole:
        return m_columns.at(column).count ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                                          : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::CheckStateRole:
        if (index.column() == 0 && row.ticked)
            return *row.ticked ? Qt::Checked : Qt::Unchecked;
        return {};
    case KeyRole:
        return row.key;
    case ChipsRole:
        return row.chips;
    case RowNameRole:
        return row.name;
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case ToneRole:
        return cell.tone ? QVariant(static_cast<int>(*cell.tone)) : QVariant();
    case IconRole:
        return cell.icon;
    case DoorRole:
        return cell.door;
    case FullTextRole:
        return cell.fullText.isEmpty() ? cell.text : cell.fullText;
    default:
        return {};
    }
}

QVariant CellModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = m_columns.at(static_cast<std::size_t>(section));
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return column.count ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                            : QVariant(Qt::AlignLeading | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags CellModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    if (m_columns.at(static_cast<std::size_t>(index.column())).editable)
        flags |= Qt::ItemIsEditable;
    if (index.column() == 0 && m_rows.at(static_cast<std::size_t>(index.row())).ticked)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool CellModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString key = m_rows.at(static_cast<std::size_t>(index.row())).key;
    if (role == Qt::CheckStateRole) {
        Q_EMIT ticked(key, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    if (value.toString() !=
        m_rows.at(static_cast<std::size_t>(index.row())).cells.at(static_cast<std::size_t>(index.column())).text)
        Q_EMIT edited(key, index.column(), value.toString());
    return true;
}

} // namespace chatferry
