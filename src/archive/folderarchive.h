// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"

#include <QFile>

#include <filesystem>

namespace chatferry {

/// A folder on disk, read as if it were the zip it was unpacked from. Links that lead out of it are refused; links to
/// folders inside are not followed.
class FolderArchive final : public Archive
{
public:
    static Result<std::unique_ptr<Archive>> open(const QString &path);

    bool isFolder() const override { return true; }
    const std::vector<ArchiveEntry> &entries() const override { return m_entries; }
    Result<QByteArray> read(const ArchiveEntry &entry) const override;
    Result<std::unique_ptr<QIODevice>> stream(const ArchiveEntry &entry) const override;
    QByteArray fingerprint() const override { return m_fingerprint; }

private:
    struct Listed
    {
        QString name;
        std::string path; ///< Relative to the root, as on disk.
        qint64 sizeBytes = 0;
    };
    FolderArchive() = default;
    Result<void> walk();
    Result<void> list(std::vector<Listed> &listed) const;
    Result<void> takeEntry(const std::filesystem::directory_entry &entry, const std::filesystem::path &path,
                           std::vector<std::filesystem::path> &open, std::vector<Listed> &listed) const;
    bool leavesRoot(const std::filesystem::path &link) const;
    void take(std::vector<Listed> listed);
    Result<std::unique_ptr<QFile>> openFile(const ArchiveEntry &entry) const;
    Error unreadable(const QString &name, const QString &detail) const;

    std::filesystem::path m_root;
    QString m_folderName;
    std::vector<ArchiveEntry> m_entries;
    std::vector<std::string> m_paths; ///< By ArchiveEntry::index.
    QByteArray m_fingerprint;
};

} // namespace chatferry
