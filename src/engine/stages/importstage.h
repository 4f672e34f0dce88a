// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"

namespace chatferry {

/// Fills created spaces with their history. A space is Imported when nothing of it is open and nothing failed; what a
/// person left counts as settled.
class ImportStage : public Stage
{
    Q_OBJECT
public:
    ImportStage(StageContext &context, QObject *parent);

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &space) const override;
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;
};

} // namespace chatferry
