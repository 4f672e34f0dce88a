// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/jsonstretches.h"

namespace chatferry {

namespace {
constexpr qsizetype kBlock = 1 << 20;
constexpr qsizetype kPadding = 64;
} // namespace

JsonStretches::JsonStretches(std::unique_ptr<QIODevice> device, qsizetype wanted)
    : m_device(std::move(device))
    , m_wanted(wanted)
{
}

bool JsonStretches::fill()
{
    const qsizetype before = m_buffer.size();
    m_buffer.resize(before + kBlock);
    const qint64 got = m_device->read(m_buffer.data() + before, kBlock);
    m_buffer.resize(before + std::max<qint64>(got, 0));
    m_failed = m_failed || got < 0;
    return got > 0;
}

QByteArray JsonStretches::cut(qsizetype end, qsizetype next, bool close)
{
    QByteArray out;
    out.reserve(end + 2 + kPadding);
    out += '[';
    out += QByteArrayView(m_buffer).first(end);
    if (close)
        out += ']';
    m_buffer.remove(0, next);
    m_at = std::max<qsizetype>(m_at - next, 0);
    return out;
}

std::optional<QByteArray> JsonStretches::next()
{
    while (!m_ended) {
        if (m_at >= m_buffer.size() && (m_buffer.size() > 8 * m_wanted || !fill())) {
            m_ended = true;
            return m_begun && !m_buffer.trimmed().isEmpty()
                       ? std::optional(cut(m_buffer.size(), m_buffer.size(), false))
                       : std::nullopt;
        }
        for (; m_at < m_buffer.size(); ++m_at) {
            const char c = m_buffer.at(m_at);
            if (!m_begun) {
                if (c == '[') {
                    m_begun = true;
                    m_buffer.remove(0, m_at + 1);
                    m_at = -1;
                } else if (c == '{' || c == '"') {
                    m_ended = true;
                    return {};
                }
            } else if (m_inString) {
                if (c == '\\')
                    ++m_at;
                else if (c == '"')
                    m_inString = false;
            } else if (c == '"') {
                m_inString = true;
            } else if (c == '[' || c == '{') {
                ++m_depth;
            } else if ((c == ']' || c == '}') && m_depth > 0) {
                --m_depth;
            } else if (c == ']') {
                m_ended = true;
                return QByteArrayView(m_buffer).first(m_at).trimmed().isEmpty()
                           ? std::nullopt
                           : std::optional(cut(m_at, m_buffer.size(), true));
            } else if (c == ',' && m_depth == 0 && m_at >= m_wanted) {
                const qsizetype comma = m_at++;
                return cut(comma, comma + 1, true);
            }
        }
    }
    return {};
}

} // namespace chatferry
