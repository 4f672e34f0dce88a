// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/ziparchive.h"

#include "archive/boundeddevice.h"
#include "archive/entryname.h"
#include "archive/limits.h"
#include "archive/zipdevice.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>

#include <libdeflate.h>
#include <zip.h>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Archive", text);
}

} // namespace

ZipArchive::ZipArchive(QString fileName)
    : m_fileName(std::move(fileName))
{
}

Result<std::unique_ptr<Archive>> ZipArchive::open(const QString &path)
{
    auto pool = ZipPool::open(path);
    if (!pool)
        return pool.error();
    std::unique_ptr<ZipArchive> archive(new ZipArchive(QFileInfo(path).fileName()));
    archive->m_pool = std::move(pool).value();
    if (auto read = archive->readDirectory(); !read)
        return read.error();
    return std::unique_ptr<Archive>(std::move(archive));
}

Result<void> ZipArchive::readDirectory()
{
    auto lease = m_pool->lend();
    if (!lease)
        return lease.error();
    auto listed = list((*lease)->archive());
    if (!listed)
        return listed.error();
    if (auto fine = checkBomb(*listed); !fine)
        return fine;
    take(std::move(listed).value());
    return {};
}

Result<std::vector<ZipArchive::Listed>> ZipArchive::list(struct zip *archive) const
{
    const zip_int64_t count = zip_get_num_entries(archive, 0);
    if (count > kMaxEntries)
        return hostile(tr("it has more entries than any export (%1)").arg(count));
    std::vector<Listed> listed;
    listed.reserve(static_cast<std::size_t>(count));
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
        zip_stat_t stat;
        const char *raw = zip_get_name(archive, i, ZIP_FL_ENC_RAW);
        if (!raw || zip_stat_index(archive, i, 0, &stat) != 0)
            return hostile(tr("its list of entries cannot be read"));
        QString name = decodeEntryName(raw);
        if (isUnsafeName(name))
            return hostile(tr("the entry “%1” would be unpacked outside its folder").arg(name));
        if (name.endsWith(u'/') || isRubbishName(name))
            continue;
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
            return Error{.kind = Error::Kind::Input,
                         .what = tr("“%1” is protected with a password.").arg(m_fileName),
                         .remedy = tr("Unpack it with the password and choose the folder.")};
        }
        if (stat.size > static_cast<zip_uint64_t>(std::numeric_limits<qint64>::max()))
            return hostile(tr("the entry “%1” says it has more bytes than any disk").arg(name));
        listed.push_back(
            {std::move(name),
             static_cast<qint64>(stat.size),
             {.index = i, .compressedBytes = stat.comp_size, .crc = stat.crc, .method = stat.comp_method}});
    }
    return listed;
}

Result<void> ZipArchive::checkBomb(const std::vector<Listed> &listed) const
{
    double unpacked = 0;
    double packed = 0;
    for (const Listed &entry : listed) {
        unpacked += static_cast<double>(entry.sizeBytes);
        packed += static_cast<double>(entry.place.compressedBytes);
    }
    if (unpacked > kBombBytes && unpacked > packed * kBombRatio)
        return hostile(
            tr("it unpacks to %1 times its size").arg(static_cast<qint64>(unpacked / std::max(packed, 1.0))));
    return {};
}

void ZipArchive::take(std::vector<Listed> listed)
{
    // Of two entries with one name the later one counts, as when unpacking.
    std::stable_sort(listed.begin(), listed.end(), [](const Listed &a, const Listed &b) { return a.name < b.name; });
    std::vector<Listed> once;
    once.reserve(listed.size());
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
    m_entries.reserve(once.size());
    m_places.reserve(once.size());
    for (Listed &entry : once) {
        entry.name.remove(0, enclosing);
        hash.addData(u"%1\n%2\n%3\n"_s.arg(entry.name).arg(entry.sizeBytes).arg(entry.place.crc).toUtf8());
        m_entries.push_back(
            {.name = std::move(entry.name), .sizeBytes = entry.sizeBytes, .index = static_cast<int>(m_places.size())});
        m_places.push_back(entry.place);
    }
    m_fingerprint = hash.result();
}

Result<QByteArray> ZipArchive::read(const ArchiveEntry &entry) const
{
    if (entry.sizeBytes > kMaxReadBytes)
        return damaged(entry, u"too large to be read at once"_s);
    auto lease = m_pool->lend();
    if (!lease)
        return lease.error();
    ZipHandle &handle = *lease->operator->();
    const Place &place = m_places.at(static_cast<std::size_t>(entry.index));
    const bool deflated = place.method == ZIP_CM_DEFLATE;

    zip_file_t *file = zip_fopen_index(handle.archive(), place.index, deflated ? ZIP_FL_COMPRESSED : 0U);
    if (!file)
        return damaged(entry, QString::fromUtf8(zip_strerror(handle.archive())));
    const auto guard = qScopeGuard([file] { zip_fclose(file); });

    // What deflate cannot do is not worth the memory that the directory asks for.
    const auto unpacked = static_cast<quint64>(entry.sizeBytes);
    const quint64 packed = place.compressedBytes;
    if (deflated && (packed > unpacked + (unpacked >> 8U) + 1024U || unpacked > (packed + 1) * 1040U))
        return damaged(entry, u"packed size is impossible"_s);

    QByteArray bytes;
    bytes.reserve(static_cast<qsizetype>(entry.sizeBytes) + kPaddingBytes);
    bytes.resize(static_cast<qsizetype>(entry.sizeBytes));
    QByteArray &raw = deflated ? handle.compressed : bytes;
    if (deflated) {
        raw.resize(static_cast<qsizetype>(place.compressedBytes));
    }
    for (qsizetype done = 0; done < raw.size();) {
        const zip_int64_t got = zip_fread(file, raw.data() + done, static_cast<zip_uint64_t>(raw.size() - done));
        if (got <= 0)
            return damaged(entry, got < 0 ? QString::fromUtf8(zip_file_strerror(file)) : u"it ends early"_s);
        done += got;
    }
    if (deflated) {
        std::size_t used = 0;
        const libdeflate_result result =
            libdeflate_deflate_decompress(handle.decompressor(), raw.constData(), static_cast<std::size_t>(raw.size()),
                                          bytes.data(), static_cast<std::size_t>(bytes.size()), &used);
        if (result != LIBDEFLATE_SUCCESS || used != static_cast<std::size_t>(bytes.size()))
            return damaged(entry, u"inflate %1"_s.arg(static_cast<int>(result)));
    }
    if (libdeflate_crc32(0, bytes.constData(), static_cast<std::size_t>(bytes.size())) != place.crc)
        return damaged(entry, u"checksum"_s);
    return bytes;
}

Result<std::unique_ptr<QIODevice>> ZipArchive::stream(const ArchiveEntry &entry) const
{
    auto lease = m_pool->lend();
    if (!lease)
        return lease.error();
    zip_t *archive = (*lease)->archive();
    zip_file_t *file = zip_fopen_index(archive, m_places.at(static_cast<std::size_t>(entry.index)).index, 0);
    if (!file)
        return damaged(entry, QString::fromUtf8(zip_strerror(archive)));
    auto inner = std::make_unique<ZipDevice>(std::move(lease).value(), file);
    return std::unique_ptr<QIODevice>(std::make_unique<BoundedDevice>(std::move(inner), entry.sizeBytes));
}

Error ZipArchive::damaged(const ArchiveEntry &entry, const QString &detail) const
{
    return {.kind = Error::Kind::Input,
            .what = tr("“%1” in “%2” is damaged and cannot be read.").arg(entry.name, m_fileName),
            .remedy = tr("Download the export again."),
            .detail = detail};
}

Error ZipArchive::hostile(const QString &what) const
{
    return {.kind = Error::Kind::Input,
            .what = tr("“%1” is not opened because %2.").arg(m_fileName, what),
            .remedy =
                tr("Use the file as the chat program made it. If it is genuine, unpack it and choose the folder.")};
}

} // namespace chatferry
