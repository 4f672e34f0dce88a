// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"

namespace chatferry {

/// Makes the spaces in import mode. The clock of each starts, on disk, before its first call leaves. A name that is
/// taken is that space's failure alone; started again, the stage tries it again.
class CreateStage : public Stage
{
    Q_OBJECT
public:
    CreateStage(StageContext &context, QObject *parent);

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &space) const override;
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;
};

} // namespace chatferry
