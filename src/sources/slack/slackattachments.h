// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"
#include "model/message.h"
#include "sources/slack/slackpeople.h"
#include "sources/slack/slackrecord.h"

namespace chatferry::slack {

/// Which files have their bytes in the archive (slackdump), by file id.
class SlackFileIndex
{
public:
    /// Takes an entry that is `__uploads/ID/NAME` or `FOLDER/attachments/ID-NAME`; answers whether it is one.
    bool take(const ArchiveEntry &entry);
    const ArchiveEntry *find(std::string_view fileId) const;
    bool isEmpty() const { return m_entries.empty(); }

private:
    TextMap<ArchiveEntry> m_entries;
};

/// A file object as an attachment.
Attachment attachmentOf(const Element &file, const SlackFileIndex &index);

/// The files at a message, each id once.
std::vector<Attachment> attachmentsOf(const SlackRecord &record, const SlackFileIndex &index);

/// Whether an entry of `attachments` shares another message.
bool isShare(const Element &attachment);
/// Whether an entry of `attachments` only previews a link that is in the text.
bool isPreview(const Element &attachment);

} // namespace chatferry::slack
