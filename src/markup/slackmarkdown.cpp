// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/slackmarkdown.h"

#include "markup/characters.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

std::vector<Inline> readLine(const QString &line)
{
    static const QRegularExpression pattern(u"`([^`]+)`"
                                            "|\\*\\*([^*\\s](?:[^*]*[^*\\s])?)\\*\\*"
                                            "|\\[([^\\[\\]]*)\\]\\((https?://[^\\s)]*)\\)"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    std::vector<Inline> out;
    qsizetype at = 0;
    auto matches = pattern.globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedStart() > at)
            out.push_back({.text = line.sliced(at, match.capturedStart() - at)});
        if (match.hasCaptured(1))
            out.push_back({.text = match.captured(1), .style = {.code = true}});
        else if (match.hasCaptured(2))
            out.push_back({.text = match.captured(2), .style = {.bold = true}});
        else
            out.push_back({.kind = Inline::Kind::Link, .text = match.captured(3), .target = match.captured(4)});
        at = match.capturedEnd();
    }
    if (at < line.size())
        out.push_back({.text = line.sliced(at)});
    return out;
}

qsizetype headingMark(QStringView line)
{
    qsizetype hashes = 0;
    while (hashes < line.size() && line[hashes] == u'#')
        ++hashes;
    return hashes >= 1 && hashes <= 6 && hashes < line.size() && line[hashes] == u' ' ? hashes + 1 : 0;
}

} // namespace

std::vector<Block> readSlackMarkdown(QStringView text)
{
    std::vector<Block> out;
    if (text.isEmpty())
        return out;
    QString normal = text.toString();
    normal.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    const QStringList lines = normal.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines[i];
        if (line.startsWith("```"_L1) && line.indexOf(u'`', 3) < 0) {
            Block code{.kind = Block::Kind::Code, .language = line.sliced(3).trimmed()};
            bool isFirst = true;
            for (++i; i < lines.size() && lines[i].trimmed() != "```"_L1; ++i) {
                if (!std::exchange(isFirst, false))
                    code.inlines.push_back({.kind = Inline::Kind::LineBreak});
                if (!lines[i].isEmpty())
                    code.inlines.push_back({.text = lines[i]});
            }
            out.push_back(std::move(code));
        } else if (const qsizetype mark = headingMark(line); mark > 0) {
            out.push_back({.kind = Block::Kind::Heading, .inlines = readLine(line.sliced(mark))});
        } else if (line.startsWith(u'>')) {
            if (out.empty() || out.back().kind != Block::Kind::Quote)
                out.push_back({.kind = Block::Kind::Quote});
            out.back().children.push_back({.inlines = readLine(line.sliced(line.startsWith("> "_L1) ? 2 : 1))});
        } else {
            out.push_back({.inlines = readLine(line)});
        }
    }
    return out;
}

} // namespace chatferry
