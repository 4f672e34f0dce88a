// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/standinfile.h"

#include "base/digest.h"

namespace chatferry {

namespace {

/// SplitMix64: any position's eight bytes without those before it.
quint64 mixed(quint64 x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

} // namespace

StandInFile::StandInFile(const Attachment &attachment, QObject *parent)
    : QIODevice(parent)
    , m_size(sizeOf(attachment))
    , m_seed(static_cast<quint64>(digestKey({"stand-in", attachment.id.toUtf8(), attachment.name.toUtf8()})))
{
}

qint64 StandInFile::sizeOf(const Attachment &attachment)
{
    return attachment.sizeBytes >= 0 ? attachment.sizeBytes : 4096;
}

qint64 StandInFile::readData(char *data, qint64 maxSize)
{
    const qint64 begin = pos();
    const qint64 count = std::clamp<qint64>(m_size - begin, 0, maxSize);
    for (qint64 i = 0; i < count; ++i) {
        const quint64 at = static_cast<quint64>(begin + i);
        data[i] = static_cast<char>(mixed(m_seed + at / 8) >> (8 * (at % 8)));
    }
    return count;
}

} // namespace chatferry
