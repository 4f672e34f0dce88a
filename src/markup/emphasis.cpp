// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/emphasis.h"

#include "markup/characters.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

bool isMark(QChar c)
{
    return c == u'*' || c == u'_' || c == u'~';
}

TextStyle with(TextStyle style, QChar mark)
{
    style.bold = style.bold || mark == u'*';
    style.italic = style.italic || mark == u'_';
    style.strike = style.strike || mark == u'~';
    return style;
}

TextStyle joined(TextStyle a, const TextStyle &b)
{
    a.bold = a.bold || b.bold;
    a.italic = a.italic || b.italic;
    a.strike = a.strike || b.strike;
    a.code = a.code || b.code;
    return a;
}

} // namespace

void MaskedLine::add(std::vector<Inline> pieces)
{
    m_pieces.emplace(text.size(), std::move(pieces));
    text += QChar(QChar::ObjectReplacementCharacter);
}

std::vector<Inline> MaskedLine::read() const
{
    std::vector<Inline> out;
    read(0, text.size(), {}, out);
    return out;
}

bool MaskedLine::opens(qsizetype at, qsizetype begin, qsizetype end) const
{
    const QStringView inner = QStringView(text).sliced(begin, end - begin);
    const char32_t before = codePointBefore(inner, at - begin);
    const char32_t after = codePointAt(inner, at - begin + 1);
    const char32_t mark = text[at].unicode();
    const bool mayPrecede = before == 0 || (!isWordCharacter(before) && before != mark && before != U'@' &&
                                            before != U')' && before != U']' && before != U'}' && before != U'\\');
    return mayPrecede && after != 0 && !isSpaceCharacter(after) && after != mark;
}

bool MaskedLine::closes(qsizetype at, qsizetype begin, qsizetype end) const
{
    const QStringView inner = QStringView(text).sliced(begin, end - begin);
    const char32_t before = codePointBefore(inner, at - begin);
    const char32_t after = codePointAt(inner, at - begin + 1);
    const char32_t mark = text[at].unicode();
    return before != 0 && !isSpaceCharacter(before) && before != mark && !isWordCharacter(after) && after != mark;
}

qsizetype MaskedLine::closing(qsizetype opening, qsizetype begin, qsizetype end) const
{
    for (qsizetype i = opening + 1; i < end; ++i) {
        if (text[i] != text[opening])
            continue;
        if (closes(i, begin, end))
            return i;
        if (opens(i, begin, end))
            return -1;
    }
    return -1;
}

void MaskedLine::read(qsizetype begin, qsizetype end, TextStyle style, std::vector<Inline> &out) const
{
    QString pending;
    const auto flush = [&] {
        if (!pending.isEmpty())
            out.push_back({.text = std::exchange(pending, {}), .style = style});
    };
    for (qsizetype i = begin; i < end;) {
        if (const auto piece = m_pieces.find(i); piece != m_pieces.end()) {
            flush();
            for (const Inline &part : piece->second) {
                out.push_back(part);
                out.back().style = joined(style, part.style);
            }
            ++i;
            continue;
        }
        if (isMark(text[i]) && opens(i, begin, end)) {
            if (const qsizetype close = closing(i, begin, end); close > 0) {
                flush();
                read(i + 1, close, with(style, text[i]), out);
                i = close + 1;
                continue;
            }
        }
        pending += text[i++];
    }
    flush();
}

} // namespace chatferry
