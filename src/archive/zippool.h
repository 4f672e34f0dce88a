// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <mutex>
#include <vector>

struct zip;
struct libdeflate_decompressor;

namespace chatferry {

/// What one thread needs to read from a zip: libzip's handle (which must not be shared) and libdeflate's decompressor.
class ZipHandle
{
public:
    explicit ZipHandle(struct zip *archive);
    ~ZipHandle();
    ZipHandle(const ZipHandle &) = delete;
    ZipHandle &operator=(const ZipHandle &) = delete;

    struct zip *archive() const { return m_archive; }
    libdeflate_decompressor *decompressor();
    QByteArray compressed; ///< Kept for reuse.

private:
    struct zip *m_archive;
    libdeflate_decompressor *m_decompressor = nullptr;
};

/// Handles on one zip file, lent to one thread at a time. Thread-safe; shared with the streams that outlive their
/// archive.
class ZipPool : public std::enable_shared_from_this<ZipPool>
{
public:
    /// Opens the file once to see whether it is a zip. Errors: Input (not a zip, truncated, empty), File.
    static Result<std::shared_ptr<ZipPool>> open(const QString &path);

    /// Goes back into the pool when it is destroyed.
    class Lease
    {
    public:
        Lease(std::shared_ptr<ZipPool> pool, std::unique_ptr<ZipHandle> handle);
        ~Lease();
        Lease(Lease &&) noexcept = default;
        Lease &operator=(Lease &&) = delete;
        ZipHandle *operator->() const { return m_handle.get(); }

    private:
        std::shared_ptr<ZipPool> m_pool;
        std::unique_ptr<ZipHandle> m_handle;
    };
    Result<Lease> lend();

private:
    explicit ZipPool(QString path);
    Result<std::unique_ptr<ZipHandle>> openHandle() const;

    QString m_path;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<ZipHandle>> m_idle;
};

} // namespace chatferry
