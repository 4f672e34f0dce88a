// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps/trouble.h"

#include <QString>
#include <QStringList>

namespace chatferry {

/// One job as its progress block shows it. The bar is in the forecast's work units and never goes back.
struct ProgressFacts
{
    enum class State {
        Idle, ///< Not begun; no bar.
        Working,
        Waiting, ///< Stands still and says why; the bar turns to the warning tone.
        Pausing, ///< Asked to pause; some calls still finish.
        Paused,
        Stopped, ///< Cannot go on by itself.
        Done,
    };

    QString id;   ///< Stable key of the job: a new id starts a new bar.
    QString what; ///< Above the bar: "Copying messages".
    State state = State::Idle;
    double fraction = 0; ///< 0 to 1, of the work units; full only once the journal says so.
    bool busy = false;   ///< The whole is unknown: no figure is claimed.
    QStringList numbers =
        {}; ///< Below: "[255,104] of 402,118 messages", "47 a second, 50 allowed", ... with doors, see humanwords.h.
    QStringList remarks = {}; ///< Second line: what needs you, what is tried again, what happens on closing.
    QString standing = {};    ///< Waiting, Pausing, Paused: "No answer from Google for 2 minutes. Next try in 40 s."
    QList<Trouble::Remedy> buttons = {}; ///< "Try now", or the [Pause] of a second job on a page.
};

} // namespace chatferry
