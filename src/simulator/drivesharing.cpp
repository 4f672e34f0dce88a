// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/drivesharing.h"

#include "simulator/paging.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

Answer invalid(const QString &message, const QString &reason = u"invalid"_s)
{
    return Answer::error(400, u"INVALID_ARGUMENT"_s, message, reason);
}

Answer noDrive(const QString &id)
{
    return Answer::error(404, u"NOT_FOUND"_s, u"Shared drive not found: %1"_s.arg(id), u"notFound"_s);
}

} // namespace

DriveSharing::DriveSharing(Context &context, DriveFiles &files)
    : m_context(context)
    , m_files(files)
{
}

void DriveSharing::addRoutes(Router &router)
{
    const ScopeSet drive = scopes({"drive"_L1});
    const ScopeSet readDrive = drive | scopes({"drive.readonly"_L1});
    const ScopeSet file = drive | scopes({"drive.file"_L1});
    const ScopeSet readFile = file | scopes({"drive.readonly"_L1, "drive.metadata"_L1, "drive.metadata.readonly"_L1});
    const auto add = [&](const QByteArray &method, const QString &path, ScopeSet set, const QStringList &query,
                         const QString &body, const QString &answer, Answer (DriveSharing::*handler)(Call &)) {
        router.add({.method = method,
                    .pattern = u"/drive/v3/"_s + path,
                    .api = Api::Drive,
                    .userScopes = set,
                    .quota = u"driveQueries"_s,
                    .query = query,
                    .bodySchema = body,
                    .answerSchema = answer,
                    .handler = [this, handler](Call &call) { return (this->*handler)(call); }});
    };
    const QString admin = u"useDomainAdminAccess"_s;
    const QString all = u"supportsAllDrives"_s;
    add("POST", u"drives"_s, drive, {u"requestId"_s}, u"Drive"_s, u"Drive"_s, &DriveSharing::createDrive);
    add("GET", u"drives"_s, readDrive, {u"q"_s, u"pageSize"_s, u"pageToken"_s, admin}, {}, u"DriveList"_s,
        &DriveSharing::listDrives);
    add("GET", u"drives/{}"_s, readDrive, {admin}, {}, u"Drive"_s, &DriveSharing::getDrive);
    add("DELETE", u"drives/{}"_s, drive, {admin, u"allowItemDeletion"_s}, {}, u"Empty"_s, &DriveSharing::removeDrive);
    add("POST", u"files/{}/permissions"_s, file,
        {u"sendNotificationEmail"_s, u"emailMessage"_s, all, admin, u"transferOwnership"_s, u"moveToNewOwnersRoot"_s},
        u"Permission"_s, u"Permission"_s, &DriveSharing::createPermission);
    add("GET", u"files/{}/permissions"_s, readFile, {u"pageSize"_s, u"pageToken"_s, all, admin}, {},
        u"PermissionList"_s, &DriveSharing::listPermissions);
    add("GET", u"files/{}/permissions/{}"_s, readFile, {all, admin}, {}, u"Permission"_s, &DriveSharing::getPermission);
    add("DELETE", u"files/{}/permissions/{}"_s, file, {all, admin}, {}, u"Empty"_s, &DriveSharing::removePermission);
}

bool DriveSharing::isAdmin(const Call &call) const
{
    const SimulatorAccount *account = m_context.accounts.find(call.who.user);
    return account && account->admin && call.flag(u"useDomainAdminAccess"_s);
}

QJsonObject DriveSharing::json(const Call &call, const SharedDrive &drive) const
{
    QJsonObject json{{u"kind"_s, u"drive#drive"_s}, {u"id"_s, drive.id}, {u"name"_s, drive.name}};
    if (!call.query.contains(u"fields"_s))
        return json;
    json.insert(u"createdTime"_s, protoTime(drive.created));
    json.insert(u"hidden"_s, false);
    json.insert(u"capabilities"_s,
                QJsonObject{{u"canAddChildren"_s, m_files.access(call.who.user, drive.id) >= DriveFiles::Writer}});
    return json;
}

QJsonObject DriveSharing::json(const Call &call, const Permission &permission, bool inherited) const
{
    QJsonObject json{{u"kind"_s, u"drive#permission"_s},
                     {u"id"_s, permission.id},
                     {u"type"_s, permission.type},
                     {u"role"_s, permission.role}};
    if (!call.query.contains(u"fields"_s))
        return json;
    if (!permission.email.isEmpty())
        json.insert(u"emailAddress"_s, permission.email);
    if (!permission.domain.isEmpty())
        json.insert(u"domain"_s, permission.domain);
    json.insert(u"permissionDetails"_s,
                QJsonArray{QJsonObject{{u"inherited"_s, inherited}, {u"role"_s, permission.role}}});
    return json;
}

Answer DriveSharing::createDrive(Call &call)
{
    const QString requestId = call.query.value(u"requestId"_s);
    if (requestId.isEmpty())
        return invalid(u"Required parameter: requestId"_s, u"required"_s);
    const SimulatorAccount *account = m_context.accounts.find(call.who.user);
    if (!m_context.options.sharedDrivesAllowed)
        return DriveFiles::forbidden(u"The user does not have permission to create shared drives."_s,
                                     u"userCannotCreateTeamDrives"_s);
    for (const auto &[id, drive] : m_context.world.drive.drives) {
        if (drive.requestId == requestId && drive.creator == call.who.user)
            return Answer::error(409, u"ALREADY_EXISTS"_s, u"The requested shared drive already exists."_s,
                                 u"duplicate"_s);
    }
    const QString name = call.body[u"name"_s].toString();
    if (name.isEmpty())
        return invalid(u"A shared drive needs a name."_s, u"required"_s);
    SharedDrive drive{
        .id = u"0A"_s + m_context.world.newId() + u"Uk9PVA"_s,
        .name = name,
        .requestId = requestId,
        .creator = call.who.user,
        .created = call.now,
        .permissions = {{.id = call.who.user, .type = u"user"_s, .role = u"organizer"_s, .email = account->email}}};
    m_context.world.changed.drives.insert(drive.id);
    const QJsonObject answer = json(call, drive);
    const QString id = drive.id;
    m_context.world.drive.drives.emplace(id, std::move(drive));
    return Answer::ok(answer);
}

Answer DriveSharing::getDrive(Call &call)
{
    const auto drive = m_context.world.drive.drives.find(call.vars.value(0));
    if (drive == m_context.world.drive.drives.end() ||
        (m_files.access(call.who.user, drive->first) == DriveFiles::None && !isAdmin(call)))
        return noDrive(call.vars.value(0));
    return Answer::ok(json(call, drive->second));
}

Answer DriveSharing::listDrives(Call &call)
{
    static const QRegularExpression byName(u"^name\\s*(=|contains)\\s*'((?:[^'\\\\]|\\\\.)*)'$"_s);
    const auto page = PageRequest::read(call, 10, 100, {u"q"_s});
    const QString q = call.query.value(u"q"_s).trimmed();
    const auto match = byName.match(q);
    if (!page || (!q.isEmpty() && !match.hasMatch()))
        return invalid(u"Invalid Value"_s);
    const QString wanted = match.captured(2).replace("\\'"_L1, "'"_L1);
    QJsonArray drives;
    QJsonObject answer{{u"kind"_s, u"drive#driveList"_s}};
    const auto &all = m_context.world.drive.drives;
    QString last;
    for (auto it = page->after.isEmpty() ? all.begin() : all.upper_bound(page->after); it != all.end(); ++it) {
        const bool fits =
            q.isEmpty() || (match.captured(1) == "="_L1 ? it->second.name == wanted
                                                        : it->second.name.startsWith(wanted, Qt::CaseInsensitive));
        if (!fits || (m_files.access(call.who.user, it->first) == DriveFiles::None && !isAdmin(call)))
            continue;
        if (drives.size() == page->size) {
            answer.insert(u"nextPageToken"_s, page->token(last));
            break;
        }
        last = it->first;
        drives.append(json(call, it->second));
    }
    answer.insert(u"drives"_s, drives);
    return Answer::ok(answer);
}

Answer DriveSharing::removeDrive(Call &call)
{
    const auto drive = m_context.world.drive.drives.find(call.vars.value(0));
    if (drive == m_context.world.drive.drives.end() ||
        (m_files.access(call.who.user, drive->first) < DriveFiles::Organizer && !isAdmin(call)))
        return noDrive(call.vars.value(0));
    std::vector<QString> inside;
    for (const auto &[id, file] : m_context.world.drive.files) {
        if (file.driveId == drive->first)
            inside.push_back(id);
    }
    if (!inside.empty() && !(isAdmin(call) && call.flag(u"allowItemDeletion"_s)))
        return DriveFiles::forbidden(u"The shared drive is not empty."_s, u"cannotDeleteTeamDriveWithChildren"_s);
    for (const QString &id : inside) {
        m_context.world.drive.files.erase(id);
        m_context.world.changed.files.insert(id);
    }
    m_context.world.changed.drives.insert(drive->first);
    m_context.world.drive.drives.erase(drive);
    return {.status = 204, .isJson = false};
}

std::vector<Permission> *DriveSharing::permissions(const Call &call, DriveFiles::Access needed, Answer &refusal)
{
    const QString id = call.vars.value(0);
    std::vector<Permission> *found = nullptr;
    if (const auto drive = m_context.world.drive.drives.find(id); drive != m_context.world.drive.drives.end()) {
        if (!call.flag(u"supportsAllDrives"_s)) {
            refusal = DriveFiles::notFound(id);
            return nullptr;
        }
        if (isAdmin(call))
            return &drive->second.permissions;
        found = &drive->second.permissions;
        needed = std::max(needed, needed > DriveFiles::Reader ? DriveFiles::Organizer : DriveFiles::Reader);
    } else if (DriveFile *file = m_files.visible(call, id, refusal)) {
        found = &file->permissions;
    } else {
        return nullptr;
    }
    const auto mine = m_files.access(call.who.user, id);
    if (mine >= needed)
        return found;
    refusal = mine == DriveFiles::None
                  ? DriveFiles::notFound(id)
                  : DriveFiles::forbidden(u"The user does not have sufficient permissions for this file."_s,
                                          u"insufficientFilePermissions"_s);
    return nullptr;
}

void DriveSharing::changed(const QString &id)
{
    auto &changes = m_context.world.changed;
    (m_context.world.drive.drives.contains(id) ? changes.drives : changes.files).insert(id);
}

Answer DriveSharing::readPermission(const Call &call, Permission &permission) const
{
    static const QStringList types{u"user"_s, u"group"_s, u"domain"_s, u"anyone"_s};
    permission.type = call.body[u"type"_s].toString();
    permission.role = call.body[u"role"_s].toString();
    permission.email = call.body[u"emailAddress"_s].toString().toLower();
    permission.domain = call.body[u"domain"_s].toString().toLower();
    const bool personal = permission.type == "user"_L1 || permission.type == "group"_L1;
    const bool hasWhom = personal                         ? permission.email.contains(u'@')
                         : permission.type == "domain"_L1 ? !permission.domain.isEmpty()
                                                          : true;
    if (!types.contains(permission.type) || DriveFiles::accessOf(permission.role) == DriveFiles::None || !hasWhom)
        return invalid(u"The permission needs a type, a role and whom it is for."_s, u"required"_s);
    const bool onDrive = m_context.world.drive.drives.contains(call.vars.value(0));
    const bool managing = permission.role == "organizer"_L1 || permission.role == "fileOrganizer"_L1;
    if (permission.role == "owner"_L1 || (managing && !onDrive))
        return DriveFiles::forbidden(u"This role cannot be given here."_s, u"invalidSharingRequest"_s);
    const bool notify = call.query.value(u"sendNotificationEmail"_s) != "false"_L1;
    if (permission.type == "user"_L1 && m_context.accounts.isInternal(permission.email) &&
        !m_context.accounts.find(permission.email))
        return invalid(u"There is no account for this address."_s, u"invalidSharingRequest"_s);
    permission.notified = personal && notify;
    permission.id = permission.type == "anyone"_L1 ? u"anyoneWithLink"_s
                    : personal                     ? Accounts::madeUpId(permission.email)
                                                   : Accounts::madeUpId(permission.domain) + u'k';
    if (const SimulatorAccount *account =
            permission.type == "user"_L1 ? m_context.accounts.find(permission.email) : nullptr)
        permission.id = account->id;
    return {};
}

Answer DriveSharing::createPermission(Call &call)
{
    Answer refusal;
    std::vector<Permission> *given = permissions(call, DriveFiles::Writer, refusal);
    if (!given)
        return refusal;
    Permission permission;
    if (Answer bad = readPermission(call, permission); bad.isError())
        return bad;
    const auto same =
        std::find_if(given->begin(), given->end(), [&](const Permission &other) { return other.id == permission.id; });
    if (same == given->end()) {
        given->push_back(permission);
    } else {
        // giving again raises, never lowers
        permission.notified = permission.notified || same->notified;
        if (DriveFiles::accessOf(same->role) > DriveFiles::accessOf(permission.role))
            permission.role = same->role;
        *same = permission;
    }
    changed(call.vars.value(0));
    return Answer::ok(json(call, permission, false));
}

Answer DriveSharing::listPermissions(Call &call)
{
    Answer refusal;
    const std::vector<Permission> *own = permissions(call, DriveFiles::Reader, refusal);
    if (!own)
        return refusal;
    std::map<QString, QJsonObject> all;
    for (const Permission &permission : *own)
        all.emplace(permission.id, json(call, permission, false));
    const auto &world = m_context.world.drive;
    for (auto file = world.files.find(call.vars.value(0)); file != world.files.end();) {
        const QString parent = file->second.parent;
        if (const auto drive = world.drives.find(parent); drive != world.drives.end()) {
            for (const Permission &permission : drive->second.permissions)
                all.emplace(permission.id, json(call, permission, true));
        }
        const QString owner = file->second.owner;
        if (parent == DriveFiles::rootId(owner)) {
            const SimulatorAccount *account = m_context.accounts.find(owner);
            all.emplace(
                owner,
                json(
                    call,
                    {.id = owner, .type = u"user"_s, .role = u"owner"_s, .email = account ? account->email : QString()},
                    false));
        }
        file = world.files.find(parent);
        if (file != world.files.end()) {
            for (const Permission &permission : file->second.permissions)
                all.emplace(permission.id, json(call, permission, true));
        }
    }
    const auto page = PageRequest::read(call, 100, 100, {});
    if (!page)
        return invalid(u"Invalid Value"_s);
    QJsonArray shown;
    QJsonObject answer{{u"kind"_s, u"drive#permissionList"_s}};
    for (auto it = page->after.isEmpty() ? all.begin() : all.upper_bound(page->after); it != all.end(); ++it) {
        shown.append(it->second);
        if (shown.size() == page->size && std::next(it) != all.end()) {
            answer.insert(u"nextPageToken"_s, page->token(it->first));
            break;
        }
    }
    answer.insert(u"permissions"_s, shown);
    return Answer::ok(answer);
}

Answer DriveSharing::getPermission(Call &call)
{
    Answer refusal;
    const std::vector<Permission> *given = permissions(call, DriveFiles::Reader, refusal);
    if (!given)
        return refusal;
    for (const Permission &permission : *given) {
        if (permission.id == call.vars.value(1))
            return Answer::ok(json(call, permission, false));
    }
    return Answer::error(404, u"NOT_FOUND"_s, u"Permission not found: %1."_s.arg(call.vars.value(1)), u"notFound"_s);
}

Answer DriveSharing::removePermission(Call &call)
{
    Answer refusal;
    std::vector<Permission> *given = permissions(call, DriveFiles::Writer, refusal);
    if (!given)
        return refusal;
    const auto removed =
        std::erase_if(*given, [&](const Permission &permission) { return permission.id == call.vars.value(1); });
    if (removed == 0)
        return Answer::error(404, u"NOT_FOUND"_s, u"Permission not found: %1."_s.arg(call.vars.value(1)),
                             u"notFound"_s);
    changed(call.vars.value(0));
    return {.status = 204, .isJson = false};
}

} // namespace chatferry::sim
