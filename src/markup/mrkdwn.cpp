// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/mrkdwn.h"

#include "markup/characters.h"
#include "markup/slacktext.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

/// Puts the blocks of a message together; what is quoted goes into the quote that stands last.
class BlockBuilder
{
public:
    void add(Block block, bool quoted)
    {
        if (!quoted) {
            m_text.blocks.push_back(std::move(block));
            return;
        }
        if (m_text.blocks.empty() || m_text.blocks.back().kind != Block::Kind::Quote)
            m_text.blocks.push_back({.kind = Block::Kind::Quote});
        m_text.blocks.back().children.push_back(std::move(block));
    }
    RichText take() { return std::move(m_text); }

private:
    RichText m_text;
};

} // namespace

RichText parseMrkdwn(QStringView text)
{
    if (text.isEmpty())
        return {};
    const SlackText source(text);
    const QStringView all = source.text();

    BlockBuilder builder;
    bool quotesRest = false;
    bool quoted = false;
    bool afterCode = false;
    qsizetype at = 0;
    for (;;) {
        const auto fence = source.nextCodeBlock(at);
        const qsizetype end = fence ? fence->begin : all.size();

        for (qsizetype lineBegin = at; lineBegin <= end;) {
            qsizetype lineEnd = all.indexOf(u'\n', lineBegin);
            if (lineEnd < 0 || lineEnd > end)
                lineEnd = end;
            const bool continues = lineBegin == at && afterCode;
            const bool isPartial = continues || (lineEnd == end && fence);
            qsizetype begin = lineBegin;
            if (!continues && !quotesRest) {
                const QStringView line = all.sliced(begin, lineEnd - begin);
                quotesRest = line.startsWith(">>>"_L1);
                quoted = line.startsWith(u'>');
                begin += quotesRest ? 3 : quoted ? 1 : 0;
                if (quoted && begin < lineEnd && all[begin] == u' ')
                    ++begin;
            }
            if (!isPartial || !isBlank(all.sliced(begin, lineEnd - begin)))
                builder.add({.inlines = source.inlines(begin, lineEnd)}, quoted);
            lineBegin = lineEnd + 1;
        }
        if (!fence)
            break;

        builder.add({.kind = Block::Kind::Code, .inlines = source.literal(fence->contentBegin, fence->contentEnd, {})},
                    quoted);
        at = fence->end;
        afterCode = true;
    }
    return builder.take();
}

} // namespace chatferry
