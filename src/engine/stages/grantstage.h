// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"

namespace chatferry {

/// Lets people in: today's members, the folder of files shared with each of them, and at the very end, when nothing of
/// that failed, the helper who completed leaves where he was no member.
class GrantStage : public Stage
{
    Q_OBJECT
public:
    GrantStage(StageContext &context, QObject *parent);

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &space) const override;
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;
};

} // namespace chatferry
