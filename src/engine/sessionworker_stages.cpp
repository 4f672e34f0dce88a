// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionworker.h"

#include "engine/stages/completestage.h"
#include "engine/stages/createstage.h"
#include "engine/stages/failedoperations.h"
#include "engine/stages/grantstage.h"
#include "engine/stages/importstage.h"
#include "engine/stages/rollbackstage.h"
#include "engine/verify/exports.h"
#include "store/audittable.h"
#include "store/differencetable.h"
#include "store/metatable.h"
#include "store/spacetable.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

void SessionWorker::startStage(Activity activity, const std::vector<qint64> &spaces, bool needsSource,
                               const std::function<Stage *(StageContext &)> &make)
{
    if (!begin(activity) || !needTarget())
        return;
    std::shared_ptr<const Source> opened;
    if (needsSource) {
        const auto result = source();
        if (!result)
            return end(result.error());
        opened = withNewerExports(*m_project, *result);
    }
    m_context.reset(new StageContext{.project = *m_project,
                                     .writer = *m_writer,
                                     .clock = m_clock,
                                     .target = *m_target,
                                     .pacer = *m_pacer,
                                     .helper = m_connection.adminEmail,
                                     .source = opened});
    m_stage = make(*m_context);
    connect(m_stage, &Stage::progress, this, &SessionWorker::progress);
    connect(m_stage, &Stage::spacesChanged, this, &SessionWorker::spacesChanged);
    connect(m_stage, &Stage::ended, this, &SessionWorker::stageEnded);
    m_stage->start(spaces);
}

void SessionWorker::stageEnded(const ActivityEnd &ended)
{
    m_stage->deleteLater();
    m_stage = nullptr;
    Q_EMIT spacesChanged();
    end(ended.stopped, ended.failedItems, ended.differences);
}

void SessionWorker::createSpaces(const std::vector<qint64> &spaces)
{
    startStage(Activity::Create, spaces, false,
               [this](StageContext &context) { return new CreateStage(context, this); });
}

void SessionWorker::importSpaces(const std::vector<qint64> &spaces)
{
    startStage(Activity::Import, spaces, true,
               [this](StageContext &context) { return new ImportStage(context, this); });
}

void SessionWorker::completeSpaces(const std::vector<qint64> &spaces, const QString &overrideReason)
{
    startStage(Activity::Complete, spaces, false,
               [&](StageContext &context) { return new CompleteStage(context, overrideReason, this); });
}

void SessionWorker::grantAccess(const std::vector<qint64> &spaces)
{
    startStage(Activity::Grant, spaces, false, [this](StageContext &context) { return new GrantStage(context, this); });
}

void SessionWorker::rollBack(const std::vector<qint64> &spaces)
{
    startStage(Activity::RollBack, spaces, false,
               [this](StageContext &context) { return new RollBackStage(context, this); });
}

void SessionWorker::tickDifferences(const std::vector<qint64> &differences, bool ticked)
{
    edited(m_project->transaction([&]() -> Result<void> {
        DifferenceTable table(*m_project);
        const QSet<qint64> wanted(differences.begin(), differences.end());
        for (DifferenceRow &row : table.ofSpace(0)) {
            const bool canTick = row.state == DifferenceRow::State::Found || row.state == DifferenceRow::State::Ticked;
            if (!wanted.contains(row.id) || !canTick)
                continue;
            row.state = ticked ? DifferenceRow::State::Ticked : DifferenceRow::State::Found;
            if (const auto stored = table.update(row); !stored)
                return stored;
        }
        return {};
    }));
}

void SessionWorker::renameSpace(qint64 space, const QString &displayName)
{
    edited(m_project->transaction([&]() -> Result<void> {
        SpaceTable table(*m_project);
        auto row = table.byId(space);
        if (!row || row->stage != SpaceRow::Stage::Planned)
            return Error{.kind = Error::Kind::Precondition,
                         .what = QCoreApplication::translate(
                             "Session", "Only a space that is not created yet can be renamed here.")};
        row->displayName = displayName.left(128);
        return table.update(*row);
    }));
    Q_EMIT spacesChanged();
}

void SessionWorker::retryFailed(const std::vector<OperationRow> &operations)
{
    edited(retryFailedOperations(*m_project, operations));
    Q_EMIT spacesChanged();
}

void SessionWorker::leaveFailed(const std::vector<OperationRow> &operations, const QString &note)
{
    edited(m_project->transaction([&]() -> Result<void> {
        if (const auto left = leaveFailedOperations(*m_project, operations, note.left(500)); !left)
            return left;
        return AuditTable(*m_project)
            .add({.who = MetaTable(*m_project).value(u"admin"_s),
                  .what = u"items-left"_s,
                  .detail = u"%1: %2"_s.arg(operations.size()).arg(note.left(500))});
    }));
    Q_EMIT spacesChanged();
}

} // namespace chatferry
