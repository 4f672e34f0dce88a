// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/simulatoroptions.h"

#include <QFile>

namespace chatferry::sim {

/// Every request, in memory and, if asked for, as JSON lines.
class RequestLog
{
public:
    /// Errors: File.
    Result<void> open(const QString &path);
    void close() { m_file.close(); }
    void add(LoggedRequest request);
    qint64 nextSeq() { return ++m_seq; }
    qint64 writes() const { return m_writes; }
    const std::vector<LoggedRequest> &all() const { return m_all; }
    void clear() { m_all.clear(); }

    /// The query with the values of `key`, `token` and `upload_id` masked.
    static QString masked(const QString &query);

private:
    std::vector<LoggedRequest> m_all;
    QFile m_file;
    qint64 m_seq = 0;
    qint64 m_writes = 0;
};

} // namespace chatferry::sim
