// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/richtext.h"

#include <QString>

#include <optional>
#include <vector>

namespace chatferry {

/// A text in Slack's escaped form, cut into tokens (`<...>`) and characters; entities are read. Each token is one
/// placeholder character in text(), and so marks of quotes, code and emphasis are found outside tokens only.
class SlackText
{
public:
    explicit SlackText(QStringView source);

    QStringView text() const { return m_text; }

    /// Positions in text().
    struct CodeBlock
    {
        qsizetype begin = 0; ///< Of the opening backticks.
        qsizetype end = 0;   ///< After the closing ones.
        qsizetype contentBegin = 0;
        qsizetype contentEnd = 0;
    };
    std::optional<CodeBlock> nextCodeBlock(qsizetype from) const;

    /// One line read as markup.
    std::vector<Inline> inlines(qsizetype begin, qsizetype end) const;
    /// Several lines with nothing but tokens read; line breaks become LineBreak.
    std::vector<Inline> literal(qsizetype begin, qsizetype end, TextStyle style) const;

private:
    struct Token
    {
        qsizetype at = 0;
        Inline value;
    };
    const Inline *tokenAt(qsizetype position) const;

    QString m_text;
    std::vector<Token> m_tokens; ///< In order of position.
};

/// The length of the emoji (`:name:`, tone included) that starts at @p at; 0 when there is none.
qsizetype emojiLength(QStringView text, qsizetype at);

/// Text whose only markup are `:name:` emoji; LF becomes LineBreak.
std::vector<Inline> inlinesWithEmoji(QStringView text, TextStyle style = {});

} // namespace chatferry
