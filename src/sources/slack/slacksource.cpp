// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slacksource.h"

#include "sources/slack/slackconversationreader.h"

#include <QCoreApplication>

#include <map>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

Error anotherExport()
{
    return {.kind = Error::Kind::Input,
            .what = QCoreApplication::translate(
                "SlackSource", "A message is no longer where it was: this is not the same export as before."),
            .remedy = QCoreApplication::translate("SlackSource", "Choose the export that the project was made with.")};
}

Error noSuchConversation(const ConversationId &id)
{
    return {.kind = Error::Kind::Input,
            .what = QCoreApplication::translate("SlackSource", "The export has no conversation “%1”.").arg(id.value),
            .remedy = QCoreApplication::translate("SlackSource", "Choose the export that the project was made with.")};
}

} // namespace

SlackSource::SlackSource(std::unique_ptr<Archive> archive, const QString &path)
    : m_archive(std::move(archive))
    , m_slack(SlackExport::read(*m_archive, path))
{
}

qint64 SlackSource::totalBytes(const ConversationId &conversation) const
{
    const auto index = m_slack.indexOf(conversation);
    qint64 sum = 0;
    if (index) {
        for (const ArchiveEntry &day : m_slack.days(*index))
            sum += day.sizeBytes;
    }
    return sum;
}

Result<void> SlackSource::read(const ConversationId &conversation, RecordSink &sink, const ReadOptions &options,
                               const CancelToken &cancel) const
{
    const auto index = m_slack.indexOf(conversation);
    if (!index)
        return noSuchConversation(conversation);
    return SlackConversationReader(*m_archive, m_slack, *index, sink, options, cancel).run();
}

Result<std::vector<Message>> SlackSource::load(const ConversationId &conversation,
                                               std::span<const qint64> locators) const
{
    const auto index = m_slack.indexOf(conversation);
    if (!index)
        return noSuchConversation(conversation);
    const std::vector<ArchiveEntry> &days = m_slack.days(*index);
    std::map<qint64, std::vector<std::size_t>> byFile;
    for (std::size_t i = 0; i < locators.size(); ++i)
        byFile[Locator::unpacked(locators[i]).file].push_back(i);
    std::vector<Message> messages(locators.size());
    for (const auto &[file, wanted] : byFile) {
        if (file >= static_cast<qint64>(days.size()))
            return anotherExport();
        if (auto loaded = loadFile(days[static_cast<std::size_t>(file)], wanted, locators, messages); !loaded)
            return loaded.error();
    }
    return messages;
}

Result<void> SlackSource::loadFile(const ArchiveEntry &day, std::span<const std::size_t> wanted,
                                   std::span<const qint64> locators, std::vector<Message> &messages) const
{
    SlackMessageReader reader(m_slack.people, m_slack.files);
    std::size_t found = 0;
    const auto search = [&](const Stretch &stretch) {
        for (const std::size_t i : wanted) {
            const Locator where = Locator::unpacked(locators[i]);
            const qint64 place = where.place - stretch.first;
            if (place < 0 || place >= static_cast<qint64>(stretch.array.entries.size()))
                continue;
            const auto record = SlackRecord::from(stretch.array.entries[static_cast<std::size_t>(place)]);
            const auto micros = record && record->isMessage() ? record->micros() : std::nullopt;
            if (!micros)
                return;
            messages[i] = reader.read(*record, *micros, where.twin, true);
            messages[i].locator = locators[i];
            ++found;
        }
    };
    if (day.sizeBytes <= SlackFileReader::kStretchBytes) {
        auto stretch = m_cache.get(*m_archive, day);
        if (!stretch)
            return stretch.error();
        search(**stretch);
    } else {
        SlackFileReader file(*m_archive, day);
        while (found < wanted.size()) {
            auto stretch = file.next();
            if (!stretch)
                return stretch.error();
            if (!*stretch)
                break;
            search(**stretch);
        }
    }
    return found == wanted.size() ? Result<void>() : Result<void>(anotherExport());
}

Result<std::unique_ptr<QIODevice>> SlackSource::openAttachment(const Attachment &attachment) const
{
    const ArchiveEntry *entry =
        attachment.place == Attachment::Place::InArchive ? m_archive->find(attachment.archivePath) : nullptr;
    if (!entry) {
        return Error{
            .kind = Error::Kind::Input,
            .what =
                QCoreApplication::translate("SlackSource", "The file “%1” is not in the export.").arg(attachment.name),
            .remedy = QCoreApplication::translate("SlackSource", "Choose the export that the project was made with.")};
    }
    return m_archive->stream(*entry);
}

} // namespace chatferry::slack
