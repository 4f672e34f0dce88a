// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slacktext.h"

#include "markup/mrkdwn.h"
#include "markup/slackblocks.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace chatferry::slack {

namespace {

std::string_view commentIn(const SlackRecord &record, SlackRecord::Field field, std::string_view key)
{
    const auto comment = record.has(field) ? find(record[field], key) : std::nullopt;
    return comment ? textOf(*comment, "comment") : std::string_view();
}

/// Slack wrote the text of old uploads itself; what the person said stands beside the file.
bool isMadeBySlack(const SlackRecord &record)
{
    return record.text(SlackRecord::Subtype) == "file_share" && record.has(SlackRecord::File) &&
           record[SlackRecord::File].is_object() && !record.has(SlackRecord::Files) &&
           record.text(SlackRecord::Text).starts_with("<@");
}

RichText wordsOf(const SlackRecord &record, QStringList &oddities)
{
    if (record.fate() == Fate::FileComment && record.has(SlackRecord::Comment))
        return parseMrkdwn(stringOf(record[SlackRecord::Comment], "comment"));
    if (isMadeBySlack(record))
        return parseMrkdwn(toQString(commentIn(record, SlackRecord::File, "initial_comment")));
    if (record.has(SlackRecord::Blocks)) {
        if (auto blocks = parseSlackBlocks(toQJsonArray(record[SlackRecord::Blocks]), &oddities))
            return *std::move(blocks);
    }
    return parseMrkdwn(toQString(record.text(SlackRecord::Text)));
}

void makeItalic(std::vector<Block> &blocks)
{
    for (Block &block : blocks) {
        for (Inline &part : block.inlines)
            part.style.italic = true;
        makeItalic(block.children);
    }
}

RichText huddle(const SlackRecord &record)
{
    qint64 seconds = 0;
    if (record.has(SlackRecord::Room)) {
        const qint64 start = numberOf(record[SlackRecord::Room], "date_start");
        const qint64 end = numberOf(record[SlackRecord::Room], "date_end");
        seconds = start > 0 && end > start ? end - start : 0;
    }
    // Content of the moved conversation, in the language of Slack's own notices: not translated.
    QString text = u"Huddle"_s;
    if (seconds > 0)
        text += u", %1 min"_s.arg(std::max<qint64>((seconds + 30) / 60, 1));
    return {{{.inlines = {{.text = text, .style = {.italic = true}}}}}};
}

} // namespace

RichText richTextOf(const SlackRecord &record, std::vector<QString> &oddities)
{
    if (record.fate() == Fate::Call)
        return huddle(record);
    QStringList found;
    RichText text = wordsOf(record, found);
    if (record.has(SlackRecord::Attachments)) {
        RichText more = parseSlackAttachments(toQJsonArray(record[SlackRecord::Attachments]), nullptr, &found);
        std::move(more.blocks.begin(), more.blocks.end(), std::back_inserter(text.blocks));
    }
    if (record.fate() == Fate::Action)
        makeItalic(text.blocks);
    for (const QString &oddity : std::as_const(found)) {
        if (std::find(oddities.begin(), oddities.end(), oddity) == oddities.end())
            oddities.push_back(oddity);
    }
    return text;
}

} // namespace chatferry::slack
