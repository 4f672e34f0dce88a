// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/folderarchive.h"

#include "archive/boundeddevice.h"
#include "archive/entryname.h"
#include "archive/limits.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <fcntl.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace fs = std::filesystem;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Archive", text);
}

QString shown(const fs::path &path)
{
    return decodeEntryName(QByteArray::fromStdString(path.native()));
}

} // namespace

Result<std::unique_ptr<Archive>> FolderArchive::open(const QString &path)
{
    std::unique_ptr<FolderArchive> archive(new FolderArchive);
    archive->m_root = QFile::encodeName(QFileInfo(path).canonicalFilePath()).toStdString();
    archive->m_folderName = QDir(path).dirName();
    if (auto walked = archive->walk(); !walked)
        return walked.error();
    return std::unique_ptr<Archive>(std::move(archive));
}

Result<void> FolderArchive::walk()
{
    std::vector<Listed> listed;
    if (auto done = list(listed); !done)
        return done;
    take(std::move(listed));
    return {};
}

Result<void> FolderArchive::list(std::vector<Listed> &listed) const
{
    // A stack of folders instead of recursion: depth is the disk's, not ours.
    std::vector<fs::path> open = {fs::path()};
    while (!open.empty()) {
        const fs::path current = std::move(open.back());
        open.pop_back();
        std::error_code failed;
        fs::directory_iterator entries(m_root / current, failed);
        for (; !failed && entries != fs::directory_iterator(); entries.increment(failed)) {
            const fs::path path = current / entries->path().filename();
            if (auto taken = takeEntry(*entries, path, open, listed); !taken)
                return taken;
        }
        if (failed)
            return unreadable(current.empty() ? m_folderName : shown(current),
                              QString::fromStdString(failed.message()));
    }
    return {};
}

Result<void> FolderArchive::takeEntry(const fs::directory_entry &entry, const fs::path &path,
                                      std::vector<fs::path> &open, std::vector<Listed> &listed) const
{
    std::error_code failed;
    const bool isFolder = entry.is_directory(failed);
    const QString name = shown(path);
    if (isRubbishName(isFolder ? name + u'/' : name))
        return {};
    if (entry.is_symlink(failed) && entry.exists(failed) && leavesRoot(entry.path())) {
        return Error{.kind = Error::Kind::Input,
                     .what = tr("“%1” is not opened because its entry “%2” leads to another place on this computer.")
                                 .arg(m_folderName, name),
                     .remedy = tr("Replace the link with the file it stands for.")};
    }
    if (isFolder) {
        if (!entry.is_symlink(failed))
            open.push_back(path);
        return {};
    }
    if (!entry.is_regular_file(failed))
        return {};
    if (static_cast<qint64>(listed.size()) >= kMaxEntries) {
        return Error{.kind = Error::Kind::Input,
                     .what = tr("“%1” holds more files than any export.").arg(m_folderName),
                     .remedy = tr("Choose the folder of the export itself.")};
    }
    const auto size = entry.file_size(failed);
    if (failed)
        return unreadable(name, QString::fromStdString(failed.message()));
    listed.push_back({name, path.native(), static_cast<qint64>(size)});
    return {};
}

bool FolderArchive::leavesRoot(const fs::path &link) const
{
    std::error_code failed;
    const std::string real = fs::canonical(link, failed).native() + '/';
    return failed || !real.starts_with(m_root.native() + '/');
}

void FolderArchive::take(std::vector<Listed> listed)
{
    std::sort(listed.begin(), listed.end(),
              [](const Listed &a, const Listed &b) { return a.name != b.name ? a.name < b.name : a.path < b.path; });
    // Two names on disk can become one (NFC and NFD): the later one counts, as in a zip.
    std::vector<Listed> once;
    for (Listed &entry : listed) {
        if (!once.empty() && once.back().name == entry.name)
            once.back() = std::move(entry);
        else
            once.push_back(std::move(entry));
    }
    std::vector<QString> names;
    names.reserve(once.size());
    for (const Listed &entry : once)
        names.push_back(entry.name);
    const qsizetype enclosing = enclosingFolder(names).size();

    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (Listed &entry : once) {
        entry.name.remove(0, enclosing);
        hash.addData(u"%1\n%2\n"_s.arg(entry.name).arg(entry.sizeBytes).toUtf8());
        m_entries.push_back(
            {.name = std::move(entry.name), .sizeBytes = entry.sizeBytes, .index = static_cast<int>(m_paths.size())});
        m_paths.push_back(std::move(entry.path));
    }
    m_fingerprint = hash.result();
}

Result<std::unique_ptr<QFile>> FolderArchive::openFile(const ArchiveEntry &entry) const
{
    // By descriptor: a name that is no valid UTF-8 cannot be given to QFile.
    const fs::path path = m_root / m_paths.at(static_cast<std::size_t>(entry.index));
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    auto file = std::make_unique<QFile>();
    if (descriptor < 0 ||
        !file->open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return unreadable(entry.name,
                          QString::fromStdString(std::error_code(errno, std::generic_category()).message()));
    return file;
}

Result<QByteArray> FolderArchive::read(const ArchiveEntry &entry) const
{
    auto file = openFile(entry);
    if (!file)
        return file.error();
    const qint64 size = (*file)->size();
    if (size > kMaxReadBytes) {
        return Error{.kind = Error::Kind::Input,
                     .what = tr("“%1” in “%2” is too large to be read.").arg(entry.name, m_folderName)};
    }
    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(size) + kPaddingBytes);
    bytes.resize(static_cast<qsizetype>(size));
    for (qint64 done = 0; done < size;) {
        const qint64 got = (*file)->read(bytes.data() + done, size - done);
        if (got <= 0)
            return unreadable(entry.name, (*file)->errorString());
        done += got;
    }
    return bytes;
}

Result<std::unique_ptr<QIODevice>> FolderArchive::stream(const ArchiveEntry &entry) const
{
    auto file = openFile(entry);
    if (!file)
        return file.error();
    const qint64 size = (*file)->size();
    return std::unique_ptr<QIODevice>(std::make_unique<BoundedDevice>(std::move(file).value(), size));
}

Error FolderArchive::unreadable(const QString &name, const QString &detail) const
{
    return {.kind = Error::Kind::File,
            .what = tr("“%1” in the folder “%2” cannot be read.").arg(name, m_folderName),
            .remedy = tr("Check that it is still there and that you may read it."),
            .detail = detail};
}

} // namespace chatferry
