// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/archive.h"

#include "archive/folderarchive.h"
#include "archive/ziparchive.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace chatferry {

Result<std::unique_ptr<Archive>> Archive::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return Error{.kind = Error::Kind::File,
                     .what = QCoreApplication::translate("Archive", "“%1” does not exist.").arg(path),
                     .remedy = QCoreApplication::translate("Archive", "Check the name, or choose the file again.")};
    }
    return info.isDir() ? FolderArchive::open(path) : ZipArchive::open(path);
}

const ArchiveEntry *Archive::find(const QString &name) const
{
    const std::vector<ArchiveEntry> &all = entries();
    const auto place =
        std::lower_bound(all.begin(), all.end(), name,
                         [](const ArchiveEntry &entry, const QString &wanted) { return entry.name < wanted; });
    return place != all.end() && place->name == name ? &*place : nullptr;
}

} // namespace chatferry
