// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/createstage.h"

#include "engine/stages/memberwishes.h"
#include "engine/stages/spacechanges.h"
#include "store/audittable.h"
#include "store/project.h"
#include "store/spacetable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

class CreateFeed : public OperationFeed
{
public:
    CreateFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
               const ConversationRow &conversation)
        : m_context(context)
        , m_plan(std::move(plan))
        , m_space(space)
        , m_conversation(conversation)
    {
    }

    qint64 space() const override { return m_space.id; }
    WorkLeft workLeft() const override
    {
        WorkLeft left{};
        workOf(left, OperationKind::CreateSpace) = 1;
        return left;
    }
    void fetch(Taken taken) override
    {
        if (const auto begun = m_context.project.transaction([this] { return begin(); }); !begun) {
            taken(begun.error());
            return;
        }
        const auto limits = m_context.target.limits();
        Batch batch;
        batch.operations =
            m_context.target.expand(spaceToCreate(m_context.project, *m_plan, m_space, m_conversation,
                                                  limits.descriptionCharacters, limits.guidelinesCharacters, false));
        batch.after = After::End;
        taken(std::move(batch));
    }
    std::vector<CountDelta> deltas(const Operation &, const OperationRow &) override { return {}; }
    Result<void> record(const Operation &operation, const OperationRow &row) override;
    Result<void> lost(const SpaceState &state) override { return recordLostSpace(m_context, space(), state); }

private:
    Result<void> begin();

    StageContext &m_context;
    std::shared_ptr<const PlanView> m_plan;
    SpaceRow m_space;
    ConversationRow m_conversation;
};

/// Starts the clock and freezes the plan for the space; on disk before the call.
Result<void> CreateFeed::begin()
{
    SpaceTable table(m_context.project);
    if (!m_space.firstAttempt)
        m_space.firstAttempt = m_context.clock.nowUtc();
    m_space.limit = *m_space.firstAttempt + std::chrono::days(m_plan->settings().windowDays);
    m_space.revision = m_plan->revision();
    m_space.createTime = std::min(m_space.createTime, *m_space.firstAttempt);
    m_space.failure.clear();
    if (const auto written = table.update(m_space); !written)
        return written;
    return tryAgain(m_context, m_space.id, {OperationKind::CreateSpace});
}

Result<void> CreateFeed::record(const Operation &operation, const OperationRow &row)
{
    if (operation.key.kind != OperationKind::CreateSpace)
        return {};
    SpaceTable table(m_context.project);
    auto space = table.byId(m_space.id);
    if (!space)
        return {};
    if (row.state != OperationRow::State::Done) {
        space->failure = row.error;
        return table.update(*space);
    }
    space->stage = SpaceRow::Stage::Created;
    space->remote = row.remote;
    if (const auto expiry = fromRfc3339(row.extra))
        space->expiry = expiry;
    if (const auto written = table.update(*space); !written)
        return written;
    return AuditTable(m_context.project)
        .add({.who = row.identity, .what = u"space-created"_s, .space = space->id, .detail = row.remote});
}

} // namespace

CreateStage::CreateStage(StageContext &context, QObject *parent)
    : Stage(Activity::Create, context, parent)
{
}

bool CreateStage::isDue(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Planned;
}

bool CreateStage::isPast(const SpaceRow &space) const
{
    return space.stage >= SpaceRow::Stage::Created && space.stage <= SpaceRow::Stage::Opened;
}

QString CreateStage::refusal(const SpaceRow &space) const
{
    return isDue(space) ? QString() : tr("%1 is not to be created.").arg(space.displayName);
}

Result<std::unique_ptr<OperationFeed>> CreateStage::feedFor(const SpaceRow &space, const ConversationRow &conversation)
{
    SpaceRow planned = space;
    // Once an attempt was made the plan of that moment holds: the service may have acted on it.
    if (!planned.firstAttempt)
        planned.revision = lastRevision(context().project);
    if (planned.revision == 0)
        return refusedActivity(tr("The plan has not been accepted yet."), tr("Accept it in the Forecast step."));
    auto plan = context().planOf(planned);
    if (!plan)
        return plan.error();
    return std::unique_ptr<OperationFeed>(std::make_unique<CreateFeed>(context(), *plan, planned, conversation));
}

} // namespace chatferry
