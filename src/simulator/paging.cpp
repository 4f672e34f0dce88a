// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/paging.h"

#include "base/digest.h"

using namespace Qt::StringLiterals;

namespace chatferry::sim {

std::optional<PageRequest> PageRequest::read(const Call &call, int usual, int most, const QStringList &bound,
                                             const QString &sizeName)
{
    PageRequest page{.size = usual};
    if (call.query.contains(sizeName)) {
        bool ok = false;
        page.size = call.query.value(sizeName).toInt(&ok);
        if (!ok || page.size < 0)
            return std::nullopt;
        if (page.size == 0)
            page.size = usual;
    }
    page.size = std::min(page.size, most);
    QByteArray text = call.path.toUtf8();
    for (const QString &name : bound)
        text += '\n' + call.query.value(name).toUtf8();
    page.binding = digest({text}).left(6);
    const QByteArray token = call.query.value(u"pageToken"_s).toLatin1();
    if (token.isEmpty())
        return page;
    const auto decoded =
        QByteArray::fromBase64Encoding(token, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                  QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).startsWith(page.binding))
        return std::nullopt;
    page.after = QString::fromUtf8((*decoded).mid(page.binding.size()));
    return page;
}

Answer PageRequest::refusal()
{
    return Answer::error(400, u"INVALID_ARGUMENT"_s,
                         u"Request contains an invalid argument: page size or page token."_s);
}

QString PageRequest::token(const QString &last) const
{
    return QString::fromLatin1(
        (binding + last.toUtf8()).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace chatferry::sim
