// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/boundeddevice.h"

#include <algorithm>

namespace chatferry {

BoundedDevice::BoundedDevice(std::unique_ptr<QIODevice> inner, qint64 sizeBytes)
    : m_inner(std::move(inner))
    , m_left(sizeBytes)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool BoundedDevice::atEnd() const
{
    return (m_ended || m_failed) && QIODevice::bytesAvailable() == 0;
}

qint64 BoundedDevice::bytesAvailable() const
{
    return (m_ended || m_failed ? 0 : m_left) + QIODevice::bytesAvailable();
}

qint64 BoundedDevice::readData(char *data, qint64 maxSize)
{
    if (m_failed)
        return -1;
    if (m_ended || maxSize <= 0)
        return 0;
    qint64 got = 0;
    if (m_left > 0) {
        got = m_inner->read(data, std::min(maxSize, m_left));
        if (got <= 0)
            return fail(got < 0 ? m_inner->errorString() : tr("The entry is shorter than the archive says."));
        m_left -= got;
    }
    if (m_left == 0) {
        // One read more, before the last bytes are handed out: it makes the inner device check its sum.
        char extra = 0;
        const qint64 more = m_inner->read(&extra, 1);
        if (more != 0 && !(more < 0 && m_inner->atEnd()))
            return fail(more < 0 ? m_inner->errorString() : tr("The entry is longer than the archive says."));
        m_ended = true;
    }
    return got;
}

qint64 BoundedDevice::fail(const QString &why)
{
    m_failed = true;
    setErrorString(why);
    return -1;
}

qint64 BoundedDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace chatferry
