// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/operations/context.h"

#include "base/digest.h"

#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace chatferry {

QString clientMessageId(const QString &uniqueKey, int part, int generation)
{
    const QByteArray hash =
        digest({uniqueKey.toUtf8(), QByteArray::number(part), QByteArray::number(generation)}).toHex();
    return u"client-"_s + QString::fromLatin1(hash.left(48));
}

bool isMailAddress(const QString &text)
{
    static const QRegularExpression form(u"^[^\\s@<>\",;:/?#]+@[^\\s@<>\",;:/?#]+\\.[^\\s@<>\",;:/?#]+$"_s);
    return form.match(text).hasMatch();
}

QString requestUuid(const QString &text)
{
    static const QUuid space(u"{5d0a8f0e-2c3f-4a57-9d55-6f6d1f6f7c11}"_s);
    return QUuid::createUuidV5(space, text).toString(QUuid::WithoutBraces);
}

} // namespace chatferry
