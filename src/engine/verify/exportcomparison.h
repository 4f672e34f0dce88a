// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "base/job.h"
#include "engine/run/planview.h"
#include "engine/verify/conversationcomparison.h"
#include "sources/source.h"

#include <map>
#include <memory>

namespace chatferry {

class Project;

/// What comparing came to.
struct ComparisonSummary
{
    qint64 differences = 0;
};

/// Compares a newer export with the project and puts what differs into it (origin "newer-export"), in the place of what
/// was found before. Nothing is sent, and of the export nothing else is kept.
///
/// Reading runs on a thread of the pool, with a reading connection of its own to the project; rows are written by the
/// job's thread. progress() counts unpacked bytes. Errors: Cancelled, File, Input, DiskFull.
class ExportComparison : public ResultJob<ComparisonSummary>
{
    Q_OBJECT
public:
    /// @p project outlives the job and is written by nobody else meanwhile.
    ExportComparison(Project &project, std::shared_ptr<const Source> newer, QObject *parent = nullptr);
    ~ExportComparison() override;

protected:
    void run() override;
    void stop() override { m_cancel.cancel(); }

private:
    /// What the thread needs of the project before it starts.
    struct Work
    {
        QString projectPath;
        std::shared_ptr<const Source> newer;
        std::vector<ConversationComparison::Given> known;
        qint64 totalBytes = 0;
    };
    /// What the thread hands over.
    struct Step
    {
        std::vector<DifferenceRow> rows;
        qint64 bytes = 0;
        std::optional<Error> failure;
    };
    Result<void> begin();
    Work prepare();
    static Result<void> compare(const Work &work, const CancelToken &cancel,
                                const std::function<void(std::vector<DifferenceRow>, qint64 bytes)> &tell);
    void take(const Step &step);
    void finish();

    Project &m_project;
    std::shared_ptr<const Source> m_newer;
    CancelToken m_cancel;
    ComparisonSummary m_summary;
    qint64 m_bytes = 0;
    qint64 m_totalBytes = 0;
    std::optional<Error> m_failure;
};

} // namespace chatferry
