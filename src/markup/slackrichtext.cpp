// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/slackrichtext.h"

#include "markup/characters.h"
#include "markup/jsonvalues.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Kind = Inline::Kind;

TextStyle readStyle(const QJsonObject &leaf)
{
    const QJsonObject style = leaf["style"_L1].toObject();
    return {.bold = style["bold"_L1].toBool(),
            .italic = style["italic"_L1].toBool(),
            .strike = style["strike"_L1].toBool(),
            .code = style["code"_L1].toBool(),
            .underline = style["underline"_L1].toBool(),
            .highlight = style["highlight"_L1].toBool()};
}

/// "1f44b-1f3fb" as text.
QString decodedUnicode(const QString &hex)
{
    QString out;
    for (const QString &part : hex.split(u'-', Qt::SkipEmptyParts)) {
        bool isHex = false;
        const char32_t code = part.toUInt(&isHex, 16);
        if (!isHex || code == 0 || code > 0x10ffff || QChar::isSurrogate(code))
            return {};
        out += QChar::fromUcs4(code);
    }
    return out;
}

void addText(const QString &text, TextStyle style, std::vector<Inline> &out)
{
    bool isFirst = true;
    QString normal = text;
    normal.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    for (const QStringView line : QStringView(normal).split(u'\n')) {
        if (!std::exchange(isFirst, false))
            out.push_back({.kind = Kind::LineBreak});
        if (!line.isEmpty())
            out.push_back({.text = line.toString(), .style = style});
    }
}

void readLeaf(const QJsonObject &leaf, std::vector<Inline> &out, bool &isOdd)
{
    const TextStyle style = readStyle(leaf);
    const QString type = leaf["type"_L1].toString();
    const auto add = [&](Kind kind, const QString &text, const QString &target = {}) {
        if (!text.isEmpty() || !target.isEmpty())
            out.push_back({.kind = kind, .text = text, .target = target, .style = style});
    };

    if (type == "text"_L1) {
        addText(leaf["text"_L1].toString(), style, out);
    } else if (type == "link"_L1) {
        add(Kind::Link, leaf["text"_L1].toString(), leaf["url"_L1].toString());
    } else if (type == "user"_L1) {
        add(Kind::Person, {}, leaf["user_id"_L1].toString());
    } else if (type == "usergroup"_L1) {
        add(Kind::Group, {}, leaf["usergroup_id"_L1].toString());
    } else if (type == "channel"_L1) {
        add(Kind::Conversation, {}, leaf["channel_id"_L1].toString());
    } else if (type == "broadcast"_L1) {
        add(Kind::Broadcast, leaf["range"_L1].toString());
    } else if (type == "emoji"_L1) {
        QString name = leaf["name"_L1].toString();
        const int tone = leaf["skin_tone"_L1].toInt();
        if (tone >= 2 && tone <= 6 && !name.isEmpty() && !name.contains("::skin-tone-"_L1))
            name += u"::skin-tone-%1"_s.arg(tone);
        add(Kind::Emoji, name, decodedUnicode(leaf["unicode"_L1].toString()));
    } else if (type == "color"_L1) {
        add(Kind::Text, leaf["value"_L1].toString());
    } else if (type == "date"_L1) {
        const QString fallback = leaf["fallback"_L1].toString();
        add(Kind::Date, fallback.isEmpty() ? readableMoment(textOf(leaf["timestamp"_L1])) : fallback);
    } else if (type == "team"_L1) {
        add(Kind::Text, leaf["team_id"_L1].toString());
    } else {
        isOdd = true;
        addText(leaf["text"_L1].toString(), style, out);
    }
}

std::vector<Inline> readLeaves(const QJsonObject &section, bool dropsLastBreak, bool &isOdd)
{
    std::vector<Inline> out;
    const QJsonArray leaves = section["elements"_L1].toArray();
    for (const auto &leaf : leaves) {
        if (leaf.isObject())
            readLeaf(leaf.toObject(), out, isOdd);
    }
    if (dropsLastBreak && !out.empty() && out.back().kind == Kind::LineBreak)
        out.pop_back();
    return out;
}

} // namespace

std::vector<Block> readSlackRichText(const QJsonObject &richText, bool &isOdd)
{
    std::vector<Block> out;
    const QJsonArray elements = richText["elements"_L1].toArray();
    const auto add = [&out](const QJsonObject &element, std::vector<Block> blocks) {
        if (blocks.empty())
            return;
        if (element["border"_L1].toInt() == 1)
            out.push_back({.kind = Block::Kind::Quote, .children = std::move(blocks)});
        else
            std::move(blocks.begin(), blocks.end(), std::back_inserter(out));
    };

    for (qsizetype i = 0; i < elements.size(); ++i) {
        const QJsonObject element = elements[i].toObject();
        const QString type = element["type"_L1].toString();
        const bool isLast = i + 1 == elements.size();
        if (type == "rich_text_section"_L1) {
            if (!element["elements"_L1].toArray().isEmpty())
                out.push_back({.inlines = readLeaves(element, !isLast, isOdd)});
        } else if (type == "rich_text_list"_L1) {
            std::vector<Block> items;
            const QJsonArray entries = element["elements"_L1].toArray();
            for (const auto &entry : entries) {
                items.push_back({.kind = Block::Kind::ListItem,
                                 .inlines = readLeaves(entry.toObject(), true, isOdd),
                                 .ordered = element["style"_L1].toString() == "ordered"_L1,
                                 .indent = std::clamp(element["indent"_L1].toInt(), 0, 20),
                                 .number = element["offset"_L1].toInt() + 1 + static_cast<int>(items.size())});
            }
            add(element, std::move(items));
        } else if (type == "rich_text_quote"_L1) {
            if (auto inlines = readLeaves(element, false, isOdd); !inlines.empty())
                out.push_back({.kind = Block::Kind::Quote, .children = {{.inlines = std::move(inlines)}}});
        } else if (type == "rich_text_preformatted"_L1) {
            if (auto inlines = readLeaves(element, true, isOdd); !inlines.empty())
                add(element, {{.kind = Block::Kind::Code, .inlines = std::move(inlines)}});
        } else {
            if (element.isEmpty())
                continue;
            isOdd = true;
            std::vector<Inline> inlines;
            addText(element["text"_L1].toString(), {}, inlines);
            if (inlines.empty())
                inlines = readLeaves(element, false, isOdd);
            if (!inlines.empty())
                out.push_back({.inlines = std::move(inlines)});
        }
    }
    return out;
}

} // namespace chatferry
