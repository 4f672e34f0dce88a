// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/context.h"

namespace chatferry::sim {

/// pageSize and pageToken of a list call. A token is bound to the other parameters it was given for and names the last
/// thing shown, so that it stays good whatever comes or goes.
struct PageRequest
{
    int size = 0;
    QString after = {}; ///< Key of the last thing on the page before; empty on the first.
    QByteArray binding = {};

    /// Empty when the size is no number or negative, or the token is not of this list. Above @p most is cut silently.
    static std::optional<PageRequest> read(const Call &call, int usual, int most, const QStringList &bound,
                                           const QString &sizeName = QStringLiteral("pageSize"));
    static Answer refusal();
    QString token(const QString &last) const;
};

} // namespace chatferry::sim
