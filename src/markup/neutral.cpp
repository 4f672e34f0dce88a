// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/neutral.h"

#include "markup/characters.h"
#include "markup/chatsyntax.h"

#include <QVarLengthArray>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Whether what follows a "<" makes Chat read a mention or a link.
bool looksLikeToken(QStringView after)
{
    if (after.startsWith("users/"_L1, Qt::CaseInsensitive))
        return true;
    if (after.isEmpty() || !isAsciiLetter(after[0]))
        return false;
    for (const QChar c : after) {
        if (c == u':')
            return true;
        if (!isAsciiLetter(c) && !(c >= u'0' && c <= u'9') && c != u'+' && c != u'.' && c != u'-')
            return false;
    }
    return false;
}

bool isAddressStart(QStringView text, qsizetype at)
{
    if (text[at] != u'h' && text[at] != u'H')
        return false;
    const QStringView rest = text.sliced(at);
    return (rest.startsWith("http://"_L1, Qt::CaseInsensitive) ||
            rest.startsWith("https://"_L1, Qt::CaseInsensitive)) &&
           !isWordCharacter(codePointBefore(text, at));
}

qsizetype addressEnd(QStringView text, qsizetype at)
{
    while (at < text.size() && !text[at].isSpace() && text[at] != u'<' && text[at] != u'>' && text[at] != u'"' &&
           text[at] != u'`')
        ++at;
    return at;
}

/// The places in one text where zero width spaces go.
class Breaks
{
public:
    explicit Breaks(QStringView text)
        : m_text(text)
        , m_at(text.size() + 1, false)
    {
    }
    void put(qsizetype position) { m_at[position] = m_any = true; }
    void isolate(qsizetype character)
    {
        put(character);
        put(character + 1);
    }
    QString applied() const
    {
        if (!m_any)
            return m_text.toString();
        QString out;
        out.reserve(m_text.size() + 16);
        for (qsizetype i = 0; i <= m_text.size(); ++i) {
            const bool standsAlready =
                (i > 0 && m_text[i - 1] == kZeroWidthSpace) || (i < m_text.size() && m_text[i] == kZeroWidthSpace);
            if (m_at[i] && !standsAlready)
                out += kZeroWidthSpace;
            if (i < m_text.size())
                out += m_text[i];
        }
        return out;
    }

private:
    QStringView m_text;
    QVarLengthArray<bool, 512> m_at;
    bool m_any = false;
};

} // namespace

QString neutralisedPiece(QStringView text, bool atLineStart)
{
    Breaks breaks(text);
    if (atLineStart) {
        qsizetype first = 0;
        while (first < text.size() && text[first].isSpace())
            ++first;
        if (first < text.size()) {
            const bool isListMark =
                (text[first] == u'*' || text[first] == u'-') && (first + 1 == text.size() || text[first + 1].isSpace());
            if (text[first] == u'>' || isListMark)
                breaks.isolate(first);
        }
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'`') {
            breaks.isolate(i);
        } else if (c == u'*' || c == u'_' || c == u'~') {
            const char32_t before = codePointBefore(text, i);
            const char32_t after = codePointAt(text, i + 1);
            const bool isHarmless = (isWordCharacter(before) && isWordCharacter(after)) ||
                                    (isSpaceCharacter(before) && isSpaceCharacter(after)) || after == 0xFE0F ||
                                    after == 0x20E3; // a keycap emoji, which a break would take apart
            if (!isHarmless)
                breaks.isolate(i);
        } else if (c == u'<') {
            if (looksLikeToken(text.sliced(i + 1)))
                breaks.put(i + 1);
        } else if (isAddressStart(text, i)) {
            i = addressEnd(text, i) - 1;
        }
    }
    return breaks.applied();
}

QString neutralisedCode(const QString &text)
{
    Breaks breaks(text);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isDoubleTick = text[i] == u'`' && i + 1 < text.size() && text[i + 1] == u'`';
        const bool isMention =
            text[i] == u'<' && QStringView(text).sliced(i + 1).startsWith("users/"_L1, Qt::CaseInsensitive);
        if (isDoubleTick || isMention)
            breaks.put(i + 1);
    }
    return breaks.applied();
}

QString chatAddress(const QString &address)
{
    QString out;
    out.reserve(address.size());
    const QString plain = cleanedLine(address);
    for (const QChar c : plain) {
        if (c.isSpace() || c.unicode() < 0x20 || c == u'<' || c == u'>' || c == u'|' || c == u'`' || c == u'"')
            out += QString::fromLatin1(QString(c).toUtf8().toPercentEncoding());
        else
            out += c;
    }
    return out;
}

QString chatLabel(const QString &label)
{
    QString out = cleanedLine(label).trimmed();
    out.replace(u'<', u'\u2039').replace(u'>', u'\u203A').replace(u'|', u'\u00A6');
    return neutralisedPiece(out, false);
}

QString neutralised(const QString &plain)
{
    QStringList lines = cleaned(plain).split(u'\n');
    for (QString &line : lines)
        line = neutralisedPiece(line, true);
    return lines.join(u'\n');
}

} // namespace chatferry
