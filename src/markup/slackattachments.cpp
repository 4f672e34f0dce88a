// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/characters.h"
#include "markup/jsonvalues.h"
#include "markup/mrkdwn.h"
#include "markup/plaintext.h"
#include "markup/slackblocks.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

void append(std::vector<Block> &out, std::vector<Block> blocks)
{
    std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
}

void appendMrkdwn(std::vector<Block> &out, const QJsonValue &value)
{
    append(out, parseMrkdwn(textOf(value)).blocks);
}

QString plainMrkdwn(const QJsonValue &value)
{
    return toPlainText(parseMrkdwn(textOf(value))).replace(u'\n', u' ');
}

void addParagraph(std::vector<Block> &out, Inline part)
{
    if (!part.text.isEmpty() || !part.target.isEmpty())
        out.push_back({.inlines = {std::move(part)}});
}

Inline linkOrText(const QString &address, const QString &label, TextStyle style = {})
{
    if (address.isEmpty() || label.isEmpty())
        return {.text = label, .style = style};
    return {.kind = Inline::Kind::Link, .text = label, .target = address, .style = style};
}

void readSharedMessage(const QJsonObject &shared, std::vector<Block> &out, QStringList *oddities)
{
    Block quote{.kind = Block::Kind::Quote};
    const TextStyle bold{.bold = true};
    QString author = textOf(shared["author_name"_L1]);
    if (author.isEmpty())
        author = textOf(shared["author_subname"_L1]);
    if (!author.isEmpty())
        addParagraph(quote.children, {.text = author, .style = bold});
    else
        addParagraph(quote.children,
                     {.kind = Inline::Kind::Person, .target = shared["author_id"_L1].toString(), .style = bold});

    QJsonArray blocks;
    const QJsonArray messages = shared["message_blocks"_L1].toArray();
    for (const auto &message : messages) {
        const QJsonArray some = message.toObject()["message"_L1].toObject()["blocks"_L1].toArray();
        for (const auto &block : some)
            blocks.append(block);
    }
    if (auto text = parseSlackBlocks(blocks, oddities))
        append(quote.children, std::move(text->blocks));
    else
        appendMrkdwn(quote.children, textOf(shared["text"_L1]).isEmpty() ? shared["fallback"_L1] : shared["text"_L1]);

    const QJsonArray files = shared["files"_L1].toArray();
    for (const auto &file : files) {
        const QJsonObject object = file.toObject();
        const QString title = textOf(object["title"_L1]);
        const QString name = title.isEmpty() ? textOf(object["name"_L1]) : title;
        if (!name.isEmpty())
            addParagraph(quote.children, {.text = u'[' + name + u']'});
    }
    if (!quote.children.empty())
        out.push_back(std::move(quote));
}

void readField(const QJsonObject &field, std::vector<Block> &out)
{
    std::vector<Block> value = parseMrkdwn(textOf(field["value"_L1])).blocks;
    const QString title = plainMrkdwn(field["title"_L1]);
    if (!title.isEmpty()) {
        const Inline label{.text = title + u':', .style = {.bold = true}};
        if (!value.empty() && value.front().kind == Block::Kind::Paragraph) {
            auto &inlines = value.front().inlines;
            inlines.insert(inlines.begin(), {label, Inline{.text = u" "_s}});
        } else {
            out.push_back({.inlines = {label}});
        }
    }
    append(out, std::move(value));
}

void readActions(const QJsonArray &actions, std::vector<Block> &out)
{
    std::vector<Inline> parts;
    for (const auto &value : actions) {
        const QJsonObject action = value.toObject();
        const QString label = plainMrkdwn(action["text"_L1]);
        if (label.isEmpty())
            continue;
        if (!parts.empty())
            parts.push_back({.text = u" "_s});
        const QString address = action["url"_L1].toString();
        parts.push_back(address.isEmpty() ? Inline{.text = u'[' + label + u']'} : linkOrText(address, label));
    }
    if (!parts.empty())
        out.push_back({.inlines = std::move(parts)});
}

void readBotContent(const QJsonObject &attachment, std::vector<Block> &out, QStringList *oddities)
{
    std::vector<Block> found;
    appendMrkdwn(found, attachment["pretext"_L1]);
    if (auto blocks = parseSlackBlocks(attachment["blocks"_L1].toArray(), oddities)) {
        append(found, std::move(blocks->blocks));
        append(out, std::move(found));
        return;
    }

    addParagraph(found, linkOrText(attachment["author_link"_L1].toString(), plainMrkdwn(attachment["author_name"_L1])));
    addParagraph(
        found, linkOrText(attachment["title_link"_L1].toString(), plainMrkdwn(attachment["title"_L1]), {.bold = true}));
    appendMrkdwn(found, attachment["text"_L1]);
    const QJsonArray fields = attachment["fields"_L1].toArray();
    for (const auto &field : fields)
        readField(field.toObject(), found);
    addParagraph(found, {.kind = Inline::Kind::Link, .target = attachment["image_url"_L1].toString()});
    addParagraph(found, {.text = plainMrkdwn(attachment["footer"_L1]), .style = {.italic = true}});
    readActions(attachment["actions"_L1].toArray(), found);
    if (found.empty())
        appendMrkdwn(found, attachment["fallback"_L1]);
    append(out, std::move(found));
}

} // namespace

RichText parseSlackAttachments(const QJsonArray &attachments, int *lostPreviews, QStringList *oddities)
{
    RichText out;
    for (const auto &value : attachments) {
        if (!value.isObject())
            continue;
        const QJsonObject attachment = value.toObject();
        if (attachment["is_share"_L1].toBool() || attachment["is_msg_unfurl"_L1].toBool()) {
            readSharedMessage(attachment, out.blocks, oddities);
        } else if (!textOf(attachment["from_url"_L1]).isEmpty() || !textOf(attachment["original_url"_L1]).isEmpty()) {
            if (lostPreviews)
                ++*lostPreviews;
        } else {
            readBotContent(attachment, out.blocks, oddities);
        }
    }
    return out;
}

} // namespace chatferry
