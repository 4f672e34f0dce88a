// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/htmlwriter.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace chatferry {

HtmlWriter::HtmlWriter(QIODevice &device)
    : m_device(device)
{
}

QString HtmlWriter::escaped(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const char16_t code = c.unicode();
        const bool turnsDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
                                    code == 0x200e || code == 0x200f || code == 0x061c;
        if (turnsDirection || code == 0x7f || code == 0xfffe || code == 0xffff)
            continue;
        if (code < 0x20) {
            out += u' ';
        } else if (c.isSurrogate()) {
            const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            out += isPair ? c : QChar(QChar::ReplacementCharacter);
            if (isPair)
                out += text[++i];
        } else if (c == u'&') {
            out += u"&amp;"_s;
        } else if (c == u'<') {
            out += u"&lt;"_s;
        } else if (c == u'>') {
            out += u"&gt;"_s;
        } else if (c == u'"') {
            out += u"&quot;"_s;
        } else if (c == u'\'') {
            out += u"&#39;"_s;
        } else {
            out += c;
        }
    }
    return out;
}

void HtmlWriter::raw(const QString &html)
{
    const QByteArray bytes = html.toUtf8();
    m_failed = m_failed || m_device.write(bytes) != bytes.size();
}

void HtmlWriter::element(const QString &tag, const QString &text, const QString &attributes)
{
    raw(u'<' + tag + (attributes.isEmpty() ? QString() : u' ' + attributes) + u'>' + escaped(text) + u"</"_s + tag +
        u">\n"_s);
}

void HtmlWriter::beginTable(const QString &caption, const std::vector<Column> &columns)
{
    m_columns = columns;
    QString head = u"<div class=\"wide\"><table><caption>"_s + escaped(caption) + u"</caption>\n<thead><tr>"_s;
    for (const Column &column : columns)
        head += u"<th scope=\"col\""_s + (column.isNumber ? u" class=\"n\">"_s : u">"_s) + escaped(column.title) +
                u"</th>"_s;
    raw(head + u"</tr></thead>\n<tbody>\n"_s);
}

void HtmlWriter::row(const std::vector<Cell> &cells)
{
    QString line = u"<tr>"_s;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Cell &cell = cells[i];
        QString classes = i < m_columns.size() && m_columns[i].isNumber ? u"n"_s : QString();
        if (cell.isBad)
            classes += classes.isEmpty() ? u"bad"_s : u" bad"_s;
        const QString attribute = classes.isEmpty() ? QString() : u" class=\"%1\""_s.arg(classes);
        const QUrl url(cell.address, QUrl::StrictMode);
        QString content = u"<bdi>"_s + escaped(cell.text) + u"</bdi>"_s;
        if (url.isValid() && url.scheme() == u"https"_s)
            content = u"<a href=\""_s + escaped(url.toString(QUrl::FullyEncoded)) + u"\">"_s + content + u"</a>"_s;
        const QString tag = i == 0 ? u"th"_s : u"td"_s;
        line +=
            u'<' + tag + (i == 0 ? u" scope=\"row\""_s : QString()) + attribute + u'>' + content + u"</"_s + tag + u'>';
    }
    raw(line + u"</tr>\n"_s);
}

void HtmlWriter::endTable()
{
    raw(u"</tbody></table></div>\n"_s);
}

Result<void> HtmlWriter::finish()
{
    if (!m_failed)
        return {};
    return Error{.kind = Error::Kind::File,
                 .what = QCoreApplication::translate("Report", "The report page could not be written."),
                 .remedy = QCoreApplication::translate("Report", "Check the free space and the rights of the folder.")};
}

} // namespace chatferry
