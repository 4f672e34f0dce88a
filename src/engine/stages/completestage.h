// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"

namespace chatferry {

/// Ends the import of spaces: irreversible. Only what is validated, unless a reason is given, which is recorded.
class CompleteStage : public Stage
{
    Q_OBJECT
public:
    CompleteStage(StageContext &context, QString overrideReason, QObject *parent);

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &space) const override;
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;

private:
    QString m_overrideReason;
};

} // namespace chatferry
