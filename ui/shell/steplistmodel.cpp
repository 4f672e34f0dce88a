// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/steplistmodel.h"

namespace chatferry {

StepListModel::StepListModel(const std::vector<Step *> &steps, QObject *parent)
    : QAbstractListModel(parent)
{
    StepGroup group = StepGroup::Overview;
    for (Step *step : steps) {
        if (step->group() == StepGroup::Overview)
            continue;
        if (step->group() != group) {
            group = step->group();
            m_rows.push_back({nullptr, group, 0});
        }
        m_rows.push_back({step, group, ++m_steps});
        const int row = static_cast<int>(m_rows.size()) - 1;
        connect(step, &Step::changed, this, [this, row] { Q_EMIT dataChanged(index(row), index(row)); });
    }
}

int StepListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StepListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(static_cast<std::size_t>(index.row()));
    if (!row.step) {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return stepGroupTitle(row.group);
        return role == IsGroupRole ? QVariant(true) : QVariant();
    }
    switch (role) {
    case Qt::DisplayRole:
        return row.step->title();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return stepRowName(row.step->title(), row.number, m_steps, row.step->state());
    case KeyRole:
        return row.step->key();
    case StateRole:
        return static_cast<int>(row.step->state().state);
    case WordRole:
        return stepStateWord(row.step->state());
    case StepIconRole:
        return row.step->icon();
    case IsGroupRole:
        return false;
    default:
        return {};
    }
}

Qt::ItemFlags StepListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_rows.at(static_cast<std::size_t>(index.row())).step)
        return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

int StepListModel::rowOf(const QString &key) const
{
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        if (m_rows.at(row).step && m_rows.at(row).step->key() == key)
            return static_cast<int>(row);
    return -1;
}

QString StepListModel::keyAt(int row) const
{
    if (row < 0 || row >= rowCount() || !m_rows.at(static_cast<std::size_t>(row)).step)
        return {};
    return m_rows.at(static_cast<std::size_t>(row)).step->key();
}

int StepListModel::numberOf(const QString &key) const
{
    const int row = rowOf(key);
    return row < 0 ? 0 : m_rows.at(static_cast<std::size_t>(row)).number;
}

QString StepListModel::neighbour(const QString &key, int by) const
{
    const int number = numberOf(key) + by;
    for (const Row &row : m_rows)
        if (row.step && row.number == number)
            return row.step->key();
    return {};
}

} // namespace chatferry
