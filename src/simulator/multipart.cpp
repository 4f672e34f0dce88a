// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/multipart.h"

#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry::sim {

namespace {

struct Part
{
    QByteArray contentType;
    QByteArray encoding;
    QByteArray bytes;
};

/// Lines end in @p newline: CRLF by the standard, LF alone from Google's own Python client.
std::optional<Part> readPart(const QByteArray &text, const QByteArray &newline)
{
    const auto blank = text.indexOf(newline + newline);
    if (blank < 0)
        return std::nullopt;
    Part part{.contentType = {}, .encoding = {}, .bytes = text.mid(blank + 2 * newline.size())};
    for (const QByteArray &line : text.left(blank).split('\n')) {
        const auto colon = line.indexOf(':');
        const QByteArray name = line.left(colon).trimmed().toLower();
        if (name == "content-type")
            part.contentType = line.mid(colon + 1).trimmed();
        if (name == "content-transfer-encoding")
            part.encoding = line.mid(colon + 1).trimmed().toLower();
    }
    if (part.encoding == "base64")
        part.bytes = QByteArray::fromBase64(part.bytes);
    return part;
}

} // namespace

std::optional<RelatedBody> RelatedBody::parse(const HttpRequest &request)
{
    static const QRegularExpression form(u"^multipart/related;.*boundary=(?:\"([^\"]+)\"|([^;\\s]+))"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(QString::fromLatin1(request.header("content-type")));
    if (!match.hasMatch())
        return std::nullopt;
    const QByteArray boundary = "--" + (match.captured(1) + match.captured(2)).toLatin1();
    std::vector<Part> parts;
    auto from = request.body.indexOf(boundary);
    while (from >= 0) {
        const auto start = from + boundary.size();
        const QByteArrayView rest = QByteArrayView(request.body).sliced(start);
        if (rest.startsWith("--"))
            break;
        const QByteArray newline = rest.startsWith("\r\n") ? "\r\n" : "\n";
        if (!rest.startsWith(newline))
            return std::nullopt;
        const auto end = request.body.indexOf(newline + boundary, start);
        if (end < 0)
            return std::nullopt;
        const auto part = readPart(request.body.mid(start + newline.size(), end - start - newline.size()), newline);
        if (!part)
            return std::nullopt;
        parts.push_back(*part);
        from = end + newline.size();
    }
    if (parts.size() != 2 || !parts[0].contentType.startsWith("application/json"))
        return std::nullopt;
    const QJsonDocument metadata = QJsonDocument::fromJson(parts[0].bytes);
    if (!metadata.isObject())
        return std::nullopt;
    return RelatedBody{metadata.object(), parts[1].contentType, parts[1].bytes};
}

} // namespace chatferry::sim
