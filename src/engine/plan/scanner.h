// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/job.h"
#include "engine/plan/scanreader.h"
#include "model/membership.h"
#include "store/itemtable.h"
#include "store/rows.h"

#include <QHash>
#include <QSet>

#include <memory>
#include <vector>

namespace chatferry {

class ItemAppender;
class Project;

/// What a scan came to.
struct ScanSummary
{
    bool unchanged = false; ///< The project holds this very export already; nothing was read.
    qint64 conversations = 0;
    qint64 people = 0;
    qint64 records = 0;
    qint64 messages = 0;
    std::vector<Problem> problems; ///< Of the export; kept in the project (loadScanProblems()).
};

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
    struct Reading;

    void clear(void (Scanner::*then)());
    void startReading();
    void drain();
    Result<void> takeBatch(ScanBatch &batch, ItemAppender &appender);
    Result<void> takeMessage(Reading &reading, ScannedMessage &scanned, ItemAppender &appender);
    Result<qint64> rootOf(Reading &reading, const Message &message, ItemAppender &appender);
    Result<void> takeDetails(const Message &message, qint64 item, ItemAppender &appender);
    Result<void> closeConversation(Reading &reading);
    void store();
    Result<void> storeAll();
    Result<void> storePeople();
    Result<void> storeConversations();
    void finish();
    void fail(const Error &error);
    qint64 personId(const PersonId &person);

    Project *m_project;
    std::shared_ptr<const Source> m_source;
    std::shared_ptr<ScanReader::Work> m_work;
    std::vector<Reading> m_readings; ///< As Source::conversations().
    QHash<PersonId, qint64> m_people;
    QHash<qint64, PersonId> m_ids;
    QSet<qint64> m_seen; ///< People that this export knows.
    QHash<qint64, qint64> m_messagesOf;
    QHash<qint64, qint64> m_reactionsOf;
    qint64 m_nextPerson = 1;
    size_t m_open = 0; ///< Conversations still being read.
    qint64 m_bytes = 0;
    qint64 m_totalBytes = 0;
    ScanSummary m_summary;
};

/// The problems that the last scan found.
std::vector<Problem> loadScanProblems(Project &project);

/// Of no one conversation (lists, user groups), as the last scan found them.
std::vector<Leftover> loadLeftovers(Project &project);

} // namespace chatferry
