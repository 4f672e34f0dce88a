// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/steptable.h"
#include "steps/workbench.h"

namespace chatferry {

/// What validation or a newer export found, one row each, with what would be done about it.
class DifferencesTable : public RowsTable<DifferenceRow>
{
    Q_OBJECT
public:
    /// @p origin: "validate", "newer-export", or empty for both. @p tickable: whether rows carry a check box.
    DifferencesTable(Workbench &bench, QString origin, bool tickable, QObject *parent);

    QString key() const override { return QStringLiteral("differences"); }
    QString name() const override { return m_tickable ? tr("Changes table") : tr("Differences"); }
    QList<TableColumn> columns() const override;
    TableCell cell(int row, int column) const override;
    qint64 rowId(int row) const override { return at(row).id; }
    QString rowSentence(int row) const override;
    QList<TableChip> chips() const override;
    bool isUnderChip(int row, const QString &chip) const override;
    QString emptyText() const override;
    void setTicked(const QList<qint64> &rows, bool ticked) override;

    void setOrigin(const QString &origin);
    QString origin() const { return m_origin; }
    qint64 open() const; ///< Neither repaired nor left.
    std::vector<qint64> ticked() const;
    qint64 untickedDeletions() const;
    qint64 tickedDeletions() const;

private:
    void reload();
    QString spaceName(qint64 space) const;
    Workbench &m_bench;
    QString m_origin;
    bool m_tickable;
};

/// "Message missing": what a difference's key says to a person.
QString differenceText(const QString &what);
/// "Send it again"
QString proposalText(const QString &proposal);

} // namespace chatferry
