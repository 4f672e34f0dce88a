// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chatmembers.h"

#include "simulator/fieldmask.h"
#include "simulator/memberfilter.h"
#include "simulator/paging.h"
#include "simulator/spaceaccess.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

Answer missingMember()
{
    return Answer::missing(u"Membership not found."_s);
}

} // namespace

ChatMembers::ChatMembers(Context &context)
    : m_context(context)
{
}

void ChatMembers::addRoutes(Router &router)
{
    const QString all = u"/v1/spaces/{}/members"_s;
    const ScopeSet import = scopes({"chat.import"_L1});
    const ScopeSet writing = import | scopes({"chat.memberships"_L1});
    const ScopeSet withApp = writing | scopes({"chat.memberships.app"_L1});
    const ScopeSet reading = scopes({"chat.memberships"_L1, "chat.memberships.readonly"_L1});
    const ScopeSet bot = scopes({"chat.bot"_L1});
    const auto reads = [](const Call &) { return u"space.reads"_s; };
    router.add({.method = "POST",
                .pattern = all,
                .userScopes = withApp,
                .quota = u"membershipWrites"_s,
                .query = {u"useAdminAccess"_s},
                .bodySchema = u"Membership"_s,
                .answerSchema = u"Membership"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return create(call); }});
    router.add(
        {.method = "GET",
         .pattern = all,
         .userScopes = import | reading,
         .appScopes = bot,
         .quota = u"membershipReads"_s,
         .spaceQuota = reads,
         .query = {u"pageSize"_s, u"pageToken"_s, u"filter"_s, u"showGroups"_s, u"showInvited"_s, u"useAdminAccess"_s},
         .answerSchema = u"ListMembershipsResponse"_s,
         .handler = [this](Call &call) { return list(call); }});
    router.add({.method = "GET",
                .pattern = all + u"/{}"_s,
                .userScopes = reading,
                .appScopes = bot,
                .quota = u"membershipReads"_s,
                .spaceQuota = reads,
                .query = {u"useAdminAccess"_s},
                .answerSchema = u"Membership"_s,
                .handler = [this](Call &call) { return get(call); }});
    router.add({.method = "PATCH",
                .pattern = all + u"/{}"_s,
                .userScopes = writing,
                .quota = u"membershipWrites"_s,
                .query = {u"updateMask"_s, u"useAdminAccess"_s},
                .bodySchema = u"Membership"_s,
                .answerSchema = u"Membership"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return patch(call); }});
    router.add({.method = "DELETE",
                .pattern = all + u"/{}"_s,
                .userScopes = withApp,
                .quota = u"membershipWrites"_s,
                .query = {u"useAdminAccess"_s},
                .answerSchema = u"Membership"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return remove(call); }});
}

QString ChatMembers::keyOf(const QString &part) const
{
    const QString known = m_context.userId(part);
    return known.isEmpty() ? part.toLower() : known;
}

QJsonObject ChatMembers::json(const Space &space, const Member &member)
{
    QJsonObject json{{u"state"_s, member.state}, {u"createTime"_s, protoTime(member.since)}};
    if (member.isGroup()) {
        json.insert(u"name"_s, space.name() + u"/members/"_s + member.user.mid(7));
        json.insert(u"groupMember"_s, QJsonObject{{u"name"_s, member.user}});
        return json;
    }
    const QString id = member.user.contains(u'@') ? Accounts::madeUpId(member.user) : member.user;
    json.insert(u"name"_s, space.name() + u"/members/"_s + id);
    json.insert(u"role"_s, member.role);
    json.insert(u"member"_s,
                QJsonObject{{u"name"_s, u"users/"_s + id}, {u"type"_s, id == "app"_L1 ? u"BOT"_s : u"HUMAN"_s}});
    return json;
}

QJsonObject ChatMembers::json(const Space &space, const PastMember &member)
{
    return {{u"name"_s, space.name() + u"/members/"_s + member.user},
            {u"state"_s, u"NOT_A_MEMBER"_s},
            {u"member"_s, QJsonObject{{u"name"_s, u"users/"_s + member.user}, {u"type"_s, u"HUMAN"_s}}},
            {u"createTime"_s, protoTime(member.from)},
            {u"deleteTime"_s, protoTime(member.to)}};
}

Answer ChatMembers::create(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"members.create"_s,
                                        .userAfter = scopes({"chat.memberships"_L1, "chat.memberships.app"_L1})};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (call.body.contains(u"role"_s))
        return Answer::invalid(u"membership.role can only be used as input in UpdateMembership."_s);
    return space->importMode ? createPast(call, *space) : createActive(call, *space);
}

Answer ChatMembers::createPast(const Call &call, Space &space)
{
    if (!call.body.contains(u"deleteTime"_s))
        return Answer::invalid(
            u"Adding normal memberships isn't supported in import mode spaces. Set delete_time to import a "
            "historical membership."_s);
    const QString name = call.body[u"member"_s][u"name"_s].toString();
    if (!name.startsWith("users/"_L1) || name == "users/app"_L1 ||
        call.body[u"member"_s][u"type"_s].toString() != "HUMAN"_L1)
        return Answer::invalid(u"membership.member must be a human user."_s);
    const QString user = m_context.userId(name);
    if (user.isEmpty())
        return name.contains(u'@') && !m_context.accounts.isInternal(name.mid(6))
                   ? Answer::denied()
                   : Answer::missing(u"User not found."_s);
    PastMember past{.user = user, .from = {}, .to = *fromRfc3339(call.body[u"deleteTime"_s].toString())};
    past.from = past.to - Micros(1);
    if (call.body.contains(u"createTime"_s))
        past.from = *fromRfc3339(call.body[u"createTime"_s].toString());
    if (past.to <= space.createTime || past.to > call.now)
        return Answer::invalid(
            u"membership.delete_time must be after the creation time of the space and not in the future."_s);
    if (past.from < space.createTime || past.from >= past.to)
        return Answer::invalid(
            u"membership.create_time must not be before the creation time of the space and must be before "
            "membership.delete_time."_s);
    if (space.past.contains(user))
        return Answer::exists(u"The membership already exists."_s);
    space.past.emplace(user, past);
    m_context.world.changed.past.emplace(space.id, user);
    return Answer::ok(json(space, past));
}

Answer ChatMembers::added(Space &space, const Member &member)
{
    if (space.members.contains(member.user))
        return Answer::exists(u"The membership already exists."_s);
    space.members.emplace(member.user, member);
    m_context.world.changed.members.emplace(space.id, member.user);
    return Answer::ok(json(space, member));
}

Answer ChatMembers::createActive(const Call &call, Space &space)
{
    if (call.body.contains(u"createTime"_s) || call.body.contains(u"deleteTime"_s))
        return Answer::invalid(u"Historical memberships can only be imported in import mode spaces."_s);
    const QString group = call.body[u"groupMember"_s][u"name"_s].toString();
    const QString name = call.body[u"member"_s][u"name"_s].toString();
    if (group.isEmpty() == name.isEmpty())
        return Answer::invalid(u"Exactly one of membership.member and membership.group_member must be set."_s);
    const ScopeSet full = scopes({"chat.memberships"_L1});
    if (!group.isEmpty()) {
        if (!(call.who.scopes & full) || !space.isManager(call.who.user))
            return Answer::denied();
        const bool known = !m_context.options.groups || m_context.options.groups->contains(group);
        if (!space.isNamed() || !group.startsWith("groups/"_L1) || group.contains(u'@') || !known)
            return Answer::invalid(
                u"membership.group_member must be an existing groups/{group}, and the space a SPACE."_s);
        return added(space, {.user = group, .since = call.now});
    }
    if (name == "users/app"_L1) {
        if (!(call.who.scopes & scopes({"chat.memberships.app"_L1})))
            return Answer::denied();
        if (call.body[u"member"_s][u"type"_s].toString() != "BOT"_L1)
            return Answer::invalid(u"membership.member.type must be BOT."_s);
        return added(space, {.user = u"app"_s, .since = call.now});
    }
    if (!(call.who.scopes & (full | scopes({"chat.import"_L1}))) || !space.isManager(call.who.user))
        return Answer::denied();
    return createPerson(call, space, name);
}

Answer ChatMembers::createPerson(const Call &call, Space &space, const QString &name)
{
    if (!name.startsWith("users/"_L1) || call.body[u"member"_s][u"type"_s].toString() != "HUMAN"_L1)
        return Answer::invalid(u"membership.member must be users/{user} of type HUMAN."_s);
    const QString user = m_context.userId(name);
    const QString address = name.mid(6);
    if (user.isEmpty()) {
        if (!address.contains(u'@') || m_context.accounts.isInternal(address))
            return Answer::missing(u"User not found."_s);
        if (!space.external)
            return Answer::denied(u"External users are not allowed in this space."_s);
        return added(space, {.user = address.toLower(), .state = u"INVITED"_s, .since = call.now});
    }
    const SimulatorAccount *account = m_context.accounts.find(user);
    if (account->suspended || !account->chatOn)
        return Answer::denied(u"The user cannot be added to the space."_s);
    return added(space, {.user = user, .state = account->autoAccept ? u"JOINED"_s : u"INVITED"_s, .since = call.now});
}

Answer ChatMembers::get(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"members.get"_s,
                                        .userInImport = false,
                                        .userAfter = scopes({"chat.memberships"_L1, "chat.memberships.readonly"_L1}),
                                        .appAfter = true};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (call.who.isApp() && !space->isJoined(u"app"_s))
        return Answer::denied();
    const auto member = space->members.find(keyOf(call.vars.value(1)));
    return member == space->members.end() ? missingMember() : Answer::ok(json(*space, member->second));
}

Answer ChatMembers::list(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"members.list"_s,
                                        .userAfter = scopes({"chat.memberships"_L1, "chat.memberships.readonly"_L1}),
                                        .appAfter = true};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (call.who.isApp() && !space->isJoined(u"app"_s))
        return Answer::denied();
    const auto page = PageRequest::read(call, 100, 1000, {u"filter"_s, u"showGroups"_s, u"showInvited"_s});
    if (!page)
        return PageRequest::refusal();
    const auto filter = MemberFilter::parse(call.query.value(u"filter"_s));
    if (!filter)
        return Answer::invalid(u"Invalid filter."_s);
    std::vector<std::pair<QString, QJsonObject>> shown;
    for (const auto &[user, member] : space->members) {
        const bool wanted = (!member.isGroup() || call.flag(u"showGroups"_s)) &&
                            (member.state != "INVITED"_L1 || call.flag(u"showInvited"_s));
        if (wanted && filter->fits(member.role, user == "app"_L1 ? u"BOT"_s : u"HUMAN"_s))
            shown.emplace_back(user, json(*space, member));
    }
    if (space->importMode) {
        for (const auto &[user, member] : space->past) {
            if (filter->fits(u"ROLE_MEMBER"_s, u"HUMAN"_s))
                shown.emplace_back(user, json(*space, member));
        }
    }
    auto it = std::find_if(shown.begin(), shown.end(), [&](const auto &one) { return one.first > page->after; });
    QJsonArray memberships;
    QJsonObject answer;
    for (; it != shown.end() && memberships.size() < page->size; ++it) {
        memberships.append(it->second);
        if (memberships.size() == page->size && std::next(it) != shown.end())
            answer.insert(u"nextPageToken"_s, page->token(it->first));
    }
    if (!memberships.isEmpty())
        answer.insert(u"memberships"_s, memberships);
    return Answer::ok(answer);
}

Answer ChatMembers::patch(Call &call)
{
    static const SpaceAccess::Rule rule{
        .method = u"members.patch"_s, .userAfter = scopes({"chat.memberships"_L1}), .mustBeManager = true};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (space->importMode)
        return Answer::precondition(u"Memberships cannot be updated in import mode spaces."_s);
    const QStringList paths = updatePaths(call.query.value(u"updateMask"_s));
    if (paths != QStringList{u"role"_s} && paths != QStringList{u"*"_s})
        return Answer::invalid(u"update_mask must be role."_s);
    const QString role = call.body[u"role"_s].toString();
    if (role.isEmpty() || role == "MEMBERSHIP_ROLE_UNSPECIFIED"_L1)
        return Answer::invalid(u"membership.role is required."_s);
    if (role != "ROLE_MEMBER"_L1 && !space->isNamed())
        return Answer::invalid(u"Roles can only be assigned in a SPACE."_s);
    const auto member = space->members.find(keyOf(call.vars.value(1)));
    if (member == space->members.end())
        return missingMember();
    if (member->second.isGroup() || member->first == "app"_L1 || member->second.state != "JOINED"_L1)
        return Answer::invalid(u"The role of this membership cannot be changed."_s);
    member->second.role = role;
    m_context.world.changed.members.emplace(space->id, member->first);
    return Answer::ok(json(*space, member->second));
}

Answer ChatMembers::remove(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"members.delete"_s,
                                        .userAfter = scopes({"chat.memberships"_L1, "chat.memberships.app"_L1})};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const QString key = keyOf(call.vars.value(1));
    if (space->importMode) {
        const auto past = space->past.find(key);
        if (past == space->past.end())
            return missingMember();
        const QJsonObject gone = json(*space, past->second);
        space->past.erase(past);
        m_context.world.changed.past.emplace(space->id, key);
        return Answer::ok(gone);
    }
    auto member = space->members.find(key);
    if (member == space->members.end())
        member = space->members.find(u"groups/"_s + call.vars.value(1));
    if (member == space->members.end()) {
        member = std::find_if(space->members.begin(), space->members.end(), [&](const auto &one) {
            return one.first.contains(u'@') && Accounts::madeUpId(one.first) == call.vars.value(1);
        });
    }
    if (member == space->members.end())
        return missingMember();
    const QString user = member->first;
    const bool self = user == call.who.user;
    if (user == "app"_L1 ? !(call.who.scopes & scopes({"chat.memberships.app"_L1}))
                         : !self && !space->isManager(call.who.user))
        return Answer::denied();
    QJsonObject gone = json(*space, member->second);
    gone.insert(u"state"_s, u"NOT_A_MEMBER"_s);
    space->members.erase(member);
    m_context.world.changed.members.emplace(space->id, user);
    return Answer::ok(gone);
}

} // namespace chatferry::sim
