// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/plan/scanqueue.h"

namespace chatferry {

ScanQueue::ScanQueue(QObject *writer, std::function<void()> notify)
    : m_writer(writer)
    , m_notify(std::move(notify))
{
}

bool ScanQueue::push(ScanBatch batch)
{
    std::unique_lock lock(m_mutex);
    m_room.wait(lock, [this] { return m_closed || m_batches.size() < kMostBatches; });
    if (m_closed)
        return false;
    m_batches.push_back(std::move(batch));
    if (!m_told) {
        m_told = true;
        // Under the lock: close() is called before the writer dies.
        QMetaObject::invokeMethod(m_writer, m_notify, Qt::QueuedConnection);
    }
    return true;
}

std::optional<ScanBatch> ScanQueue::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_batches.empty()) {
        m_told = false;
        return std::nullopt;
    }
    ScanBatch batch = std::move(m_batches.front());
    m_batches.pop_front();
    m_room.notify_one();
    return batch;
}

void ScanQueue::close()
{
    cancel.cancel();
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_batches.clear();
    m_room.notify_all();
}

} // namespace chatferry
