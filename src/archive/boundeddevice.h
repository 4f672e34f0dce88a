// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>

#include <memory>

namespace chatferry {

/// Reads another device and ends in an error where that holds more or fewer bytes than was said. Sequential; opened for
/// reading by its constructor. read() answers 0 at the end and -1 after damage; the last bytes are handed out only when
/// the end was found to be right.
class BoundedDevice final : public QIODevice
{
    Q_OBJECT
public:
    /// @p inner is open already.
    BoundedDevice(std::unique_ptr<QIODevice> inner, qint64 sizeBytes);

    bool isSequential() const override { return true; }
    bool atEnd() const override;
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    qint64 fail(const QString &why);
    std::unique_ptr<QIODevice> m_inner;
    qint64 m_left;
    bool m_ended = false;
    bool m_failed = false;
};

} // namespace chatferry
