// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/rows.h"

#include <optional>
#include <vector>

namespace chatferry {

class Project;

class FileTable
{
public:
    explicit FileTable(Project &project);
    Result<void> put(const FileRow &row);
    std::optional<FileRow> find(qint64 item, int number) const;
    std::vector<FileRow> all(std::optional<FileRow::State> state = {}) const;

private:
    Project *m_project;
};

} // namespace chatferry
