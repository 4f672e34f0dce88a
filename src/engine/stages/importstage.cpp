// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/importstage.h"

#include "engine/stages/importfeed.h"

namespace chatferry {

ImportStage::ImportStage(StageContext &context, QObject *parent)
    : Stage(Activity::Import, context, parent)
{
}

bool ImportStage::isDue(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Created;
}

bool ImportStage::isPast(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Completed || space.stage == SpaceRow::Stage::Opened;
}

QString ImportStage::refusal(const SpaceRow &space) const
{
    switch (space.stage) {
    case SpaceRow::Stage::Created:
    case SpaceRow::Stage::Imported:
    case SpaceRow::Stage::Validated:
    case SpaceRow::Stage::Reconciled:
        return {};
    case SpaceRow::Stage::Planned:
        return tr("%1 has not been created yet.").arg(space.displayName);
    default:
        return tr("%1 does not take messages any more.").arg(space.displayName);
    }
}

Result<std::unique_ptr<OperationFeed>> ImportStage::feedFor(const SpaceRow &space, const ConversationRow &conversation)
{
    auto plan = context().planOf(space);
    if (!plan)
        return plan.error();
    return std::unique_ptr<OperationFeed>(std::make_unique<ImportFeed>(context(), *plan, space, conversation));
}

} // namespace chatferry
