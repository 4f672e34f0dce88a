// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/fetcher.h"

#include "files/filedownload.h"
#include "files/standinfile.h"
#include "store/filetable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Fetcher", text);
}

} // namespace

Fetcher::Fetcher(Project &project, HttpClient &client, Clock &clock, FetchOptions options, QObject *parent)
    : ResultJob(parent)
    , m_project(project)
    , m_client(client)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_folder(project.filesFolder())
{
}

Fetcher::~Fetcher() = default;

void Fetcher::run()
{
    if (!m_options.standIns) {
        if (!QDir().mkpath(m_folder)) {
            end(Error{.kind = Error::Kind::File,
                      .what = say("The folder for fetched files beside the project could not be made."),
                      .remedy = say("Check the rights of the folder that the project lies in.")});
            return;
        }
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (const auto enough = checkSpace(m_options.expectedBytes); !enough) {
            end(enough.error());
            return;
        }
    }
    pump();
}

void Fetcher::stop()
{
    for (const Running &running : std::as_const(m_running)) {
        running.download->disconnect(this);
        running.download->cancel();
    }
}

Result<void> Fetcher::checkSpace(qint64 bytes) const
{
    const qint64 free = m_options.freeBytes ? m_options.freeBytes(m_folder) : QStorageInfo(m_folder).bytesAvailable();
    if (free < 0 || free - m_options.spareBytes >= bytes)
        return {};
    const qint64 missing = bytes - (free - m_options.spareBytes);
    return Error{.kind = Error::Kind::DiskFull,
                 .what = say("The disk with the project has too little space for the files: %1 MB are missing.")
                             .arg((missing + 999999) / 1000000),
                 .remedy = say("Make room, or move the project to a larger disk, then fetch again.")};
}

bool Fetcher::refill()
{
    while (m_waiting.empty() && !m_isLastPage) {
        std::vector<FileToFetch> page = m_options.next();
        m_isLastPage = page.empty();
        for (FileToFetch &file : page) {
            if (file.attachment.place == Attachment::Place::Remote)
                m_waiting.push_back(std::move(file));
        }
    }
    return !m_waiting.empty();
}

void Fetcher::pump()
{
    m_isPumpQueued = false;
    if (!isRunning())
        return;
    // A page that is all there already must not hold up the event loop.
    int turns = 200;
    while (m_running.size() < std::max(1, m_options.atOnce) && refill()) {
        const FileToFetch file = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (const auto taken = take(file); !taken) {
            endEarly(taken.error());
            return;
        }
        if (--turns == 0) {
            m_isPumpQueued = true;
            QMetaObject::invokeMethod(this, &Fetcher::pump, Qt::QueuedConnection);
            return;
        }
    }
    if (m_running.isEmpty() && m_waiting.empty())
        end(m_summary);
}

/// Whether anything was started.
Result<bool> Fetcher::take(const FileToFetch &file)
{
    const auto row = FileTable(m_project).find(file.item, file.number);
    if (row && row->state == FileRow::State::Left) {
        countDone();
        return false;
    }
    if (m_options.standIns) {
        const auto noted = note(
            file,
            {.state = FileRow::State::Fetched, .cachePath = {}, .sizeBytes = StandInFile::sizeOf(file.attachment)});
        if (!noted)
            return noted.error();
        ++m_summary.fetched;
        countDone();
        return false;
    }
    const QString path = cachePathOf(file.attachment);
    if (row && row->state == FileRow::State::Fetched && row->cachePath == path &&
        QFileInfo(m_folder + u'/' + path).size() == row->sizeBytes) {
        ++m_summary.already;
        countDone();
        return false;
    }
    if (const auto running = m_running.find(path); running != m_running.end()) {
        running->wanted.push_back(file);
        return false;
    }
    if (const auto enough = checkSpace(std::max<qint64>(file.attachment.sizeBytes, 0)); !enough)
        return enough.error();
    startDownload(file, path);
    return true;
}

void Fetcher::startDownload(const FileToFetch &file, const QString &path)
{
    auto *download = new FileDownload(m_client, m_clock, file.attachment, m_folder + u'/' + path, this);
    m_running.insert(path, {download, {file}});
    connect(download, &Job::finished, this, [this, path] { downloadEnded(path); });
    download->start();
}

void Fetcher::downloadEnded(const QString &path)
{
    const Running ended = m_running.take(path);
    const Result<DownloadOutcome> result = ended.download->result();
    ended.download->deleteLater();
    if (!isRunning())
        return;
    if (!result) {
        const auto space = checkSpace(0);
        endEarly(space ? result.error() : space.error());
        return;
    }
    using State = DownloadOutcome::State;
    const DownloadOutcome &outcome = *result;
    FileRow row{.state = outcome.state == State::Fetched       ? FileRow::State::Fetched
                         : outcome.state == State::Unavailable ? FileRow::State::Unavailable
                                                               : FileRow::State::Pending,
                .cachePath = outcome.state == State::Fetched ? path : QString(),
                .sizeBytes = outcome.sizeBytes,
                .sha256 = outcome.sha256,
                .reason = outcome.reason};
    for (const FileToFetch &file : ended.wanted) {
        if (const auto noted = note(file, row); !noted) {
            endEarly(noted.error());
            return;
        }
        (outcome.state == State::Fetched       ? m_summary.fetched
         : outcome.state == State::Unavailable ? m_summary.unavailable
                                               : m_summary.pending)++;
        countDone();
    }
    m_summary.bytes += outcome.sizeBytes;
    m_unreachable = outcome.state == State::Pending ? m_unreachable + 1 : 0;
    if (m_unreachable >= kUnreachableInARow) {
        endEarly({.kind = Error::Kind::Offline,
                  .what = say("The servers of the old chat cannot be reached any more."),
                  .remedy = say("Check the connection to the internet, then fetch again; what is there stays there."),
                  .detail = errorKindName(outcome.lastError)});
        return;
    }
    if (!m_isPumpQueued)
        pump();
}

Result<void> Fetcher::note(const FileToFetch &file, FileRow row)
{
    row.item = file.item;
    row.number = file.number;
    auto put = FileTable(m_project).put(row);
    if (put)
        Q_EMIT fileChanged(file.item, file.number);
    return put;
}

void Fetcher::countDone()
{
    Q_EMIT progress(++m_done, m_options.expectedFiles);
}

void Fetcher::endEarly(Error error)
{
    stop();
    end(std::move(error));
}

} // namespace chatferry
