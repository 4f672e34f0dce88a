// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sessionworker.h"

#include "engine/stages/stagecontext.h"
#include "engine/verify/adoption.h"
#include "engine/verify/exportcomparison.h"
#include "engine/verify/exports.h"
#include "engine/verify/repairstage.h"
#include "engine/verify/validatestage.h"
#include "store/differencetable.h"

#include <QSet>

#include <algorithm>

namespace chatferry {

Result<void> SessionWorker::makeContext()
{
    const auto opened = source();
    if (!opened)
        return opened.error();
    m_context.reset(new StageContext{.project = *m_project,
                                     .writer = *m_writer,
                                     .clock = m_clock,
                                     .target = *m_target,
                                     .pacer = *m_pacer,
                                     .helper = m_connection.adminEmail,
                                     .source = withNewerExports(*m_project, *opened)});
    return {};
}

void SessionWorker::validateSpaces(const std::vector<qint64> &spaces)
{
    if (!begin(Activity::Validate) || !needTarget())
        return;
    startValidation(spaces, 0);
}

void SessionWorker::startValidation(const std::vector<qint64> &spaces, qint64 failedBefore)
{
    if (const auto made = makeContext(); !made)
        return end(made.error());
    m_validation = new ValidateStage(*m_context, this);
    connect(m_validation, &ValidateStage::progress, this, [this](Snapshot snapshot) {
        // After a repair the same reading is a part of reconciling.
        snapshot.activity = m_activity;
        Q_EMIT progress(snapshot);
    });
    connect(m_validation, &ValidateStage::spacesChanged, this, &SessionWorker::spacesChanged);
    connect(m_validation, &ValidateStage::ended, this, [this, failedBefore](const ActivityEnd &ended) {
        m_validation->deleteLater();
        m_validation = nullptr;
        Q_EMIT spacesChanged();
        end(ended.stopped, ended.failedItems + failedBefore, ended.differences);
    });
    m_validation->start(spaces);
}

void SessionWorker::compareNewer(const QString &exportPath)
{
    if (!begin(Activity::Reconcile))
        return;
    auto opened = Source::open(exportPath);
    if (!opened)
        return end(opened.error());
    auto *comparison = new ExportComparison(*m_project, std::shared_ptr<const Source>(std::move(*opened)), this);
    follow(*comparison, [this, comparison] {
        const auto summary = comparison->result();
        if (!summary)
            return end(summary.error());
        Q_EMIT spacesChanged();
        end({}, 0, summary->differences);
    });
}

void SessionWorker::applyDifferences(const std::vector<qint64> &differences)
{
    if (!begin(Activity::Reconcile) || !needTarget())
        return;
    const std::vector<DifferenceRow> rows = openDifferences(differences);
    const bool ofNewerExport = std::any_of(rows.begin(), rows.end(), [](const DifferenceRow &row) {
        return row.origin == QStringLiteral("newer-export");
    });
    if (rows.empty())
        return end();
    if (!ofNewerExport)
        return repair(rows);
    auto *adoption = new Adoption(*m_project, rows, this);
    follow(*adoption, [this, adoption, differences] {
        if (const auto adopted = adoption->result(); !adopted)
            return end(adopted.error());
        Q_EMIT planChanged();
        // What was taken in has items now, which the rows name since.
        repair(openDifferences(differences));
    });
}

std::vector<DifferenceRow> SessionWorker::openDifferences(const std::vector<qint64> &ids) const
{
    const QSet<qint64> wanted(ids.begin(), ids.end());
    std::vector<DifferenceRow> rows;
    for (DifferenceRow &row : DifferenceTable(*m_project).ofSpace(0)) {
        const bool isOpen = row.state != DifferenceRow::State::Repaired && row.state != DifferenceRow::State::Left;
        // Deleting and writing anew is not finished: the second half never comes, so the first must not happen.
        const bool isHalf = row.proposal == QStringLiteral("recreate") && row.what != QStringLiteral("message-missing");
        if (wanted.contains(row.id) && isOpen && !isHalf)
            rows.push_back(std::move(row));
    }
    return rows;
}

void SessionWorker::repair(std::vector<DifferenceRow> rows)
{
    if (const auto made = makeContext(); !made)
        return end(made.error());
    auto *stage = new RepairStage(*m_context, std::move(rows), this);
    const std::vector<qint64> touched = stage->touched();
    if (touched.empty()) {
        delete stage;
        return end();
    }
    m_stage = stage;
    connect(stage, &Stage::progress, this, &SessionWorker::progress);
    connect(stage, &Stage::spacesChanged, this, &SessionWorker::spacesChanged);
    connect(stage, &Stage::ended, this, [this, touched](const ActivityEnd &ended) {
        m_stage->deleteLater();
        m_stage = nullptr;
        Q_EMIT spacesChanged();
        if (ended.stopped)
            return end(ended.stopped, ended.failedItems);
        startValidation(touched, ended.failedItems);
    });
    stage->start(touched);
}

} // namespace chatferry
