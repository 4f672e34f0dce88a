// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/step.h"

#include <QAbstractListModel>

#include <vector>

namespace chatferry {

/// The steps with their group labels between them, as rows. Steps of the group Overview have no row.
class StepListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { KeyRole = Qt::UserRole + 1, StateRole, WordRole, IsGroupRole, StepIconRole };

    /// The steps outlive the model.
    explicit StepListModel(const std::vector<Step *> &steps, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    int rowOf(const QString &key) const;    ///< -1: no row.
    QString keyAt(int row) const;           ///< Empty for a group label.
    int numberOf(const QString &key) const; ///< From 1; 0: no row.
    int steps() const { return m_steps; }
    QString neighbour(const QString &key, int by) const; ///< Key of the step before or after, empty at the ends.

private:
    struct Row
    {
        Step *step = nullptr; ///< Null: a group label.
        StepGroup group = StepGroup::Prepare;
        int number = 0;
    };
    std::vector<Row> m_rows;
    int m_steps = 0;
};

} // namespace chatferry
