// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chatmessages.h"

#include "simulator/fieldmask.h"
#include "simulator/messagefilter.h"
#include "simulator/paging.h"
#include "simulator/spaceaccess.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr qsizetype kLongestId = 63;

bool isClientId(const QString &id)
{
    static const QRegularExpression form(u"^client-[a-z0-9-]+$"_s);
    return id.size() <= kLongestId && form.match(id).hasMatch();
}

Answer missingMessage(const Call &call)
{
    return Answer::missing(u"Message not found: spaces/%1/messages/%2"_s.arg(call.vars.value(0), call.vars.value(1)));
}

} // namespace

ChatMessages::ChatMessages(Context &context)
    : m_context(context)
    , m_content(context)
{
}

QString ChatMessages::writeQuota(const Call &call, bool creating) const
{
    const Space *space = m_context.world.space(call.vars.value(0));
    return creating && space && space->importMode ? u"space.importMessages"_s : u"space.writes"_s;
}

void ChatMessages::addRoutes(Router &router)
{
    const ScopeSet import = scopes({"chat.import"_L1});
    const ScopeSet bot = scopes({"chat.bot"_L1});
    const ScopeSet messages = scopes({"chat.messages"_L1});
    const ScopeSet reading = messages | scopes({"chat.messages.readonly"_L1});
    const QString one = u"/v1/spaces/{}/messages/{}"_s;
    const auto reads = [](const Call &) { return u"space.reads"_s; };
    const auto writes = [this](const Call &call) { return writeQuota(call, false); };
    router.add({.method = "POST",
                .pattern = u"/v1/spaces/{}/messages"_s,
                .userScopes = import | messages | scopes({"chat.messages.create"_L1}),
                .appScopes = bot,
                .quota = u"messageWrites"_s,
                .spaceQuota = [this](const Call &call) { return writeQuota(call, true); },
                .query = {u"messageId"_s, u"requestId"_s, u"messageReplyOption"_s, u"threadKey"_s},
                .bodySchema = u"Message"_s,
                .answerSchema = u"Message"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return create(call); }});
    router.add(
        {.method = "GET",
         .pattern = u"/v1/spaces/{}/messages"_s,
         .userScopes = import | reading,
         .quota = u"messageReads"_s,
         .spaceQuota = reads,
         .query = {u"pageSize"_s, u"pageToken"_s, u"filter"_s, u"orderBy"_s, u"showDeleted"_s, u"markupSyntax"_s},
         .answerSchema = u"ListMessagesResponse"_s,
         .handler = [this](Call &call) { return list(call); }});
    router.add({.method = "GET",
                .pattern = one,
                .userScopes = reading,
                .appScopes = bot,
                .quota = u"messageReads"_s,
                .spaceQuota = reads,
                .answerSchema = u"Message"_s,
                .handler = [this](Call &call) { return get(call); }});
    for (const QByteArray &method : {QByteArray("PATCH"), QByteArray("PUT")}) {
        router.add({.method = method,
                    .pattern = one,
                    .userScopes = import | messages,
                    .appScopes = bot,
                    .quota = u"messageWrites"_s,
                    .spaceQuota = writes,
                    .query = {u"updateMask"_s, u"allowMissing"_s},
                    .bodySchema = u"Message"_s,
                    .answerSchema = u"Message"_s,
                    .isWrite = true,
                    .handler = [this](Call &call) { return patch(call); }});
    }
    router.add({.method = "DELETE",
                .pattern = one,
                .userScopes = import | messages,
                .appScopes = bot,
                .quota = u"messageWrites"_s,
                .spaceQuota = writes,
                .query = {u"force"_s},
                .answerSchema = u"Empty"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return remove(call); }});
}

Answer ChatMessages::create(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"messages.create"_s,
                                        .appInImport = true,
                                        .userAfter = scopes({"chat.messages"_L1, "chat.messages.create"_L1}),
                                        .appAfter = true};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (call.who.isApp() && !space->importMode && !space->isJoined(u"app"_s))
        return Answer::denied();
    const QString requestId = call.query.value(u"requestId"_s);
    if (requestId.size() > kLongestId)
        return Answer::invalid(u"request_id is too long."_s);
    if (const qsizetype known = requestId.isEmpty() ? -1 : space->indexOfRequest(requestId); known >= 0) {
        const auto &lifetime = m_context.options.requestIdLifetime;
        if (!lifetime || call.now < space->message(known).sent + *lifetime)
            return replayed(call, *space, known);
    }
    return createIn(call, *space, call.query.value(u"messageId"_s));
}

/// The same message again, whatever the body says now.
Answer ChatMessages::replayed(const Call &call, const Space &space, qsizetype index) const
{
    const Message &message = space.messages()[std::size_t(index)];
    if (message.sender != call.who.author())
        return Answer::exists(u"The request ID was used by another sender."_s);
    if (message.deleted)
        return Answer::exists(u"The message with this request ID was deleted."_s);
    return Answer::ok(m_content.json(space, message));
}

Answer ChatMessages::readTime(const Call &call, const Space &space, Message &message) const
{
    if (!call.body.contains(u"createTime"_s))
        return {};
    if (!space.importMode)
        return Answer::invalid(u"message.create_time can only be set in import mode spaces."_s);
    message.createTime = *fromRfc3339(call.body[u"createTime"_s].toString());
    if (message.createTime < space.createTime || message.createTime > call.now)
        return Answer::invalid(u"message.create_time must be between the creation time of the space and now."_s);
    if (!space.isTaken(message.createTime))
        return {};
    const QString why = u"A message with this create_time already exists in the space."_s;
    return m_context.options.messageClashStatus == 400 ? Answer::invalid(why) : Answer::exists(why);
}

Answer ChatMessages::createIn(const Call &call, Space &space, const QString &messageId)
{
    if (!messageId.isEmpty() && !isClientId(messageId))
        return Answer::invalid(
            u"message_id must start with \"client-\", have up to 63 characters and only lowercase letters, "
            "numbers and hyphens."_s);
    if (!messageId.isEmpty() && space.indexOf(messageId) >= 0)
        return Answer::exists(u"A message with this message_id already exists."_s);
    Message message{.clientId = messageId,
                    .requestId = call.query.value(u"requestId"_s),
                    .sent = call.now,
                    .sender = call.who.author()};
    if (Answer bad = m_content.readText(call, message); bad.isError())
        return bad;
    if (Answer bad = m_content.readAttachments(call, space, message, {}); bad.isError())
        return bad;
    if (Answer bad = MessageContent::checkWhole(message); bad.isError())
        return bad;
    if (Answer bad = readTime(call, space, message); bad.isError())
        return bad;
    QJsonObject thread = call.body[u"thread"_s].toObject();
    if (call.query.contains(u"threadKey"_s) && thread.isEmpty())
        thread.insert(u"threadKey"_s, call.query.value(u"threadKey"_s));
    Answer refusal;
    const auto choice = ThreadChoice::make(space, thread, call.query.value(u"messageReplyOption"_s), u"app"_s,
                                           space.isNamed() || m_context.options.groupChatThreads, refusal);
    if (refusal.isError())
        return refusal;
    m_content.useUploads(message);
    QJsonObject json = m_content.json(space, store(space, std::move(message), choice, call.now));
    if (const QString key = thread[u"threadKey"_s].toString();
        !key.isEmpty() && (!choice.key.isEmpty() || !choice.thread.isEmpty())) {
        QJsonObject shown = json[u"thread"_s].toObject();
        shown.insert(u"threadKey"_s, key);
        json.insert(u"thread"_s, shown);
    }
    return Answer::ok(json);
}

const Message &ChatMessages::store(Space &space, Message message, const ThreadChoice &choice, UtcTime now)
{
    if (message.createTime == UtcTime{}) {
        message.createTime = now;
        while (space.isTaken(message.createTime))
            message.createTime += Micros(1);
    }
    message.sent = now;
    message.reply = !choice.thread.isEmpty();
    const QString own = m_context.world.newId();
    message.thread = message.reply ? choice.thread : own;
    message.id = message.thread + u'.' + own;
    message.threadKey = choice.key;
    const qsizetype index = space.add(std::move(message));
    m_context.world.changed.messages.emplace(space.id, index);
    return space.message(index);
}

Answer ChatMessages::get(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"messages.get"_s,
                                        .userInImport = false,
                                        .appInImport = true,
                                        .userAfter = scopes({"chat.messages"_L1, "chat.messages.readonly"_L1}),
                                        .appAfter = true};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0)
        return missingMessage(call);
    const Message &message = space->messages()[std::size_t(index)];
    if (call.who.isApp() && message.sender != "app"_L1)
        return Answer::denied();
    return message.deleted ? missingMessage(call) : Answer::ok(m_content.json(*space, message));
}

Answer ChatMessages::list(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"messages.list"_s,
                                        .userAfter = scopes({"chat.messages"_L1, "chat.messages.readonly"_L1})};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const auto page = PageRequest::read(call, 25, 1000, {u"filter"_s, u"orderBy"_s, u"showDeleted"_s});
    if (!page)
        return PageRequest::refusal();
    const auto filter = MessageFilter::parse(call.query.value(u"filter"_s), call.query.value(u"orderBy"_s), *space);
    if (!filter)
        return Answer::invalid(u"Invalid filter or order_by."_s);
    const bool showDeleted = call.flag(u"showDeleted"_s);
    QJsonArray messages;
    QString next;
    qint64 last = 0;
    // one more than fits decides whether there is another page
    const auto take = [&](qint64 time, qsizetype index) {
        const Message &message = space->messages()[std::size_t(index)];
        if (message.lost || (message.deleted && !showDeleted) || !filter->fits(message))
            return true;
        if (messages.size() == page->size) {
            next = page->token(QString::number(last));
            return false;
        }
        last = time;
        messages.append(m_content.json(*space, message));
        return true;
    };
    const auto &byTime = space->byTime();
    if (filter->descending) {
        auto bound = filter->before ? toMicros(*filter->before) : std::numeric_limits<qint64>::max();
        if (!page->after.isEmpty())
            bound = std::min(bound, page->after.toLongLong());
        for (auto it = std::make_reverse_iterator(byTime.lower_bound(bound));
             it != byTime.rend() && take(it->first, it->second); ++it) {
        }
    } else {
        auto bound = filter->after ? toMicros(*filter->after) : std::numeric_limits<qint64>::min();
        if (!page->after.isEmpty())
            bound = std::max(bound, page->after.toLongLong());
        const qint64 end = filter->before ? toMicros(*filter->before) : std::numeric_limits<qint64>::max();
        for (auto it = byTime.upper_bound(bound); it != byTime.end() && it->first < end && take(it->first, it->second);
             ++it) {
        }
    }
    QJsonObject answer;
    if (!messages.isEmpty())
        answer.insert(u"messages"_s, messages);
    if (!next.isEmpty())
        answer.insert(u"nextPageToken"_s, next);
    return Answer::ok(answer);
}

Answer ChatMessages::patchFields(const Call &call, const Space &space, Message &message) const
{
    QStringList paths = updatePaths(call.query.value(u"updateMask"_s));
    if (paths.isEmpty())
        return Answer::invalid(u"update_mask is required."_s);
    if (paths.contains(u"*"_s))
        paths = QStringList{u"text"_s, u"attachment"_s};
    Message read;
    if (Answer bad = m_content.readText(call, read); bad.isError())
        return bad;
    for (const QString &path : paths) {
        if (path == "text"_L1) {
            message.text = read.text;
            message.markup = read.markup; // not repeated: back to what is usual
        } else if (path == "attachment"_L1) {
            const std::vector<Upload> before = message.attachments;
            if (Answer bad = m_content.readAttachments(call, space, message, before); bad.isError())
                return bad;
        } else if (path == "quotedMessageMetadata"_L1 && !call.body.contains(path)) {
            message.extra.remove(path);
        } else if ((path == "cardsV2"_L1 || path == "cards"_L1 || path == "accessoryWidgets"_L1) && call.who.isApp()) {
            message.extra.remove(path);
            if (read.extra.contains(path))
                message.extra.insert(path, read.extra[path]);
        } else {
            return Answer::invalid(u"The update mask path %1 is not supported."_s.arg(path));
        }
    }
    return MessageContent::checkWhole(message);
}

Answer ChatMessages::patch(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"messages.patch"_s,
                                        .appInImport = true,
                                        .userAfter = scopes({"chat.messages"_L1}),
                                        .appAfter = true};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0 && call.flag(u"allowMissing"_s))
        return isClientId(call.vars.value(1)) ? createIn(call, *space, call.vars.value(1)) : missingMessage(call);
    if (index < 0 || !space->message(index).isThere())
        return missingMessage(call);
    if (space->message(index).sender != call.who.author())
        return Answer::denied();
    Message next = space->message(index);
    if (Answer bad = patchFields(call, *space, next); bad.isError())
        return bad;
    next.updated = call.now;
    m_content.useUploads(next);
    space->message(index) = std::move(next);
    m_context.world.changed.messages.emplace(space->id, index);
    return Answer::ok(m_content.json(*space, space->message(index)));
}

Answer ChatMessages::remove(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"messages.delete"_s,
                                        .appInImport = true,
                                        .userAfter = scopes({"chat.messages"_L1}),
                                        .appAfter = true};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0 || !space->message(index).isThere())
        return missingMessage(call);
    const Message &message = space->message(index);
    const bool own = message.sender == call.who.author();
    const bool mayDelete = own || (call.who.isUser() && (space->importMode || space->isManager(call.who.user)));
    if (!mayDelete)
        return Answer::denied();
    std::vector<qsizetype> gone{index};
    if (!message.reply && call.who.isUser()) {
        const auto replies = space->threadReplies(message.thread);
        if (!replies.empty() && !call.flag(u"force"_s))
            return Answer::precondition(u"The message has threaded replies. Set force to delete them too."_s);
        gone.insert(gone.end(), replies.begin(), replies.end());
    }
    for (const qsizetype one : gone) {
        space->message(one).deleted = call.now;
        m_context.world.changed.messages.emplace(space->id, one);
    }
    return Answer::ok({});
}

} // namespace chatferry::sim
