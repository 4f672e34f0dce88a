// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/steptablemodel.h"

#include "ui/widgets/tableroles.h"

namespace chatferry {

StepTableModel::StepTableModel(StepTable &table, QObject *parent)
    : QAbstractTableModel(parent)
    , m_table(table)
    , m_columns(table.columns())
{
    readChips();
    connect(&table, &StepTable::reset, this, [this] {
        beginResetModel();
        m_columns = m_table.columns();
        readChips();
        endResetModel();
    });
    connect(&table, &StepTable::rowsChanged, this, [this](int first, int last) {
        if (first <= last && last < rowCount() && columnCount() > 0)
            Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    });
}

void StepTableModel::readChips()
{
    m_chips.clear();
    for (const TableChip &chip : m_table.chips())
        if (!chip.key.isEmpty())
            m_chips += chip.key;
}

int StepTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_table.rowCount();
}

int StepTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant StepTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant((m_columns.at(index.column()).number ? Qt::AlignTrailing : Qt::AlignLeading) |
                        Qt::AlignVCenter);
    case KeyRole:
        return QString::number(m_table.rowId(index.row()));
    case RowNameRole:
        return m_table.rowSentence(index.row());
    case ChipsRole: {
        QStringList under;
        for (const QString &chip : m_chips)
            if (m_table.isUnderChip(index.row(), chip))
                under += chip;
        return under;
    }
    default:
        break;
    }
    const TableCell cell = m_table.cell(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case FullTextRole:
        return cell.text;
    case Qt::ToolTipRole:
        return cell.tooltip.isEmpty() ? QVariant() : QVariant(cell.tooltip);
    case Qt::CheckStateRole:
        return cell.ticked ? QVariant(*cell.ticked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case SortRole:
        return cell.sort.isValid() ? cell.sort : QVariant(cell.text);
    case ToneRole:
        return cell.icon.isEmpty() && cell.tone == Tone::Idle ? QVariant() : QVariant(static_cast<int>(cell.tone));
    case IconRole:
        return cell.icon;
    case DoorRole:
        return cell.door;
    case ChoicesRole:
        return cell.choices;
    default:
        return {};
    }
}

QVariant StepTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return m_columns.at(section).title;
    if (role == Qt::TextAlignmentRole)
        return QVariant((m_columns.at(section).number ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    if (role == WidthRole)
        return m_columns.at(section).widthLh;
    return {};
}

Qt::ItemFlags StepTableModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (!index.isValid())
        return flags;
    if (m_columns.at(index.column()).editable)
        flags |= Qt::ItemIsEditable;
    if (m_table.cell(index.row(), index.column()).ticked)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

bool StepTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const qint64 row = m_table.rowId(index.row());
    if (role == Qt::CheckStateRole) {
        m_table.setTicked({row}, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    if (value.toString() != m_table.cell(index.row(), index.column()).text)
        m_table.edit(row, index.column(), value.toString());
    return true;
}

} // namespace chatferry
