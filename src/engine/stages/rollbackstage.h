// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"

namespace chatferry {

/// Deletes spaces that are still in import mode, with everything in them.
class RollBackStage : public Stage
{
    Q_OBJECT
public:
    RollBackStage(StageContext &context, QObject *parent);

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &space) const override;
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;
};

} // namespace chatferry
