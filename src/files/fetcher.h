// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/job.h"
#include "files/filetofetch.h"
#include "store/rows.h"

#include <QHash>

#include <deque>
#include <functional>
#include <vector>

namespace chatferry {

class FileDownload;
class HttpClient;
class Project;

struct FetchOptions
{
    /// The next attachments to look at, a page at a time; an empty page ends the run. Only those with Place::Remote
    /// count.
    std::function<std::vector<FileToFetch>()> next;
    qint64 expectedFiles = -1; ///< For progress.
    qint64 expectedBytes = 0;  ///< Of what is not there yet, as far as the source says; checked against the free space.
    bool standIns = false;     ///< Rehearsal: nothing is fetched; every file is noted as a stand-in of equal size.
    int atOnce = 4;
    qint64 spareBytes = 512LL << 20; ///< Free space that stays free.
    /// Free bytes where a folder lies; the disk's own answer unless a test sets another.
    std::function<qint64(const QString &folder)> freeBytes = {};
};

struct FetchSummary
{
    qint64 fetched = 0; ///< Stand-ins included.
    qint64 already = 0; ///< There before.
    qint64 unavailable = 0;
    qint64 pending = 0; ///< Not reached; the next run tries again.
    qint64 bytes = 0;   ///< Fetched in this run.
};

/// Fetches remote attachments into the folder beside the project and keeps FileTable up to date, row by row. Running it
/// again goes on where it ended. Works on the project's thread.
///
/// Errors: DiskFull (before the start, or on the way), File, Offline (many files in a row could not be reached), and
/// the project's own. Nothing of it names an address. progress() counts files.
class Fetcher final : public ResultJob<FetchSummary>
{
    Q_OBJECT
public:
    static constexpr int kUnreachableInARow = 10;

    Fetcher(Project &project, HttpClient &client, Clock &clock, FetchOptions options, QObject *parent = nullptr);
    ~Fetcher() override;

Q_SIGNALS:
    /// What became of one attachment is in the project.
    void fileChanged(qint64 item, int number);

protected:
    void run() override;
    void stop() override;

private:
    /// A file under way and the attachments that wait for it.
    struct Running
    {
        FileDownload *download = nullptr;
        std::vector<FileToFetch> wanted;
    };
    void pump();
    bool refill();
    Result<bool> take(const FileToFetch &file);
    void startDownload(const FileToFetch &file, const QString &path);
    void downloadEnded(const QString &path);
    Result<void> note(const FileToFetch &file, FileRow row);
    void countDone();
    void endEarly(Error error);
    Result<void> checkSpace(qint64 bytes) const;

    Project &m_project;
    HttpClient &m_client;
    Clock &m_clock;
    const FetchOptions m_options;
    const QString m_folder;
    std::deque<FileToFetch> m_waiting;
    bool m_isLastPage = false;
    bool m_isPumpQueued = false;
    QHash<QString, Running> m_running; ///< By place in the cache.
    int m_unreachable = 0;
    qint64 m_done = 0;
    FetchSummary m_summary;
};

} // namespace chatferry
