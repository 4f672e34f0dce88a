// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbench.h"

#include <QSet>

namespace chatferry {

/// A space with everything the pages from Create on show of it.
struct SpaceView
{
    SpaceRow row;
    QString conversation;
    Counts messages;
    Counts reactions;
    Counts attachments;
    Counts memberships;
    Counts members;
    std::optional<SpaceProgress> now; ///< While an activity touches it.
};

/// The spaces of the project, one row each; which columns is up to the page.
class SpacesTable : public RowsTable<SpaceView>
{
    Q_OBJECT
public:
    enum class Column {
        Tick,
        Conversation,
        State,
        Name,
        Created,
        Limit,
        Plan,
        Messages,
        Reactions,
        Files,
        Ends,
        Now,
        Compared,
        Different,
        Proven,
        OpenPoints,
        ToAdd,
        Added,
        Failed
    };

    SpacesTable(Workbench &bench, QString key, QString name, QList<Column> columns, QObject *parent);

    QString key() const override { return m_key; }
    QString name() const override { return m_name; }
    QList<TableColumn> columns() const override;
    TableCell cell(int row, int column) const override;
    qint64 rowId(int row) const override { return at(row).row.id; }
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override { return m_empty; }
    void setTicked(const QList<qint64> &rows, bool ticked) override;
    void edit(qint64 row, int column, const QString &text) override;

    void setEmptyText(const QString &text) { m_empty = text; }
    /// Which rows can be ticked at this page, and which are.
    void setTickable(std::function<bool(const SpaceView &)> tickable) { m_tickable = std::move(tickable); }
    const QSet<qint64> &ticked() const { return m_ticked; }
    void clearTicks();

Q_SIGNALS:
    void ticksChanged();

private:
    void reload();
    void takeProgress();
    TableCell state(const SpaceView &view) const;
    TableCell limit(const SpaceView &view) const;

    Workbench &m_bench;
    QString m_key;
    QString m_name;
    QList<Column> m_columns;
    QString m_empty;
    std::function<bool(const SpaceView &)> m_tickable;
    QSet<qint64> m_ticked;
};

} // namespace chatferry
