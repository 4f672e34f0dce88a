// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/archive.h"
#include "archive/zippool.h"

namespace chatferry {

/// A zip file. libzip reads the directory and streams; libdeflate inflates what fits in memory.
class ZipArchive final : public Archive
{
public:
    static Result<std::unique_ptr<Archive>> open(const QString &path);

    bool isFolder() const override { return false; }
    const std::vector<ArchiveEntry> &entries() const override { return m_entries; }
    Result<QByteArray> read(const ArchiveEntry &entry) const override;
    Result<std::unique_ptr<QIODevice>> stream(const ArchiveEntry &entry) const override;
    QByteArray fingerprint() const override { return m_fingerprint; }

private:
    /// What the directory says of an entry, beside its name and size.
    struct Place
    {
        quint64 index = 0; ///< libzip's.
        quint64 compressedBytes = 0;
        quint32 crc = 0;
        quint16 method = 0;
    };
    struct Listed
    {
        QString name;
        qint64 sizeBytes = 0;
        Place place;
    };

    explicit ZipArchive(QString fileName);
    Result<void> readDirectory();
    Result<std::vector<Listed>> list(struct zip *archive) const;
    Result<void> checkBomb(const std::vector<Listed> &listed) const;
    void take(std::vector<Listed> listed);
    Error damaged(const ArchiveEntry &entry, const QString &detail) const;
    Error hostile(const QString &what) const;

    QString m_fileName;
    std::shared_ptr<ZipPool> m_pool;
    std::vector<ArchiveEntry> m_entries;
    std::vector<Place> m_places; ///< By ArchiveEntry::index.
    QByteArray m_fingerprint;
};

} // namespace chatferry
