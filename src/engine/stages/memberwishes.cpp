// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/stages/memberwishes.h"

#include "base/digest.h"
#include "engine/plan/spacenames.h"
#include "store/conversationtable.h"
#include "store/metatable.h"
#include "store/project.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace chatferry {

std::vector<PastMemberToCarry> pastMembers(Project &project, const PlanView &plan, const SpaceRow &space,
                                           const ConversationRow &conversation)
{
    std::vector<PastMemberToCarry> wishes;
    QSet<QString> done;
    for (const MembershipInterval &interval : ConversationTable(project).intervals(conversation.id)) {
        const bool inferred = interval.evidence == MembershipInterval::Evidence::Inferred;
        if (!interval.to || (inferred && !plan.settings().addInferredPastMembers))
            continue;
        const PlanView::Role role = plan.roleOf(interval.person);
        if (role.policy != PlanView::Policy::Map || done.contains(role.email))
            continue;
        done.insert(role.email);
        PastMemberToCarry wish{.space = space.id, .person = interval.person, .email = role.email};
        if (interval.from)
            wish.from = std::max(*interval.from, space.createTime);
        wish.to = std::max(*interval.to, space.createTime + Micros(1));
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
    for (const MembershipInterval &interval : ConversationTable(project).intervals(conversation.id)) {
        const PlanView::Role role = plan.roleOf(interval.person);
        if (interval.to || role.policy != PlanView::Policy::Map || done.contains(role.email))
            continue;
        done.insert(role.email);
        wishes.push_back({.space = space.id, .person = interval.person, .email = role.email});
    }
    return wishes;
}

SpaceToCreate spaceToCreate(Project &project, const PlanView &plan, const SpaceRow &space,
                            const ConversationRow &conversation, int descriptionCharacters, int guidelinesCharacters,
                            bool wantsFolder)
{
    SpaceToCreate wish;
    wish.space = space.id;
    wish.uniqueKey =
        QString::fromLatin1(digest({MetaTable(project).projectKey().toUtf8(), conversation.source.id.value.toUtf8(),
                                    space.slice.toUtf8(), QByteArray::number(space.attempt)})
                                .toHex());
    wish.displayName = space.displayName;
    const FrozenPlan::Target target = plan.targetOf(conversation.id);
    wish.type = target.groupChat ? SpaceToCreate::Type::GroupChat : SpaceToCreate::Type::Space;
    wish.createTime = space.createTime;
    wish.externalAllowed = target.externalAllowed;
    const QString &purpose = conversation.source.purpose;
    const QString &topic = conversation.source.topic;
    wish.description = cutText(purpose.isEmpty() ? topic : purpose, descriptionCharacters);
    if (!purpose.isEmpty())
        wish.guidelines = cutText(topic, guidelinesCharacters);
    wish.wantsFolder = wantsFolder;
    return wish;
}

} // namespace chatferry
