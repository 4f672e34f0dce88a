// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/characters.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace chatferry {

char32_t codePointBefore(QStringView text, qsizetype at)
{
    if (at <= 0)
        return 0;
    const QChar last = text[at - 1];
    if (last.isLowSurrogate() && at >= 2 && text[at - 2].isHighSurrogate())
        return QChar::surrogateToUcs4(text[at - 2], last);
    return last.unicode();
}

char32_t codePointAt(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return 0;
    const QChar first = text[at];
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at + 1]);
    return first.unicode();
}

bool isWordCharacter(char32_t c)
{
    return c != 0 && QChar::isLetterOrNumber(c);
}

bool isSpaceCharacter(char32_t c)
{
    return c != 0 && QChar::isSpace(c);
}

bool isBlank(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

QString cleaned(const QString &text)
{
    const auto isPlain = [](QChar c) {
        return (c.unicode() >= 0x20 && c.unicode() < 0x7f) || c == u'\n' || c == u'\t' ||
               (c.unicode() > 0x7f && !c.isSurrogate() && c.unicode() != 0x2028 && c.unicode() != 0x2029);
    };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return text;

    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (isPlain(c)) {
            out += c;
        } else if (c.isSurrogate()) {
            const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            out += isPair ? c : QChar(QChar::ReplacementCharacter);
            if (isPair)
                out += text[++i];
        } else if (c == u'\r') {
            if (i + 1 >= text.size() || text[i + 1] != u'\n')
                out += u'\n';
        } else if (c.unicode() == 0x2028 || c.unicode() == 0x2029 || c == u'\v' || c == u'\f') {
            out += u'\n';
        }
    }
    return out;
}

QString cleanedLine(const QString &text)
{
    QString out = cleaned(text);
    out.replace(u'\n', u' ');
    return out;
}

QString withoutEntities(QStringView text)
{
    if (!text.contains(u'&'))
        return text.toString();
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        const QStringView rest = text.sliced(i);
        if (rest.startsWith("&lt;"_L1) || rest.startsWith("&gt;"_L1)) {
            out += rest[1] == u'l' ? u'<' : u'>';
            i += 4;
        } else if (rest.startsWith("&amp;"_L1)) {
            out += u'&';
            i += 5;
        } else {
            out += text[i++];
        }
    }
    return out;
}

QString readableMoment(QStringView seconds)
{
    bool isNumber = false;
    const qint64 value = seconds.toLongLong(&isNumber);
    constexpr qint64 kYear9999 = 253402300799;
    if (!isNumber || value < -kYear9999 || value > kYear9999)
        return {};
    return QDateTime::fromSecsSinceEpoch(value, Qt::UTC).toString(u"yyyy-MM-dd hh:mm"_s) + u" UTC"_s;
}

} // namespace chatferry
