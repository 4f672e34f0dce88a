// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/memberwishes.h"

#include "base/digest.h"
#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Today's members; of an archived conversation that lists nobody those whom its last archive record names.
std::vector<PersonId> todaysMembers(const ConversationRow &conversation,
                                    const std::vector<MembershipInterval> &intervals)
{
    if (!conversation.source.members.empty() || !conversation.source.archived)
        return conversation.source.members;
    std::vector<PersonId> members;
    for (const MembershipInterval &interval : intervals) {
        if (interval.evidence == MembershipInterval::Evidence::Listed && !interval.to)
            members.push_back(interval.person);
    }
    return members;
}

/// At most @p characters UTF-16 units, the last of them "…" when something is missing.
QString cut(const QString &text, int characters)
{
    if (text.size() <= characters)
        return text;
    qsizetype end = characters - 1;
    if (end > 0 && text.at(end - 1).isHighSurrogate())
        --end;
    return text.first(end) + u'…';
}

} // namespace

std::vector<PastMemberToCarry> pastMembers(Project &project, const PlanView &plan, const SpaceRow &space,
                                           const ConversationRow &conversation)
{
    struct Past
    {
        std::optional<UtcTime> from;
        bool fromUnknown = false;
        std::optional<UtcTime> to;
        bool still = false;
    };
    const auto intervals = ConversationTable(project).intervals(conversation.id);
    std::vector<PersonId> order;
    QHash<PersonId, Past> past;
    for (const MembershipInterval &interval : intervals) {
        if (interval.evidence == MembershipInterval::Evidence::Inferred && !plan.settings().addInferredPastMembers)
            continue;
        if (interval.evidence == MembershipInterval::Evidence::Listed && !interval.to)
            continue;
        if (!past.contains(interval.person))
            order.push_back(interval.person);
        Past &one = past[interval.person];
        if (interval.from && (!one.from || *interval.from < *one.from))
            one.from = interval.from;
        if (!interval.to)
            one.still = true;
        else if (!one.to || *interval.to > *one.to)
            one.to = interval.to;
    }
    const std::vector<PersonId> today = todaysMembers(conversation, intervals);
    std::vector<PastMemberToCarry> wishes;
    QSet<QString> done;
    for (const PersonId &person : order) {
        const Past &one = past[person];
        const PlanView::Role role = plan.roleOf(person);
        if (one.still || !one.to || role.policy != PlanView::Policy::Map || done.contains(role.email) ||
            std::find(today.begin(), today.end(), person) != today.end())
            continue;
        done.insert(role.email);
        PastMemberToCarry wish{.space = space.id, .person = person, .email = role.email};
        if (one.from)
            wish.from = std::max(*one.from, space.createTime);
        wish.to = std::max(*one.to, space.createTime + Micros(1));
        if (wish.from)
            wish.to = std::max(wish.to, *wish.from + Micros(1));
        wishes.push_back(std::move(wish));
    }
    return wishes;
}

std::vector<MemberToAdd> membersToAdd(Project &project, const PlanView &plan, const SpaceRow &space,
                                      const ConversationRow &conversation)
{
    std::vector<MemberToAdd> wishes;
    QSet<QString> done;
    for (const PersonId &person : todaysMembers(conversation, ConversationTable(project).intervals(conversation.id))) {
        const PlanView::Role role = plan.roleOf(person);
        if (role.policy != PlanView::Policy::Map || done.contains(role.email))
            continue;
        done.insert(role.email);
        wishes.push_back({.space = space.id, .person = person, .email = role.email});
    }
    return wishes;
}

SpaceToCreate spaceToCreate(Project &project, const SpaceRow &space, const ConversationRow &conversation,
                            int descriptionCharacters, int guidelinesCharacters, bool wantsFolder)
{
    SpaceToCreate wish;
    wish.space = space.id;
    wish.uniqueKey =
        QString::fromLatin1(digest({MetaTable(project).projectKey().toUtf8(), conversation.source.id.value.toUtf8(),
                                    space.slice.toUtf8(), QByteArray::number(space.attempt)})
                                .toHex());
    wish.displayName = space.displayName;
    wish.type = conversation.groupChat ? SpaceToCreate::Type::GroupChat : SpaceToCreate::Type::Space;
    wish.createTime = space.createTime;
    wish.externalAllowed = conversation.externalAllowed;
    const QString &purpose = conversation.source.purpose;
    const QString &topic = conversation.source.topic;
    wish.description = cut(purpose.isEmpty() ? topic : purpose, descriptionCharacters);
    if (!purpose.isEmpty())
        wish.guidelines = cut(topic, guidelinesCharacters);
    wish.wantsFolder = wantsFolder;
    return wish;
}

} // namespace chatferry
