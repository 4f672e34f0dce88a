// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/drive.h"

#include <functional>
#include <optional>

namespace chatferry::sim {

/// The `q` of files.list: terms joined by "and". Known: 'ID' in parents, name = / contains, mimeType = / !=, trashed =,
/// appProperties has { key='k' and value='v' }.
class DriveQuery
{
public:
    /// Empty when a term is not understood. @p root: what 'root' stands for.
    static std::optional<DriveQuery> parse(const QString &text, const QString &root);
    bool fits(const DriveFile &file) const;

private:
    std::vector<std::function<bool(const DriveFile &)>> m_terms;
};

} // namespace chatferry::sim
