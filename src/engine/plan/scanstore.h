// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/plan/scanstate.h"
#include "sources/source.h"

namespace chatferry {

class Project;

/// Puts a finished scan into the project: people, conversations and what is known of the export. Rows that were there
/// keep what was decided about them. Internal to this folder.
class ScanStore
{
public:
    ScanStore(Project &project, const Source &source, ScanState &state)
        : m_project(project)
        , m_source(source)
        , m_state(state)
    {
    }
    /// Inside a transaction. Errors: DiskFull, File.
    Result<void> run();

private:
    Result<void> storePeople();
    Result<void> storeConversations();

    Project &m_project;
    const Source &m_source;
    ScanState &m_state;
};

} // namespace chatferry
