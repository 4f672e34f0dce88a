// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "engine/run/planview.h"
#include "quota/pacer.h"
#include "sources/source.h"
#include "store/journalwriter.h"
#include "target/target.h"

#include <functional>
#include <map>
#include <memory>

namespace chatferry {

class Project;

/// What every stage works with. Owned by the session; all of it lives on the engine's thread.
struct StageContext
{
    Project &project;
    JournalWriter &writer;
    Clock &clock;
    Target &target;
    Pacer &pacer;
    QString helper;                       ///< The admin account; lower case.
    std::shared_ptr<const Source> source; ///< Null where a stage needs no export.
    std::map<int, std::shared_ptr<const PlanView>> plans = {};
    int mostInFlight = 64;
    std::function<std::chrono::milliseconds()> jitter = {};

    /// The plan that a space is carried by.
    Result<std::shared_ptr<const PlanView>> planOf(const SpaceRow &space)
    {
        if (const auto known = plans.find(space.revision); known != plans.end())
            return known->second;
        auto loaded = PlanView::load(project, space.revision);
        if (loaded)
            plans.emplace(space.revision, *loaded);
        return loaded;
    }
};

} // namespace chatferry
