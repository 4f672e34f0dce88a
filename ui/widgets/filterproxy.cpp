// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterproxy.h"

#include "ui/widgets/tableroles.h"

#include <QCollator>

using namespace Qt::StringLiterals;

namespace chatferry {

void FilterProxy::setWords(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    // Not invalidateFilter(): that takes scattered rows out one by one, which is quadratic.
    invalidate();
}

void FilterProxy::setChip(const QString &id)
{
    if (id == m_chip)
        return;
    m_chip = id;
    invalidate();
}

QVariant FilterProxy::data(const QModelIndex &index, int role) const
{
    if (role == Qt::AccessibleTextRole && index.column() == 0)
        return rowSentence(index);
    if (role == Qt::ToolTipRole) {
        const QVariant own = QSortFilterProxyModel::data(index, role);
        return own.isValid() ? own : QSortFilterProxyModel::data(index, FullTextRole);
    }
    return QSortFilterProxyModel::data(index, role);
}

bool FilterProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QAbstractItemModel *model = sourceModel();
    if (!m_chip.isEmpty() && !model->index(row, 0, parent).data(ChipsRole).toStringList().contains(m_chip))
        return false;
    if (m_words.isEmpty())
        return true;
    QString text;
    for (int column = 0; column < model->columnCount(parent); ++column) {
        const QModelIndex cell = model->index(row, column, parent);
        const QVariant full = cell.data(FullTextRole);
        text += (full.isValid() ? full : cell.data()).toString() + u'\n';
    }
    return std::ranges::all_of(m_words, [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool FilterProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (a.isValid() && a.userType() != QMetaType::QString && a.userType() == b.userType())
        return QVariant::compare(a, b) == QPartialOrdering::Less;
    static const QCollator collator = [] {
        QCollator c;
        c.setCaseSensitivity(Qt::CaseInsensitive);
        c.setNumericMode(true);
        return c;
    }();
    const QString first = a.isValid() ? a.toString() : left.data().toString();
    const QString second = b.isValid() ? b.toString() : right.data().toString();
    return collator.compare(first, second) < 0;
}

QString rowSentence(const QModelIndex &index)
{
    const QString named = index.siblingAtColumn(0).data(RowNameRole).toString();
    if (!named.isEmpty())
        return named;
    QStringList parts;
    const QAbstractItemModel *model = index.model();
    for (int column = 0; column < model->columnCount(); ++column) {
        const QModelIndex cell = index.siblingAtColumn(column);
        const QVariant full = cell.data(FullTextRole);
        const QString text = (full.isValid() ? full : cell.data()).toString();
        if (text.isEmpty() || text == "-"_L1)
            continue;
        const bool plain = column == 0 || cell.data(ToneRole).isValid();
        parts += plain ? text : model->headerData(column, Qt::Horizontal).toString() + u' ' + text;
    }
    return parts.join(u", "_s);
}

} // namespace chatferry
