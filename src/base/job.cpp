// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/job.h"

namespace chatferry {

void Job::start()
{
    Q_ASSERT(!m_started);
    m_started = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_ended)
                run();
        },
        Qt::QueuedConnection);
}

void Job::cancel()
{
    if (m_ended)
        return;
    m_started = true;
    stop();
    endCancelled();
}

bool Job::announceEnd()
{
    if (m_ended)
        return false;
    m_ended = true;
    QMetaObject::invokeMethod(this, &Job::finished, Qt::QueuedConnection);
    return true;
}

} // namespace chatferry
