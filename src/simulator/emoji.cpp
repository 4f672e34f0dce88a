// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/emoji.h"

#include <QList>

namespace chatferry::sim {

namespace {

constexpr char32_t kZwj = 0x200D;
constexpr char32_t kVariation = 0xFE0F;
constexpr char32_t kKeycap = 0x20E3;

bool isBase(char32_t c)
{
    return (c >= 0x1F300 && c <= 0x1FAFF && !(c >= 0x1F3FB && c <= 0x1F3FF)) || (c >= 0x2600 && c <= 0x27BF) ||
           (c >= 0x2190 && c <= 0x21FF) || (c >= 0x2300 && c <= 0x23FF) || (c >= 0x2B00 && c <= 0x2BFF) ||
           (c >= 0x25A0 && c <= 0x25FF) || (c >= 0x1F000 && c <= 0x1F2FF && !(c >= 0x1F1E6 && c <= 0x1F1FF)) ||
           (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x3030 || c == 0x303D || c == 0x3297 || c == 0x3299 || c == 0x00A9 ||
           c == 0x00AE || c == 0x203C || c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x24C2 || c == 0x2934 ||
           c == 0x2935;
}

bool isRegional(char32_t c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

bool isTone(char32_t c)
{
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

bool isTag(char32_t c)
{
    return c >= 0xE0020 && c <= 0xE007F;
}

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_text(text.toUcs4())
    {
    }

    bool emoji()
    {
        if (m_text.isEmpty() || m_text.size() > 16)
            return false;
        do {
            if (!element())
                return false;
        } while (take(kZwj));
        return m_at == m_text.size();
    }

private:
    char32_t here() const { return m_at < m_text.size() ? char32_t(m_text[m_at]) : U'\0'; }
    bool take(char32_t c)
    {
        if (here() != c || m_at >= m_text.size())
            return false;
        ++m_at;
        return true;
    }

    bool element()
    {
        const char32_t first = here();
        if (isRegional(first)) {
            ++m_at;
            const bool pair = isRegional(here());
            ++m_at;
            return pair;
        }
        const bool digit = (first >= U'0' && first <= U'9') || first == U'#' || first == U'*';
        if (digit) {
            ++m_at;
            take(kVariation);
            return take(kKeycap);
        }
        if (!isBase(first))
            return false;
        ++m_at;
        if (!take(kVariation) && isTone(here()))
            ++m_at;
        take(kKeycap);
        while (isTag(here()))
            ++m_at;
        return true;
    }

    QList<uint> m_text;
    qsizetype m_at = 0;
};

} // namespace

bool isEmoji(const QString &text)
{
    return Reader(text).emoji();
}

} // namespace chatferry::sim
