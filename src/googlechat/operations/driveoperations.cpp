// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/driveoperations.h"

#include "googlechat/calls/createdrivejob.h"
#include "googlechat/calls/createfolderjob.h"
#include "googlechat/calls/createpermissionjob.h"
#include "googlechat/calls/getfilejob.h"
#include "googlechat/calls/listdrivesjob.h"
#include "googlechat/calls/listpermissionsjob.h"
#include "googlechat/calls/uploadfilejob.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

Error otherContent()
{
    return {.kind = Error::Kind::Conflict,
            .what = QCoreApplication::translate("GoogleChat", "Another file stands where this one was to be uploaded."),
            .remedy = QCoreApplication::translate("GoogleChat", "Look at the folder of this space in Drive; then try "
                                                                "this file again or leave it."),
            .detail = u"drive.files.create: the reserved id holds other content"_s};
}

} // namespace

void CreateDriveOperation::run()
{
    const CreateDriveRequest request{m_operation.identity, requestUuid(u"drive "_s + m_context.projectKey),
                                     m_context.driveName};
    call(new CreateDriveJob(m_context.api, request, this), [this](const Result<SharedDrive> &drive) {
        if (drive)
            endDone(drive->id);
        else if (drive.error().kind == Error::Kind::Conflict)
            look({}, drive.error());
        else
            end(drive.error());
    });
}

void CreateDriveOperation::look(const QString &pageToken, const Error &refusal)
{
    call(new ListDrivesJob(m_context.api, {m_operation.identity, pageToken}, this),
         [this, refusal](const Result<Page<SharedDrive>> &page) {
             if (!page) {
                 end(page.error());
                 return;
             }
             for (const SharedDrive &drive : page->entries) {
                 if (drive.name == m_context.driveName &&
                     (m_youngest.id.isEmpty() || drive.createdTime >= m_youngest.createdTime))
                     m_youngest = drive;
             }
             if (!page->next.isEmpty())
                 look(page->next, refusal);
             else if (m_youngest.id.isEmpty())
                 end(refusal);
             else
                 endDone(m_youngest.id, true);
         });
}

void CreateFolderOperation::run()
{
    const auto *payload = payloadOf<SpacePayload>(m_operation);
    const OperationOutcome *drive = outcomeOf({0, OperationKind::CreateDrive, 0, 0});
    if (!payload || !drive || drive->remote.isEmpty() || m_operation.reserved.isEmpty()) {
        endBug("no shared drive or no reserved id");
        return;
    }
    const auto finish = [this](bool existed) {
        end(OperationOutcome{.remote = m_operation.reserved,
                             .extra = u"https://drive.google.com/drive/folders/"_s + m_operation.reserved,
                             .existed = existed});
    };
    const CreateFolderRequest request{m_operation.identity, m_operation.reserved, payload->wish.displayName,
                                      drive->remote};
    call(new CreateFolderJob(m_context.api, request, this), [this, request, finish](const Result<DriveFile> &folder) {
        if (folder || folder.error().kind != Error::Kind::Conflict) {
            if (folder)
                finish(false);
            else
                end(folder.error());
            return;
        }
        call(new GetFileJob(m_context.api, {m_operation.identity, m_operation.reserved}, this),
             [this, request, finish](const Result<DriveFile> &found) {
                 if (!found)
                     end(found.error());
                 else if (found->isFolder() && found->parent == request.parent && !found->trashed)
                     finish(true);
                 else
                     end(otherContent());
             });
    });
}

void UploadFileOperation::run()
{
    const auto *payload = payloadOf<FilePayload>(m_operation);
    const OperationOutcome *folder = outcomeOf({m_operation.key.space, OperationKind::CreateFolder, 0, 0});
    if (!payload || !payload->file.open || !folder || folder->remote.isEmpty() || m_operation.reserved.isEmpty()) {
        endBug("no content, no folder or no reserved id");
        return;
    }
    if (m_mayHaveActed)
        look(true);
    else
        upload();
}

void UploadFileOperation::upload()
{
    const auto *payload = payloadOf<FilePayload>(m_operation);
    UploadFileRequest request;
    request.identity = m_operation.identity;
    request.id = m_operation.reserved;
    request.name = payload->file.name.isEmpty() ? u"file"_s : payload->file.name;
    request.mimeType = payload->file.mimeType;
    request.parent = outcomeOf({m_operation.key.space, OperationKind::CreateFolder, 0, 0})->remote;
    request.modified = payload->posted;
    request.open = payload->file.open;
    request.session = m_context.uploadSessions.take(m_operation.key);
    auto *job = new UploadFileJob(m_context.api, request, this);
    call(job, [this, job](const Result<DriveFile> &file) {
        if (file) {
            finish(false);
            return;
        }
        if (file.error().kind == Error::Kind::Conflict) {
            look(false);
            return;
        }
        if (!job->session().isEmpty())
            m_context.uploadSessions.insert(m_operation.key, job->session());
        end(file.error());
    });
}

void UploadFileOperation::look(bool uploadWhenMissing)
{
    call(new GetFileJob(m_context.api, {m_operation.identity, m_operation.reserved}, this),
         [this, uploadWhenMissing](const Result<DriveFile> &found) {
             if (!found) {
                 if (found.error().kind == Error::Kind::NotFound && uploadWhenMissing)
                     upload();
                 else
                     end(found.error());
                 return;
             }
             const auto *payload = payloadOf<FilePayload>(m_operation);
             auto reader = ContentReader::open(payload->file.open, payload->file.name);
             if (!reader) {
                 end(reader.error());
                 return;
             }
             m_found = *found;
             m_reader = std::move(*reader);
             compareMore();
         });
}

void UploadFileOperation::compareMore()
{
    if (!isRunning())
        return;
    if (const auto read = m_reader->read(4 * 1024 * 1024); !read) {
        end(read.error());
        return;
    }
    if (!m_reader->atEnd()) {
        // A large file takes a while; other jobs go on between.
        QMetaObject::invokeMethod(
            this, [this] { compareMore(); }, Qt::QueuedConnection);
        return;
    }
    if (!m_found.trashed && hasContent(m_found, m_reader->given(), m_reader->md5()))
        finish(true);
    else
        end(otherContent());
}

void UploadFileOperation::finish(bool existed)
{
    end(OperationOutcome{.remote = m_operation.reserved,
                         .extra = u"https://drive.google.com/file/d/"_s + m_operation.reserved + u"/view"_s,
                         .existed = existed});
}

void ShareFolderOperation::run()
{
    if (!payloadOf<SharePayload>(m_operation) || folder().isEmpty()) {
        endBug("no folder to share");
        return;
    }
    if (m_mayHaveActed)
        look({});
    else
        share();
}

void ShareFolderOperation::look(const QString &pageToken)
{
    call(new ListPermissionsJob(m_context.api, {m_operation.identity, folder(), pageToken}, this),
         [this](const Result<Page<DrivePermission>> &page) {
             if (!page) {
                 end(page.error());
                 return;
             }
             const QString address = payloadOf<SharePayload>(m_operation)->wish.address.toLower();
             for (const DrivePermission &permission : page->entries) {
                 if (permission.type == type() && permission.address == address) {
                     endDone(permission.id, true);
                     return;
                 }
             }
             if (page->next.isEmpty())
                 share();
             else
                 look(page->next);
         });
}

void ShareFolderOperation::share()
{
    const CreatePermissionRequest request{m_operation.identity, folder(), type(),
                                          payloadOf<SharePayload>(m_operation)->wish.address};
    call(new CreatePermissionJob(m_context.api, request, this), [this](const Result<QString> &permission) {
        if (permission)
            endDone(*permission);
        else
            end(permission.error());
    });
}

QString ShareFolderOperation::type() const
{
    switch (payloadOf<SharePayload>(m_operation)->wish.with) {
    case FolderShare::With::Person:
        return u"user"_s;
    case FolderShare::With::Group:
        return u"group"_s;
    case FolderShare::With::Domain:
        return u"domain"_s;
    }
    return {};
}

QString ShareFolderOperation::folder()
{
    const OperationOutcome *made = outcomeOf({m_operation.key.space, OperationKind::CreateFolder, 0, 0});
    return made ? made->remote : QString();
}

} // namespace chatferry
