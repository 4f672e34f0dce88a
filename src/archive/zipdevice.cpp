// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/zipdevice.h"

#include <zip.h>

namespace chatferry {

ZipDevice::ZipDevice(ZipPool::Lease lease, struct zip_file *file)
    : m_lease(std::move(lease))
    , m_file(file)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

ZipDevice::~ZipDevice()
{
    zip_fclose(m_file);
}

qint64 ZipDevice::readData(char *data, qint64 maxSize)
{
    const zip_int64_t got = zip_fread(m_file, data, static_cast<zip_uint64_t>(maxSize));
    if (got < 0)
        setErrorString(QString::fromUtf8(zip_file_strerror(m_file)));
    else if (got == 0 && maxSize > 0)
        m_ended = true;
    return got;
}

qint64 ZipDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace chatferry
