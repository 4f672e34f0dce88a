// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackattachments.h"

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

QString webAddress(const Element &file, std::string_view key)
{
    const std::string_view address = textOf(file, key);
    return address.starts_with("https://") || address.starts_with("http://") ? toQString(address) : QString();
}

QString unavailableReason(std::string_view mode, std::string_view access)
{
    if (mode == "tombstone" || access == "file_deleted" || access == "file_not_found")
        return u"deleted"_s;
    if (mode == "hidden_by_limit")
        return u"hidden-by-limit"_s;
    return access == "access_denied" ? u"access-denied"_s : QString();
}

/// Modes of what is written inside Slack: their `name` is made by Slack, their `title` by people.
bool isNamedByTitle(std::string_view mode)
{
    return mode == "quip" || mode == "post" || mode == "space" || mode == "list" || mode == "email";
}

void place(Attachment &attachment, const Element &file, const SlackFileIndex &index)
{
    const std::string_view mode = textOf(file, "mode");
    if (const ArchiveEntry *entry = index.find(textOf(file, "id"))) {
        attachment.place = Attachment::Place::InArchive;
        attachment.archivePath = entry->name;
        attachment.sizeBytes = entry->sizeBytes;
        return;
    }
    attachment.reason = unavailableReason(mode, textOf(file, "file_access"));
    if (!attachment.reason.isEmpty())
        return;
    if (mode == "external" || flagOf(file, "is_external")) {
        attachment.url = webAddress(file, "url_private");
        attachment.place = Attachment::Place::ExternalLink;
    } else {
        attachment.url = webAddress(file, "url_private_download");
        if (attachment.url.isEmpty())
            attachment.url = webAddress(file, "url_private");
        attachment.place = Attachment::Place::Remote;
    }
    if (attachment.url.isEmpty()) {
        attachment.place = Attachment::Place::Unavailable;
        attachment.reason = u"no-address"_s;
    }
}

} // namespace

bool SlackFileIndex::take(const ArchiveEntry &entry)
{
    const QStringView name(entry.name);
    const qsizetype slash = name.lastIndexOf(u'/');
    const QStringView file = name.mid(slash + 1);
    QStringView id;
    if (const qsizetype uploads = name.indexOf("__uploads/"_L1);
        uploads == 0 || (uploads > 0 && name[uploads - 1] == u'/')) {
        const QStringView rest = name.mid(uploads + 10);
        id = rest.left(rest.indexOf(u'/'));
        if (rest.indexOf(u'/') < 0)
            return false;
    } else if (name.left(std::max<qsizetype>(slash, 0)).endsWith("/attachments"_L1)) {
        const qsizetype dash = file.indexOf(u'-');
        if (dash <= 0)
            return false;
        id = file.left(dash);
    } else {
        return false;
    }
    m_entries.try_emplace(id.toUtf8().toStdString(), entry);
    return true;
}

const ArchiveEntry *SlackFileIndex::find(std::string_view fileId) const
{
    const auto entry = m_entries.find(fileId);
    return entry == m_entries.end() ? nullptr : &entry->second;
}

Attachment attachmentOf(const Element &file, const SlackFileIndex &index)
{
    Attachment attachment;
    attachment.id = stringOf(file, "id");
    const bool byTitle = isNamedByTitle(textOf(file, "mode"));
    attachment.name = stringOf(file, byTitle ? "title" : "name");
    if (attachment.name.isEmpty())
        attachment.name = stringOf(file, byTitle ? "name" : "title");
    attachment.mimeType = stringOf(file, "mimetype");
    const qint64 size = numberOf(file, "size");
    attachment.sizeBytes = size > 0 ? size : -1;
    place(attachment, file, index);
    return attachment;
}

std::vector<Attachment> attachmentsOf(const SlackRecord &record, const SlackFileIndex &index)
{
    std::vector<Attachment> attachments;
    // These two point at a file of another message.
    const std::string_view subtype = record.text(SlackRecord::Subtype);
    if (subtype == "file_comment" || subtype == "file_mention")
        return attachments;
    const auto take = [&](const Element &file) {
        if (!file.is_object())
            return;
        const std::string_view id = textOf(file, "id");
        const QString text = toQString(id);
        if (id.empty() ||
            std::none_of(attachments.begin(), attachments.end(), [&](const Attachment &a) { return a.id == text; }))
            attachments.push_back(attachmentOf(file, index));
    };
    simdjson::dom::array files;
    if (record.has(SlackRecord::Files) && record[SlackRecord::Files].get(files) == simdjson::SUCCESS) {
        for (const Element file : files)
            take(file);
    } else if (record.has(SlackRecord::File)) {
        take(record[SlackRecord::File]);
    }
    return attachments;
}

bool isShare(const Element &attachment)
{
    return flagOf(attachment, "is_share") || flagOf(attachment, "is_msg_unfurl");
}

bool isPreview(const Element &attachment)
{
    return !isShare(attachment) &&
           (!textOf(attachment, "from_url").empty() || !textOf(attachment, "original_url").empty());
}

} // namespace chatferry::slack
