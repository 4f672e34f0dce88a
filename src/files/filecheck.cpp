// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/filecheck.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isHtmlType(const QString &type)
{
    return type.startsWith("text/html"_L1, Qt::CaseInsensitive) ||
           type.startsWith("application/xhtml"_L1, Qt::CaseInsensitive);
}

bool looksLikeHtml(QByteArrayView head)
{
    const QByteArray start = head.first(std::min<qsizetype>(head.size(), 1024)).toByteArray().trimmed().toLower();
    return start.startsWith("<!doctype html") || start.startsWith("<html");
}

/// Canvases and old posts are web pages themselves.
bool mayBeHtml(const Attachment &wanted)
{
    return isHtmlType(wanted.mimeType) || wanted.mimeType == "application/vnd.slack-docs"_L1 ||
           wanted.name.endsWith(".html"_L1, Qt::CaseInsensitive) ||
           wanted.name.endsWith(".htm"_L1, Qt::CaseInsensitive);
}

bool hasSignIn(QByteArrayView head)
{
    const QByteArray text = head.toByteArray().toLower();
    return text.contains("type=\"password\"") || text.contains("signin") || text.contains("sign in") ||
           text.contains("sign-in") || text.contains("log in");
}

} // namespace

QString refusalOf(const Attachment &wanted, const QByteArray &contentType, QByteArrayView head, qint64 size)
{
    const bool isSizeKnown = wanted.sizeBytes > 0;
    const bool isSizeRight = isSizeKnown && size == wanted.sizeBytes;
    const bool isHtml = isHtmlType(QString::fromLatin1(contentType)) || looksLikeHtml(head);
    if (isHtml && !isSizeRight && (!mayBeHtml(wanted) || hasSignIn(head)))
        return u"login-page"_s;
    if (isSizeKnown && !isSizeRight)
        return u"wrong-size"_s;
    return {};
}

std::optional<ContentRange> contentRange(QByteArrayView header)
{
    const QByteArray text = header.toByteArray().trimmed();
    if (!text.toLower().startsWith("bytes "))
        return {};
    const QByteArray range = text.sliced(6).trimmed();
    const qsizetype dash = range.indexOf('-');
    const qsizetype slash = range.indexOf('/');
    if (dash <= 0 || slash < dash)
        return {};
    bool isFirst = false;
    bool isLast = false;
    bool isTotal = true;
    ContentRange out;
    out.first = range.left(dash).toLongLong(&isFirst);
    out.last = range.sliced(dash + 1, slash - dash - 1).toLongLong(&isLast);
    const QByteArray total = range.sliced(slash + 1).trimmed();
    if (total != "*")
        out.total = total.toLongLong(&isTotal);
    if (!isFirst || !isLast || !isTotal || out.last < out.first)
        return {};
    return out;
}

} // namespace chatferry
