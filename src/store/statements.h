// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/project.h"

#include <sqlite3.h>

#include <unordered_map>

namespace chatferry {

/// The prepared statements of one connection that are not in use just now. Internal to this room.
struct Project::Statements
{
    std::unordered_map<const char *, sqlite3_stmt *> free;

    ~Statements()
    {
        for (auto &[sql, statement] : free)
            sqlite3_finalize(statement);
    }
};

} // namespace chatferry
