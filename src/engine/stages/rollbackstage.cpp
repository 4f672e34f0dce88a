// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/rollbackstage.h"

#include "engine/stages/spacechanges.h"
#include "store/audittable.h"
#include "store/project.h"
#include "store/spacetable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

class RollBackFeed : public OperationFeed
{
public:
    RollBackFeed(StageContext &context, const SpaceRow &space)
        : m_context(context)
        , m_space(space)
    {
    }

    qint64 space() const override { return m_space.id; }
    QString remote() const override { return m_space.remote; }
    WorkLeft workLeft() const override
    {
        WorkLeft left{};
        workOf(left, OperationKind::DeleteSpace) = 1;
        return left;
    }
    void fetch(Taken taken) override
    {
        const auto begun = m_context.project.transaction(
            [this] { return tryAgain(m_context, m_space.id, {OperationKind::DeleteSpace}); });
        if (!begun) {
            taken(begun.error());
            return;
        }
        Batch batch{.after = After::End};
        batch.operations.push_back(m_context.target.deletion(m_space.id));
        taken(std::move(batch));
    }
    std::vector<CountDelta> deltas(const Operation &, const OperationRow &) override { return {}; }
    Result<void> record(const Operation &, const OperationRow &row) override
    {
        return row.state == OperationRow::State::Done ? rolledBack(row.identity) : Result<void>();
    }
    /// Gone is what was asked for, unless somebody completed it meanwhile.
    Result<void> lost(const SpaceState &state) override
    {
        return state.readable ? recordLostSpace(m_context, space(), state) : rolledBack(m_context.helper);
    }

private:
    Result<void> rolledBack(const QString &who)
    {
        SpaceTable table(m_context.project);
        auto space = table.byId(m_space.id);
        if (!space)
            return {};
        space->stage = SpaceRow::Stage::RolledBack;
        if (const auto written = table.update(*space); !written)
            return written;
        return AuditTable(m_context.project)
            .add({.who = who, .what = u"space-rolled-back"_s, .space = space->id, .detail = space->remote});
    }

    StageContext &m_context;
    SpaceRow m_space;
};

} // namespace

RollBackStage::RollBackStage(StageContext &context, QObject *parent)
    : Stage(Activity::RollBack, context, parent)
{
}

bool RollBackStage::isDue(const SpaceRow &space) const
{
    return space.stage >= SpaceRow::Stage::Created && space.stage <= SpaceRow::Stage::Reconciled;
}

bool RollBackStage::isPast(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::RolledBack;
}

QString RollBackStage::refusal(const SpaceRow &space) const
{
    if (isDue(space) || (space.stage == SpaceRow::Stage::Failed && !space.remote.isEmpty()))
        return {};
    if (space.stage == SpaceRow::Stage::Completed || space.stage == SpaceRow::Stage::Opened)
        return tr("%1 is completed and belongs to its members; it can be deleted at the destination only.")
            .arg(space.displayName);
    return tr("%1 does not exist at the destination.").arg(space.displayName);
}

Result<std::unique_ptr<OperationFeed>> RollBackStage::feedFor(const SpaceRow &space, const ConversationRow &)
{
    return std::unique_ptr<OperationFeed>(std::make_unique<RollBackFeed>(context(), space));
}

} // namespace chatferry
