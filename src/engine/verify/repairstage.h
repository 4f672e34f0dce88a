// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/stages/stage.h"
#include "store/rows.h"

namespace chatferry {

/// Applies chosen differences to spaces in import mode. What a newer export says has been taken into the project before
/// (Adoption). Started again with the same differences it goes on where it ended.
class RepairStage : public Stage
{
    Q_OBJECT
public:
    /// @p rows: the chosen differences, of any spaces.
    RepairStage(StageContext &context, std::vector<DifferenceRow> rows, QObject *parent);
    /// The spaces that the rows concern.
    std::vector<qint64> touched() const;

protected:
    bool isDue(const SpaceRow &space) const override;
    bool isPast(const SpaceRow &) const override { return false; }
    QString refusal(const SpaceRow &space) const override;
    Result<std::unique_ptr<OperationFeed>> feedFor(const SpaceRow &space, const ConversationRow &conversation) override;

private:
    std::vector<DifferenceRow> m_rows;
};

} // namespace chatferry
