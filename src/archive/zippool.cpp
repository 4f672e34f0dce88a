// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/zippool.h"

#include <QCoreApplication>
#include <QFile>
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

Error notAZip(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {.kind = Error::Kind::File,
                .what = tr("“%1” cannot be read.").arg(name),
                .remedy = tr("Check that the file is there and that you may read it."),
                .detail = file.errorString()};
    }
    const QByteArray head = file.read(4);
    if (head.isEmpty()) {
        return {.kind = Error::Kind::Input,
                .what = tr("“%1” is empty: it has no bytes at all.").arg(name),
                .remedy = tr("Download the export again.")};
    }
    if (head.startsWith("PK\3\4") || head.startsWith("PK\7\10")) {
        return {.kind = Error::Kind::Input,
                .what = tr("“%1” is a zip file whose end is missing or damaged.").arg(name),
                .remedy = tr("The download or copy was probably cut short. Download the export again.")};
    }
    return {.kind = Error::Kind::Input,
            .what = tr("“%1” is not a zip file.").arg(name),
            .remedy = tr("Choose the zip file of the export, or the folder it was unpacked to.")};
}

} // namespace

ZipHandle::ZipHandle(struct zip *archive)
    : m_archive(archive)
{
}

ZipHandle::~ZipHandle()
{
    zip_discard(m_archive);
    if (m_decompressor)
        libdeflate_free_decompressor(m_decompressor);
}

libdeflate_decompressor *ZipHandle::decompressor()
{
    if (!m_decompressor)
        m_decompressor = libdeflate_alloc_decompressor();
    return m_decompressor;
}

ZipPool::ZipPool(QString path)
    : m_path(std::move(path))
{
}

Result<std::shared_ptr<ZipPool>> ZipPool::open(const QString &path)
{
    std::shared_ptr<ZipPool> pool(new ZipPool(path));
    // libzip takes a file of no bytes for an empty archive.
    if (QFileInfo(path).size() == 0)
        return notAZip(path);
    auto handle = pool->openHandle();
    if (!handle)
        return handle.error();
    pool->m_idle.push_back(std::move(handle).value());
    return pool;
}

Result<std::unique_ptr<ZipHandle>> ZipPool::openHandle() const
{
    int code = 0;
    zip_t *archive = zip_open(QFile::encodeName(m_path).constData(), ZIP_RDONLY, &code);
    if (!archive) {
        Error error = notAZip(m_path);
        error.detail = u"libzip %1"_s.arg(code);
        return error;
    }
    return std::make_unique<ZipHandle>(archive);
}

Result<ZipPool::Lease> ZipPool::lend()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto handle = std::move(m_idle.back());
            m_idle.pop_back();
            return Lease(shared_from_this(), std::move(handle));
        }
    }
    auto handle = openHandle();
    if (!handle)
        return handle.error();
    return Lease(shared_from_this(), std::move(handle).value());
}

ZipPool::Lease::Lease(std::shared_ptr<ZipPool> pool, std::unique_ptr<ZipHandle> handle)
    : m_pool(std::move(pool))
    , m_handle(std::move(handle))
{
}

ZipPool::Lease::~Lease()
{
    if (!m_pool || !m_handle)
        return;
    const std::lock_guard lock(m_pool->m_mutex);
    m_pool->m_idle.push_back(std::move(m_handle));
}

} // namespace chatferry
