// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chatreactions.h"

#include "simulator/emoji.h"
#include "simulator/paging.h"
#include "simulator/spaceaccess.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

/// "emoji.unicode = "x" OR ... AND user.name = "users/1"", parentheses around an OR group allowed.
struct ReactionFilter
{
    QStringList emoji;
    QStringList users;

    static std::optional<ReactionFilter> parse(const QString &text)
    {
        static const QRegularExpression joint(u"\\s+AND\\s+"_s);
        static const QRegularExpression choice(u"\\s+OR\\s+"_s);
        static const QRegularExpression term(u"^(emoji\\.unicode|user\\.name)\\s*=\\s*\"([^\"]+)\"$"_s);
        ReactionFilter filter;
        if (text.trimmed().isEmpty())
            return filter;
        for (QString group : text.trimmed().split(joint)) {
            if (group.startsWith(u'(') && group.endsWith(u')'))
                group = group.mid(1, group.size() - 2);
            QString field;
            for (const QString &one : group.trimmed().split(choice)) {
                const auto match = term.match(one.trimmed());
                if (!match.hasMatch() || (!field.isEmpty() && field != match.captured(1)))
                    return std::nullopt;
                field = match.captured(1);
                (field == "user.name"_L1 ? filter.users : filter.emoji).append(match.captured(2));
            }
        }
        return filter;
    }
    bool fits(const Reaction &reaction) const
    {
        return (emoji.isEmpty() || emoji.contains(reaction.emoji)) &&
               (users.isEmpty() || users.contains(u"users/"_s + reaction.user));
    }
};

Answer missingMessage()
{
    return Answer::missing(u"Message not found."_s);
}

} // namespace

ChatReactions::ChatReactions(Context &context)
    : m_context(context)
{
}

void ChatReactions::addRoutes(Router &router)
{
    const QString all = u"/v1/spaces/{}/messages/{}/reactions"_s;
    const ScopeSet writing = scopes({"chat.import"_L1, "chat.messages"_L1, "chat.messages.reactions"_L1});
    router.add({.method = "POST",
                .pattern = all,
                .userScopes = writing | scopes({"chat.messages.reactions.create"_L1}),
                .quota = u"reactionWrites"_s,
                .spaceQuota = [](const Call &) { return u"space.reactions"_s; },
                .bodySchema = u"Reaction"_s,
                .answerSchema = u"Reaction"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return create(call); }});
    router.add({.method = "GET",
                .pattern = all,
                .userScopes = scopes({"chat.messages"_L1, "chat.messages.reactions"_L1,
                                      "chat.messages.reactions.readonly"_L1, "chat.messages.readonly"_L1}),
                .quota = u"reactionReads"_s,
                .spaceQuota = [](const Call &) { return u"space.reads"_s; },
                .query = {u"pageSize"_s, u"pageToken"_s, u"filter"_s},
                .answerSchema = u"ListReactionsResponse"_s,
                .handler = [this](Call &call) { return list(call); }});
    router.add({.method = "DELETE",
                .pattern = all + u"/{}"_s,
                .userScopes = writing,
                .quota = u"reactionWrites"_s,
                .spaceQuota = [](const Call &) { return u"space.writes"_s; },
                .answerSchema = u"Empty"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return remove(call); }});
}

QJsonObject ChatReactions::json(const Space &space, const Message &message, const Reaction &reaction)
{
    return {{u"name"_s, u"%1/messages/%2/reactions/%3"_s.arg(space.name(), message.id, reaction.id)},
            {u"user"_s, QJsonObject{{u"name"_s, u"users/"_s + reaction.user}, {u"type"_s, u"HUMAN"_s}}},
            {u"emoji"_s, QJsonObject{{u"unicode"_s, reaction.emoji}}}};
}

Answer ChatReactions::create(Call &call)
{
    static const SpaceAccess::Rule rule{
        .method = u"reactions.create"_s,
        .userAfter = scopes({"chat.messages"_L1, "chat.messages.reactions"_L1, "chat.messages.reactions.create"_L1})};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0 || !space->message(index).isThere())
        return missingMessage();
    const QJsonObject emoji = call.body[u"emoji"_s].toObject();
    const QString unicode = emoji[u"unicode"_s].toString();
    // custom emoji cannot be made here, so none is known
    if (unicode.isEmpty() || !isEmoji(unicode) || m_context.options.refusedEmoji.contains(unicode))
        return Answer::invalid(u"The emoji is not supported."_s);
    Message &message = space->message(index);
    const bool there = std::any_of(message.reactions.begin(), message.reactions.end(), [&](const Reaction &reaction) {
        return reaction.user == call.who.user && reaction.emoji == unicode;
    });
    if (there)
        return Answer::exists(u"The user has already reacted with this emoji."_s);
    message.reactions.push_back({m_context.world.newId(), unicode, call.who.user});
    m_context.world.changed.messages.emplace(space->id, index);
    return Answer::ok(json(*space, message, message.reactions.back()));
}

Answer ChatReactions::list(Call &call)
{
    static const ScopeSet reading = scopes({"chat.messages"_L1, "chat.messages.reactions"_L1,
                                            "chat.messages.reactions.readonly"_L1, "chat.messages.readonly"_L1});
    static const SpaceAccess::Rule rule{
        .method = u"reactions.list"_s, .userInImport = false, .userAfter = reading, .userInImportInstead = reading};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const auto page = PageRequest::read(call, 25, 200, {u"filter"_s});
    if (!page)
        return PageRequest::refusal();
    const auto filter = ReactionFilter::parse(call.query.value(u"filter"_s));
    if (!filter)
        return Answer::invalid(u"Invalid filter."_s);
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0 || !space->messages()[std::size_t(index)].isThere())
        return missingMessage();
    const Message &message = space->messages()[std::size_t(index)];
    const auto &reactions = message.reactions;
    auto it = reactions.begin();
    if (!page->after.isEmpty()) {
        it = std::find_if(it, reactions.end(), [&](const Reaction &reaction) { return reaction.id == page->after; });
        if (it != reactions.end())
            ++it;
    }
    QJsonArray shown;
    QJsonObject answer;
    for (; it != reactions.end(); ++it) {
        if (!filter->fits(*it))
            continue;
        if (shown.size() == page->size) {
            answer.insert(u"nextPageToken"_s, page->token(shown.last()[u"name"_s].toString().section(u'/', -1)));
            break;
        }
        shown.append(json(*space, message, *it));
    }
    if (!shown.isEmpty())
        answer.insert(u"reactions"_s, shown);
    return Answer::ok(answer);
}

Answer ChatReactions::remove(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"reactions.delete"_s,
                                        .userAfter = scopes({"chat.messages"_L1, "chat.messages.reactions"_L1})};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const qsizetype index = space->indexOf(call.vars.value(1));
    if (index < 0 || !space->message(index).isThere())
        return missingMessage();
    auto &reactions = space->message(index).reactions;
    const auto found = std::find_if(reactions.begin(), reactions.end(),
                                    [&](const Reaction &reaction) { return reaction.id == call.vars.value(2); });
    if (found == reactions.end())
        return Answer::missing(u"Reaction not found."_s);
    if (found->user != call.who.user)
        return Answer::denied();
    reactions.erase(found);
    m_context.world.changed.messages.emplace(space->id, index);
    return Answer::ok({});
}

} // namespace chatferry::sim
