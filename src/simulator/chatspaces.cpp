// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/chatspaces.h"

#include "simulator/fieldmask.h"
#include "simulator/paging.h"
#include "simulator/spaceaccess.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

constexpr qsizetype kLongestName = 128;
constexpr qsizetype kLongestDescription = 150;
constexpr qsizetype kLongestGuidelines = 5000;

/// In characters, as the documents count.
qsizetype length(const QString &text)
{
    return text.toUcs4().size();
}

QString spaceWrites(const Call &)
{
    return u"space.writes"_s;
}

QString spaceReads(const Call &)
{
    return u"space.reads"_s;
}

} // namespace

ChatSpaces::ChatSpaces(Context &context)
    : m_context(context)
{
}

void ChatSpaces::addRoutes(Router &router)
{
    const ScopeSet writing = scopes({"chat.import"_L1, "chat.spaces"_L1});
    const ScopeSet reading = scopes({"chat.spaces"_L1, "chat.spaces.readonly"_L1});
    const ScopeSet bot = scopes({"chat.bot"_L1});
    router.add({.method = "POST",
                .pattern = u"/v1/spaces"_s,
                .userScopes = writing | scopes({"chat.spaces.create"_L1}),
                .quota = u"spaceWrites"_s,
                .query = {u"requestId"_s},
                .bodySchema = u"Space"_s,
                .answerSchema = u"Space"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return create(call); }});
    router.add({.method = "GET",
                .pattern = u"/v1/spaces"_s,
                .userScopes = reading,
                .appScopes = bot,
                .quota = u"spaceReads"_s,
                .query = {u"pageSize"_s, u"pageToken"_s, u"filter"_s},
                .answerSchema = u"ListSpacesResponse"_s,
                .handler = [this](Call &call) { return list(call); }});
    router.add({.method = "GET",
                .pattern = u"/v1/spaces/{}"_s,
                .userScopes = reading,
                .appScopes = bot,
                .quota = u"spaceReads"_s,
                .spaceQuota = spaceReads,
                .query = {u"useAdminAccess"_s},
                .answerSchema = u"Space"_s,
                .handler = [this](Call &call) { return get(call); }});
    router.add({.method = "PATCH",
                .pattern = u"/v1/spaces/{}"_s,
                .userScopes = writing,
                .quota = u"spaceWrites"_s,
                .spaceQuota = spaceWrites,
                .query = {u"updateMask"_s, u"useAdminAccess"_s},
                .bodySchema = u"Space"_s,
                .answerSchema = u"Space"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return patch(call); }});
    router.add({.method = "DELETE",
                .pattern = u"/v1/spaces/{}"_s,
                .userScopes = scopes({"chat.import"_L1, "chat.delete"_L1}),
                .quota = u"spaceWrites"_s,
                .spaceQuota = spaceWrites,
                .query = {u"useAdminAccess"_s},
                .answerSchema = u"Empty"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return remove(call); }});
    router.add({.method = "POST",
                .pattern = u"/v1/spaces/{}:completeImport"_s,
                .userScopes = scopes({"chat.import"_L1}),
                .quota = u"spaceWrites"_s,
                .bodySchema = u"CompleteImportSpaceRequest"_s,
                .answerSchema = u"CompleteImportSpaceResponse"_s,
                .isWrite = true,
                .handler = [this](Call &call) { return complete(call); }});
}

QJsonObject ChatSpaces::json(const Space &space) const
{
    QJsonObject json{{u"name"_s, space.name()},
                     {u"type"_s, u"ROOM"_s},
                     {u"spaceType"_s, space.type},
                     {u"spaceThreadingState"_s, u"THREADED_MESSAGES"_s},
                     {u"createTime"_s, protoTime(space.createTime)},
                     {u"spaceUri"_s, u"https://chat.google.com/room/%1?cls=11"_s.arg(space.id)}};
    if (!space.displayName.isEmpty())
        json.insert(u"displayName"_s, space.displayName);
    if (space.importMode)
        json.insert(u"importMode"_s, true);
    if (space.bornInImport && space.expires)
        json.insert(u"importModeExpireTime"_s, protoTime(*space.expires));
    if (space.external)
        json.insert(u"externalUserAllowed"_s, true);
    json.insert(u"spaceHistoryState"_s, space.history);
    QJsonObject details;
    if (!space.description.isEmpty())
        details.insert(u"description"_s, space.description);
    if (!space.guidelines.isEmpty())
        details.insert(u"guidelines"_s, space.guidelines);
    if (!details.isEmpty())
        json.insert(u"spaceDetails"_s, details);
    if (space.isNamed() && !space.importMode) {
        QJsonObject access{{u"accessState"_s, space.audience.isEmpty() ? u"PRIVATE"_s : u"DISCOVERABLE"_s}};
        if (!space.audience.isEmpty())
            access.insert(u"audience"_s, space.audience);
        if (!space.accessPermissionSettings.isEmpty())
            access.insert(u"accessPermissionSettings"_s, space.accessPermissionSettings);
        json.insert(u"accessSettings"_s, access);
    }
    if (!space.permissionSettings.isEmpty())
        json.insert(u"permissionSettings"_s, space.permissionSettings);
    int people = 0;
    int groups = 0;
    for (const auto &[user, member] : space.members) {
        if (member.state == "JOINED"_L1 && user != "app"_L1)
            ++(member.isGroup() ? groups : people);
    }
    QJsonObject counts;
    if (people > 0)
        counts.insert(u"joinedDirectHumanUserCount"_s, people);
    if (groups > 0)
        counts.insert(u"joinedGroupCount"_s, groups);
    if (!counts.isEmpty())
        json.insert(u"membershipCount"_s, counts);
    if (!space.byTime().empty())
        json.insert(u"lastActiveTime"_s, protoTime(fromMicros(space.byTime().rbegin()->first)));
    return json;
}

Answer ChatSpaces::checkDetails(const QJsonObject &details)
{
    if (length(details[u"description"_s].toString()) > kLongestDescription)
        return Answer::invalid(u"space_details.description supports up to 150 characters."_s);
    if (length(details[u"guidelines"_s].toString()) > kLongestGuidelines)
        return Answer::invalid(u"space_details.guidelines supports up to 5000 characters."_s);
    return {};
}

Answer ChatSpaces::checkName(const QString &name, UtcTime now, const Space *except) const
{
    if (name.trimmed().isEmpty())
        return Answer::invalid(u"Space display name must not be empty."_s);
    if (length(name) > kLongestName)
        return Answer::invalid(u"Space display name supports up to 128 characters."_s);
    if (m_context.world.isNameTaken(name, now, except))
        return Answer::exists(u"A space with this display name already exists."_s);
    return {};
}

Answer ChatSpaces::checkNew(const Call &call, Space &space) const
{
    const QJsonObject &body = call.body;
    space.importMode = body[u"importMode"_s].toBool();
    space.bornInImport = space.importMode;
    space.type = body[u"spaceType"_s].toString();
    space.displayName = body[u"displayName"_s].toString();
    space.createTime = call.now;
    if (space.importMode && !(call.who.scopes & scopes({"chat.import"_L1})))
        return Answer::denied();
    if (!space.importMode && !(call.who.scopes & scopes({"chat.spaces"_L1, "chat.spaces.create"_L1})))
        return Answer::denied();
    const bool typeFits = space.isNamed() || (space.importMode && space.type == "GROUP_CHAT"_L1);
    if (!typeFits)
        return Answer::invalid(u"space.space_type is not supported for this call."_s);
    if (space.isNamed()) {
        if (Answer bad = checkName(space.displayName, call.now, nullptr); bad.isError())
            return bad;
    } else if (!space.displayName.isEmpty()) {
        if (!m_context.options.groupChatNames)
            return Answer::invalid(u"space.display_name must not be set for a GROUP_CHAT."_s);
        if (length(space.displayName) > kLongestName)
            return Answer::invalid(u"Space display name supports up to 128 characters."_s);
    }
    if (body.contains(u"createTime"_s)) {
        if (!space.importMode)
            return Answer::invalid(u"space.create_time can only be set in import mode."_s);
        space.createTime = *fromRfc3339(body[u"createTime"_s].toString());
        if (space.createTime < kYear2000 || space.createTime > call.now)
            return Answer::invalid(u"space.create_time must be between January 1, 2000 and now."_s);
    }
    const QJsonObject details = body[u"spaceDetails"_s].toObject();
    if (Answer bad = checkDetails(details); bad.isError())
        return bad;
    if (body[u"accessSettings"_s].toObject().contains(u"audience"_s) && space.importMode)
        return Answer::invalid(u"space.access_settings.audience cannot be set in import mode."_s);
    if (body.contains(u"customer"_s))
        return Answer::invalid(u"space.customer must not be set with user authentication."_s);
    space.description = details[u"description"_s].toString();
    space.guidelines = details[u"guidelines"_s].toString();
    space.external = body[u"externalUserAllowed"_s].toBool();
    space.history = body[u"spaceHistoryState"_s].toString(u"HISTORY_ON"_s);
    space.predefined = body[u"predefinedPermissionSettings"_s].toString();
    space.audience = body[u"accessSettings"_s][u"audience"_s].toString();
    return {};
}

Answer ChatSpaces::create(Call &call)
{
    const QString requestId = call.query.value(u"requestId"_s);
    if (!requestId.isEmpty()) {
        for (const auto &known : m_context.world.spaces()) {
            if (known->requestId != requestId)
                continue;
            if (known->creator != call.who.user)
                return Answer::invalid(u"The request ID was used by another user."_s);
            return known->isAlive(call.now) ? Answer::ok(json(*known)) : Answer::denied();
        }
    }
    Space space;
    if (Answer bad = checkNew(call, space); bad.isError())
        return bad;
    space.id = m_context.world.newId();
    space.firstCall = call.now;
    space.creator = call.who.user;
    space.requestId = requestId;
    if (space.importMode)
        space.expires = call.now + std::chrono::days(m_context.options.windowDays);
    else
        space.members.emplace(
            call.who.user,
            Member{.user = call.who.user, .role = u"ROLE_MANAGER"_s, .state = u"JOINED"_s, .since = call.now});
    const Space &added = m_context.world.addSpace(std::move(space));
    m_context.world.changed.spaces.insert(added.id);
    for (const auto &[user, member] : added.members)
        m_context.world.changed.members.emplace(added.id, user);
    QJsonObject answer = json(added);
    if (!m_context.options.createTellsExpiry)
        answer.remove(u"importModeExpireTime"_s);
    return Answer::ok(answer);
}

Answer ChatSpaces::get(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"spaces.get"_s,
                                        .userInImport = false,
                                        .appInImport = true,
                                        .userAfter = scopes({"chat.spaces"_L1, "chat.spaces.readonly"_L1}),
                                        .appAfter = true};
    Answer refusal;
    const Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (call.who.isApp() && !space->importMode && !m_context.options.appSeesCompletedSpaces &&
        !space->isJoined(u"app"_s))
        return Answer::denied();
    return Answer::ok(json(*space));
}

Answer ChatSpaces::list(Call &call)
{
    const auto page = PageRequest::read(call, 100, 1000, {u"filter"_s});
    if (!page)
        return PageRequest::refusal();
    // spaces in import mode have no members, so nobody finds them here
    std::map<QString, const Space *> mine;
    for (const auto &space : m_context.world.spaces()) {
        if (space->isAlive(call.now) && space->isJoined(call.who.author()))
            mine.emplace(space->id, space.get());
    }
    QJsonArray spaces;
    QJsonObject answer;
    auto it = page->after.isEmpty() ? mine.begin() : mine.upper_bound(page->after);
    for (; it != mine.end() && spaces.size() < page->size; ++it) {
        spaces.append(json(*it->second));
        if (spaces.size() == page->size && std::next(it) != mine.end())
            answer.insert(u"nextPageToken"_s, page->token(it->first));
    }
    if (!spaces.isEmpty())
        answer.insert(u"spaces"_s, spaces);
    return Answer::ok(answer);
}

Answer ChatSpaces::patchAccess(const Call &call, Space &next, const QString &path, const QStringList &paths) const
{
    if (next.importMode)
        return Answer::invalid(u"%1 cannot be updated while the space is in import mode."_s.arg(path));
    const bool alone = std::all_of(paths.begin(), paths.end(), [&](const QString &other) {
        return path == "accessSettings.audience"_L1 ? other == path
                                                    : other.startsWith("accessSettings.accessPermissionSettings"_L1);
    });
    if (!alone || !next.isNamed())
        return Answer::invalid(u"%1 must be the only path of the update mask, and needs a SPACE."_s.arg(path));
    if (!next.isManager(call.who.user))
        return Answer::denied();
    const QJsonObject settings = call.body[u"accessSettings"_s].toObject();
    if (path == "accessSettings.audience"_L1) {
        const QString audience = settings[u"audience"_s].toString();
        if (!audience.isEmpty() && !audience.startsWith("audiences/"_L1))
            return Answer::invalid(u"access_settings.audience must be audiences/{audience}."_s);
        next.audience = audience;
    } else {
        next.accessPermissionSettings = settings[u"accessPermissionSettings"_s].toObject();
    }
    return {};
}

Answer ChatSpaces::patchField(const Call &call, Space &next, const QString &path, const QStringList &paths) const
{
    const QJsonObject &body = call.body;
    if (path == "displayName"_L1) {
        const bool becomesNamed = paths.contains(u"spaceType"_s);
        if (!next.isNamed() && !becomesNamed)
            return Answer::invalid(u"display_name can only be updated for a SPACE."_s);
        const QString name = body[u"displayName"_s].toString();
        next.displayName = name;
        return checkName(name, call.now, &next);
    }
    if (path == "spaceDetails"_L1) {
        const QJsonObject details = body[u"spaceDetails"_s].toObject();
        next.description = details[u"description"_s].toString();
        next.guidelines = details[u"guidelines"_s].toString();
        return checkDetails(details);
    }
    if (path == "spaceType"_L1) {
        if (next.isNamed() || body[u"spaceType"_s].toString() != "SPACE"_L1 || !paths.contains(u"displayName"_s))
            return Answer::invalid(
                u"space_type can only be changed from GROUP_CHAT to SPACE, together with display_name."_s);
        next.type = u"SPACE"_s;
        return {};
    }
    if (path == "spaceHistoryState"_L1) {
        if (paths.size() != 1)
            return Answer::invalid(u"space_history_state must be the only path of the update mask."_s);
        next.history = body[u"spaceHistoryState"_s].toString();
        return {};
    }
    if (path.startsWith("accessSettings."_L1))
        return patchAccess(call, next, path, paths);
    if (path.startsWith("permissionSettings."_L1)) {
        const QString setting = path.section(u'.', 1);
        const bool only = std::all_of(paths.begin(), paths.end(),
                                      [](const QString &other) { return other.startsWith("permissionSettings."_L1); });
        static const QStringList known{u"manageMembersAndGroups"_s, u"modifySpaceDetails"_s, u"toggleHistory"_s,
                                       u"useAtMentionAll"_s,        u"manageApps"_s,         u"manageWebhooks"_s,
                                       u"replyMessages"_s};
        if (!only || !known.contains(setting))
            return Answer::invalid(u"The update mask %1 is not supported."_s.arg(path));
        next.permissionSettings.insert(setting, body[u"permissionSettings"_s][setting]);
        return {};
    }
    return Answer::invalid(u"The update mask path %1 is not supported."_s.arg(path));
}

Answer ChatSpaces::patch(Call &call)
{
    static const SpaceAccess::Rule rule{.method = u"spaces.patch"_s, .userAfter = scopes({"chat.spaces"_L1})};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    const QStringList paths = updatePaths(call.query.value(u"updateMask"_s));
    if (paths.isEmpty())
        return Answer::invalid(u"update_mask is required."_s);
    // a call that fails half-way changes nothing
    struct Editable
    {
        QString displayName, type, history, audience, description, guidelines;
        QJsonObject permissions, access;
    } before{space->displayName,
             space->type,
             space->history,
             space->audience,
             space->description,
             space->guidelines,
             space->permissionSettings,
             space->accessPermissionSettings};
    for (const QString &path : paths) {
        Answer bad = patchField(call, *space, path, paths);
        if (!bad.isError())
            continue;
        space->displayName = before.displayName;
        space->type = before.type;
        space->history = before.history;
        space->audience = before.audience;
        space->description = before.description;
        space->guidelines = before.guidelines;
        space->permissionSettings = before.permissions;
        space->accessPermissionSettings = before.access;
        return bad;
    }
    m_context.world.changed.spaces.insert(space->id);
    return Answer::ok(json(*space));
}

Answer ChatSpaces::remove(Call &call)
{
    static const SpaceAccess::Rule rule{
        .method = u"spaces.delete"_s, .userAfter = scopes({"chat.delete"_L1}), .mustBeManager = true};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    space->deletedAt = call.now;
    m_context.world.changed.spaces.insert(space->id);
    return Answer::ok({});
}

Answer ChatSpaces::complete(Call &call)
{
    static const SpaceAccess::Rule rule{
        .method = u"spaces.completeImport"_s, .userAfter = scopes({"chat.import"_L1}), .mustBeMember = false};
    Answer refusal;
    Space *space = SpaceAccess::find(m_context, call, rule, refusal);
    if (!space)
        return refusal;
    if (!space->importMode)
        return Answer::precondition(u"The space is not in import mode."_s);
    space->importMode = false;
    space->completedAt = call.now;
    space->completedBy = call.who.user;
    space->members.insert_or_assign(
        call.who.user,
        Member{.user = call.who.user, .role = u"ROLE_MANAGER"_s, .state = u"JOINED"_s, .since = call.now});
    m_context.world.changed.spaces.insert(space->id);
    m_context.world.changed.members.emplace(space->id, call.who.user);
    return Answer::ok({{u"space"_s, json(*space)}});
}

} // namespace chatferry::sim
