// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "googlechat/calls/contentreader.h"
#include "googlechat/chattypes.h"
#include "googlechat/operations/performjob.h"

namespace chatferry {

/// CreateDrive: create -> (in use: look for it by name).
///
/// The service answers a repeated requestId with "in use" and no name; the youngest drive of our name is then the one
/// that an earlier attempt made. Outcome: remote = the drive's id.
class CreateDriveOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void look(const QString &pageToken, const Error &refusal);

    SharedDrive m_youngest;
};

/// CreateFolder: create under the reserved id -> (in use: compare). Outcome: remote = the folder's id, extra = its
/// address.
class CreateFolderOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;
};

/// UploadFile: (unknown end: look) -> upload under the reserved id -> (in use: look). Looking compares size and MD5.
/// Outcome: remote = the file's id, extra = its address. Errors: Conflict when something else has the id.
class UploadFileOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void upload();
    void look(bool uploadWhenMissing);
    void compareMore();
    void finish(bool existed);

    DriveFile m_found;
    std::unique_ptr<ContentReader> m_reader;
};

/// ShareFolder: (unknown end: look through the list) -> share. Outcome: remote = the permission's id.
class ShareFolderOperation final : public PerformJob
{
public:
    using PerformJob::PerformJob;

protected:
    void run() override;

private:
    void look(const QString &pageToken);
    void share();
    QString type() const;
    QString folder();
};

} // namespace chatferry
