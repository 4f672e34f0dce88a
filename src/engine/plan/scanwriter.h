// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/scanqueue.h"
#include "engine/plan/scanstate.h"
#include "sources/source.h"

namespace chatferry {

class ItemAppender;
class Project;

/// Writes what readers hand over as items: finds each reply's root, stands placeholders in for missing ones, and closes
/// conversations. Internal to this folder.
class ScanWriter
{
public:
    ScanWriter(Project &project, const Source &source, ScanState &state)
        : m_project(project)
        , m_source(source)
        , m_state(state)
    {
    }
    /// Inside a transaction. Errors: DiskFull, File.
    Result<void> takeBatch(ScanBatch &batch, ItemAppender &appender);

private:
    Result<void> takeMessage(ScanReading &reading, ScannedMessage &scanned, ItemAppender &appender);
    Result<qint64> rootOf(ScanReading &reading, const Message &message, ItemAppender &appender);
    Result<void> takeDetails(const Message &message, qint64 item, ItemAppender &appender);
    Result<void> closeConversation(ScanReading &reading);

    Project &m_project;
    const Source &m_source;
    ScanState &m_state;
};

} // namespace chatferry
