// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/plaintext.h"

#include "markup/characters.h"
#include "markup/inlinetext.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

void addLines(const std::vector<Block> &blocks, const TextNames *names, QStringList &lines)
{
    for (const Block &block : blocks) {
        if (block.kind == Block::Kind::Quote) {
            addLines(block.children, names, lines);
            continue;
        }
        QString line;
        if (block.kind == Block::Kind::Divider)
            line = u"---"_s;
        if (block.kind == Block::Kind::ListItem)
            line = QString(4 * block.indent, u' ') + (block.ordered ? u"%1. "_s.arg(block.number) : u"\u2022 "_s);
        for (const Inline &part : block.inlines)
            line += plainInline(part, names);
        lines += line;
    }
}

} // namespace

QString toPlainText(const RichText &text, const TextNames *names)
{
    QStringList lines;
    addLines(text.blocks, names, lines);
    return cleaned(lines.join(u'\n')).trimmed();
}

} // namespace chatferry
