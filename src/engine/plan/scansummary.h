// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/problem.h"

#include <vector>

namespace chatferry {

/// What a scan came to.
struct ScanSummary
{
    bool unchanged = false; ///< The project holds this very export already; nothing was read.
    qint64 conversations = 0;
    qint64 people = 0;
    qint64 records = 0;
    qint64 messages = 0;
    std::vector<Problem> problems; ///< Of the export; kept in the project (loadScanProblems()).
};

} // namespace chatferry
