// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/scanqueue.h"
#include "sources/source.h"

#include <atomic>
#include <memory>

namespace chatferry {

/// Reads conversations of a source, one after the other, into a queue; several may share the work, each on a thread of
/// its own. Ends when none is left, at the first error, or when the queue is closed.
class ScanReader
{
public:
    struct Work
    {
        std::shared_ptr<const Source> source;
        std::shared_ptr<ScanQueue> queue;
        std::vector<size_t> order; ///< Positions in Source::conversations(), in the order they are to be read.
        std::atomic<size_t> next{0};
    };

    explicit ScanReader(std::shared_ptr<Work> work)
        : m_work(std::move(work))
    {
    }
    void run();

private:
    std::shared_ptr<Work> m_work;
};

} // namespace chatferry
