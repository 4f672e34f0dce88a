// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/message.h"

#include <QIODevice>

namespace chatferry {

/// A file of any size that takes no room: its bytes follow from a seed. What a rehearsal uploads in the place of files
/// that were not fetched. Can be read at any position, over and over.
class StandInFile final : public QIODevice
{
    Q_OBJECT
public:
    explicit StandInFile(const Attachment &attachment, QObject *parent = nullptr);

    /// As the source says; 4,096 where it does not.
    static qint64 sizeOf(const Attachment &attachment);

    qint64 size() const override { return m_size; }
    bool isSequential() const override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_size;
    quint64 m_seed;
};

} // namespace chatferry
