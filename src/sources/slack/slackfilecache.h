// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sources/slack/slackfile.h"

#include <list>
#include <memory>
#include <mutex>

namespace chatferry::slack {

/// The day files that were parsed last, for reading single messages again. Thread-safe: a parsed file is only looked
/// at.
class SlackFileCache
{
public:
    /// A file that fits in one stretch. Errors: as SlackFileReader.
    Result<std::shared_ptr<const Stretch>> get(const Archive &archive, const ArchiveEntry &entry);

private:
    struct Kept
    {
        int index = 0;
        std::shared_ptr<const Stretch> stretch;
    };
    std::mutex m_mutex;
    std::list<Kept> m_kept; ///< The one used last in front.
    qint64 m_bytes = 0;
};

} // namespace chatferry::slack
