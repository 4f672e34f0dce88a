// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <vector>

namespace chatferry {

class Project;

class LedgerTable
{
public:
    explicit LedgerTable(Project &project);
    /// Replaces what stands for a conversation (0: for no one conversation).
    Result<void> replace(qint64 conversation, const std::vector<LedgerRow> &rows);
    std::vector<LedgerRow> all() const; ///< By conversation, then code.

private:
    Project *m_project;
};

} // namespace chatferry
