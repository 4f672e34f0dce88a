// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "base/result.h"

#include <QByteArray>
#include <QIODevice>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace chatferry {

struct ArchiveEntry
{
    QString name;         ///< Forward slashes, NFC, the single enclosing folder of a re-zipped export taken off.
    qint64 sizeBytes = 0; ///< Unpacked.
    int index = 0;        ///< Position for read(); opaque.
};

/// A zip file or a folder as a list of entries. Safe to use from several threads at once.
///
/// Hostile input is refused on opening: absolute names, "..", more than the allowed number of entries, an unpacked size
/// or ratio that no export has (zip bomb), links that leave the folder. Rubbish of operating systems (__MACOSX, ._*,
/// .DS_Store, Thumbs.db) is hidden.
class Archive
{
public:
    /// Opens a zip or a folder. Errors: Input (not a zip, truncated, hostile, encrypted), File (missing, unreadable).
    static Result<std::unique_ptr<Archive>> open(const QString &path);
    virtual ~Archive() = default;

    virtual bool isFolder() const = 0;
    virtual const std::vector<ArchiveEntry> &entries() const = 0; ///< Sorted by name.
    const ArchiveEntry *find(const QString &name) const;          ///< By exact name (NFC); null when there is none.

    /// The whole entry, CRC checked, with at least 64 readable bytes past the end (capacity), as fast JSON parsing
    /// needs. Errors: Input (damaged entry; the others still read), File.
    virtual Result<QByteArray> read(const ArchiveEntry &entry) const = 0;

    /// For entries of any size: a sequential device, opened for reading. read() answers 0 at the end and -1 where the
    /// entry is damaged or not as long as it says; the last bytes come only when the checksum is right. May outlive the
    /// archive.
    virtual Result<std::unique_ptr<QIODevice>> stream(const ArchiveEntry &entry) const = 0;

    /// Tells the same export again: SHA-256 over names and sizes (zip: and CRCs) of all entries. 32 bytes.
    virtual QByteArray fingerprint() const = 0;
};

} // namespace chatferry
