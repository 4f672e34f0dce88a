// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/messagewishes.h"

#include "base/digest.h"
#include "markup/emoji.h"
#include "store/itemtable.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

AttachmentFiles::ArchiveOpener archiveOpener(std::shared_ptr<const Source> source)
{
    return [source = std::move(source)](const Attachment &attachment) -> Result<std::unique_ptr<QIODevice>> {
        if (source)
            return source->openAttachment(attachment);
        return Error{.kind = Error::Kind::File,
                     .what = QCoreApplication::translate("MessageWishes", "The export is not at hand.")};
    };
}

} // namespace

MessageWishes::MessageWishes(Project &project, std::shared_ptr<const PlanView> plan,
                             std::shared_ptr<const Source> source, const Target &target, const SpaceRow &space,
                             const ConversationRow &conversation)
    : m_project(project)
    , m_plan(std::move(plan))
    , m_files(project, archiveOpener(std::move(source)), !MetaTable(project).value(u"rehearsal"_s).isEmpty())
    , m_target(target)
    , m_space(space)
    , m_conversation(conversation)
{
    m_salt = digest({MetaTable(project).projectKey().toUtf8(), conversation.source.id.value.toUtf8(),
                     space.slice.toUtf8(), QByteArray::number(space.attempt)});
}

QString MessageWishes::uniqueKey(const QString &itemId) const
{
    return QString::fromLatin1(digest({m_salt, itemId.toUtf8()}).toHex());
}

bool MessageWishes::isInside(const ItemRow &item) const
{
    return (!m_space.from || item.time >= *m_space.from) && (!m_space.to || item.time < *m_space.to);
}

MessageWishes::Fate MessageWishes::fateOf(const ItemRow &item) const
{
    if ((item.flags & ItemRow::PlaceholderRoot) || !isInside(item))
        return Fate::Placeholder;
    if ((item.flags & ItemRow::Deleted) || m_plan->roleOf(item.author).policy != PlanView::Policy::Skip)
        return Fate::Carried;
    if (!(item.flags & ItemRow::HasThread))
        return Fate::Left;
    // Only replies that are carried themselves need something to hang on.
    const auto replies = ItemTable(m_project).repliesOf(item.id);
    const bool needed = std::any_of(replies.begin(), replies.end(), [&](const ItemRow &reply) {
        return isInside(reply) &&
               ((reply.flags & ItemRow::Deleted) || m_plan->roleOf(reply.author).policy != PlanView::Policy::Skip);
    });
    return needed ? Fate::Placeholder : Fate::Left;
}

MessageToCarry MessageWishes::placeholder(const ItemRow &item, int generation) const
{
    MessageToCarry wish;
    wish.space = m_space.id;
    wish.item = item.id;
    wish.uniqueKey = uniqueKey(item.sourceId);
    wish.role = MessageToCarry::Role::PlaceholderRoot;
    wish.message.id = {item.sourceId};
    wish.message.time = item.time;
    wish.identity = Identity::app();
    wish.generation = generation;
    return wish;
}

MessageToCarry MessageWishes::carried(const ItemRow &item, Message message, const QSet<int> &filesLeft,
                                      int generation) const
{
    MessageToCarry wish;
    wish.space = m_space.id;
    wish.item = item.id;
    wish.uniqueKey = uniqueKey(item.sourceId);
    wish.generation = generation;
    wish.threadRootItem = item.root;
    if (message.kind == Message::Kind::Deleted) {
        wish.identity = Identity::app();
    } else {
        const PlanView::Role role = m_plan->roleOf(item.author);
        wish.identity = m_plan->writerFor(role).value_or(Identity::app());
        if (role.policy != PlanView::Policy::Map)
            wish.shownAuthor = message.authorName.isEmpty() ? m_plan->personName(message.author) : message.authorName;
    }
    int number = 0;
    for (const Attachment &attachment : message.attachments) {
        wish.files.push_back(file(item, attachment, number, filesLeft.contains(number)));
        ++number;
    }
    wish.reactions = reactions(message);
    wish.message = std::move(message);
    return wish;
}

FileToCarry MessageWishes::file(const ItemRow &item, const Attachment &attachment, int number, bool left) const
{
    FileToCarry file;
    file.number = number;
    file.name = attachment.name;
    file.mimeType = attachment.mimeType;
    file.sizeBytes = attachment.sizeBytes;
    if (left)
        return file;
    using FilesWay = PlanSettings::FilesWay;
    if (m_plan->settings().files == FilesWay::Link && attachment.place == Attachment::Place::Remote) {
        // What follows the path may be a token that opens the file to anybody.
        const QUrl address =
            QUrl(attachment.url).adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        if (address.isValid() && !address.isEmpty()) {
            file.way = FileToCarry::Way::Link;
            file.link = address.toString(QUrl::FullyEncoded);
        }
        return file;
    }
    const AttachmentAccess access = m_files.access(item.id, number, attachment);
    if (access.way == AttachmentAccess::Way::Link) {
        file.way = FileToCarry::Way::Link;
        file.link = attachment.url;
    } else if (access.way == AttachmentAccess::Way::Upload && m_plan->settings().files == FilesWay::Drive &&
               std::max(access.sizeBytes, attachment.sizeBytes) <= m_target.limits().fileBytes) {
        file.way = FileToCarry::Way::Upload;
        if (access.sizeBytes >= 0)
            file.sizeBytes = access.sizeBytes;
        file.open = [files = m_files, id = item.id, number, attachment] { return files.open(id, number, attachment); };
    }
    return file;
}

std::vector<ReactionToCarry> MessageWishes::reactions(const Message &message) const
{
    std::vector<ReactionToCarry> carried;
    QSet<std::pair<QString, QString>> seen;
    for (const Reaction &reaction : message.reactions) {
        const QString unicode = reaction.unicode.isEmpty() ? emojiUnicode(reaction.name) : reaction.unicode;
        for (const PersonId &person : reaction.people) {
            const PlanView::Role role = m_plan->roleOf(person);
            if (unicode.isEmpty() || role.policy != PlanView::Policy::Map)
                continue;
            const std::pair place(role.email, unicode);
            if (seen.contains(place))
                continue;
            seen.insert(place);
            carried.push_back({person, Identity::account(role.email), unicode});
        }
    }
    return carried;
}

} // namespace chatferry
