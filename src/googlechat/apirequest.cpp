// SPDX-License-Identifier: GPL-3.0-or-later
#include "googlechat/apirequest.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry {

QUrl apiUrl(const QUrl &base, const QString &path, const ApiQuery &query)
{
    QByteArray text = base.toEncoded() + path.toUtf8();
    char separator = '?';
    for (const auto &[name, value] : query) {
        text += separator;
        text += QByteArray(name.data(), name.size()) + '=' + QUrl::toPercentEncoding(value);
        separator = '&';
    }
    return QUrl::fromEncoded(text, QUrl::StrictMode);
}

QString pathPart(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

ApiRequest apiRequest(ApiMethod method, const Identity &identity, const QByteArray &verb, QUrl url,
                      const QJsonObject &body)
{
    ApiRequest request;
    request.method = method;
    request.identity = identity;
    request.http.method = verb;
    request.http.url = std::move(url);
    if (verb != "GET" && verb != "DELETE") {
        request.http.headers.emplace_back("Content-Type", "application/json; charset=UTF-8");
        request.http.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    return request;
}

Multipart Multipart::related(const QJsonObject &metadata, const QByteArray &mimeType, const QByteArray &content)
{
    const QByteArray json = QJsonDocument(metadata).toJson(QJsonDocument::Compact);
    QByteArray boundary;
    int round = 0;
    do {
        const QByteArray seed = json + QByteArray::number(content.size()) + QByteArray::number(round++);
        boundary = "ferry-" + QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(32);
    } while (content.contains(boundary) || json.contains(boundary));
    Multipart multipart;
    multipart.contentType = "multipart/related; boundary=" + boundary;
    multipart.body = "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + json + "\r\n--" +
                     boundary + "\r\nContent-Type: " + mimeType + "\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
    return multipart;
}

QByteArray cleanMimeType(const QString &mimeType)
{
    // Google's own document types would ask for a conversion, which an upload must not do.
    static const QRegularExpression form(u"^[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}$"_s);
    if (!form.match(mimeType).hasMatch() ||
        mimeType.startsWith("application/vnd.google-apps."_L1, Qt::CaseInsensitive) ||
        mimeType.startsWith("multipart/"_L1, Qt::CaseInsensitive))
        return "application/octet-stream";
    return mimeType.toLatin1();
}

} // namespace chatferry
