// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QString>

namespace chatferry {

/// A tree as one short text that tests can compare: "P" paragraph, "H" heading, "C" code, "L0"/"O0.1" list items, "Q{}"
/// quote, "D" divider; styles as `<bi:text>`.
inline QString describe(const Inline &part)
{
    using namespace Qt::StringLiterals;
    QString text;
    const QString both = part.text.isEmpty() ? part.target : part.target + u'|' + part.text;
    switch (part.kind) {
    case Inline::Kind::Text:
        text = part.text;
        break;
    case Inline::Kind::LineBreak:
        return u"\\n"_s;
    case Inline::Kind::Link:
        text = u"[link "_s + both + u']';
        break;
    case Inline::Kind::Person:
        text = u"[person "_s + both + u']';
        break;
    case Inline::Kind::Conversation:
        text = u"[conversation "_s + both + u']';
        break;
    case Inline::Kind::Group:
        text = u"[group "_s + both + u']';
        break;
    case Inline::Kind::Broadcast:
        text = u"[all "_s + part.text + u']';
        break;
    case Inline::Kind::Emoji:
        text = u"[emoji "_s + part.text + (part.target.isEmpty() ? QString() : u'=' + part.target) + u']';
        break;
    case Inline::Kind::Date:
        text = u"[date "_s + part.text + u']';
        break;
    }
    QString style;
    style += part.style.bold ? u"b"_s : QString();
    style += part.style.italic ? u"i"_s : QString();
    style += part.style.strike ? u"s"_s : QString();
    style += part.style.code ? u"c"_s : QString();
    style += part.style.underline ? u"u"_s : QString();
    style += part.style.highlight ? u"h"_s : QString();
    return style.isEmpty() ? text : u'<' + style + u':' + text + u'>';
}

inline QString describe(const std::vector<Block> &blocks)
{
    using namespace Qt::StringLiterals;
    QStringList out;
    for (const Block &block : blocks) {
        QString text;
        switch (block.kind) {
        case Block::Kind::Paragraph:
            text = u"P "_s;
            break;
        case Block::Kind::Heading:
            text = u"H "_s;
            break;
        case Block::Kind::Code:
            text = u"C "_s;
            break;
        case Block::Kind::ListItem:
            text = block.ordered ? u"O%1.%2 "_s.arg(block.indent).arg(block.number) : u"L%1 "_s.arg(block.indent);
            break;
        case Block::Kind::Quote:
            text = u"Q{"_s + describe(block.children) + u'}';
            break;
        case Block::Kind::Divider:
            text = u"D"_s;
            break;
        }
        for (const Inline &part : block.inlines)
            text += describe(part);
        out += text;
    }
    return out.join(u" / "_s);
}

inline QString describe(const RichText &text)
{
    return describe(text.blocks);
}

} // namespace chatferry
