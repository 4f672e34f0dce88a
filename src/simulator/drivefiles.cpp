// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/drivefiles.h"

#include "simulator/drivequery.h"
#include "simulator/paging.h"
#include "simulator/schemas.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

const QString kFolder = u"application/vnd.google-apps.folder"_s;

/// Fields of File that a request may carry.
const QStringList kWritable = {u"id"_s,
                               u"name"_s,
                               u"mimeType"_s,
                               u"parents"_s,
                               u"description"_s,
                               u"createdTime"_s,
                               u"modifiedTime"_s,
                               u"appProperties"_s,
                               u"properties"_s,
                               u"starred"_s,
                               u"trashed"_s,
                               u"writersCanShare"_s,
                               u"copyRequiresWriterPermission"_s,
                               u"folderColorRgb"_s,
                               u"originalFilename"_s,
                               u"contentHints"_s,
                               u"kind"_s,
                               u"viewedByMeTime"_s};

Answer notWritable()
{
    return DriveFiles::forbidden(u"The resource body includes fields which are not directly writable."_s,
                                 u"fieldNotWritable"_s);
}

} // namespace

DriveFiles::DriveFiles(Context &context)
    : m_context(context)
{
}

Answer DriveFiles::notFound(const QString &id)
{
    return Answer::error(404, u"NOT_FOUND"_s, u"File not found: %1."_s.arg(id), u"notFound"_s);
}

Answer DriveFiles::forbidden(const QString &message, const QString &reason)
{
    return Answer::error(403, u"PERMISSION_DENIED"_s, message, reason);
}

void DriveFiles::addRoutes(Router &router)
{
    const ScopeSet writing = scopes({"drive"_L1, "drive.file"_L1});
    const ScopeSet reading = writing | scopes({"drive.readonly"_L1, "drive.metadata"_L1, "drive.metadata.readonly"_L1});
    const auto add = [&](const QByteArray &method, const QString &path, ScopeSet set, const QStringList &query,
                         const QString &body, const QString &answer, Answer (DriveFiles::*handler)(Call &)) {
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
    const QString file = u"File"_s;
    const QString drives = u"supportsAllDrives"_s;
    add("GET", u"files/generateIds"_s, writing, {u"count"_s, u"space"_s, u"type"_s}, {}, u"GeneratedIds"_s,
        &DriveFiles::generateIds);
    add("GET", u"about"_s, reading, {}, {}, u"About"_s, &DriveFiles::about);
    add("POST", u"files"_s, writing, {drives, u"ignoreDefaultVisibility"_s, u"keepRevisionForever"_s}, file, file,
        &DriveFiles::create);
    add("GET", u"files"_s, reading,
        {u"q"_s, u"pageSize"_s, u"pageToken"_s, u"corpora"_s, u"driveId"_s, u"includeItemsFromAllDrives"_s, drives,
         u"spaces"_s},
        {}, u"FileList"_s, &DriveFiles::list);
    add("GET", u"files/{}"_s, reading, {drives, u"acknowledgeAbuse"_s}, {}, file, &DriveFiles::get);
    add("PATCH", u"files/{}"_s, writing, {drives, u"addParents"_s, u"removeParents"_s}, file, file,
        &DriveFiles::update);
    add("DELETE", u"files/{}"_s, writing, {drives}, {}, u"Empty"_s, &DriveFiles::remove);
}

DriveFiles::Access DriveFiles::accessOf(const QString &role)
{
    static const QStringList roles{QString(),          u"reader"_s,    u"commenter"_s, u"writer"_s,
                                   u"fileOrganizer"_s, u"organizer"_s, u"owner"_s};
    return Access(std::max(qsizetype(0), roles.indexOf(role)));
}

DriveFiles::Access DriveFiles::access(const QString &user, const QString &id) const
{
    const SimulatorAccount *account = m_context.accounts.find(user);
    if (!account)
        return None;
    Access most = None;
    const auto look = [&](const std::vector<Permission> &permissions) {
        for (const Permission &permission : permissions) {
            const bool meant =
                permission.type == "anyone"_L1 ||
                (permission.type == "domain"_L1 && permission.domain == Accounts::domainOf(account->email)) ||
                (permission.type == "user"_L1 && m_context.accounts.find(permission.email) == account);
            if (meant)
                most = std::max(most, accessOf(permission.role));
        }
    };
    QString at = id;
    for (int depth = 0; depth < 200; ++depth) {
        if (at == rootId(user))
            return Owner;
        if (const auto drive = m_context.world.drive.drives.find(at); drive != m_context.world.drive.drives.end()) {
            look(drive->second.permissions);
            break;
        }
        const auto file = m_context.world.drive.files.find(at);
        if (file == m_context.world.drive.files.end())
            break;
        if (file->second.driveId.isEmpty() && file->second.owner == user)
            return Owner;
        look(file->second.permissions);
        at = file->second.parent;
    }
    return most;
}

DriveFile *DriveFiles::visible(const Call &call, const QString &id, Answer &refusal)
{
    const auto found = m_context.world.drive.files.find(id);
    if (found == m_context.world.drive.files.end() || access(call.who.user, id) == None ||
        (!found->second.driveId.isEmpty() && !call.flag(u"supportsAllDrives"_s))) {
        refusal = notFound(id);
        return nullptr;
    }
    return &found->second;
}

QJsonObject DriveFiles::person(const QString &user, const Call &call) const
{
    const SimulatorAccount *account = m_context.accounts.find(user);
    return {{u"kind"_s, u"drive#user"_s},
            {u"displayName"_s, account ? account->name : QString()},
            {u"emailAddress"_s, account ? account->email : QString()},
            {u"permissionId"_s, user},
            {u"me"_s, user == call.who.user}};
}

QJsonObject DriveFiles::json(const Call &call, const DriveFile &file, const QString &user) const
{
    QJsonObject json{
        {u"kind"_s, u"drive#file"_s}, {u"id"_s, file.id}, {u"name"_s, file.name}, {u"mimeType"_s, file.mimeType}};
    if (!file.driveId.isEmpty()) {
        json.insert(u"driveId"_s, file.driveId);
        json.insert(u"teamDriveId"_s, file.driveId);
    }
    // who does not say what is wanted gets only this much
    if (!call.query.contains(u"fields"_s))
        return json;
    json.insert(u"parents"_s, QJsonArray{file.parent});
    json.insert(u"createdTime"_s, protoTime(file.created));
    json.insert(u"modifiedTime"_s, protoTime(file.modified));
    json.insert(u"trashed"_s, file.trashed);
    json.insert(u"spaces"_s, QJsonArray{u"drive"_s});
    json.insert(u"webViewLink"_s, file.isFolder()
                                      ? u"https://drive.google.com/drive/folders/"_s + file.id
                                      : u"https://drive.google.com/file/d/%1/view?usp=drivesdk"_s.arg(file.id));
    if (!file.description.isEmpty())
        json.insert(u"description"_s, file.description);
    if (!file.appProperties.isEmpty())
        json.insert(u"appProperties"_s, file.appProperties);
    if (!file.properties.isEmpty())
        json.insert(u"properties"_s, file.properties);
    if (file.driveId.isEmpty()) {
        json.insert(u"ownedByMe"_s, file.owner == user);
        json.insert(u"owners"_s, QJsonArray{person(file.owner, call)});
        json.insert(u"shared"_s, !file.permissions.empty());
    }
    QJsonArray permissionIds;
    for (const Permission &permission : file.permissions)
        permissionIds.append(permission.id);
    json.insert(u"permissionIds"_s, permissionIds);
    const bool edit = access(user, file.id) >= Writer;
    json.insert(u"capabilities"_s, QJsonObject{{u"canEdit"_s, edit},
                                               {u"canAddChildren"_s, edit && file.isFolder()},
                                               {u"canShare"_s, edit},
                                               {u"canDelete"_s, edit}});
    if (!file.hasContent)
        return json;
    json.insert(u"size"_s, QString::number(file.size));
    json.insert(u"quotaBytesUsed"_s, QString::number(file.size));
    json.insert(u"md5Checksum"_s, QString::fromLatin1(file.md5));
    json.insert(u"sha1Checksum"_s, QString::fromLatin1(file.sha1));
    json.insert(u"sha256Checksum"_s, QString::fromLatin1(file.sha256));
    json.insert(u"originalFilename"_s, file.name);
    if (file.name.contains(u'.'))
        json.insert(u"fileExtension"_s, file.name.section(u'.', -1));
    return json;
}

QString DriveFiles::newFileId()
{
    return u"1"_s + m_context.world.newId() + m_context.world.newId() + m_context.world.newId();
}

qint64 DriveFiles::used(const QString &user) const
{
    qint64 bytes = 0;
    for (const auto &[id, file] : m_context.world.drive.files) {
        if (file.driveId.isEmpty() && file.owner == user)
            bytes += file.size;
    }
    return bytes;
}

Answer DriveFiles::readParent(const Call &call, const QJsonObject &metadata, const QString &user, DriveFile &file) const
{
    const QJsonArray parents = metadata[u"parents"_s].toArray();
    if (parents.size() > 1)
        return Answer::error(400, u"INVALID_ARGUMENT"_s, u"A file cannot have more than one parent."_s,
                             u"multipleParentsNotAllowed"_s);
    const QString wanted = parents.isEmpty() ? u"root"_s : parents[0].toString();
    file.parent = wanted == "root"_L1 ? rootId(user) : wanted;
    if (file.parent == rootId(user))
        return {};
    const auto drive = m_context.world.drive.drives.find(file.parent);
    const auto folder = m_context.world.drive.files.find(file.parent);
    if (drive != m_context.world.drive.drives.end())
        file.driveId = drive->first;
    else if (folder != m_context.world.drive.files.end() && folder->second.isFolder())
        file.driveId = folder->second.driveId;
    else
        return notFound(file.parent);
    const Access mine = access(user, file.parent);
    if (mine == None || (!file.driveId.isEmpty() && !call.flag(u"supportsAllDrives"_s)))
        return notFound(file.parent);
    if (mine < Writer)
        return forbidden(u"The user does not have sufficient permissions for this file."_s,
                         u"insufficientFilePermissions"_s);
    return {};
}

Answer DriveFiles::readNew(const Call &call, const QJsonObject &metadata, const QString &user, DriveFile &file) const
{
    if (const auto problem = Schemas::problem(u"File"_s, metadata, true))
        return Answer::error(400, u"INVALID_ARGUMENT"_s, *problem, u"parseError"_s);
    for (auto it = metadata.begin(); it != metadata.end(); ++it) {
        if (!kWritable.contains(it.key()))
            return notWritable();
    }
    file.id = metadata[u"id"_s].toString();
    if (!file.id.isEmpty()) {
        const auto reserved = m_context.world.drive.ids.find(file.id);
        if (m_context.world.drive.files.contains(file.id) ||
            (reserved != m_context.world.drive.ids.end() && reserved->second))
            return Answer::error(409, u"ALREADY_EXISTS"_s, u"A file already exists with the provided ID."_s,
                                 u"fileIdInUse"_s);
        if (reserved == m_context.world.drive.ids.end())
            return Answer::error(400, u"INVALID_ARGUMENT"_s, u"The provided file ID is not usable."_s, u"invalid"_s);
    }
    file.name = metadata[u"name"_s].toString(u"Untitled"_s);
    file.mimeType = metadata[u"mimeType"_s].toString();
    file.description = metadata[u"description"_s].toString();
    file.owner = user;
    file.created = fromRfc3339(metadata[u"createdTime"_s].toString()).value_or(call.now);
    file.modified = fromRfc3339(metadata[u"modifiedTime"_s].toString()).value_or(call.now);
    file.appProperties = metadata[u"appProperties"_s].toObject();
    file.properties = metadata[u"properties"_s].toObject();
    return readParent(call, metadata, user, file);
}

Answer DriveFiles::store(const Call &call, DriveFile file, const Digests *digests)
{
    if (digests) {
        file.hasContent = true;
        file.size = digests->size();
        file.sha256 = digests->sha256();
        file.sha1 = digests->sha1();
        file.md5 = digests->md5();
        const qint64 limit = m_context.options.driveStorageLimit;
        if (limit > 0 && file.driveId.isEmpty() && used(file.owner) + file.size > limit)
            return forbidden(u"The user's Drive storage quota has been exceeded."_s, u"storageQuotaExceeded"_s);
    }
    if (file.mimeType.isEmpty())
        file.mimeType = u"application/octet-stream"_s;
    if (file.id.isEmpty())
        file.id = newFileId();
    if (m_context.world.drive.files.contains(file.id))
        return Answer::error(409, u"ALREADY_EXISTS"_s, u"A file already exists with the provided ID."_s,
                             u"fileIdInUse"_s);
    if (const auto reserved = m_context.world.drive.ids.find(file.id); reserved != m_context.world.drive.ids.end()) {
        reserved->second = true;
        m_context.world.changed.ids.insert(file.id);
    }
    m_context.world.changed.files.insert(file.id);
    const QString id = file.id;
    const DriveFile &stored = m_context.world.drive.files.emplace(id, std::move(file)).first->second;
    return Answer::ok(json(call, stored, stored.owner));
}

Answer DriveFiles::create(Call &call)
{
    DriveFile file;
    if (Answer bad = readNew(call, call.body, call.who.user, file); bad.isError())
        return bad;
    const Digests nothing;
    return store(call, std::move(file),
                 file.mimeType.startsWith("application/vnd.google-apps."_L1) ? nullptr : &nothing);
}

Answer DriveFiles::get(Call &call)
{
    const QString id = call.vars.value(0) == "root"_L1 ? rootId(call.who.user) : call.vars.value(0);
    if (id == rootId(call.who.user)) {
        const DriveFile root{.id = id, .name = u"My Drive"_s, .mimeType = kFolder, .owner = call.who.user};
        return Answer::ok(json(call, root, call.who.user));
    }
    Answer refusal;
    const DriveFile *file = visible(call, id, refusal);
    return file ? Answer::ok(json(call, *file, call.who.user)) : refusal;
}

Answer DriveFiles::list(Call &call)
{
    const auto page =
        PageRequest::read(call, 100, 1000, {u"q"_s, u"corpora"_s, u"driveId"_s, u"includeItemsFromAllDrives"_s});
    const auto query = DriveQuery::parse(call.query.value(u"q"_s), rootId(call.who.user));
    if (!page || !query)
        return Answer::error(400, u"INVALID_ARGUMENT"_s, u"Invalid Value"_s, u"invalid"_s);
    const bool shared = call.flag(u"includeItemsFromAllDrives"_s) && call.flag(u"supportsAllDrives"_s);
    const QString drive = call.query.value(u"driveId"_s);
    if (!drive.isEmpty() && (call.query.value(u"corpora"_s) != "drive"_L1 || !shared))
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"driveId needs corpora=drive, includeItemsFromAllDrives and supportsAllDrives."_s,
                             u"invalid"_s);
    QJsonArray files;
    QJsonObject answer{{u"kind"_s, u"drive#fileList"_s}, {u"incompleteSearch"_s, false}};
    const auto &all = m_context.world.drive.files;
    QString last;
    for (auto it = page->after.isEmpty() ? all.begin() : all.upper_bound(page->after); it != all.end(); ++it) {
        const DriveFile &file = it->second;
        if ((!drive.isEmpty() && file.driveId != drive) || (!file.driveId.isEmpty() && !shared) || !query->fits(file) ||
            access(call.who.user, file.id) == None)
            continue;
        if (files.size() == page->size) {
            answer.insert(u"nextPageToken"_s, page->token(last));
            break;
        }
        last = file.id;
        files.append(json(call, file, call.who.user));
    }
    answer.insert(u"files"_s, files);
    return Answer::ok(answer);
}

Answer DriveFiles::update(Call &call)
{
    Answer refusal;
    DriveFile *file = visible(call, call.vars.value(0), refusal);
    if (!file)
        return refusal;
    if (access(call.who.user, file->id) < Writer)
        return forbidden(u"The user does not have sufficient permissions for this file."_s,
                         u"insufficientFilePermissions"_s);
    for (auto it = call.body.begin(); it != call.body.end(); ++it) {
        if (!kWritable.contains(it.key()) || it.key() == "id"_L1 || it.key() == "parents"_L1)
            return notWritable();
    }
    DriveFile next = *file;
    const QString parent = call.query.value(u"addParents"_s);
    if (!parent.isEmpty()) {
        if (Answer bad = readParent(call, {{u"parents"_s, QJsonArray{parent}}}, call.who.user, next); bad.isError())
            return bad;
    }
    next.name = call.body[u"name"_s].toString(next.name);
    next.mimeType = call.body[u"mimeType"_s].toString(next.mimeType);
    next.description = call.body[u"description"_s].toString(next.description);
    next.trashed = call.body[u"trashed"_s].toBool(next.trashed);
    next.modified = fromRfc3339(call.body[u"modifiedTime"_s].toString()).value_or(call.now);
    const QJsonObject properties = call.body[u"appProperties"_s].toObject();
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (it.value().isNull())
            next.appProperties.remove(it.key());
        else
            next.appProperties.insert(it.key(), it.value());
    }
    *file = next;
    m_context.world.changed.files.insert(file->id);
    return Answer::ok(json(call, *file, call.who.user));
}

std::vector<QString> DriveFiles::below(const QString &id) const
{
    std::vector<QString> found{id};
    for (std::size_t i = 0; i < found.size(); ++i) {
        for (const auto &[child, file] : m_context.world.drive.files) {
            if (file.parent == found[i])
                found.push_back(child);
        }
    }
    return found;
}

Answer DriveFiles::remove(Call &call)
{
    Answer refusal;
    const DriveFile *file = visible(call, call.vars.value(0), refusal);
    if (!file)
        return refusal;
    const Access needed = file->driveId.isEmpty() ? Owner : Organizer;
    if (access(call.who.user, file->id) < needed)
        return forbidden(u"The user does not have sufficient permissions for this file."_s,
                         u"insufficientFilePermissions"_s);
    for (const QString &id : below(file->id)) {
        m_context.world.drive.files.erase(id);
        m_context.world.changed.files.insert(id);
    }
    return {.status = 204, .isJson = false};
}

Answer DriveFiles::generateIds(Call &call)
{
    bool ok = true;
    const int count = call.query.contains(u"count"_s) ? call.query.value(u"count"_s).toInt(&ok) : 10;
    if (!ok || count < 1 || count > 1000)
        return Answer::error(400, u"INVALID_ARGUMENT"_s,
                             u"Invalid value for count. Values must be within the range: [1, 1000]"_s,
                             u"invalidParameter"_s);
    QJsonArray ids;
    for (int i = 0; i < count; ++i) {
        const QString id = newFileId();
        ids.append(id);
        m_context.world.drive.ids.emplace(id, false);
        m_context.world.changed.ids.insert(id);
    }
    return Answer::ok({{u"kind"_s, u"drive#generatedIds"_s}, {u"space"_s, u"drive"_s}, {u"ids"_s, ids}});
}

Answer DriveFiles::about(Call &call)
{
    if (!call.query.contains(u"fields"_s))
        return Answer::error(400, u"INVALID_ARGUMENT"_s, u"The 'fields' parameter is required for this method."_s,
                             u"required"_s);
    const QString bytes = QString::number(used(call.who.user));
    QJsonObject quota{{u"usage"_s, bytes}, {u"usageInDrive"_s, bytes}, {u"usageInDriveTrash"_s, u"0"_s}};
    if (m_context.options.driveStorageLimit > 0)
        quota.insert(u"limit"_s, QString::number(m_context.options.driveStorageLimit));
    return Answer::ok({{u"kind"_s, u"drive#about"_s},
                       {u"user"_s, person(call.who.user, call)},
                       {u"storageQuota"_s, quota},
                       {u"canCreateDrives"_s, m_context.options.sharedDrivesAllowed},
                       {u"maxUploadSize"_s, u"5242880000000"_s}});
}

} // namespace chatferry::sim
