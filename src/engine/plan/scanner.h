// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/plan/scanreader.h"
#include "engine/plan/scanstate.h"
#include "model/conversation.h"

#include <memory>
#include <vector>

namespace chatferry {

class Project;

/// Reads a whole export into a project: conversations, people, items, what was skipped and why, memberships.
///
///     start -> clearing -> reading -> storing -> clearing -> end
///
/// Readers work on the global thread pool, several conversations at once; the job's own thread writes what they hand
/// over in groups. Until the last commit the project shows nothing of it: stopped or killed at any moment, it is as it
/// was before, and the next scan clears what is left over. An export that the project holds already is recognised and
/// costs nothing. Another one takes its place as long as no space was created; choices made for conversations and
/// people of the same ids stay.
///
/// progress() counts unpacked bytes. Errors: Cancelled, File and Input (from the source), DiskFull, Precondition
/// (spaces exist: a newer export is reconciled, not scanned).
class Scanner : public ResultJob<ScanSummary>
{
    Q_OBJECT
public:
    /// @p project outlives the job and is written by nobody else meanwhile.
    Scanner(Project &project, std::shared_ptr<const Source> source, QObject *parent = nullptr);
    ~Scanner() override;

protected:
    void run() override;
    void stop() override;

private:
    void clear(void (Scanner::*then)());
    void startReading();
    void drain();
    void store();
    void finish();
    void fail(const Error &error);

    Project *m_project;
    std::shared_ptr<const Source> m_source;
    std::shared_ptr<ScanReader::Work> m_work;
    ScanState m_state;
    qint64 m_totalBytes = 0;
};

/// The problems that the last scan found.
std::vector<Problem> loadScanProblems(Project &project);

/// Of no one conversation (lists, user groups), as the last scan found them.
std::vector<Leftover> loadLeftovers(Project &project);

} // namespace chatferry
