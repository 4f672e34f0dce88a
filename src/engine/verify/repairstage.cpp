// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verify/repairstage.h"

#include "engine/verify/repairfeed.h"

#include <QCoreApplication>

#include <algorithm>

namespace chatferry {

RepairStage::RepairStage(StageContext &context, std::vector<DifferenceRow> rows, QObject *parent)
    : Stage(Activity::Reconcile, context, parent)
    , m_rows(std::move(rows))
{
}

std::vector<qint64> RepairStage::touched() const
{
    std::vector<qint64> out;
    for (const DifferenceRow &row : m_rows) {
        if (row.space != 0 && std::find(out.begin(), out.end(), row.space) == out.end())
            out.push_back(row.space);
    }
    return out;
}

bool RepairStage::isDue(const SpaceRow &space) const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [&space](const DifferenceRow &row) { return row.space == space.id; });
}

QString RepairStage::refusal(const SpaceRow &space) const
{
    if (space.stage >= SpaceRow::Stage::Created && space.stage <= SpaceRow::Stage::Reconciled)
        return {};
    return QCoreApplication::translate("RepairStage", "%1 is not in import mode, so nothing can be changed in it.")
        .arg(space.displayName);
}

Result<std::unique_ptr<OperationFeed>> RepairStage::feedFor(const SpaceRow &space, const ConversationRow &conversation)
{
    std::vector<DifferenceRow> rows;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows),
                 [&space](const DifferenceRow &row) { return row.space == space.id; });
    if (rows.empty())
        return std::unique_ptr<OperationFeed>();
    auto plan = context().planOf(space);
    if (!plan)
        return plan.error();
    return std::unique_ptr<OperationFeed>(new RepairFeed(context(), *plan, space, conversation, std::move(rows)));
}

} // namespace chatferry
