// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/digest.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace chatferry {

QByteArray digest(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArrayView part : parts) {
        const qint64 length = qToBigEndian<qint64>(part.size());
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(&length), sizeof length));
        hash.addData(part);
    }
    return hash.result();
}

qint64 digestKey(std::initializer_list<QByteArrayView> parts)
{
    return qFromBigEndian<qint64>(digest(parts).constData()) & 0x7fffffffffffffffLL;
}

} // namespace chatferry
