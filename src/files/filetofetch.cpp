// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filetofetch.h"

#include "base/digest.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace chatferry {

QString cachePathOf(const Attachment &attachment)
{
    QByteArray key = attachment.id.toUtf8();
    if (key.isEmpty())
        key =
            QUrl(attachment.url).adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toEncoded();
    const QString hash = QString::fromLatin1(digest({"file", key}).toHex().left(40));
    return hash.left(2) + u'/' + hash;
}

} // namespace chatferry
