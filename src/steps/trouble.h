// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "base/utctime.h"

#include <QList>

#include <optional>

namespace chatferry {

/// One cause that stands in the way, as an error block shows it: sentence, why, remedies, details. One cause, one
/// block.
struct Trouble
{
    struct Remedy
    {
        QString text;      ///< A verb: "Check again", "Show how to fix it". May carry a mnemonic.
        QString act;       ///< For Step::act().
        QString goTo = {}; ///< Key of a step to open first; may be empty.
    };

    QString id;         ///< Stable while the same cause lasts, so that a block keeps its place and its folding.
    Error error;        ///< what: the sentence; remedy: the second line; detail: folded.
    qint64 waiting = 0; ///< How much else waits for this; 0 says nothing.
    QString waits = {}; ///< The sentence for it: "39 spaces wait for this."
    QList<Remedy> remedies = {};
    std::optional<UtcTime> since = {};    ///< When it was last seen.
    int tries = 0;                        ///< 0: not counted.
    std::optional<UtcTime> nextTry = {};  ///< When it is tried again by itself.
    std::optional<UtcTime> solvedAt = {}; ///< Set: the block shrinks to "Solved at 10:42".
    bool warning = false;                 ///< Costs something, stops nothing.
};

} // namespace chatferry
