// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/chatsyntax.h"

#include "markup/characters.h"
#include "markup/chatline.h"
#include "markup/inlinetext.h"
#include "markup/neutral.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

const QString kFence = u"```"_s;

/// Blocks in Chat syntax.
class BlockWriter
{
public:
    explicit BlockWriter(const TextNames &names)
        : m_names(names)
    {
    }
    QStringList lines(const std::vector<Block> &blocks, bool isQuoted) const
    {
        QStringList out;
        for (const Block &block : blocks)
            out += lines(block, isQuoted);
        return out;
    }

private:
    QStringList lines(const Block &block, bool isQuoted) const
    {
        switch (block.kind) {
        case Block::Kind::Paragraph:
            return inlineLines(block.inlines);
        case Block::Kind::Heading: {
            std::vector<Inline> bold = block.inlines;
            for (Inline &part : bold)
                part.style.bold = true;
            return inlineLines(bold);
        }
        case Block::Kind::Code:
            return isQuoted ? quotedCodeLines(block) : QStringList{kFence, neutralisedCode(plain(block)), kFence};
        case Block::Kind::ListItem: {
            QStringList out = inlineLines(block.inlines);
            const QString indent(4 * block.indent, u' ');
            for (qsizetype i = 1; i < out.size(); ++i)
                out[i].prepend(indent + u"    "_s);
            out.front().prepend(indent + (block.ordered ? u"%1. "_s.arg(block.number) : u"* "_s));
            return out;
        }
        case Block::Kind::Quote: {
            QStringList out = lines(block.children, true);
            for (QString &line : out) {
                if (!isQuoted)
                    line.prepend(u'>');
            }
            return out;
        }
        case Block::Kind::Divider:
            return {u"---"_s};
        }
        return {};
    }

    QStringList inlineLines(const std::vector<Inline> &inlines) const
    {
        QStringList out;
        for (std::size_t begin = 0; begin <= inlines.size();) {
            std::size_t end = begin;
            while (end < inlines.size() && inlines[end].kind != Inline::Kind::LineBreak)
                ++end;
            out += chatLine(std::span(inlines).subspan(begin, end - begin), m_names);
            begin = end + 1;
        }
        return out;
    }

    QString plain(const Block &code) const
    {
        QString out;
        for (const Inline &part : code.inlines)
            out += plainInline(part, &m_names);
        return out;
    }

    QStringList quotedCodeLines(const Block &code) const
    {
        QStringList out = plain(code).split(u'\n');
        for (QString &line : out) {
            const std::vector<Inline> inlines = {{.text = line, .style = {.code = true}}};
            line = chatLine(inlines, m_names);
        }
        return out;
    }

    const TextNames &m_names;
};

bool startsOwnLine(QStringView chatText)
{
    const QStringView text = chatText.trimmed();
    if (text.startsWith(kFence) || text.startsWith(u'>') || text.startsWith("* "_L1))
        return true;
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    return digits > 0 && text.sliced(digits).startsWith(". "_L1);
}

} // namespace

QString toChatSyntax(const RichText &text, const TextNames &names)
{
    QStringList lines = BlockWriter(names).lines(text.blocks, false);
    while (!lines.isEmpty() && isBlank(lines.front()))
        lines.removeFirst();
    QString out = lines.join(u'\n');
    while (!out.isEmpty() && out.back().isSpace())
        out.chop(1);
    return out;
}

QString chatLink(const QString &address, const QString &label)
{
    const QString shown = chatLabel(label);
    return u'<' + chatAddress(address) + u'|' + (shown.isEmpty() ? chatLabel(address) : shown) + u'>';
}

QString withAuthorInFront(const QString &name, const QString &chatText)
{
    const QString author = u'*' + neutralisedPiece(cleanedLine(name).simplified(), false) + u":*"_s;
    if (chatText.isEmpty())
        return author;
    return author + (startsOwnLine(chatText) ? u'\n' : u' ') + chatText;
}

} // namespace chatferry
