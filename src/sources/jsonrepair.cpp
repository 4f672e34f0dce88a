// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/jsonrepair.h"

#include <QList>

namespace chatferry {

namespace {

constexpr qsizetype kPadding = 64;
constexpr QByteArrayView kReplacement("\xEF\xBF\xBD", 3);

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The length of the valid UTF-8 sequence at @p at; 0 when there is none.
qsizetype utf8Length(QByteArrayView text, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto follows = [&](qsizetype i, unsigned low = 0x80, unsigned high = 0xBF) {
        return byte(i) >= low && byte(i) <= high;
    };
    const unsigned first = byte(at);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return follows(at + 1, low, high) && follows(at + 2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return follows(at + 1, low, high) && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    return 0;
}

/// The four hex digits of an escape \uXXXX that starts at @p at; -1 when there is none.
int escapeAt(QByteArrayView text, qsizetype at)
{
    if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u')
        return -1;
    bool ok = false;
    const int value = text.sliced(at + 2, 4).toByteArray().toInt(&ok, 16);
    return ok ? value : -1;
}

bool isHighSurrogate(int code)
{
    return code >= 0xD800 && code <= 0xDBFF;
}

bool isLowSurrogate(int code)
{
    return code >= 0xDC00 && code <= 0xDFFF;
}

/// Copies one escape; answers how many bytes of @p text it took.
qsizetype copyEscape(QByteArrayView text, qsizetype at, QByteArray &out)
{
    const int code = escapeAt(text, at);
    if (isHighSurrogate(code) && isLowSurrogate(escapeAt(text, at + 6))) {
        out += text.sliced(at, 12);
        return 12;
    }
    if (isHighSurrogate(code) || isLowSurrogate(code)) {
        out += kReplacement;
        return 6;
    }
    const qsizetype length = std::min<qsizetype>(2, text.size() - at);
    out += text.sliced(at, length);
    return length;
}

/// Copies a number, in quotes when it is too large; answers how many bytes of @p text it took.
qsizetype copyNumber(QByteArrayView text, qsizetype at, QByteArray &out)
{
    qsizetype end = at;
    bool whole = true;
    while (end < text.size() && (isDigit(text[end]) || text[end] == '-' || text[end] == '+' || text[end] == '.' ||
                                 text[end] == 'e' || text[end] == 'E')) {
        whole = whole && (isDigit(text[end]) || (text[end] == '-' && end == at));
        ++end;
    }
    const QByteArrayView number = text.sliced(at, end - at);
    if (whole && number.size() > 18)
        out += '"' + number.toByteArray() + '"';
    else
        out += number;
    return number.size();
}

} // namespace

QByteArray mendJson(QByteArrayView json)
{
    QByteArray out;
    out.reserve(json.size() + json.size() / 16 + kPadding);
    qsizetype at = json.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    bool inString = false;
    while (at < json.size()) {
        const char c = json[at];
        if (static_cast<unsigned char>(c) >= 0x80) {
            const qsizetype length = utf8Length(json, at);
            out += length > 0 ? json.sliced(at, length) : kReplacement;
            at += std::max<qsizetype>(length, 1);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            if (inString)
                out += "\\u00" + QByteArray::number(static_cast<int>(c), 16).rightJustified(2, '0');
            else
                out += isSpace(c) ? c : ' ';
            ++at;
        } else if (inString && c == '\\') {
            at += copyEscape(json, at, out);
        } else if (!inString && (isDigit(c) || c == '-')) {
            at += copyNumber(json, at, out);
        } else {
            if (c == '"')
                inString = !inString;
            out += c;
            ++at;
        }
    }
    out.reserve(out.size() + kPadding);
    return out;
}

std::vector<QByteArrayView> splitArray(QByteArrayView json)
{
    std::vector<QByteArrayView> entries;
    qsizetype at = 0;
    while (at < json.size() && isSpace(json[at]))
        ++at;
    if (at == json.size() || json[at] != '[')
        return entries;
    ++at;
    const auto take = [&](qsizetype from, qsizetype to) {
        const QByteArrayView entry = json.sliced(from, to - from).trimmed();
        if (!entry.isEmpty())
            entries.push_back(entry);
    };
    qsizetype start = at;
    int depth = 0;
    bool inString = false;
    for (; at < json.size(); ++at) {
        const char c = json[at];
        if (inString) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        } else if (c == ']') {
            take(start, at);
            return entries;
        } else if (c == ',' && depth == 0) {
            take(start, at);
            start = at + 1;
        }
    }
    take(start, json.size());
    return entries;
}

namespace {

/// Where a "}" ends what may be an entry: behind it comes a comma and an object, the array's end, or nothing.
std::vector<qsizetype> possibleEnds(QByteArrayView entry)
{
    std::vector<qsizetype> ends;
    for (qsizetype at = entry.indexOf('}'); at >= 0; at = entry.indexOf('}', at + 1)) {
        qsizetype next = at + 1;
        while (next < entry.size() && isSpace(entry[next]))
            ++next;
        if (next == entry.size() || entry[next] == ']') {
            ends.push_back(at + 1);
            continue;
        }
        if (entry[next] != ',')
            continue;
        ++next;
        while (next < entry.size() && isSpace(entry[next]))
            ++next;
        if (next < entry.size() && entry[next] == '{')
            ends.push_back(at + 1);
    }
    return ends;
}

/// Finds the good entries inside one broken one, and appends them and a null for each that stays broken; nothing for
/// the rest of a text that is cut off.
void salvageEntry(QByteArrayView entry, bool isCutOff, JsonCheck &check, QByteArrayList &out)
{
    constexpr std::size_t kLook = 24; // nested objects in a row that may end before their record does
    const std::vector<qsizetype> ends = possibleEnds(entry);
    bool broken = false;
    qsizetype start = 0;
    for (std::size_t i = 0; i < ends.size();) {
        std::size_t found = ends.size();
        for (std::size_t j = i; j < std::min(ends.size(), i + kLook); ++j) {
            if (check.isEntry(entry.sliced(start, ends[j] - start))) {
                found = j;
                break;
            }
        }
        if (found < ends.size()) {
            if (std::exchange(broken, false))
                out += "null";
            out += entry.sliced(start, ends[found] - start).toByteArray();
            i = found + 1;
        } else {
            broken = true;
            ++i;
        }
        const qsizetype next = entry.indexOf('{', ends[i - 1]);
        start = next < 0 ? entry.size() : next;
    }
    const bool hasRest = broken || ends.empty() || (start < entry.size() && ends.back() <= start);
    if (hasRest && !isCutOff)
        out += "null";
}

} // namespace

QByteArray salvageArray(QByteArrayView json, JsonCheck &check)
{
    QByteArrayList parts;
    const bool isCutOff = !json.trimmed().endsWith(']');
    const std::vector<QByteArrayView> entries = splitArray(json);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (check.isValid(entries[i]))
            parts += entries[i].toByteArray();
        else
            salvageEntry(entries[i], isCutOff && i + 1 == entries.size(), check, parts);
    }
    QByteArray out = '[' + parts.join(',') + ']';
    out.reserve(out.size() + kPadding);
    return out;
}

} // namespace chatferry
