// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulatoroptions.h"

#include <QFile>

#include <deque>

namespace chatferry::sim {

/// Every request, in memory and, if asked for, as JSON lines.
class RequestLog
{
public:
    /// @p kept: how many stay in memory; the oldest go first. Errors: File.
    Result<void> open(const QString &path, std::size_t kept);
    void close() { m_file.close(); }
    void add(LoggedRequest request);
    qint64 nextSeq() { return ++m_seq; }
    qint64 writes() const { return m_writes; }
    std::vector<LoggedRequest> all() const { return {m_all.begin(), m_all.end()}; }
    void clear() { m_all.clear(); }

    /// The query with the values of `key`, `token` and `upload_id` masked.
    static QString masked(const QString &query);

private:
    std::deque<LoggedRequest> m_all;
    std::size_t m_kept = 0;
    QFile m_file;
    qint64 m_seq = 0;
    qint64 m_writes = 0;
};

} // namespace chatferry::sim
