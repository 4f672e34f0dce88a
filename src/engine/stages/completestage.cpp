// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/completestage.h"

#include "engine/stages/spacechanges.h"
#include "store/audittable.h"
#include "store/project.h"
#include "store/spacetable.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

class CompleteFeed : public OperationFeed
{
public:
    CompleteFeed(StageContext &context, const SpaceRow &space, QString overrideReason)
        : m_context(context)
        , m_space(space)
        , m_overrideReason(std::move(overrideReason))
    {
    }

    qint64 space() const override { return m_space.id; }
    QString remote() const override { return m_space.remote; }
    WorkLeft workLeft() const override
    {
        WorkLeft left{};
        workOf(left, OperationKind::CompleteSpace) = 1;
        return left;
    }
    void fetch(Taken taken) override
    {
        const auto begun = m_context.project.transaction([this]() -> Result<void> {
            if (!m_overrideReason.isEmpty()) {
                const auto noted = AuditTable(m_context.project)
                                       .add({.who = m_context.helper,
                                             .what = u"completion-override"_s,
                                             .space = m_space.id,
                                             .detail = m_overrideReason});
                if (!noted)
                    return noted;
            }
            return tryAgain(m_context, m_space.id, {OperationKind::CompleteSpace});
        });
        if (!begun) {
            taken(begun.error());
            return;
        }
        Batch batch{.after = After::End};
        batch.operations.push_back(m_context.target.completion(m_space.id));
        taken(std::move(batch));
    }
    std::vector<CountDelta> deltas(const Operation &, const OperationRow &) override { return {}; }
    Result<void> record(const Operation &, const OperationRow &row) override
    {
        SpaceTable table(m_context.project);
        auto space = table.byId(m_space.id);
        if (!space)
            return {};
        if (row.state != OperationRow::State::Done) {
            space->failure = row.error;
            return table.update(*space);
        }
        space->stage = SpaceRow::Stage::Completed;
        space->completedAt = m_context.clock.nowUtc();
        space->failure.clear();
        if (const auto written = table.update(*space); !written)
            return written;
        return AuditTable(m_context.project)
            .add({.who = row.identity, .what = u"import-completed"_s, .space = space->id, .detail = row.extra});
    }
    Result<void> lost(const SpaceState &state) override { return recordLostSpace(m_context, space(), state); }

private:
    StageContext &m_context;
    SpaceRow m_space;
    QString m_overrideReason;
};

} // namespace

CompleteStage::CompleteStage(StageContext &context, QString overrideReason, QObject *parent)
    : Stage(Activity::Complete, context, parent)
    , m_overrideReason(overrideReason.trimmed())
{
}

bool CompleteStage::isDue(const SpaceRow &space) const
{
    switch (space.stage) {
    case SpaceRow::Stage::Validated:
    case SpaceRow::Stage::Reconciled:
        return space.different == 0 || !m_overrideReason.isEmpty();
    case SpaceRow::Stage::Imported:
        return !m_overrideReason.isEmpty();
    default:
        return false;
    }
}

bool CompleteStage::isPast(const SpaceRow &space) const
{
    return space.stage == SpaceRow::Stage::Completed || space.stage == SpaceRow::Stage::Opened;
}

QString CompleteStage::refusal(const SpaceRow &space) const
{
    // Named with a reason, also a space is completed of which something was left out.
    if (isDue(space) || (!m_overrideReason.isEmpty() && space.stage == SpaceRow::Stage::Created))
        return {};
    switch (space.stage) {
    case SpaceRow::Stage::Created:
    case SpaceRow::Stage::Imported:
        return tr("%1 is not validated.").arg(space.displayName);
    case SpaceRow::Stage::Validated:
    case SpaceRow::Stage::Reconciled:
        return tr("%1 still has differences.").arg(space.displayName);
    default:
        return tr("%1 cannot be completed.").arg(space.displayName);
    }
}

Result<std::unique_ptr<OperationFeed>> CompleteStage::feedFor(const SpaceRow &space, const ConversationRow &)
{
    return std::unique_ptr<OperationFeed>(std::make_unique<CompleteFeed>(context(), space, m_overrideReason));
}

} // namespace chatferry
