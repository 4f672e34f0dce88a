// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/grantstage.h"

#include "engine/stages/memberwishes.h"
#include "engine/stages/spacechanges.h"
#include "store/audittable.h"
#include "store/journal.h"
#include "store/project.h"
#include "store/spacetable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

class GrantFeed : public OperationFeed
{
public:
    GrantFeed(StageContext &context, std::shared_ptr<const PlanView> plan, const SpaceRow &space,
              std::vector<MemberToAdd> members)
        : m_context(context)
        , m_plan(std::move(plan))
        , m_space(space)
        , m_members(std::move(members))
    {
    }

    qint64 space() const override { return m_space.id; }
    QString remote() const override { return m_space.remote; }
    WorkLeft workLeft() const override
    {
        const Counts counts = SpaceTable(m_context.project).counts(m_space.id, CountClass::Members);
        WorkLeft left{};
        workOf(left, OperationKind::AddMember) =
            std::max<qint64>(0, counts.planned - counts.done - counts.failed - counts.left);
        return left;
    }
    void fetch(Taken taken) override
    {
        Batch batch;
        if (!m_membersGiven) {
            m_membersGiven = true;
            addMembers(batch);
            batch.after = After::WhenSettled;
        } else {
            addRemoval(batch);
            batch.after = After::End;
        }
        taken(std::move(batch));
    }
    std::vector<CountDelta> deltas(const Operation &operation, const OperationRow &row) override
    {
        if (operation.key.kind != OperationKind::AddMember)
            return {};
        const Counts one = row.state == OperationRow::State::Done ? Counts{.done = 1} : Counts{.failed = 1};
        return {{.space = m_space.id, .what = CountClass::Members, .delta = one}};
    }
    Result<void> finish() override;
    Result<void> lost(const SpaceState &state) override { return recordLostSpace(m_context, space(), state); }

private:
    void addMembers(Batch &batch);
    void addRemoval(Batch &batch);

    StageContext &m_context;
    std::shared_ptr<const PlanView> m_plan;
    SpaceRow m_space;
    std::vector<MemberToAdd> m_members;
    bool m_membersGiven = false;
};

void GrantFeed::addMembers(Batch &batch)
{
    const bool hasFolder =
        Journal(m_context.project)
            .count(m_space.id, static_cast<int>(OperationKind::CreateFolder), OperationRow::State::Done) > 0;
    for (const MemberToAdd &member : m_members) {
        for (Operation &operation : m_context.target.expand(member))
            batch.operations.push_back(std::move(operation));
        if (!hasFolder)
            continue;
        const FolderShare share{.space = m_space.id, .with = FolderShare::With::Person, .address = member.email};
        for (Operation &operation : m_context.target.expand(share))
            batch.operations.push_back(std::move(operation));
    }
}

/// The helper goes last, and only when everybody else is in: nobody could let them in afterwards.
void GrantFeed::addRemoval(Batch &batch)
{
    const bool isMember = std::any_of(m_members.begin(), m_members.end(), [&](const MemberToAdd &member) {
        return member.email.compare(m_context.helper, Qt::CaseInsensitive) == 0;
    });
    if (!m_plan->settings().removeHelper || isMember ||
        !isAllSettled(m_context.project, m_space.id,
                      {OperationKind::AddMember, OperationKind::SetRole, OperationKind::ShareFolder}))
        return;
    batch.operations.push_back(m_context.target.removalOfHelper(m_space.id));
}

Result<void> GrantFeed::finish()
{
    if (!isAllSettled(m_context.project, m_space.id,
                      {OperationKind::AddMember, OperationKind::SetRole, OperationKind::ShareFolder,
                       OperationKind::RemoveMember}))
        return {};
    SpaceTable table(m_context.project);
    auto space = table.byId(m_space.id);
    if (!space || space->stage != SpaceRow::Stage::Completed)
        return {};
    space->stage = SpaceRow::Stage::Opened;
    if (const auto written = table.update(*space); !written)
        return written;
    return AuditTable(m_context.project)
        .add({.who = m_context.helper, .what = u"access-granted"_s, .space = space->id});
}

} // namespace

GrantStage::GrantStage(StageContext &context, QObject *parent)
    : Stage(Activity::Grant, context, parent)
{
}

bool GrantStage::isDue(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Completed;
}

bool GrantStage::isPast(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Opened;
}

QString GrantStage::refusal(const SpaceRow &space) const
{
    if (isDue(space))
        return {};
    return tr("%1 is not completed; members can join only afterwards.").arg(space.displayName);
}

Result<std::unique_ptr<OperationFeed>> GrantStage::feedFor(const SpaceRow &space, const ConversationRow &conversation)
{
    auto plan = context().planOf(space);
    if (!plan)
        return plan.error();
    auto members = membersToAdd(context().project, **plan, space, conversation);
    return std::unique_ptr<OperationFeed>(std::make_unique<GrantFeed>(context(), *plan, space, std::move(members)));
}

} // namespace chatferry
