// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps/filesstep.h"

#include "steps/filestable.h"
#include "steps/humanwords.h"
#include "store/detailtable.h"
#include "store/filetable.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace chatferry {

QString filesText(qint64 count)
{
    return count == 1 ? QCoreApplication::translate("Words", "1 file")
                      : QCoreApplication::translate("Words", "%1 files").arg(countText(count));
}

FilesStep::FilesStep(Workbench &bench, QObject *parent)
    : WorkbenchStep(bench, parent)
    , m_table(new FilesTable(this))
    , m_freeBytes([](const QString &folder) { return QStorageInfo(folder).bytesAvailable(); })
{
    connect(&bench, &Workbench::opened, this, &FilesStep::reload);
    connect(&bench, &Workbench::closed, this, &FilesStep::reload);
    connect(&bench, &Workbench::activityChanged, this, [this] {
        if (isRunning())
            m_estimate.begin(this->bench().clock().nowUtc());
        // Only the end of work changes files; the table is long.
        if (this->bench().activity() == Activity::None)
            reload();
    });
    reload();
}

QString FilesStep::purpose() const
{
    return tr("Fetches files that still lie on the old chat's servers, before their links stop working.");
}

StepTable &FilesStep::table() const
{
    return *m_table;
}

void FilesStep::reload()
{
    m_sums = {};
    std::vector<FileLine> lines;
    if (bench().isOpen()) {
        Project &reader = bench().reader();
        QHash<std::pair<qint64, int>, FileRow> known;
        for (const FileRow &row : FileTable(reader).all())
            known.insert({row.item, row.number}, row);
        const DetailTable details(reader);
        for (const ConversationRow &conversation : bench().conversations()) {
            if (conversation.counts.attachments == 0)
                continue;
            const QString name =
                oneLine(conversation.source.name.isEmpty() ? conversation.targetName : conversation.source.name);
            details.forEachAttachment(conversation.id,
                                      [&](const DetailTable::Brief &item, const AttachmentRow &attachment) {
                                          const auto place = static_cast<Attachment::Place>(attachment.place);
                                          if (place == Attachment::Place::InArchive) {
                                              ++m_sums.inExport;
                                              return;
                                          }
                                          if (place == Attachment::Place::ExternalLink) {
                                              ++m_sums.links;
                                              return;
                                          }
                                          FileLine line{.item = attachment.item,
                                                        .number = attachment.number,
                                                        .time = item.time,
                                                        .conversation = name,
                                                        .sizeBytes = attachment.sizeBytes,
                                                        .reason = attachment.reason,
                                                        .fetchable = place == Attachment::Place::Remote};
                                          if (!line.fetchable)
                                              line.state = FileLine::State::Unavailable;
                                          const auto row = known.constFind({attachment.item, attachment.number});
                                          if (row != known.constEnd()) {
                                              line.reason = row->reason.isEmpty() ? line.reason : row->reason;
                                              switch (row->state) {
                                              case FileRow::State::Pending:
                                                  break;
                                              case FileRow::State::Fetched:
                                                  line.state = FileLine::State::Fetched;
                                                  line.sizeBytes = row->sizeBytes;
                                                  break;
                                              case FileRow::State::Unavailable:
                                                  line.state = FileLine::State::Unavailable;
                                                  break;
                                              case FileRow::State::Left:
                                                  line.state = FileLine::State::Left;
                                                  break;
                                              }
                                          }
                                          const qint64 bytes = std::max<qint64>(line.sizeBytes, 0);
                                          switch (line.state) {
                                          case FileLine::State::ToFetch:
                                              ++m_sums.toFetch;
                                              m_sums.toFetchBytes += bytes;
                                              break;
                                          case FileLine::State::Fetched:
                                              ++m_sums.fetched;
                                              m_sums.fetchedBytes += bytes;
                                              break;
                                          case FileLine::State::Unavailable:
                                              ++m_sums.unavailable;
                                              break;
                                          case FileLine::State::Left:
                                              ++m_sums.left;
                                              break;
                                          }
                                          lines.push_back(std::move(line));
                                      });
        }
        m_table->rehearsal = bench().isRehearsal();
    }
    m_table->setRows(std::move(lines));
    Q_EMIT changed();
}

void FilesStep::enter()
{
    reload();
}

void FilesStep::refresh()
{
    reload();
}

qint64 FilesStep::freeBytes() const
{
    if (!bench().isOpen())
        return -1;
    return m_freeBytes(QFileInfo(bench().session().projectPath()).absolutePath());
}

qint64 FilesStep::fetchable() const
{
    return static_cast<qint64>(std::count_if(m_table->rows().begin(), m_table->rows().end(),
                                             [](const FileLine &line) { return line.fetchable; }));
}

bool FilesStep::wasPaused() const
{
    const auto end = bench().lastEnd(Activity::FetchFiles);
    return end && end->stopped && end->stopped->kind == Error::Kind::Cancelled;
}

StepStatus FilesStep::state() const
{
    StepStatus status;
    if (!bench().isScanned()) {
        status.state = StepState::Locked;
        return status;
    }
    if (isRunning())
        status.state = StepState::Running;
    else if (wasPaused() && m_sums.toFetch > 0)
        status.state = StepState::Paused;
    else if (stopTrouble())
        status.state = StepState::Stopped;
    else
        status.state = m_sums.toFetch == 0 ? StepState::Done : StepState::ToDo;
    return status;
}

std::optional<Hindrance> FilesStep::lookingAhead() const
{
    if (bench().isScanned())
        return {};
    return Hindrance{tr("Read an export first."), tr("Go to Source"), u"source"_s};
}

std::optional<Hindrance> FilesStep::remark() const
{
    if (m_sums.toFetch == 0)
        return {};
    return Hindrance{m_sums.toFetch == 1 ? tr("1 file is not fetched yet. It counts as left behind until it is.")
                                         : tr("%1 files are not fetched yet. They count as left behind until they are.")
                                               .arg(countText(m_sums.toFetch))};
}

QList<Trouble> FilesStep::troubles() const
{
    QList<Trouble> out = WorkbenchStep::troubles();
    if (!bench().isOpen())
        return out;
    if (m_sums.toFetch > 0 && !bench().isRehearsal()) {
        const qint64 free = freeBytes();
        if (free >= 0 && m_sums.toFetchBytes > free) {
            Trouble full;
            full.id = u"disk"_s;
            full.error = {.kind = Error::Kind::DiskFull,
                          .what = tr("Needs %1, %2 are free.").arg(bytesText(m_sums.toFetchBytes), bytesText(free)),
                          .remedy = tr("Make room on the disk where the project lies. What was fetched stays.")};
            full.remedies = {{tr("Check again"), u"look"_s}};
            out.append(full);
        }
        Trouble links;
        links.id = u"links"_s;
        links.warning = true;
        links.error = {.kind = Error::Kind::Precondition,
                       .what = tr("The links die when the old chat is closed. Fetch before that day.")};
        out.append(links);
    }
    return out;
}

Action FilesStep::mainAction() const
{
    if (isRunning())
        return {.text = tr("&Pause fetching"), .icon = u"pause"_s, .enabled = true, .running = true};
    const qint64 again =
        static_cast<qint64>(std::count_if(m_table->rows().begin(), m_table->rows().end(), [](const FileLine &line) {
            return line.fetchable && line.state == FileLine::State::Unavailable;
        }));
    Action action{.icon = u"download"_s};
    if (m_sums.toFetch == 0 && again > 0) {
        action.text = again == 1 ? tr("&Try 1 file again") : tr("&Try %1 files again").arg(countText(again));
    } else {
        action.text = tr("&Fetch %1").arg(filesText(m_sums.toFetch));
    }
    if (!bench().isOpen())
        action.reasonOff = tr("Begin a project first.");
    else if (!bench().isScanned())
        action.reasonOff = tr("Read an export first.");
    else if (m_sums.toFetch == 0 && again == 0)
        action.reasonOff = tr("Nothing to fetch.");
    else if (bench().activity() != Activity::None && bench().activity() != Activity::Plan)
        action.reasonOff = tr("Something else is running; it has to end first.");
    action.enabled = action.reasonOff.isEmpty();
    return action;
}

void FilesStep::runMain(const Consent &)
{
    // What was fetched is kept file by file, so a pause is an end that is gone on from.
    if (isRunning())
        bench().session().cancel();
    else if (mainAction().enabled)
        bench().session().fetchFiles(bench().isRehearsal());
}

void FilesStep::act(const QString &id)
{
    if (id == u"again")
        runMain({});
    else if (id == u"look")
        reload();
    else if (id == u"to-fetch" || id == u"fetched" || id == u"unavailable" || id == u"left")
        Q_EMIT chipWanted(id);
}

QString FilesStep::sumsText() const
{
    const auto part = [](const QString &text, qint64 count, const QString &id) {
        return text.arg(count > 0 ? door(count, id) : countText(0));
    };
    QStringList parts;
    parts << tr("In the export %1").arg(countText(m_sums.inExport));
    QString toFetch = part(tr("To fetch %1"), m_sums.toFetch, u"to-fetch"_s);
    if (m_sums.toFetchBytes > 0)
        toFetch += tr(" (%1)").arg(bytesText(m_sums.toFetchBytes));
    parts << toFetch;
    parts << part(tr("Fetched %1"), m_sums.fetched, u"fetched"_s);
    parts << part(tr("Not available %1"), m_sums.unavailable, u"unavailable"_s);
    if (m_sums.left > 0)
        parts << part(tr("Left behind %1"), m_sums.left, u"left"_s);
    if (m_sums.links > 0)
        parts << tr("Links to elsewhere %1").arg(countText(m_sums.links));
    return parts.join(u" · "_s);
}

QString FilesStep::place() const
{
    if (!bench().isOpen())
        return {};
    const QString folder = QFileInfo(bench().reader().filesFolder()).fileName();
    const qint64 free = freeBytes();
    const QString kept = tr("Kept in \"%1\", beside the project").arg(folder);
    return free < 0 ? kept : tr("%1 · %2 free").arg(kept, bytesText(free));
}

Tone FilesStep::standingTone() const
{
    return m_sums.outside() > 0 && m_sums.toFetch == 0 && m_sums.unavailable == 0 ? Tone::Ok : Tone::Info;
}

QString FilesStep::standing() const
{
    if (!bench().isScanned())
        return {};
    if (m_sums.outside() == 0)
        return tr("This export brings all its files along. Nothing to fetch.");
    if (bench().isRehearsal())
        return m_sums.toFetch > 0 ? tr("A rehearsal fetches nothing from outside: stand-ins of equal size are used.")
                                  : tr("Stand-ins of equal size are used. Nothing was fetched from outside.");
    if (m_sums.toFetch > 0)
        return m_sums.fetched > 0 ? tr("%1 fetched so far. They are on this computer, not in Google yet.")
                                        .arg(filesText(m_sums.fetched))
                                  : QString();
    return m_sums.unavailable == 0
               ? tr("%1 fetched. They are on this computer, not in Google yet.").arg(filesText(m_sums.fetched))
               : tr("%1 fetched, %2 not available and in the ledger.")
                     .arg(countText(m_sums.fetched), countText(m_sums.unavailable));
}

ProgressFacts FilesStep::progress() const
{
    ProgressFacts facts = progressFacts(tr("Fetching files"), tr("files"));
    if (!isRunning()) {
        facts.state = ProgressFacts::State::Idle;
        return facts;
    }
    const UtcTime now = bench().clock().nowUtc();
    const qint64 total = std::max(fetchable(), bench().snapshot().done);
    const qint64 done = bench().snapshot().done;
    facts.busy = total == 0;
    facts.fraction = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
    facts.numbers = {tr("%1 of %2 looked at").arg(countText(done), filesText(total))};
    if (const auto ends = m_estimate.end(now, done, total))
        facts.numbers << tr("%1 left, done about %2")
                             .arg(aboutText(std::chrono::ceil<std::chrono::seconds>(*ends - now)), clockText(*ends));
    else
        facts.numbers << tr("Working out the time left");
    facts.remarks = {tr("It goes on while you work on other steps."),
                     tr("Files are on this computer, not in Google yet.")};
    return facts;
}

} // namespace chatferry
