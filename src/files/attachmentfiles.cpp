// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/attachmentfiles.h"

#include "files/standinfile.h"
#include "store/filetable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("AttachmentFiles", text);
}

} // namespace

AttachmentFiles::AttachmentFiles(Project &project, ArchiveOpener openArchived, bool standIns)
    : m_project(&project)
    , m_openArchived(std::move(openArchived))
    , m_standIns(standIns)
{
}

AttachmentAccess AttachmentFiles::access(qint64 item, int number, const Attachment &attachment) const
{
    using Way = AttachmentAccess::Way;
    switch (attachment.place) {
    case Attachment::Place::InArchive:
        return {.way = Way::Upload, .sizeBytes = attachment.sizeBytes};
    case Attachment::Place::ExternalLink:
        return {.way = Way::Link};
    case Attachment::Place::Unavailable:
        return {.way = Way::Missing, .sizeBytes = -1, .reason = attachment.reason};
    case Attachment::Place::Remote:
        break;
    }
    const auto row = FileTable(*m_project).find(item, number);
    if (row && row->state == FileRow::State::Left)
        return {.way = Way::Missing, .sizeBytes = -1, .reason = u"by-choice"_s};
    if (row && row->state == FileRow::State::Unavailable)
        return {.way = Way::Missing, .sizeBytes = -1, .reason = row->reason};
    const bool isAtHand = row && row->state == FileRow::State::Fetched && (!row->cachePath.isEmpty() || m_standIns);
    if (isAtHand)
        return {.way = Way::Upload, .sizeBytes = row->sizeBytes};
    return {.way = Way::Missing, .sizeBytes = -1, .reason = u"not-fetched"_s};
}

Result<std::unique_ptr<QIODevice>> AttachmentFiles::open(qint64 item, int number, const Attachment &attachment) const
{
    if (access(item, number, attachment).way != AttachmentAccess::Way::Upload)
        return Error{.kind = Error::Kind::NotFound,
                     .what = say("A file of the old chat is not at hand."),
                     .remedy = say("Fetch the files again, or leave this one.")};
    if (attachment.place == Attachment::Place::InArchive)
        return m_openArchived(attachment);

    const auto row = FileTable(*m_project).find(item, number);
    if (row->cachePath.isEmpty()) {
        auto standIn = std::make_unique<StandInFile>(attachment);
        standIn->open(QIODevice::ReadOnly);
        return std::unique_ptr<QIODevice>(std::move(standIn));
    }
    auto file = std::make_unique<QFile>(m_project->filesFolder() + u'/' + row->cachePath);
    if (!file->open(QIODevice::ReadOnly) || file->size() != row->sizeBytes)
        return Error{.kind = Error::Kind::File,
                     .what = say("A fetched file beside the project is gone or was changed."),
                     .remedy = say("Fetch the files again."),
                     .detail = row->cachePath};
    return std::unique_ptr<QIODevice>(std::move(file));
}

} // namespace chatferry
