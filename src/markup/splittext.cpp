// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/chatsyntax.h"

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

constexpr qsizetype kClosingBytes = 4; // A line break and three backticks.

qsizetype utf8Size(QStringView text)
{
    qsizetype bytes = 0;
    for (const QChar c : text)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 ? 2 : c.isSurrogate() ? 2 : 3;
    return bytes;
}

/// Fills parts line by line.
class PartFiller
{
public:
    explicit PartFiller(qsizetype maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    void addLine(QStringView line)
    {
        const bool isFence = line == "```"_L1;
        const bool staysOpen = m_inCode != isFence;
        if (!fits(line, staysOpen) && !m_lines.isEmpty())
            endPart();
        while (!fits(line, staysOpen)) {
            line = cut(line);
            endPart();
        }
        take(line);
        if (isFence)
            m_inCode = !m_inCode;
    }

    std::vector<QString> parts()
    {
        if (!m_lines.isEmpty())
            m_parts.push_back(m_lines.join(u'\n'));
        return std::move(m_parts);
    }

private:
    qsizetype room(bool codeStaysOpen) const
    {
        return m_maxBytes - m_bytes - (m_lines.isEmpty() ? 0 : 1) - (codeStaysOpen ? kClosingBytes : 0);
    }
    bool fits(QStringView line, bool codeStaysOpen) const { return utf8Size(line) <= room(codeStaysOpen); }

    void take(QStringView line)
    {
        m_bytes += utf8Size(line) + (m_lines.isEmpty() ? 0 : 1);
        m_lines += line.toString();
    }

    /// Takes as much of @p line as fits and answers the rest.
    QStringView cut(QStringView line)
    {
        const qsizetype most = room(m_inCode);
        qsizetype bytes = 0;
        qsizetype end = 0;
        qsizetype space = 0;
        while (end < line.size()) {
            const qsizetype length = line[end].isHighSurrogate() && end + 1 < line.size() ? 2 : 1;
            if (end > 0 && line[end] == u' ')
                space = end;
            bytes += utf8Size(line.sliced(end, length));
            if (bytes > most)
                break;
            end += length;
        }
        take(line.left(space > 0 ? space : end));
        return line.sliced(space > 0 ? space + 1 : end);
    }

    void endPart()
    {
        // Inside code a line of three backticks can only be the opening one.
        if (m_inCode && m_lines.back() == "```"_L1)
            m_lines.removeLast();
        else if (m_inCode)
            m_lines += u"```"_s;
        if (!m_lines.isEmpty())
            m_parts.push_back(m_lines.join(u'\n'));
        m_lines.clear();
        m_bytes = 0;
        if (m_inCode)
            take(u"```");
    }

    qsizetype m_maxBytes;
    qsizetype m_bytes = 0;
    bool m_inCode = false;
    QStringList m_lines;
    std::vector<QString> m_parts;
};

} // namespace

std::vector<QString> splitText(const QString &text, int maxBytes)
{
    if (utf8Size(text) <= maxBytes)
        return {text};
    PartFiller filler(std::max(maxBytes, 64));
    for (const QStringView line : QStringView(text).split(u'\n'))
        filler.addLine(line);
    return filler.parts();
}

} // namespace chatferry
