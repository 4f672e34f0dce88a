// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/canceltoken.h"
#include "base/error.h"
#include "model/membership.h"
#include "model/message.h"
#include "model/person.h"
#include "model/problem.h"

#include <QMap>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace chatferry {

/// What the project keeps of one message; the text stays behind.
struct ScannedMessage
{
    Message message; ///< `text` is empty.
    qint64 textBytes = 0;
};

/// A stretch of one conversation, as a reader's thread hands it to the writer's.
struct ScanBatch
{
    size_t conversation = 0;
    std::vector<ScannedMessage> messages;
    std::vector<MembershipEvent> events;
    std::vector<Person> people;
    std::vector<Problem> problems;
    QMap<QString, qint64> skipped;
    qint64 records = 0;
    qint64 bytes = 0;
    bool last = false;          ///< The conversation has ended.
    std::optional<Error> error; ///< With `last`: it could not be read to its end.
};

/// Carries batches from the readers to the writer and keeps only a few of them: readers wait while it is full.
class ScanQueue
{
public:
    /// @p writer is told in its own thread, by @p notify, that there is something to take.
    ScanQueue(QObject *writer, std::function<void()> notify);

    /// Waits while the queue is full. False when nobody wants it any more.
    bool push(ScanBatch batch);
    std::optional<ScanBatch> take();
    /// Ends all waiting, and nothing more is delivered. Safe while readers still run.
    void close();

    const CancelToken cancel;

private:
    static constexpr size_t kMostBatches = 8;

    std::mutex m_mutex;
    std::condition_variable m_room;
    std::deque<ScanBatch> m_batches;
    QObject *m_writer;
    std::function<void()> m_notify;
    bool m_closed = false;
    bool m_told = false;
};

} // namespace chatferry
