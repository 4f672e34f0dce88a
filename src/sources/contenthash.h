// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>

#include <cstring>
#include <string_view>

namespace chatferry {

/// A quick hash over parts of a record, equal on every machine and in every release: it is kept in project files.
/// Against chance only, not against malice.
class ContentHash
{
public:
    void add(std::string_view part)
    {
        mix(part.size() ^ 0x9E3779B97F4A7C15ULL);
        while (part.size() >= 8) {
            quint64 word = 0;
            std::memcpy(&word, part.data(), 8);
            mix(qFromLittleEndian(word));
            part.remove_prefix(8);
        }
        quint64 rest = 0;
        for (std::size_t i = 0; i < part.size(); ++i)
            rest |= static_cast<quint64>(static_cast<unsigned char>(part[i])) << (8 * i);
        mix(rest);
    }
    void add(qint64 number) { mix(static_cast<quint64>(number)); }

    /// 63 bits, never negative.
    qint64 value() const
    {
        quint64 all = m_state;
        all ^= all >> 32U;
        all *= 0xD6E8FEB86659FD93ULL;
        all ^= all >> 32U;
        return static_cast<qint64>(all & 0x7FFFFFFFFFFFFFFFULL);
    }

private:
    void mix(quint64 word)
    {
        m_state = (m_state ^ word) * 0x9FB21C651E98DF25ULL;
        m_state ^= m_state >> 29U;
    }
    quint64 m_state = 0x2545F4914F6CDD1DULL;
};

} // namespace chatferry
