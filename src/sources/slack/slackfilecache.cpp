// SPDX-License-Identifier: GPL-3.0-or-later
#include "sources/slack/slackfilecache.h"

namespace chatferry::slack {

namespace {
/// Of file bytes; parsed they take about three times that.
constexpr qint64 kCacheBytes = 16LL << 20;
} // namespace

Result<std::shared_ptr<const Stretch>> SlackFileCache::get(const Archive &archive, const ArchiveEntry &entry)
{
    {
        const std::lock_guard lock(m_mutex);
        for (auto kept = m_kept.begin(); kept != m_kept.end(); ++kept) {
            if (kept->index != entry.index)
                continue;
            m_kept.splice(m_kept.begin(), m_kept, kept);
            return m_kept.front().stretch;
        }
    }
    // Two threads may parse the same file at once; that is cheaper than waiting for each other.
    auto read = SlackFileReader(archive, entry).next();
    if (!read)
        return read.error();
    std::shared_ptr<const Stretch> stretch = std::move(read).value();
    const std::lock_guard lock(m_mutex);
    m_kept.push_front({entry.index, stretch});
    m_bytes += stretch->bytes.size();
    while (m_bytes > kCacheBytes && m_kept.size() > 1) {
        m_bytes -= m_kept.back().stretch->bytes.size();
        m_kept.pop_back();
    }
    return stretch;
}

} // namespace chatferry::slack
