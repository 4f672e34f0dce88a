// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/slacktext.h"

#include "markup/characters.h"
#include "markup/emphasis.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr QChar kPlaceholder = QChar::ObjectReplacementCharacter;

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isAsciiDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool startsWithScheme(QStringView head)
{
    if (head.isEmpty() || !isAsciiLetter(head[0]))
        return false;
    for (const QChar c : head) {
        if (c == u':')
            return true;
        if (!isAsciiLetter(c) && !isAsciiDigit(c) && c != u'+' && c != u'.' && c != u'-')
            return false;
    }
    return false;
}

/// @p content: what stands between the angle brackets, still escaped.
Inline readToken(QStringView content)
{
    using Kind = Inline::Kind;
    const qsizetype bar = content.indexOf(u'|');
    const QString head = withoutEntities(bar < 0 ? content : content.left(bar));
    const QString label = bar < 0 ? QString() : withoutEntities(content.sliced(bar + 1));
    const auto asItStands = [&] { return Inline{.text = u'<' + withoutEntities(content) + u'>'}; };

    const QStringView name = QStringView(head).mid(1);
    const bool isBroadcast = name == "here"_L1 || name == "channel"_L1 || name == "everyone"_L1;
    if (head.startsWith(u'@') && !name.isEmpty())
        return isBroadcast ? Inline{.kind = Kind::Broadcast, .text = name.toString()}
                           : Inline{.kind = Kind::Person, .text = label, .target = name.toString()};
    if (head.startsWith(u'#') && !name.isEmpty())
        return {.kind = Kind::Conversation, .text = label, .target = name.toString()};
    if (head.startsWith(u'!')) {
        if (isBroadcast)
            return {.kind = Kind::Broadcast, .text = name.toString()};
        if (name == "group"_L1)
            return {.kind = Kind::Broadcast, .text = u"channel"_s};
        if (name.startsWith("subteam^"_L1))
            return {.kind = Kind::Group, .text = label, .target = name.sliced(8).toString()};
        if (name.startsWith("date^"_L1)) {
            const QStringView afterKey = name.sliced(5);
            const QString moment = readableMoment(afterKey.left(std::max<qsizetype>(afterKey.indexOf(u'^'), 0)));
            if (!moment.isEmpty())
                return {.kind = Kind::Date, .text = label.isEmpty() ? moment : label};
            return asItStands();
        }
        return label.isEmpty() ? asItStands() : Inline{.text = label};
    }
    if (startsWithScheme(head))
        return {.kind = Kind::Link, .text = label, .target = head};
    return asItStands();
}

} // namespace

SlackText::SlackText(QStringView source)
{
    m_text.reserve(source.size());
    for (qsizetype i = 0; i < source.size();) {
        const QChar c = source[i];
        if (c == u'\r') {
            m_text += u'\n';
            i += source.sliced(i).startsWith("\r\n"_L1) ? 2 : 1;
            continue;
        }
        if (c == u'&') {
            const QStringView rest = source.sliced(i);
            const qsizetype length = rest.startsWith("&lt;"_L1) || rest.startsWith("&gt;"_L1) ? 4
                                     : rest.startsWith("&amp;"_L1)                            ? 5
                                                                                              : 1;
            m_text += length == 1 ? u"&"_s : withoutEntities(rest.left(length));
            i += length;
            continue;
        }
        if (c == u'<') {
            qsizetype end = i + 1;
            while (end < source.size() && source[end] != u'<' && source[end] != u'>' && source[end] != u'\n' &&
                   source[end] != u'\r')
                ++end;
            if (end < source.size() && source[end] == u'>' && end > i + 1) {
                m_tokens.push_back({m_text.size(), readToken(source.sliced(i + 1, end - i - 1))});
                m_text += kPlaceholder;
                i = end + 1;
                continue;
            }
        }
        m_text += c;
        ++i;
    }
}

const Inline *SlackText::tokenAt(qsizetype position) const
{
    const auto it = std::lower_bound(m_tokens.begin(), m_tokens.end(), position,
                                     [](const Token &token, qsizetype at) { return token.at < at; });
    return it != m_tokens.end() && it->at == position ? &it->value : nullptr;
}

std::optional<SlackText::CodeBlock> SlackText::nextCodeBlock(qsizetype from) const
{
    const qsizetype begin = m_text.indexOf("```"_L1, from);
    if (begin < 0)
        return {};
    const qsizetype close = m_text.indexOf("```"_L1, begin + 4);
    if (close < 0)
        return {};
    CodeBlock block{.begin = begin, .end = close + 3, .contentBegin = begin + 3, .contentEnd = close};
    if (m_text[block.contentBegin] == u'\n')
        ++block.contentBegin;
    if (block.contentEnd > block.contentBegin && m_text[block.contentEnd - 1] == u'\n')
        --block.contentEnd;
    return block;
}

std::vector<Inline> SlackText::literal(qsizetype begin, qsizetype end, TextStyle style) const
{
    std::vector<Inline> out;
    QString pending;
    const auto flush = [&] {
        if (!pending.isEmpty())
            out.push_back({.text = std::exchange(pending, {}), .style = style});
    };
    for (qsizetype i = begin; i < end; ++i) {
        if (m_text[i] == u'\n') {
            flush();
            out.push_back({.kind = Inline::Kind::LineBreak});
        } else if (const Inline *token = m_text[i] == kPlaceholder ? tokenAt(i) : nullptr) {
            flush();
            out.push_back(*token);
            out.back().style = style;
        } else {
            pending += m_text[i];
        }
    }
    flush();
    return out;
}

std::vector<Inline> SlackText::inlines(qsizetype begin, qsizetype end) const
{
    MaskedLine line;
    const QStringView text = m_text;
    for (qsizetype i = begin; i < end;) {
        if (text[i] == kPlaceholder) {
            const Inline *token = tokenAt(i);
            line.add({token ? *token : Inline{.text = QString(kPlaceholder)}});
            ++i;
            continue;
        }
        if (text[i] == u'`') {
            const qsizetype close = text.left(end).indexOf(u'`', i + 1);
            if (close > i + 1) {
                line.add(literal(i + 1, close, {.code = true}));
                i = close + 1;
                continue;
            }
        } else if (text[i] == u':') {
            if (const qsizetype length = emojiLength(text.sliced(begin, end - begin), i - begin); length > 0) {
                line.add({{.kind = Inline::Kind::Emoji, .text = text.sliced(i + 1, length - 2).toString()}});
                i += length;
                continue;
            }
        }
        line.text += text[i];
        ++i;
    }
    return line.read();
}

qsizetype emojiLength(QStringView text, qsizetype at)
{
    const auto isAsciiWord = [](QChar c) { return isAsciiLetter(c) || isAsciiDigit(c); };
    const auto ends = [&](qsizetype after) { return after >= text.size() || !isAsciiWord(text[after]); };
    if (at > 0 && isAsciiWord(text[at - 1]))
        return 0;
    qsizetype i = at + 1;
    while (i < text.size() && ((text[i] >= u'a' && text[i] <= u'z') || isAsciiDigit(text[i]) || text[i] == u'_' ||
                               text[i] == u'+' || text[i] == u'-' || text[i] == u'\''))
        ++i;
    if (i == at + 1 || i >= text.size() || text[i] != u':')
        return 0;

    const auto isTone = [&](qsizetype where) {
        return where < text.size() && text[where] >= u'2' && text[where] <= u'6';
    };
    constexpr auto kTone = "::skin-tone-"_L1;
    if (text.sliced(i).startsWith(kTone) && isTone(i + kTone.size())) {
        qsizetype end = i + kTone.size() + 1;
        if (end < text.size() && text[end] == u'-' && isTone(end + 1))
            end += 2;
        if (end < text.size() && text[end] == u':' && ends(end + 1))
            return end + 1 - at;
    }
    return ends(i + 1) ? i + 1 - at : 0;
}

std::vector<Inline> inlinesWithEmoji(QStringView text, TextStyle style)
{
    std::vector<Inline> out;
    QString pending;
    const auto flush = [&] {
        if (!pending.isEmpty())
            out.push_back({.text = std::exchange(pending, {}), .style = style});
    };
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype length = text[i] == u':' ? emojiLength(text, i) : 0;
        if (length > 0) {
            flush();
            out.push_back(
                {.kind = Inline::Kind::Emoji, .text = text.sliced(i + 1, length - 2).toString(), .style = style});
            i += length;
        } else if (text[i] == u'\n') {
            flush();
            out.push_back({.kind = Inline::Kind::LineBreak});
            ++i;
        } else {
            pending += text[i++];
        }
    }
    flush();
    return out;
}

} // namespace chatferry
