// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/utctime.h"
#include "simulator/simulatoroptions.h"

#include <QHash>

#include <deque>
#include <optional>

namespace chatferry::sim {

/// Sliding windows over the calls that were let through: a minute for a project, a second for a space.
class Quotas
{
public:
    explicit Quotas(const SimulatorOptions &options);

    /// Counts one call against both @p project ("messageWrites") and @p space ("space.importMessages" of @p spaceId),
    /// either of which may be empty. Answers the name of the quota that is used up; then nothing is counted.
    std::optional<QString> take(const QString &project, const QString &space, const QString &spaceId, UtcTime now);
    int limit(const QString &name) const;
    void clear() { m_windows.clear(); }

private:
    using Window = std::deque<UtcTime>;
    bool isFull(Window &window, int limit, Micros length, UtcTime now) const;

    const SimulatorOptions &m_options;
    QHash<QString, Window> m_windows;
};

} // namespace chatferry::sim
