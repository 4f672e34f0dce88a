// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "archive/zippool.h"

#include <QIODevice>

struct zip_file;

namespace chatferry {

/// One entry of a zip, inflated as it is read. Sequential; read() answers 0 at the end and -1 after damage.
class ZipDevice final : public QIODevice
{
    Q_OBJECT
public:
    /// @p file was opened from the handle in @p lease and is closed here.
    ZipDevice(ZipPool::Lease lease, struct zip_file *file);
    ~ZipDevice() override;

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_ended; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    ZipPool::Lease m_lease;
    struct zip_file *m_file;
    bool m_ended = false;
};

} // namespace chatferry
