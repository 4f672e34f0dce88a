// SPDX-License-Identifier: GPL-3.0-or-later
#include "markup/chatline.h"

#include "markup/characters.h"
#include "markup/inlinetext.h"
#include "markup/neutral.h"

#include <QUrl>

#include <bitset>

using namespace Qt::StringLiterals;

namespace chatferry {

namespace {

using Kind = Inline::Kind;

// In the order in which marks nest, outermost first.
constexpr std::array<QChar, 4> kMarks = {u'*', u'_', u'~', u'`'};
constexpr std::size_t kCode = 3;
using Styles = std::bitset<4>;

Styles stylesOf(const TextStyle &style)
{
    Styles out;
    out[0] = style.bold;
    out[1] = style.italic;
    out[2] = style.strike;
    out[kCode] = style.code;
    return out;
}

Styles withoutCode(Styles styles)
{
    styles.reset(kCode);
    return styles;
}

struct Piece
{
    QString text; ///< As it is written, marks aside.
    Styles styles;
    bool isSpace = false;
};

/// Cleaned, without empty texts, neighbours of one style joined.
std::vector<Inline> prepared(std::span<const Inline> inlines)
{
    std::vector<Inline> out;
    for (const Inline &part : inlines) {
        if (part.kind != Kind::Text) {
            out.push_back(part);
            continue;
        }
        Inline text{.text = cleanedLine(part.text), .style = part.style};
        text.style.underline = text.style.highlight = false;
        if (text.text.isEmpty())
            continue;
        if (text.text.contains(u'`'))
            text.style.code = false;
        if (!out.empty() && out.back().kind == Kind::Text && out.back().style == text.style)
            out.back().text += text.text;
        else
            out.push_back(std::move(text));
    }
    return out;
}

/// Whether an address may stand bare next to this, so that Chat sees where it starts and ends.
bool mayPrecedeAddress(const Inline &before)
{
    if (before.kind != Kind::Text)
        return false;
    const QChar last = before.text.back();
    return last.isSpace() || last == u'(';
}

bool mayFollowAddress(const Inline &after)
{
    if (after.kind != Kind::Text)
        return false;
    const QString &text = after.text;
    qsizetype i = 0;
    while (i < text.size() && u".,;:!?)"_s.contains(text[i]))
        ++i;
    return i == text.size() || text[i].isSpace();
}

QString mailAddress(const QString &target)
{
    const QString rest = target.sliced(7);
    return QUrl::fromPercentEncoding(rest.left(rest.indexOf(u'?')).toUtf8());
}

/// Collects the pieces of a line.
class LineWriter
{
public:
    LineWriter(std::vector<Inline> inlines, const TextNames &names)
        : m_inlines(std::move(inlines))
        , m_names(names)
    {
    }
    QString write()
    {
        for (std::size_t i = 0; i < m_inlines.size(); ++i)
            add(i);
        styleSpaces();
        return joined();
    }

private:
    void add(std::size_t i)
    {
        const Inline &part = m_inlines[i];
        const Styles styles = stylesOf(part.style);
        switch (part.kind) {
        case Kind::Text:
            addText(part.text, styles);
            return;
        case Kind::Link:
            addLink(i, withoutCode(styles));
            return;
        case Kind::Person:
            if (const QString account = m_names.accountId({part.target}); !account.isEmpty()) {
                push(u'<' + account + u'>', {});
                return;
            }
            break;
        default:
            break;
        }
        pushNeutral(plainInline(part, &m_names), withoutCode(styles));
    }

    void addText(const QString &text, Styles styles)
    {
        qsizetype begin = 0;
        while (begin < text.size() && text[begin].isSpace())
            ++begin;
        qsizetype end = text.size();
        while (end > begin && text[end - 1].isSpace())
            --end;
        if (begin > 0)
            m_pieces.push_back({text.left(begin), {}, true});
        if (end == begin)
            return;
        const QString core = text.sliced(begin, end - begin);
        if (styles[kCode])
            push(neutralisedCode(core), styles);
        else
            pushNeutral(core, styles);
        if (end < text.size())
            m_pieces.push_back({text.sliced(end), {}, true});
    }

    void addLink(std::size_t i, Styles styles)
    {
        const Inline &part = m_inlines[i];
        const QString label = cleanedLine(part.text).trimmed();
        const auto alone = [&](const QString &address) {
            return label.isEmpty() || label == address || label == part.target;
        };
        if (part.target.startsWith("http:"_L1, Qt::CaseInsensitive) ||
            part.target.startsWith("https:"_L1, Qt::CaseInsensitive)) {
            const QString address = chatAddress(part.target);
            const bool standsFree = styles.none() && (i == 0 || mayPrecedeAddress(m_inlines[i - 1])) &&
                                    (i + 1 == m_inlines.size() || mayFollowAddress(m_inlines[i + 1]));
            if (!alone(part.target))
                push(u'<' + address + u'|' + chatLabel(label) + u'>', styles);
            else if (standsFree)
                push(address, styles);
            else
                push(u'<' + address + u'|' + chatLabel(part.target) + u'>', styles);
            return;
        }
        const bool isMail = part.target.startsWith("mailto:"_L1, Qt::CaseInsensitive);
        const QString address = cleanedLine(isMail ? mailAddress(part.target) : part.target);
        if (address.isEmpty())
            pushNeutral(label, styles);
        else
            pushNeutral(alone(address) ? address : label + u" ("_s + address + u')', styles);
    }

    bool isFirst() const
    {
        return std::all_of(m_pieces.begin(), m_pieces.end(), [](const Piece &piece) { return piece.isSpace; });
    }
    void push(QString text, Styles styles)
    {
        if (!text.isEmpty())
            m_pieces.push_back({std::move(text), styles, false});
    }
    void pushNeutral(const QString &text, Styles styles)
    {
        push(neutralisedPiece(text, styles.none() && isFirst()), styles);
    }

    /// Spaces have the styles that their neighbours share.
    void styleSpaces()
    {
        Styles before;
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            if (!m_pieces[i].isSpace) {
                before = m_pieces[i].styles;
                continue;
            }
            const auto next = std::find_if(m_pieces.begin() + static_cast<std::ptrdiff_t>(i), m_pieces.end(),
                                           [](const Piece &piece) { return !piece.isSpace; });
            const Styles after = next == m_pieces.end() ? Styles() : next->styles;
            m_pieces[i].styles = withoutCode(before & after);
        }
    }

    QString joined() const
    {
        QString out;
        std::vector<std::size_t> open;
        const auto close = [&](std::size_t keep) {
            QString marks;
            while (open.size() > keep) {
                marks += kMarks[open.back()];
                open.pop_back();
            }
            return marks;
        };
        for (const Piece &piece : m_pieces) {
            std::size_t keep = 0;
            while (keep < open.size() && piece.styles[open[keep]])
                ++keep;
            const QString closing = close(keep);
            QString opening;
            for (std::size_t mark = 0; mark < kMarks.size(); ++mark) {
                if (!piece.isSpace && piece.styles[mark] && std::find(open.begin(), open.end(), mark) == open.end()) {
                    opening += kMarks[mark];
                    open.push_back(mark);
                }
            }
            const bool touchesBefore =
                closing.isEmpty() && !opening.isEmpty() && isWordCharacter(codePointBefore(out, out.size()));
            const bool touchesAfter =
                opening.isEmpty() && !closing.isEmpty() && isWordCharacter(codePointAt(piece.text, 0));
            out += closing;
            if (touchesBefore || touchesAfter)
                out += kZeroWidthSpace;
            out += opening;
            out += piece.text;
        }
        return out + close(0);
    }

    std::vector<Inline> m_inlines;
    const TextNames &m_names;
    std::vector<Piece> m_pieces;
};

} // namespace

QString chatLine(std::span<const Inline> inlines, const TextNames &names)
{
    return LineWriter(prepared(inlines), names).write();
}

} // namespace chatferry
