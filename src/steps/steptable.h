// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/tone.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QVariant>

#include <functional>
#include <optional>

namespace chatferry {

struct TableColumn
{
    QString key; ///< Stable: "name", "state", "messages".
    QString title;
    bool number = false; ///< Right-aligned.
    int widthLh = 8;     ///< Wanted width in line heights of the base font.
    bool editable = false;
};

struct TableCell
{
    QString text;
    QVariant sort = {}; ///< What to sort by where the text is not it.
    QString icon = {};  ///< Name in resources/icons; a state always comes with its word in `text`.
    Tone tone = Tone::Idle;
    QString door = {}; ///< What Return opens; for Step::act().
    QString tooltip = {};
    std::optional<bool> ticked = {}; ///< A check box where set.
    QStringList choices = {};        ///< Editable cells: what may be chosen; empty: free text.
};

/// A filter over the rows, as a chip above the table.
struct TableChip
{
    QString key; ///< "" is "All".
    QString text;
    qint64 count = 0;
    Tone tone = Tone::Idle;
};

/// The rows of a page, without a widget. A table holds its rows in memory (thousands) or reads them as they are asked
/// for.
class StepTable : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual QString key() const = 0;  ///< Stable, for remembered column widths.
    virtual QString name() const = 0; ///< Accessible name: "Conversations table".
    virtual QList<TableColumn> columns() const = 0;
    virtual int rowCount() const = 0;
    virtual TableCell cell(int row, int column) const = 0;
    virtual qint64 rowId(int row) const = 0;        ///< Stable while the row exists.
    virtual QString rowSentence(int row) const = 0; ///< For a screen reader.
    virtual QList<TableChip> chips() const { return {}; }
    virtual bool isUnderChip(int row, const QString &chip) const;
    /// One sentence and the cure for a table without rows.
    virtual QString emptyText() const = 0;

    /// The tick or text of a cell was changed by the person.
    virtual void setTicked(const QList<qint64> &rows, bool ticked);
    virtual void edit(qint64 row, int column, const QString &text);

Q_SIGNALS:
    void reset();
    void rowsChanged(int first, int last);
};

/// A table over rows of one type that are all in memory.
template<typename Row>
class RowsTable : public StepTable
{
public:
    using StepTable::StepTable;
    int rowCount() const override { return static_cast<int>(m_rows.size()); }
    const std::vector<Row> &rows() const { return m_rows; }
    const Row *find(qint64 id) const
    {
        for (int i = 0; i < rowCount(); ++i) {
            if (rowId(i) == id)
                return &m_rows[static_cast<std::size_t>(i)];
        }
        return nullptr;
    }
    /// Shows these rows now. Where only contents differ the view keeps its place.
    void setRows(std::vector<Row> rows)
    {
        const bool same = rows.size() == m_rows.size();
        m_rows = std::move(rows);
        if (!same)
            Q_EMIT reset();
        else if (!m_rows.empty())
            Q_EMIT rowsChanged(0, rowCount() - 1);
    }

protected:
    const Row &at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    std::vector<Row> m_rows;
};

} // namespace chatferry
