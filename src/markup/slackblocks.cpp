// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/slackblocks.h"

#include "markup/characters.h"
#include "markup/mrkdwn.h"
#include "markup/plaintext.h"
#include "markup/slackmarkdown.h"
#include "markup/slackrichtext.h"
#include "markup/slacktext.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Kind = Block::Kind;

void append(std::vector<Block> &out, std::vector<Block> blocks)
{
    std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
}

/// A plain_text object: entities, and emoji unless it says no. LF becomes LineBreak.
std::vector<Inline> plainInlines(const QJsonObject &object)
{
    QString text = withoutEntities(object["text"_L1].toString());
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    if (object["emoji"_L1].toBool(true))
        return inlinesWithEmoji(text);
    std::vector<Inline> out;
    const auto lines = QStringView(text).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            out.push_back({.kind = Inline::Kind::LineBreak});
        if (!lines[i].isEmpty())
            out.push_back({.text = lines[i].toString()});
    }
    return out;
}

/// A text object of either kind, or a bare string.
std::vector<Block> textBlocks(const QJsonValue &value)
{
    if (value.isString())
        return parseMrkdwn(value.toString()).blocks;
    const QJsonObject object = value.toObject();
    if (object["text"_L1].toString().isEmpty())
        return {};
    if (object["type"_L1].toString() != "plain_text"_L1)
        return parseMrkdwn(object["text"_L1].toString()).blocks;
    std::vector<Block> lines(1);
    for (Inline &part : plainInlines(object)) {
        if (part.kind == Inline::Kind::LineBreak)
            lines.push_back({});
        else
            lines.back().inlines.push_back(std::move(part));
    }
    return lines;
}

QString plainForm(const QJsonValue &value)
{
    QString out = toPlainText({textBlocks(value)});
    return out.replace(u'\n', u' ');
}

QString firstText(const QString &first, const QString &second)
{
    return first.isEmpty() ? second : first;
}

Inline linkOrText(const QString &address, const QString &label)
{
    if (address.isEmpty())
        return {.text = label};
    return {.kind = Inline::Kind::Link, .text = label, .target = address};
}

void addParagraph(std::vector<Block> &out, Inline part)
{
    if (!part.text.isEmpty() || !part.target.isEmpty())
        out.push_back({.inlines = {std::move(part)}});
}

void readImage(const QJsonObject &image, std::vector<Block> &out)
{
    const QString address =
        firstText(image["image_url"_L1].toString(), image["slack_file"_L1].toObject()["url"_L1].toString());
    addParagraph(out, linkOrText(address, firstText(plainForm(image["title"_L1]), image["alt_text"_L1].toString())));
}

void readActions(const QJsonArray &elements, std::vector<Block> &out)
{
    std::vector<Inline> parts;
    for (const auto &value : elements) {
        const QJsonObject element = value.toObject();
        const QString label = plainForm(element["text"_L1]);
        if (label.isEmpty())
            continue;
        if (!parts.empty())
            parts.push_back({.text = u" "_s});
        const QString address = element["url"_L1].toString();
        parts.push_back(address.isEmpty() ? Inline{.text = u'[' + label + u']'} : linkOrText(address, label));
    }
    if (!parts.empty())
        out.push_back({.inlines = std::move(parts)});
}

QString cellText(const QJsonObject &cell, bool &isOdd)
{
    if (cell["type"_L1].toString() == "raw_text"_L1)
        return cell["text"_L1].toString();
    return toPlainText({readSlackRichText(cell, isOdd)}).replace(u'\n', u' ');
}

void readTable(const QJsonObject &table, std::vector<Block> &out, bool &isOdd)
{
    Block code{.kind = Kind::Code};
    const QJsonArray rows = table["rows"_L1].toArray();
    for (const auto &row : rows) {
        QStringList cells;
        const QJsonArray values = row.toArray();
        for (const auto &cell : values)
            cells += cellText(cell.toObject(), isOdd);
        if (!code.inlines.empty())
            code.inlines.push_back({.kind = Inline::Kind::LineBreak});
        code.inlines.push_back({.text = cells.join(" | "_L1)});
    }
    if (!code.inlines.empty())
        out.push_back(std::move(code));
}

void readBlocks(const QJsonArray &blocks, std::vector<Block> &out, bool &isOdd, int depth = 0);

void readBlock(const QJsonObject &block, std::vector<Block> &out, bool &isOdd, int depth)
{
    const QString type = block["type"_L1].toString();
    if (type == "rich_text"_L1) {
        append(out, readSlackRichText(block, isOdd));
    } else if (type == "section"_L1) {
        append(out, textBlocks(block["text"_L1]));
        const QJsonArray fields = block["fields"_L1].toArray();
        for (const auto &field : fields)
            append(out, textBlocks(field));
        const QJsonObject accessory = block["accessory"_L1].toObject();
        if (accessory["type"_L1].toString() == "image"_L1)
            readImage(accessory, out);
        else
            readActions({accessory}, out);
    } else if (type == "context"_L1) {
        const QJsonArray elements = block["elements"_L1].toArray();
        for (const auto &element : elements) {
            if (element.toObject()["type"_L1].toString() != "image"_L1)
                append(out, textBlocks(element));
        }
    } else if (type == "header"_L1) {
        if (auto inlines = plainInlines(block["text"_L1].toObject()); !inlines.empty())
            out.push_back({.kind = Kind::Heading, .inlines = std::move(inlines)});
    } else if (type == "divider"_L1) {
        out.push_back({.kind = Kind::Divider});
    } else if (type == "image"_L1) {
        readImage(block, out);
    } else if (type == "actions"_L1) {
        readActions(block["elements"_L1].toArray(), out);
    } else if (type == "input"_L1) {
        append(out, textBlocks(block["label"_L1]));
    } else if (type == "video"_L1) {
        const QString address = firstText(block["title_url"_L1].toString(), block["video_url"_L1].toString());
        addParagraph(out,
                     linkOrText(address, firstText(plainForm(block["title"_L1]), block["alt_text"_L1].toString())));
        append(out, textBlocks(block["description"_L1]));
    } else if (type == "table"_L1) {
        readTable(block, out, isOdd);
    } else if (type == "markdown"_L1) {
        append(out, readSlackMarkdown(block["text"_L1].toString()));
    } else if (type == "call"_L1) {
        const QJsonObject call = block["call"_L1].toObject()["v1"_L1].toObject();
        addParagraph(out, linkOrText(call["join_url"_L1].toString(), firstText(call["name"_L1].toString(), u"Call"_s)));
    } else if (type == "contact_card"_L1) {
        addParagraph(out, {.kind = Inline::Kind::Person, .target = block["user_id"_L1].toString()});
    } else if (type != "file"_L1 && !block.isEmpty()) {
        isOdd = true;
        auto text = textBlocks(block["text"_L1]);
        // Nothing limits how deep unknown blocks may claim to nest.
        if (text.empty() && depth < 8)
            readBlocks(block["blocks"_L1].toArray(), out, isOdd, depth + 1);
        append(out, std::move(text));
    }
}

void readBlocks(const QJsonArray &blocks, std::vector<Block> &out, bool &isOdd, int depth)
{
    for (const auto &block : blocks)
        readBlock(block.toObject(), out, isOdd, depth);
}

bool isReadable(const RichText &text)
{
    const auto isDivider = [](const Block &block) { return block.kind == Kind::Divider; };
    return !std::all_of(text.blocks.begin(), text.blocks.end(), isDivider) && !toPlainText(text).isEmpty();
}

void noteOddity(QStringList *oddities, bool isOdd)
{
    if (isOdd && oddities && !oddities->contains("unknown-block"_L1))
        oddities->append(u"unknown-block"_s);
}

} // namespace

std::optional<RichText> parseSlackBlocks(const QJsonArray &blocks, QStringList *oddities)
{
    RichText text;
    bool isOdd = false;
    readBlocks(blocks, text.blocks, isOdd);
    noteOddity(oddities, isOdd);
    if (!isReadable(text))
        return {};
    return text;
}

} // namespace chatferry
