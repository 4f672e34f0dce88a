// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/answer.h"
#include "simulator/space.h"

namespace chatferry::sim {

/// Which thread a new message goes to.
struct ThreadChoice
{
    QString thread = {}; ///< Empty: a new one.
    QString key = {};    ///< The new thread gets this key ("OWNER/KEY").

    /// @p owner: whose keys count. @p supported: false where every message starts a thread of its own.
    static ThreadChoice make(const Space &space, const QJsonObject &thread, const QString &option, const QString &owner,
                             bool supported, Answer &refusal);
};

} // namespace chatferry::sim
