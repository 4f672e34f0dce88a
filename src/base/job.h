// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>

#include <optional>

namespace chatferry {

/// One asynchronous operation, run at most once.
///
/// start() returns at once; finished() follows exactly once, always through the event loop and never from inside
/// start() or cancel(). The owner is the QObject parent. A job that is destroyed while it runs ends silently.
class Job : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void start();
    /// Idempotent. Ends in Error::Kind::Cancelled, unless the job has ended already.
    void cancel();
    bool isRunning() const { return m_started && !m_ended; }

Q_SIGNALS:
    /// In items unless the class says otherwise; @p total is -1 while unknown.
    void progress(qint64 done, qint64 total);
    void finished();

protected:
    virtual void run() = 0;
    /// Drops what is in flight; must not end the job.
    virtual void stop() {}
    virtual void endCancelled() = 0;
    /// The first call queues finished() and answers true; later ones do nothing.
    bool announceEnd();

private:
    bool m_started = false;
    bool m_ended = false;
};

/// A Job that yields a T. No Q_OBJECT: moc cannot read templates; the signals are in Job.
template<typename T>
class ResultJob : public Job
{
public:
    using Job::Job;
    /// Valid from finished() on.
    const Result<T> &result() const
    {
        Q_ASSERT(m_result);
        return *m_result;
    }

protected:
    /// The first call wins; later ones do nothing.
    void end(Result<T> result)
    {
        if (m_result)
            return;
        m_result.emplace(std::move(result));
        announceEnd();
    }
    void endCancelled() override { end(Error{.kind = Error::Kind::Cancelled, .what = tr("Stopped.")}); }

private:
    std::optional<Result<T>> m_result;
};

} // namespace chatferry
