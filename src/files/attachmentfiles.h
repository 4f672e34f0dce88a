// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "model/message.h"
#include "store/rows.h"

#include <QIODevice>

#include <functional>
#include <memory>

namespace chatferry {

class Project;

/// What can be done with one attachment.
struct AttachmentAccess
{
    enum class Way {
        Upload,  ///< Its bytes are at hand.
        Link,    ///< Only its address goes along.
        Missing, ///< It cannot be had; reason says why.
    };
    Way way = Way::Missing;
    qint64 sizeBytes = -1; ///< Upload: as far as known before opening.
    QString reason;        ///< Missing: stable key ("not-fetched", "by-choice", "login-page", "hidden-by-limit" ...).

    friend bool operator==(const AttachmentAccess &, const AttachmentAccess &) = default;
};

/// Opens attachments for upload: from the archive, from the fetched files, or as a stand-in.
class AttachmentFiles
{
public:
    /// Opens an attachment with Place::InArchive. Errors: File, Input.
    using ArchiveOpener = std::function<Result<std::unique_ptr<QIODevice>>(const Attachment &attachment)>;

    /// @p standIns: the project is a rehearsal, so rows without bytes are opened as stand-ins.
    AttachmentFiles(Project &project, ArchiveOpener openArchived, bool standIns);

    AttachmentAccess access(qint64 item, int number, const Attachment &attachment) const;
    /// A device opened for reading, from the first byte. Errors: NotFound (not at hand), File (the fetched file is gone
    /// or has another size now), Input (the archive is damaged).
    Result<std::unique_ptr<QIODevice>> open(qint64 item, int number, const Attachment &attachment) const;

private:
    Project *m_project;
    ArchiveOpener m_openArchived;
    bool m_standIns;
};

} // namespace chatferry
