// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ids.h"

#include <QString>

#include <vector>

namespace chatferry {

struct TextStyle
{
    bool bold = false;
    bool italic = false;
    bool strike = false;
    bool code = false;
    bool underline = false;
    bool highlight = false;

    friend bool operator==(const TextStyle &, const TextStyle &) = default;
};

/// A run inside a paragraph.
struct Inline
{
    enum class Kind {
        Text,         ///< text; never holds a line break
        LineBreak,    ///< a new line inside the same paragraph
        Link,         ///< target = address, text = label (may be empty: the address is shown)
        Person,       ///< target = PersonId of the source, text = label the source gave (may be empty)
        Conversation, ///< target = ConversationId of the source, text = label (may be empty)
        Group,        ///< a user group; target = id, text = label with or without @
        Broadcast,    ///< everybody; text = "here", "channel", "everyone"
        Emoji, ///< text = short name without colons, tone included ("wave::skin-tone-2"); target = Unicode if known
        Date,  ///< text = the readable form the source gave
    };

    Kind kind = Kind::Text;
    QString text = {};
    QString target = {};
    TextStyle style = {};

    friend bool operator==(const Inline &, const Inline &) = default;
};

/// A paragraph or another piece that stands on lines of its own.
struct Block
{
    enum class Kind {
        Paragraph, ///< inlines
        Heading,   ///< inlines
        Code,      ///< inlines (Text and LineBreak, and what the source put in: links, mentions); language may be set
        ListItem,  ///< inlines; ordered, indent, number
        Quote,     ///< children
        Divider,
    };

    Kind kind = Kind::Paragraph;
    std::vector<Inline> inlines = {};
    std::vector<Block> children = {};
    bool ordered = false;
    int indent = 0;        ///< List items: 0 for the outermost.
    int number = 1;        ///< Ordered list items: the number to print.
    QString language = {}; ///< Code only.

    friend bool operator==(const Block &, const Block &) = default;
};

/// A message's text as a tree. Between two blocks stands one line break; an empty paragraph is an empty line.
struct RichText
{
    std::vector<Block> blocks;

    bool isEmpty() const { return blocks.empty(); }
    friend bool operator==(const RichText &, const RichText &) = default;
};

} // namespace chatferry
